import type { Event } from '@sentry/node';
import { visible } from '../lib/visible.js';
import { describeObject, plain } from '../model/describe.js';
import type {
  Cause,
  Failure,
  Identity,
  InconsistentObject,
  MetadataWarning,
  Report,
} from '../model/report.js';

/** More would be one outage told fifty times, and would not be delivered in time. */
export const MAX_EVENTS = 50;

// https://develop.sentry.dev/sdk/expected-features/data-handling/#variable-size: what is longer is
// cut by Sentry, in the middle of a word and without saying so. A context may hold 8 kB in all.
const MAX_TAG_CHARS = 200;
const MAX_TITLE_CHARS = 250;
const MAX_MESSAGE_CHARS = 4_000;
const MAX_REASON_CHARS = 3_000;
const MAX_DETAIL_CHARS = 3_000;
const MAX_DEFINITION_CHARS = 7_000;
const MAX_DEPENDENTS = 30;
const MAX_NAME_CHARS = 200;

/**
 * The events that a report is worth: one a cause, one for the failure that kept it from a verdict,
 * and, where neither is there and the step failed nevertheless, one a warning, or one for the
 * verdict. Beyond `MAX_EVENTS` the last one
 * counts the rest. A fingerprint is made of identities alone, so that Sentry keeps one issue for an
 * object whatever the reason says this time.
 */
export function eventsOf(report: Report, env: NodeJS.ProcessEnv): Event[] {
  const common = commonTags(report, env);
  const events = [
    ...report.causes.map((cause) => ofCause(cause, report)),
    ...(report.failure ? [ofFailure(report.failure)] : []),
    ...ofTheRest(report),
  ];
  return bounded(events).map(({ tags, fingerprint, ...event }) => ({
    level: 'error',
    ...event,
    // Sentry is not to note the address that the event comes from.
    sdk: { settings: { infer_ip: 'never' } },
    fingerprint: ['hasura metadata', ...fingerprint, report.findings.server],
    tags: tidy({ ...tags, ...common }),
  }));
}

interface Draft {
  readonly message: string;
  readonly fingerprint: readonly string[];
  readonly tags?: Readonly<Record<string, string | undefined>>;
  readonly contexts?: Record<string, Record<string, unknown>>;
}

function ofCause({ object, dependents }: Cause, report: Report): Draft {
  return {
    message: titleOf(object),
    fingerprint: ['inconsistency', ...fingerprintOf(object)],
    tags: { 'hasura.type': object.type, 'hasura.source': object.identity.source },
    contexts: {
      inconsistency: defined({
        reason: cut(object.reason, MAX_REASON_CHARS),
        detail: object.detail && cut(object.detail, MAX_DETAIL_CHARS),
        host: object.host && oneLine(object.host, MAX_NAME_CHARS),
        location: place(report, object),
      }),
      ...(dependents.length > 0 && {
        dependents: {
          count: dependents.length,
          names: dependents
            .slice(0, MAX_DEPENDENTS)
            .map((dependent) => oneLine(plain(describeObject(dependent)), MAX_NAME_CHARS)),
        },
      }),
      ...(object.definition !== undefined && {
        definition: { json: cut(asText(object.definition), MAX_DEFINITION_CHARS) },
      }),
    },
  };
}

function titleOf(object: InconsistentObject): string {
  const subject = oneLine(plain(describeObject(object)), MAX_TITLE_CHARS);
  // Several at odds are described as such: "conflict of remote schema a and remote schema b".
  return object.members.length > 0 ? subject : `${subject} is inconsistent`;
}

function ofFailure(failure: Failure): Draft {
  return {
    message: cut(failure.message, MAX_MESSAGE_CHARS),
    fingerprint: ['failure', failure.kind],
    contexts: {
      failure: defined({ kind: failure.kind, location: printed(failure.location) }),
    },
  };
}

function ofWarning(warning: MetadataWarning, report: Report): Draft {
  const subject = warning.identity ? keyOf(warning.identity) : [warning.name ?? ''];
  return {
    message: cut(warning.message, MAX_MESSAGE_CHARS),
    fingerprint: ['warning', warning.code ?? '', ...subject],
    tags: { 'hasura.type': warning.identity?.type, 'hasura.source': warning.identity?.source },
    contexts: {
      warning: defined({
        code: warning.code,
        name: warning.name && oneLine(warning.name, MAX_NAME_CHARS),
        location: place(report, warning),
      }),
    },
  };
}

/** Why a step failed that has neither a cause nor a failure to tell: no red run goes untold. */
function ofTheRest(report: Report): Draft[] {
  const { warnings, applied } = report.findings;
  if (!report.failed || report.causes.length > 0 || report.failure) return [];
  if (warnings.length > 0) return warnings.map((warning) => ofWarning(warning, report));
  return [{ message: cut(report.headline, MAX_MESSAGE_CHARS), fingerprint: ['verdict', applied] }];
}

function bounded(events: readonly Draft[]): readonly Draft[] {
  if (events.length <= MAX_EVENTS) return events;
  const kept = events.slice(0, MAX_EVENTS - 1);
  return [
    ...kept,
    {
      message: `${events.length - kept.length} more problems than are told one by one`,
      fingerprint: ['more'],
    },
  ];
}

/** All that take part in a conflict, in an order that does not depend on the server's. */
function fingerprintOf(object: InconsistentObject): string[] {
  const parts =
    object.members.length > 0
      ? object.members.map((member) => keyOf(member).join(' ')).sort()
      : keyOf(object.identity).slice(1);
  // Of an object that is not told by any part, the name is all there is to go by.
  return [object.type, ...(parts.length > 0 ? parts : [`name=${object.name}`])];
}

function keyOf(identity: Identity): string[] {
  const { type, name, source, table, function: routine, ...rest } = identity;
  const parts = {
    name,
    source,
    table: table?.text,
    function: routine?.text,
    remoteSchema: rest.remoteSchema,
    typeName: rest.typeName,
    action: rest.action,
    collection: rest.collection,
    logicalModel: rest.logicalModel,
    nativeQuery: rest.nativeQuery,
    permission: rest.permission,
  };
  return [type, ...Object.entries(defined(parts)).map(([part, value]) => `${part}=${value}`)];
}

function commonTags(
  { findings }: Report,
  env: NodeJS.ProcessEnv,
): Record<string, string | undefined> {
  return {
    server: findings.server.split('/')[0],
    server_version: findings.serverVersion,
    'github.run_url': runUrl(env),
  };
}

function runUrl(env: NodeJS.ProcessEnv): string | undefined {
  const server = env['GITHUB_SERVER_URL'];
  const repository = env['GITHUB_REPOSITORY'];
  const run = env['GITHUB_RUN_ID'];
  const attempt = env['GITHUB_RUN_ATTEMPT'];
  if (!server || !repository || !run) return undefined;
  return `${server}/${repository}/actions/runs/${run}${attempt ? `/attempts/${attempt}` : ''}`;
}

function place(report: Report, of: InconsistentObject | MetadataWarning): string | undefined {
  return printed(report.locations.get(of));
}

function printed(location: Failure['location']): string | undefined {
  return location && `${location.file}:${location.line}:${location.column}`;
}

function asText(definition: unknown): string {
  return typeof definition === 'string' ? definition : JSON.stringify(definition, undefined, 2);
}

/** A tag is one line; Sentry throws an event's empty tags out with a complaint. */
function tidy(tags: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) =>
      value ? [[key, oneLine(value, MAX_TAG_CHARS)]] : [],
    ),
  );
}

function oneLine(text: string, maxChars: number): string {
  return cut(text.replace(/\s+/g, ' ').trim(), maxChars);
}

function cut(text: string, maxChars: number): string {
  const whole = visible(text);
  if (whole.length <= maxChars) return whole;
  // Half a surrogate pair is no Unicode, and Sentry refuses the whole event for it.
  return `${whole.slice(0, maxChars - 1)}…`.toWellFormed();
}

function defined<T extends object>(parts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  ) as never;
}
