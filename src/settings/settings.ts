import type { ReloadScope } from '../hasura/calls.js';
import type { ServerSettings } from '../hasura/client.js';
import { compileIgnorePatterns, type IgnorePattern } from '../model/ignore.js';
import { parseEndpoint, parseHeaders } from './endpoint.js';
import { INPUTS, type InputName, REMOVED_INPUTS, type ReadInput } from './inputs.js';
import { findSecrets } from './secrets.js';
import { COMMANDS, type Command, type Dsn, parseValues, quotedList, shorten } from './values.js';

/** Everything that a run is asked to do; nothing else reads inputs or their environment variables. */
export interface Settings {
  readonly command: Command;
  readonly server: ServerSettings;
  readonly scope: ReloadScope;
  readonly ignore: readonly IgnorePattern[];
  /** `new`: only objects that were not inconsistent before. */
  readonly failOnInconsistency: boolean | 'new';
  readonly failOnWiderAccess: boolean;
  readonly failOnChanges: boolean;
  readonly annotations: boolean;
  readonly jobSummary: boolean;
  /** The comment on the pull request; absent if there is to be none. */
  readonly comment?: {
    readonly when: 'on-change' | 'always';
    /** Which of several comments it is. */
    readonly label: string;
    readonly token: string;
  };
  readonly sentry?: {
    readonly dsn: Dsn;
    readonly environment?: string;
    readonly monitor?: string;
  };
  /** The path of a Hasura project, a metadata directory or a metadata file. */
  readonly project?: string;
  /** The path of a project that a plan compares with, instead of a server. */
  readonly compareWith?: string;
  /** Whether a plan asks the server what would be inconsistent. */
  readonly validate: boolean;
  readonly allowInconsistentMetadata: boolean;
  readonly failOnWarning: boolean;
  readonly waitTimeoutSeconds: number;
  readonly retryTimeoutSeconds: number;
  /** Texts that must never be shown. */
  readonly secrets: readonly string[];
  /** How values were corrected, as sentences for the log. */
  readonly notes: readonly string[];
}

/** Settings, or all problems with the inputs, a sentence each, which may still contain secrets. */
export type SettingsResult =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads and checks all inputs. */
export function readSettings(read: ReadInput): SettingsResult {
  const text = (name: InputName): string => read(name)?.trim() || INPUTS[name].default;
  const isOffline = text('command') === 'plan' && text('compare-with') !== '';
  const endpoint = isOffline ? NO_ENDPOINT : parseEndpoint(text('endpoint'));
  const { headers, problems: badHeaders } = parseHeaders(text('headers'));
  const parsed = parseValues(INPUTS, text, (name) => `Input "${name}"`);
  const problems = [
    ...(endpoint.ok ? [] : [endpoint.problem]),
    ...badHeaders,
    ...(parsed.ok ? [] : parsed.problems),
    ...findMistakes(read, text),
  ];
  if (!endpoint.ok || !parsed.ok || problems.length > 0) return { ok: false, problems };
  const { values } = parsed;
  const { project, 'compare-with': compareWith } = values;
  const settings: Settings = {
    command: values.command,
    server: {
      endpoint: endpoint.url,
      adminSecret: values['admin-secret'],
      headers: { ...endpoint.headers, ...headers },
      timeoutSeconds: values.timeout,
    },
    scope: {
      sources: values['reload-sources'],
      remoteSchemas: values['reload-remote-schemas'],
      dataConnectors: values['reload-data-connectors'],
      recreateEventTriggers: values['recreate-event-triggers'],
    },
    ignore: compileIgnorePatterns(values.ignore),
    failOnInconsistency: values['fail-on-inconsistency'],
    failOnWiderAccess: values['fail-on-wider-access'],
    failOnChanges: values['fail-on-changes'],
    annotations: values.annotations,
    jobSummary: values['job-summary'],
    ...(values.comment !== 'never' && {
      comment: {
        when: values.comment,
        label: values['comment-label'] || hostOf(endpoint.url) || project,
        token: values['github-token'],
      },
    }),
    ...sentrySettings(values['sentry-dsn'], values['sentry-environment'], values['sentry-monitor']),
    ...(project !== '' && { project }),
    ...(compareWith !== '' && { compareWith }),
    validate: values.validate,
    allowInconsistentMetadata: values['allow-inconsistent-metadata'],
    failOnWarning: values['fail-on-warning'],
    waitTimeoutSeconds: values['wait-timeout'],
    retryTimeoutSeconds: values['retry-timeout'],
    secrets: findSecrets(read),
    notes: endpoint.notes,
  };
  return { ok: true, settings };
}

/** Of a run that contacts no server. */
const NO_ENDPOINT = { ok: true, url: '', headers: {}, notes: [] } as const;

/** Empty without a server. */
const hostOf = (url: string) => (url === '' ? '' : new URL(url).host);

function sentrySettings(
  dsn: Dsn | null,
  environment: string,
  monitor: string,
): Pick<Settings, 'sentry'> {
  if (dsn === null) return {};
  return { sentry: { dsn, ...(environment && { environment }), ...(monitor && { monitor }) } };
}

/** Inputs that no longer exist, and inputs that are valid alone but not together. */
function findMistakes(read: ReadInput, text: (name: InputName) => string): string[] {
  const problems = REMOVED_INPUTS.filter((name) => read(name)?.trim()).map(
    (name) => `Input "${name}" has been removed: set "command" to ${quotedList(COMMANDS)}.`,
  );
  const command = text('command');
  if ((command === 'apply' || command === 'plan') && text('project') === '') {
    problems.push(
      `Input "command" is "${command}", but "project" is empty: expected the path of a Hasura project, a metadata directory or a metadata file.`,
    );
  }
  if (command !== 'plan' && text('compare-with') !== '') {
    problems.push(
      `Input "compare-with" is "${shorten(text('compare-with'))}", but "command" is "${shorten(command)}": only "plan" compares two projects.`,
    );
  }
  if (text('comment') !== 'never' && text('github-token') === '') {
    problems.push(
      `Input "comment" is "${shorten(text('comment'))}", but "github-token" is empty: expected the token of the job.`,
    );
  }
  if (text('sentry-monitor') !== '' && text('sentry-dsn') === '') {
    problems.push(
      `Input "sentry-monitor" is "${shorten(text('sentry-monitor'))}", but "sentry-dsn" is empty: expected the DSN of the project that has the monitor.`,
    );
  }
  return problems;
}
