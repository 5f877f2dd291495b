/**
 * The part of Kubernetes' API that the examples use, by hand and stricter than its OpenAPI schemas,
 * which let unknown fields pass.
 * https://kubernetes.io/docs/reference/kubernetes-api/
 */
export type Schema =
  | 'string'
  | 'integer'
  | 'boolean'
  | 'integer or name'
  | 'quantity'
  | 'cron'
  | { readonly oneOf: readonly string[] }
  | { readonly list: Schema }
  | { readonly map: Schema }
  | { readonly fields: Readonly<Record<string, Schema>>; readonly required?: readonly string[] };

const NAMES: Schema = { map: 'string' };
const METADATA: Schema = {
  fields: { name: 'string', labels: NAMES, annotations: NAMES },
  required: ['name'],
};
const TEMPLATE_METADATA: Schema = { fields: { labels: NAMES, annotations: NAMES } };

const PROBE: Schema = {
  fields: {
    httpGet: { fields: { path: 'string', port: 'integer or name' }, required: ['port'] },
    periodSeconds: 'integer',
    timeoutSeconds: 'integer',
    failureThreshold: 'integer',
    initialDelaySeconds: 'integer',
  },
};

const CONTAINER: Schema = {
  fields: {
    name: 'string',
    image: 'string',
    command: { list: 'string' },
    args: { list: 'string' },
    ports: {
      list: { fields: { name: 'string', containerPort: 'integer' }, required: ['containerPort'] },
    },
    env: {
      list: {
        fields: {
          name: 'string',
          value: 'string',
          valueFrom: {
            fields: {
              secretKeyRef: {
                fields: { name: 'string', key: 'string', optional: 'boolean' },
                required: ['key'],
              },
            },
          },
        },
        required: ['name'],
      },
    },
    startupProbe: PROBE,
    readinessProbe: PROBE,
    livenessProbe: PROBE,
    lifecycle: {
      fields: { preStop: { fields: { exec: { fields: { command: { list: 'string' } } } } } },
    },
    resources: { fields: { requests: { map: 'quantity' }, limits: { map: 'quantity' } } },
    securityContext: {
      fields: {
        allowPrivilegeEscalation: 'boolean',
        readOnlyRootFilesystem: 'boolean',
        runAsNonRoot: 'boolean',
        capabilities: { fields: { drop: { list: 'string' } } },
      },
    },
  },
  required: ['name', 'image'],
};

function pod(restartPolicies: readonly string[]): Schema {
  return {
    fields: {
      metadata: TEMPLATE_METADATA,
      spec: {
        fields: {
          restartPolicy: { oneOf: restartPolicies },
          automountServiceAccountToken: 'boolean',
          terminationGracePeriodSeconds: 'integer',
          securityContext: {
            fields: {
              runAsNonRoot: 'boolean',
              seccompProfile: {
                fields: { type: { oneOf: ['RuntimeDefault', 'Localhost', 'Unconfined'] } },
                required: ['type'],
              },
            },
          },
          containers: { list: CONTAINER },
        },
        required: ['containers'],
      },
    },
    required: ['spec'],
  };
}

function kind(apiVersion: string, name: string, spec: Schema): Schema {
  return {
    fields: {
      apiVersion: { oneOf: [apiVersion] },
      kind: { oneOf: [name] },
      metadata: METADATA,
      spec,
    },
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
  };
}

/** Schemas by kind. */
export const KINDS: Readonly<Record<string, Schema>> = {
  CronJob: kind('batch/v1', 'CronJob', {
    fields: {
      schedule: 'cron',
      timeZone: 'string',
      concurrencyPolicy: { oneOf: ['Allow', 'Forbid', 'Replace'] },
      startingDeadlineSeconds: 'integer',
      successfulJobsHistoryLimit: 'integer',
      failedJobsHistoryLimit: 'integer',
      suspend: 'boolean',
      jobTemplate: {
        fields: {
          metadata: TEMPLATE_METADATA,
          spec: {
            fields: {
              backoffLimit: 'integer',
              activeDeadlineSeconds: 'integer',
              ttlSecondsAfterFinished: 'integer',
              // A Job's pod must not be restarted for ever.
              template: pod(['Never', 'OnFailure']),
            },
            required: ['template'],
          },
        },
        required: ['spec'],
      },
    },
    required: ['schedule', 'jobTemplate'],
  }),
  Deployment: kind('apps/v1', 'Deployment', {
    fields: {
      replicas: 'integer',
      selector: { fields: { matchLabels: NAMES } },
      template: pod(['Always']),
    },
    required: ['selector', 'template'],
  }),
  Service: kind('v1', 'Service', {
    fields: {
      selector: NAMES,
      type: { oneOf: ['ClusterIP', 'NodePort', 'LoadBalancer'] },
      ports: {
        list: {
          fields: { name: 'string', port: 'integer', targetPort: 'integer or name' },
          required: ['port'],
        },
      },
    },
  }),
};

const SIMPLE: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  'integer or name': (value) => Number.isSafeInteger(value) || /^[a-z-]{1,15}$/.test(String(value)),
  quantity: (value) => /^\d+(?:\.\d+)?(?:m|Ki|Mi|Gi|k|M|G)?$/.test(String(value)),
  cron: (value) => /^(?:(?:\*|\d+(?:-\d+)?)(?:\/\d+)?(?:,\S+)?(?: |$)){5}$/.test(String(value)),
};

/** What is wrong with a value, each with its place; empty when it is as the schema wants it. */
export function problemsOf(value: unknown, schema: Schema, place = ''): string[] {
  if (typeof schema === 'string') {
    return SIMPLE[schema]?.(value) ? [] : [`${place} is no ${schema}: ${JSON.stringify(value)}`];
  }
  if ('oneOf' in schema) {
    const isOne = schema.oneOf.includes(value as string);
    return isOne ? [] : [`${place} is none of ${schema.oneOf.join(', ')}`];
  }
  if ('list' in schema) {
    if (!Array.isArray(value)) return [`${place} is no list`];
    return value.flatMap((item, at) => problemsOf(item, schema.list, `${place}[${at}]`));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [`${place} is no object`];
  }
  if ('map' in schema) {
    return Object.entries(value).flatMap(([key, item]) =>
      problemsOf(item, schema.map, `${place}.${key}`),
    );
  }
  const missing = (schema.required ?? []).filter((key) => !(key in value));
  return [
    ...missing.map((key) => `${place}.${key} is missing`),
    ...Object.entries(value).flatMap(([key, item]) => {
      const field = Object.hasOwn(schema.fields, key) ? schema.fields[key] : undefined;
      return field ? problemsOf(item, field, `${place}.${key}`) : [`${place}.${key} is not known`];
    }),
  ];
}
