import { INPUTS, type InputDefinition, type InputName } from '../settings/inputs.js';

/**
 * What a flag takes: a `switch` is true or false and may stand alone, `lines` given several times
 * add up, of a `text` the last one counts.
 */
export type FlagKind = 'switch' | 'lines' | 'text';

/** A flag of the command line. */
export interface Flag {
  readonly name: string;
  readonly kind: FlagKind;
  /** What --help calls its value. */
  readonly value: string;
  readonly help: string;
  /** Empty where there is none. */
  readonly default: string;
  /** Other names that it goes by. */
  readonly aliases: readonly string[];
  /** Environment variables that stand in for it, the first one first. */
  readonly env: readonly string[];
}

/** Flags under a heading of --help. */
export interface FlagGroup {
  readonly heading: string;
  readonly flags: readonly Flag[];
}

type Words = Pick<Flag, 'help'> & Partial<Pick<Flag, 'kind' | 'value' | 'aliases' | 'env'>>;

/**
 * What the command line has to add to each input: names and defaults are the action's own, so that
 * one definition serves both. `aliases` and `env` are those of the Go tool of the same name.
 */
const INPUT_WORDS: Readonly<Record<InputName, Words>> = {
  endpoint: {
    value: 'URL',
    help: 'URL of GraphQL Engine, a path prefix kept',
    aliases: ['hasura-endpoint'],
    env: ['HASURA_ENDPOINT'],
  },
  'admin-secret': {
    value: 'SECRET',
    help: 'its admin secret; others can read a flag, so better put it into the environment',
    aliases: ['hasura-admin-secret'],
    env: ['HASURA_ADMIN_SECRET'],
  },
  headers: { kind: 'lines', value: 'NAME: VALUE', help: 'one more header; may be repeated' },
  timeout: { value: 'SECONDS', help: 'for one request, its answer included' },
  'wait-timeout': { value: 'SECONDS', help: 'to wait for a server that is still starting' },
  'retry-timeout': {
    value: 'SECONDS',
    help: 'to reload or apply again for what may heal by itself; 0: once',
  },
  reload: { kind: 'switch', help: '--no-reload: only look, change nothing' },
  'reload-sources': { kind: 'lines', value: 'WHICH', help: 'true, false or names' },
  'reload-remote-schemas': { kind: 'lines', value: 'WHICH', help: 'true, false or names' },
  'reload-data-connectors': { kind: 'lines', value: 'WHICH', help: 'true, false or names' },
  'recreate-event-triggers': {
    kind: 'lines',
    value: 'WHICH',
    help: 'true, false or names of sources',
  },
  project: {
    value: 'PATH',
    help: 'a Hasura project, a metadata directory or a metadata file',
  },
  apply: { kind: 'switch', help: 'send the metadata of the project first' },
  'allow-inconsistent-metadata': {
    kind: 'switch',
    help: 'with --apply: let the server take metadata that is inconsistent',
  },
  'fail-on-warning': { kind: 'switch', help: 'with --apply: a warning is fatal' },
  ignore: {
    kind: 'lines',
    value: 'PATTERN',
    help: 'a known inconsistency, such as "remote_schema legacy-*"; may be repeated',
  },
  'fail-on-inconsistency': {
    kind: 'switch',
    help: '--no-fail-on-inconsistency: tell of it and exit 0',
  },
  annotations: { kind: 'switch', help: 'accepted without effect: there is no workflow here' },
  'job-summary': { kind: 'switch', help: 'accepted without effect: there is no workflow here' },
  'sentry-dsn': { value: 'DSN', help: 'report to Sentry what is inconsistent and what fails' },
  'sentry-environment': {
    value: 'NAME',
    help: "Sentry's environment, such as staging",
    aliases: ['sentry-env'],
    env: ['SENTRY_ENV'],
  },
  'sentry-monitor': { value: 'SLUG', help: 'a Cron Monitor of Sentry, to check in with' },
};

const GROUPS: readonly (readonly [heading: string, inputs: readonly InputName[]])[] = [
  ['Server', ['endpoint', 'admin-secret', 'headers', 'timeout', 'wait-timeout', 'retry-timeout']],
  [
    'What to reload',
    [
      'reload',
      'reload-sources',
      'reload-remote-schemas',
      'reload-data-connectors',
      'recreate-event-triggers',
    ],
  ],
  ['What to apply', ['project', 'apply', 'allow-inconsistent-metadata', 'fail-on-warning']],
  ['Verdict', ['ignore', 'fail-on-inconsistency']],
  ['Sentry', ['sentry-dsn', 'sentry-environment', 'sentry-monitor']],
  ["The action's own", ['annotations', 'job-summary']],
];

/** All inputs, in the order in which --help tells them. */
const INPUT_GROUPS: readonly FlagGroup[] = GROUPS.map(([heading, inputs]) => ({
  heading,
  flags: inputs.map((name) => {
    const input: InputDefinition = INPUTS[name];
    const { env = [], ...words } = INPUT_WORDS[name];
    return flag(name, { default: input.default, env: [...(input.env ?? []), ...env], ...words });
  }),
}));

const LOG_FLAGS = [
  flag('log-format', {
    value: 'FORMAT',
    help: 'text or json; unless given, text at a terminal, else json',
  }),
  flag('debug', {
    kind: 'switch',
    default: 'false',
    help: 'log more, to find out what goes wrong',
  }),
];

/** Flags of the command `reload`. */
export const RELOAD_FLAGS: readonly FlagGroup[] = [
  ...INPUT_GROUPS,
  {
    heading: 'Log',
    flags: [
      ...LOG_FLAGS,
      flag('report-file', { value: 'PATH', help: 'write the whole report there, as JSON' }),
    ],
  },
];

/** Flags of the command `serve`. */
export const SERVE_FLAGS: readonly FlagGroup[] = [
  {
    heading: 'Service',
    flags: [
      flag('port', { value: 'PORT', default: '8080', env: ['PORT'], help: '0: any free one' }),
      flag('host', { value: 'HOST', help: 'address to listen on; unless given, all of them' }),
      flag('token', {
        value: 'TOKEN',
        env: ['HASURA_RELOADER_TOKEN'],
        help: 'bearer token that callers of /reload_metadata must send',
      }),
      flag('grace-period', {
        value: 'SECONDS',
        default: '25',
        help: 'for what is under way, once it is told to stop',
      }),
    ],
  },
  ...INPUT_GROUPS,
  { heading: 'Log', flags: LOG_FLAGS },
];

function flag(name: string, words: Words & Partial<Pick<Flag, 'default'>>): Flag {
  return { name, kind: 'text', value: '', default: '', aliases: [], env: [], ...words };
}
