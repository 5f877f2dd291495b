import type { ServerSettings } from '../hasura/client.js';
import type { ReloadScope, Selection } from '../hasura/requests.js';
import { compileIgnorePatterns, type IgnorePattern } from '../model/ignore.js';
import { REMOVED } from '../redact/redactor.js';
import { type Dsn, readDsn } from './dsn.js';
import { decoded, parseEndpoint, parseHeaders } from './endpoint.js';
import { INPUTS, type InputName } from './inputs.js';

/** Everything a run is asked to do; nothing else reads inputs or the environment for them. */
export interface Settings {
  readonly server: ServerSettings;
  /** `false`: only look. */
  readonly reload: boolean;
  readonly scope: ReloadScope;
  readonly ignore: readonly IgnorePattern[];
  readonly failOnInconsistency: boolean;
  readonly annotations: boolean;
  readonly jobSummary: boolean;
  readonly sentry?: {
    readonly dsn: Dsn;
    readonly environment?: string;
    readonly monitor?: string;
  };
  /** A Hasura project, a metadata directory or a metadata file. */
  readonly project?: string;
  readonly apply: boolean;
  readonly allowInconsistentMetadata: boolean;
  readonly failOnWarning: boolean;
  readonly waitTimeoutSeconds: number;
  readonly retryTimeoutSeconds: number;
  /** What must never be shown. */
  readonly secrets: readonly string[];
  /** What was understood otherwise than it was written, in sentences. */
  readonly notes: readonly string[];
}

/** A value for an input by its name, and where it comes from, or `undefined` when it has none. */
export type ReadInput = (name: InputName) => string | undefined;

/** Inputs that are no good: one line each, naming the input, what was given and what is expected. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/**
 * Finds what must be masked before anything else happens, whether the inputs are good or not: the
 * admin secret, the values of headers, credentials in the endpoint, the DSN's key.
 */
export function findSecrets(read: ReadInput): string[] {
  const value = (name: InputName): string => read(name) ?? '';
  const secrets = [value('admin-secret')];
  for (const line of value('headers').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    // A line without a colon is an error; what it holds may be a secret all the same.
    const secret = colon < 0 ? line.trim() : line.slice(colon + 1).trim();
    secrets.push(secret, secret.replace(/^(?:bearer|basic|token)\s+/i, ''));
  }
  for (const url of [
    value('endpoint'),
    value('sentry-dsn'),
    ...PROXIES.map((name) => process.env[name] ?? ''),
  ]) {
    secrets.push(...credentialsOf(url));
  }
  return [...new Set(secrets.filter((secret) => secret.trim() !== ''))];
}

const PROXIES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

function credentialsOf(url: string): string[] {
  // Neatly written or not: what is no URL is told as an error, without its credentials.
  const raw = /^(?:[a-z][a-z0-9+.-]*:?\/+)?(.*)@/is.exec(url)?.[1];
  if (raw === undefined) return [];
  const colon = raw.indexOf(':');
  const password = colon < 0 ? raw : raw.slice(colon + 1);
  // A token may stand where a name would, `https://token:@host`; in an old DSN both are secrets.
  const user = password === '' || /\/\d+$/.test(url) ? raw.slice(0, Math.max(colon, 0)) : '';
  return [raw, password, decoded(password), decoded(raw), user, decoded(user)].filter(
    (part) => part !== '',
  );
}

/**
 * Reads and checks all inputs. Fails with an `InputError` that names every bad one, what was given
 * (never a secret) and what is expected.
 */
export function readSettings(read: ReadInput): Settings {
  const problems: string[] = [];
  const notes: string[] = [];
  const value = (name: InputName): string => read(name)?.trim() || INPUTS[name].default || '';
  const check = <T>(
    name: InputName,
    parse: (text: string) => T | undefined,
    expected: string,
    otherwise: T,
  ): T => {
    const text = value(name);
    const parsed = parse(text);
    if (parsed !== undefined) return parsed;
    problems.push(`Input "${name}" is "${shorten(text)}": expected ${expected}.`);
    return otherwise;
  };
  const flag = (name: InputName): boolean => check(name, parseBoolean, '"true" or "false"', false);
  const seconds = (name: InputName, least: number): number =>
    check(
      name,
      (text) => parseSeconds(text, least),
      `a ${least > 0 ? 'positive ' : ''}number of seconds, ${least > 0 ? '' : '0 or more, '}at most ${MOST_SECONDS}`,
      0,
    );
  const selection = (name: InputName): Selection =>
    check(name, parseSelection, '"true", "false", or names, separated by commas or lines', false);

  const endpoint = parseEndpoint(value('endpoint'), problems, notes);
  const headers = parseHeaders(value('headers'), problems);
  const adminSecret = value('admin-secret');
  if (/[^\t\u0020-\u007e\u0080-\u00ff]/.test(adminSecret)) {
    problems.push(
      `Input "admin-secret" is "${REMOVED}": it holds a line break or a character that no HTTP header can carry.`,
    );
  }
  const settings: Settings = {
    server: {
      endpoint: endpoint.url,
      adminSecret,
      headers: { ...endpoint.headers, ...headers },
      timeoutSeconds: seconds('timeout', Number.MIN_VALUE),
    },
    reload: flag('reload'),
    scope: {
      sources: selection('reload-sources'),
      remoteSchemas: selection('reload-remote-schemas'),
      dataConnectors: selection('reload-data-connectors'),
      recreateEventTriggers: selection('recreate-event-triggers'),
    },
    ignore: compileIgnorePatterns(lines(value('ignore'))),
    failOnInconsistency: flag('fail-on-inconsistency'),
    annotations: flag('annotations'),
    jobSummary: flag('job-summary'),
    ...sentrySettings(value, problems),
    ...(value('project') !== '' && { project: value('project') }),
    apply: flag('apply'),
    allowInconsistentMetadata: flag('allow-inconsistent-metadata'),
    failOnWarning: flag('fail-on-warning'),
    waitTimeoutSeconds: seconds('wait-timeout', 0),
    retryTimeoutSeconds: seconds('retry-timeout', 0),
    secrets: findSecrets(read),
    notes,
  };
  checkTogether(settings, problems);
  if (problems.length > 0) throw new InputError(problems);
  return settings;
}

function checkTogether(settings: Settings, problems: string[]): void {
  if (settings.apply && settings.project === undefined) {
    problems.push(
      'Input "apply" is "true", but "project" is empty: expected the path of a Hasura project, a metadata directory or a metadata file.',
    );
  }
  if (settings.apply && !settings.reload) {
    problems.push(
      'Input "apply" is "true" and "reload" is "false": metadata that was applied is always reloaded. Expected one of them otherwise.',
    );
  }
}

function sentrySettings(
  value: (name: InputName) => string,
  problems: string[],
): Pick<Settings, 'sentry'> {
  const text = value('sentry-dsn');
  const environment = value('sentry-environment');
  const monitor = value('sentry-monitor');
  if (text === '') {
    if (monitor !== '')
      problems.push(
        `Input "sentry-monitor" is "${shorten(monitor)}", but "sentry-dsn" is empty: expected the DSN of the project that has the monitor.`,
      );
    return {};
  }
  const dsn = readDsn(text);
  if (!dsn) {
    problems.push(
      'Input "sentry-dsn" is not shown: expected a DSN such as https://key@host/project-number.',
    );
    return {};
  }
  return {
    sentry: { dsn, ...(environment !== '' && { environment }), ...(monitor !== '' && { monitor }) },
  };
}

/** YAML's core booleans, as `core.getBooleanInput` takes them. */
function parseBoolean(text: string): boolean | undefined {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  return undefined;
}

/** A day: no step runs longer than a job may, and timers have an end. */
const MOST_SECONDS = 86_400;

function parseSeconds(text: string, least: number): number | undefined {
  if (!/^\d+(?:\.\d+)?$/.test(text)) return undefined;
  const seconds = Number(text);
  return seconds >= least && seconds <= MOST_SECONDS ? seconds : undefined;
}

/** A single `true` or `false` means all or none; anything else is a list of names. */
function parseSelection(text: string): Selection | undefined {
  const single = parseBoolean(text);
  if (single !== undefined) return single;
  const names = text
    .split(/[,\r\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const mixed = names.some((name) => parseBoolean(name) !== undefined);
  return names.length === 0 || mixed ? undefined : names;
}

function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79).toWellFormed()}…` : text;
}
