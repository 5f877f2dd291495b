import type { Event } from '@sentry/node';
import { defined } from '../lib/json.js';
import { cut, visible } from '../lib/text.js';
import { describeObject, plain } from '../model/describe.js';
import type {
  Cause,
  Failure,
  Identity,
  InconsistentObject,
  Location,
  MetadataWarning,
  Report,
} from '../model/report.js';

/** More events would describe one outage, and would not be delivered in time. */
const MAX_EVENTS = 50;

// Sentry cuts longer texts without an ellipsis. A context may hold 8 kB in all.
// https://develop.sentry.dev/sdk/expected-features/data-handling/#variable-size
const MAX_TAG_CHARS = 200;
const MAX_TITLE_CHARS = 250;
const MAX_MESSAGE_CHARS = 4_000;
const MAX_REASON_CHARS = 3_000;
const MAX_DETAIL_CHARS = 3_000;
const MAX_DEFINITION_CHARS = 7_000;
const MAX_DEPENDENTS = 30;
const MAX_NAME_CHARS = 200;

/**
 * The events for a report: one for each cause and one for a failure; if there is neither and the
 * step fails, one for each warning, or one for the verdict. At most 50: the last one then counts the
 * rest. Fingerprints contain identities only, so that an object keeps its issue in Sentry when the
 * reason changes.
 */
export function eventsOf(report: Report, env: NodeJS.ProcessEnv): Event[] {
  const { server, serverVersion } = report.findings;
  return bounded(draftsOf(report)).map(({ message, tags, fingerprint, ...event }) => ({
    level: 'error',
    ...event,
    message: shortened(message, MAX_MESSAGE_CHARS),
    // Sentry must not record the address that the event comes from.
    sdk: { settings: { infer_ip: 'never' } },
    fingerprint: ['hasura metadata', ...fingerprint, server],
    tags: tagsOf({
      ...tags,
      server: server.split('/')[0],
      server_version: serverVersion,
      'github.run_url': runUrl(env),
    }),
  }));
}

/** An event without what all events have; the message is cut later. */
interface Draft {
  readonly message: string;
  readonly fingerprint: readonly string[];
  readonly tags?: Readonly<Record<string, string | undefined>>;
  readonly contexts?: Record<string, Record<string, unknown>>;
}

function draftsOf(report: Report): Draft[] {
  const { failure, warnings, applied } = report.findings;
  const drafts = report.causes.map((cause) => ofCause(cause, report));
  if (failure) drafts.push(ofFailure(failure));
  // Every failed step has an event.
  if (drafts.length > 0 || !report.failed) return drafts;
  if (warnings.length > 0) return warnings.map((warning) => ofWarning(warning, report));
  return [{ message: report.headline, fingerprint: ['verdict', applied] }];
}

function ofCause({ object, dependents }: Cause, report: Report): Draft {
  return {
    message: titleOf(object),
    fingerprint: ['inconsistency', ...fingerprintOf(object)],
    tags: { 'hasura.type': object.type, 'hasura.source': object.identity.source },
    contexts: {
      inconsistency: defined({
        reason: shortened(object.reason, MAX_REASON_CHARS),
        detail: object.detail && shortened(object.detail, MAX_DETAIL_CHARS),
        host: object.host && oneLine(object.host, MAX_NAME_CHARS),
        location: printed(report.locations.get(object)?.[0]),
      }),
      ...(dependents.length > 0 && {
        dependents: {
          count: dependents.length,
          names: dependents
            .slice(0, MAX_DEPENDENTS)
            .map((dependent) => oneLine(plain(describeObject(dependent.object)), MAX_NAME_CHARS)),
        },
      }),
      ...(object.definition !== undefined && {
        definition: { json: shortened(definitionAsText(object.definition), MAX_DEFINITION_CHARS) },
      }),
    },
  };
}

function titleOf(object: InconsistentObject): string {
  const subject = oneLine(plain(describeObject(object)), MAX_TITLE_CHARS);
  // The description of several objects says it already: "conflict of remote schema a and …".
  return object.members.length > 0 ? subject : `${subject} is inconsistent`;
}

function ofFailure(failure: Failure): Draft {
  return {
    message: failure.message,
    fingerprint: ['failure', failure.kind],
    contexts: {
      failure: defined({ kind: failure.kind, location: printed(failure.location) }),
    },
  };
}

function ofWarning(warning: MetadataWarning, report: Report): Draft {
  const subject = warning.identity ? keyOf(warning.identity) : [warning.name ?? ''];
  return {
    message: warning.message,
    fingerprint: ['warning', warning.code ?? '', ...subject],
    tags: { 'hasura.type': warning.identity?.type, 'hasura.source': warning.identity?.source },
    contexts: {
      warning: defined({
        code: warning.code,
        name: warning.name && oneLine(warning.name, MAX_NAME_CHARS),
        location: printed(report.locations.get(warning)?.[0]),
      }),
    },
  };
}

function bounded(events: readonly Draft[]): readonly Draft[] {
  if (events.length <= MAX_EVENTS) return events;
  const more = events.length - MAX_EVENTS + 1;
  const message = `${more} more problems without an event of their own`;
  return [...events.slice(0, -more), { message, fingerprint: ['more'] }];
}

/** Identifies an object, or all objects of a conflict in an order that does not depend on the server. */
function fingerprintOf(object: InconsistentObject): string[] {
  const parts =
    object.members.length > 0
      ? object.members.map((member) => keyOf(member).join(' ')).sort()
      : keyOf(object.identity).slice(1);
  // Some objects can only be identified by the name that the server gives them.
  return [object.type, ...(parts.length > 0 ? parts : [`name=${object.name}`])];
}

function keyOf({ type, ...parts }: Identity): string[] {
  const texts = Object.entries(parts).map(
    ([key, value]) => `${key}=${typeof value === 'object' ? value.text : value}`,
  );
  return [type, ...texts.sort()];
}

function runUrl({
  GITHUB_SERVER_URL: server,
  GITHUB_REPOSITORY: repository,
  GITHUB_RUN_ID: run,
  GITHUB_RUN_ATTEMPT: attempt,
}: NodeJS.ProcessEnv): string | undefined {
  if (!server || !repository || !run) return undefined;
  return `${server}/${repository}/actions/runs/${run}${attempt ? `/attempts/${attempt}` : ''}`;
}

function printed(location: Location | undefined): string | undefined {
  return location && `${location.file}:${location.line}:${location.column}`;
}

function definitionAsText(definition: unknown): string {
  return typeof definition === 'string' ? definition : JSON.stringify(definition, undefined, 2);
}

/** Tags are one line each; Sentry rejects empty tags. */
function tagsOf(tags: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) =>
      value ? [[key, oneLine(value, MAX_TAG_CHARS)]] : [],
    ),
  );
}

function oneLine(text: string, maxChars: number): string {
  return shortened(text.replace(/\s+/g, ' ').trim(), maxChars);
}

function shortened(text: string, maxChars: number): string {
  return cut(visible(text), maxChars);
}
