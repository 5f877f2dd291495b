/** An input of the action, and the flag of the same name of the command line. */
export interface InputDefinition {
  /** As in action.yml; empty where there is none. */
  readonly default: string;
  /** Environment variables that give its value where it is empty, the first one first. */
  readonly env?: readonly string[];
}

/**
 * All inputs. Their names and defaults are tied to action.yml and to the README's table by
 * `__tests__/contract.test.ts`.
 */
export const INPUTS = {
  endpoint: { default: '', env: ['HASURA_GRAPHQL_ENDPOINT'] },
  'admin-secret': { default: '', env: ['HASURA_GRAPHQL_ADMIN_SECRET'] },
  headers: { default: '' },
  project: { default: '' },
  apply: { default: 'false' },
  'allow-inconsistent-metadata': { default: 'false' },
  'fail-on-warning': { default: 'false' },
  reload: { default: 'true' },
  'reload-sources': { default: 'true' },
  'reload-remote-schemas': { default: 'true' },
  'reload-data-connectors': { default: 'true' },
  'recreate-event-triggers': { default: 'false' },
  timeout: { default: '120' },
  'wait-timeout': { default: '60' },
  'retry-timeout': { default: '60' },
  ignore: { default: '' },
  'fail-on-inconsistency': { default: 'true' },
  annotations: { default: 'true' },
  'job-summary': { default: 'true' },
  'sentry-dsn': { default: '', env: ['SENTRY_DSN'] },
  'sentry-environment': { default: '', env: ['SENTRY_ENVIRONMENT'] },
  'sentry-monitor': { default: '' },
} as const satisfies Readonly<Record<string, InputDefinition>>;

export type InputName = keyof typeof INPUTS;

/** All outputs, in the order of action.yml. */
export const OUTPUTS = [
  'consistent',
  'inconsistency-count',
  'inconsistencies',
  'recovered-count',
  'applied',
  'warning-count',
  'warnings',
  'server-version',
  'resource-version',
  'report-file',
] as const;

export type OutputName = (typeof OUTPUTS)[number];
