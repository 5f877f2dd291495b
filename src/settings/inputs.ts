import { INPUT_DEFINITIONS } from './inputs.generated.js';
import { KINDS, type Kind } from './values.js';

/** The name of an input in action.yml. */
export type InputName = keyof typeof INPUT_DEFINITIONS;

/** An input of the action. Most are flags of the command line too. */
export interface Input {
  /** Empty if there is none. */
  readonly default: string;
  readonly description: string;
  readonly kind: Kind;
  /** Environment variables that provide a default, in the order in which they are tried. */
  readonly env?: readonly string[];
  /** The same, on the command line only: variables of the Go tool of the same name. */
  readonly cliEnv?: readonly string[];
  /** Other names of the flag: those of the Go tool. */
  readonly aliases?: readonly string[];
  /** What `--help` calls the value, if the kind does not say it. */
  readonly placeholder?: string;
  /** The heading in `--help`. */
  readonly group: string;
}

/** The group of inputs that have no effect outside of GitHub Actions, and so are no flags. */
export const ACTION_GROUP = 'GitHub Actions';

/** What the code knows about each input beyond action.yml. */
const TRAITS = {
  command: { kind: KINDS.command, group: 'Command' },
  endpoint: {
    kind: KINDS.text,
    group: 'Server',
    placeholder: 'URL',
    env: ['HASURA_GRAPHQL_ENDPOINT'],
    cliEnv: ['HASURA_ENDPOINT'],
    aliases: ['hasura-endpoint'],
  },
  'admin-secret': {
    kind: KINDS['header-value'],
    group: 'Server',
    placeholder: 'SECRET',
    env: ['HASURA_GRAPHQL_ADMIN_SECRET'],
    cliEnv: ['HASURA_ADMIN_SECRET'],
    aliases: ['hasura-admin-secret'],
  },
  headers: { kind: KINDS.lines, group: 'Server', placeholder: 'NAME: VALUE' },
  project: { kind: KINDS.text, group: 'Project', placeholder: 'PATH' },
  'compare-with': { kind: KINDS.text, group: 'Project', placeholder: 'PATH' },
  validate: { kind: KINDS.switch, group: 'Project' },
  'allow-inconsistent-metadata': { kind: KINDS.switch, group: 'Project' },
  'fail-on-warning': { kind: KINDS.switch, group: 'Project' },
  'reload-sources': { kind: KINDS.names, group: 'Reload' },
  'reload-remote-schemas': { kind: KINDS.names, group: 'Reload' },
  'reload-data-connectors': { kind: KINDS.names, group: 'Reload' },
  'recreate-event-triggers': { kind: KINDS.names, group: 'Reload' },
  timeout: { kind: KINDS['positive-seconds'], group: 'Server' },
  'wait-timeout': { kind: KINDS.seconds, group: 'Server' },
  'retry-timeout': { kind: KINDS.seconds, group: 'Server' },
  ignore: { kind: KINDS.lines, group: 'Verdict', placeholder: 'PATTERN' },
  'fail-on-inconsistency': { kind: KINDS['switch-or-new'], group: 'Verdict' },
  'fail-on-wider-access': { kind: KINDS.switch, group: 'Verdict' },
  'fail-on-changes': { kind: KINDS.switch, group: 'Verdict' },
  annotations: { kind: KINDS.switch, group: ACTION_GROUP },
  'job-summary': { kind: KINDS.switch, group: ACTION_GROUP },
  comment: { kind: KINDS.comment, group: ACTION_GROUP },
  'comment-label': { kind: KINDS.text, group: ACTION_GROUP },
  'github-token': { kind: KINDS.token, group: ACTION_GROUP },
  'sentry-dsn': { kind: KINDS.dsn, group: 'Sentry', placeholder: 'DSN', env: ['SENTRY_DSN'] },
  'sentry-environment': {
    kind: KINDS.text,
    group: 'Sentry',
    placeholder: 'NAME',
    env: ['SENTRY_ENVIRONMENT'],
    cliEnv: ['SENTRY_ENV'],
    aliases: ['sentry-env'],
  },
  'sentry-monitor': { kind: KINDS.text, group: 'Sentry', placeholder: 'SLUG' },
} as const satisfies Readonly<Record<InputName, Omit<Input, 'default' | 'description'>>>;

/** All inputs, in the order of action.yml. */
export const INPUTS = Object.fromEntries(
  Object.entries(INPUT_DEFINITIONS).map(([name, definition]) => [
    name,
    { ...definition, ...TRAITS[name as InputName] },
  ]),
) as { readonly [N in InputName]: Input & { readonly kind: (typeof TRAITS)[N]['kind'] } };

/** Inputs that `command` has replaced. */
export const REMOVED_INPUTS = ['apply', 'reload'] as const;

/** Gives the text of an input; `undefined` or blank if it has none. */
export type ReadInput = (name: InputName | (typeof REMOVED_INPUTS)[number]) => string | undefined;

/** The given text unless it is blank, else that of the first environment variable that has one. */
export function textOrEnvironment(
  given: string | undefined,
  variables: readonly string[] = [],
): string | undefined {
  return [given, ...variables.map((name) => process.env[name])]
    .map((text) => text?.trim())
    .find(Boolean);
}
