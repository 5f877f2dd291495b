import { compileIgnorePatterns } from '../model/ignore.js';
import { type Endpoint, parseEndpoint, parseHeaders } from './endpoint.js';
import { INPUTS, type InputName, REMOVED_INPUTS, type ReadInput } from './inputs.js';
import { findSecrets } from './secrets.js';
import { COMMANDS, type Parsed, parseValues, quotedList, shorten, type Values } from './values.js';

/** Reads and checks all inputs. The problems with them may still contain secrets. */
export function readSettings(read: ReadInput): Parsed<{ readonly settings: Settings }> {
  const text = (name: InputName): string => read(name)?.trim() || INPUTS[name].default;
  const isOffline = text('command') === 'plan' && text('compare-with') !== '';
  const endpoint: Endpoint = isOffline
    ? { ok: true, url: '', headers: {}, notes: [] }
    : parseEndpoint(text('endpoint'));
  const { headers, problems: badHeaders } = parseHeaders(text('headers'));
  const parsed = parseValues(INPUTS, text, (name) => `Input "${name}"`);
  const problems = [
    ...(endpoint.ok ? [] : [endpoint.problem]),
    ...badHeaders,
    ...(parsed.ok ? [] : parsed.problems),
    ...REMOVED_INPUTS.filter((name) => read(name)?.trim()).map(
      (name) => `Input "${name}" has been removed: set "command" to ${quotedList(COMMANDS)}.`,
    ),
    ...badCombinations(text),
  ];
  if (!endpoint.ok || !parsed.ok || problems.length > 0) return { ok: false, problems };
  const settings = settingsOf(parsed.values, endpoint, headers, findSecrets(read));
  return { ok: true, settings };
}

/** Everything that a run is asked to do; nothing else reads inputs or their environment variables. */
export type Settings = ReturnType<typeof settingsOf>;

function settingsOf(
  values: Values<typeof INPUTS>,
  { url, headers: urlHeaders, notes }: Extract<Endpoint, { readonly ok: true }>,
  headers: Readonly<Record<string, string>>,
  secrets: readonly string[],
) {
  const { project, 'compare-with': compareWith, comment: when, 'sentry-dsn': dsn } = values;
  // A plan that compares two projects contacts no server.
  const label = values['comment-label'] || (url === '' ? project : new URL(url).host);
  return {
    command: values.command,
    server: {
      endpoint: url,
      adminSecret: values['admin-secret'],
      headers: { ...urlHeaders, ...headers },
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
    failOnWarning: values['fail-on-warning'],
    annotations: values.annotations,
    jobSummary: values['job-summary'],
    ...(when !== 'never' && { comment: { when, label, token: values['github-token'] } }),
    ...(dsn && {
      sentry: {
        dsn,
        environment: values['sentry-environment'] || undefined,
        monitor: values['sentry-monitor'] || undefined,
      },
    }),
    ...(project !== '' && { project }),
    ...(compareWith !== '' && { compareWith }),
    validate: values.validate,
    allowInconsistentMetadata: values['allow-inconsistent-metadata'],
    waitTimeoutSeconds: values['wait-timeout'],
    retryTimeoutSeconds: values['retry-timeout'],
    /** Texts that must never be shown. */
    secrets,
    /** How values were corrected, as sentences for the log. */
    notes,
  };
}

/** Problems with inputs that are valid alone but not together. */
function badCombinations(text: (name: InputName) => string): string[] {
  const command = text('command');
  const has = (name: InputName) => text(name) !== '';
  const shown = (name: InputName) => (has(name) ? `"${shorten(text(name))}"` : 'empty');
  const problem = (one: InputName, other: InputName, expected: string) =>
    `Input "${one}" is ${shown(one)}, but "${other}" is ${shown(other)}: ${expected}.`;
  return [
    (command === 'apply' || command === 'plan') &&
      !has('project') &&
      problem(
        'command',
        'project',
        'expected the path of a Hasura project, a metadata directory or a metadata file',
      ),
    command !== 'plan' &&
      has('compare-with') &&
      problem('compare-with', 'command', 'only "plan" compares two projects'),
    text('comment') !== 'never' &&
      !has('github-token') &&
      problem('comment', 'github-token', 'expected the token of the job'),
    has('sentry-monitor') &&
      !has('sentry-dsn') &&
      problem(
        'sentry-monitor',
        'sentry-dsn',
        'expected the DSN of the project that has the monitor',
      ),
  ].filter((one) => one !== false);
}
