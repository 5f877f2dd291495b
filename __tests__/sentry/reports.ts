import type {
  Cause,
  Findings,
  InconsistentObject,
  MetadataWarning,
  Report,
} from '../../src/model/report.js';

/** An inconsistent object; what is not given is a remote schema's. */
export function object(parts: Partial<InconsistentObject>): InconsistentObject {
  return {
    shape: 'object',
    type: parts.identity?.type ?? 'remote_schema',
    name: 'remote_schema unnamed',
    identity: { type: 'remote_schema', remoteSchema: 'unnamed' },
    members: [],
    reason: 'it is broken',
    ...parts,
  };
}

/** The remote schema that is broken wherever one has to be. */
export const PAYMENTS = object({
  name: 'remote_schema payments-api',
  identity: { type: 'remote_schema', remoteSchema: 'payments-api' },
});

/** A conflict of remote schemas. */
export function conflict(...names: string[]): InconsistentObject {
  return object({
    shape: 'conflict',
    type: 'conflict',
    name: 'conflict',
    identity: { type: 'conflict' },
    members: names.map((remoteSchema) => ({ type: 'remote_schema', remoteSchema })),
  });
}

export function cause(of: InconsistentObject, ...dependents: InconsistentObject[]): Cause {
  return { object: of, dependents };
}

/** A report of a server at localhost:8080; failed where there is a cause or a failure. */
export function reportOf(
  parts: Partial<Report> & {
    server?: string;
    serverVersion?: string;
    warnings?: readonly MetadataWarning[];
  },
): Report {
  const { server = 'localhost:8080', serverVersion, warnings = [], ...rest } = parts;
  const findings: Findings = {
    server,
    mode: 'reload',
    ...(serverVersion !== undefined && { serverVersion }),
    recovered: [],
    warnings,
    applied: 'not-asked',
    attempts: 1,
    remarks: [],
    mayBeStale: false,
  };
  const causes = rest.causes ?? [];
  return {
    findings,
    causes,
    ignored: [],
    inconsistencyCount: causes.length,
    consistent: causes.length === 0,
    failed: causes.length > 0 || rest.failure !== undefined,
    headline: 'the verdict',
    durationSeconds: 1,
    locations: new Map(),
    ...rest,
  };
}
