import type { HttpAnswer } from '../http/send.js';
import { asList, asRecord, asText, defined, isRecord, parseJson } from '../lib/json.js';
import { visible } from '../lib/text.js';
import { readable } from '../model/readable.js';
import type { Redactor } from '../redact/redactor.js';
import { type CallFailure, createFailure } from './calls.js';
import { type FailureKind, fixFor } from './failures.js';
import { readInconsistentObjects } from './inconsistent-objects.js';
import type { Attempt } from './no-response.js';
import { readWarnings } from './responses.js';

/** An error of GraphQL Engine's own, or of what is in front of it. */
interface ErrorResponse {
  readonly status: number;
  /** `code` of the server's error body. Decisions depend on it and not on `error`, whose wording changes. */
  readonly code: string | undefined;
  readonly error: string | undefined;
  readonly path: string | undefined;
  readonly attempt: Attempt;
}

interface Rule {
  readonly kind: FailureKind;
  readonly when: (response: ErrorResponse) => boolean;
  /** Where the row of the kind says too little. */
  readonly fix?: (response: ErrorResponse) => string | undefined;
}

/** With JWTs, a server that gets no admin secret misses a token instead, and answers 400. */
const TOKEN_CODES: ReadonlySet<string> = new Set([
  'invalid-headers',
  'invalid-jwt',
  'jwt-invalid-claims',
  'jwt-missing-role-claims',
]);

const NO_SECRET =
  'No admin secret was given: set "admin-secret". Workflows run by forks and by Dependabot have no secrets; skip this step for them.';
const noSecret = ({ attempt }: ErrorResponse) => (attempt.hasSecret ? undefined : NO_SECRET);

const MODE = /\b(?:maintenance|read-only) mode\b/i;
const afterTheMode = ({ error = '' }: ErrorResponse) =>
  MODE.test(error)
    ? 'The server changes no metadata in that mode. Run this step again when the mode has ended.'
    : undefined;

/**
 * In `buildGQLContext` (Hasura.GraphQL.Schema) and `Hasura.GraphQL.Parser.Schema.Convert`, for a
 * reload and a replacement alike; only how to fix it depends on these words.
 */
const NAME_CONFLICT = /\bconflicting definitions\b/i;

/** The metadata with the conflict is stored already: seen on v2.36.0, changed in v2.45.2. */
const beforeTheRestart = ({ attempt }: ErrorResponse) =>
  attempt.type === 'reload_metadata'
    ? 'The server keeps its previous state. A server before v2.45.2 then reports itself as consistent, but does not start again with this metadata: before the next restart, rename one of the two, or customize it with a custom name or with a prefix for its source or remote schema.'
    : undefined;

/**
 * GraphQL Engine calls its own refusals and its own bugs `unexpected`. The metadata is stored after
 * the work on `args`: what fails within them has stored nothing.
 */
const hasStoredNothing = ({ code, error, path }: ErrorResponse) =>
  code === 'unexpected' && Boolean(error) && Boolean(path?.startsWith('$.args'));

/** The first rule that fits says what kind of failure an answer is. */
const RULES: readonly Rule[] = [
  { kind: 'redirect', when: ({ status }) => status >= 300 && status < 400 },
  {
    kind: 'unauthorized',
    when: ({ status, code = '', attempt }) =>
      status === 401 || (!attempt.hasSecret && TOKEN_CODES.has(code)),
    fix: noSecret,
  },
  { kind: 'forbidden', when: ({ status }) => status === 403 },
  {
    kind: 'forbidden',
    when: ({ code }) => code === 'access-denied',
    fix: (response) =>
      noSecret(response) ?? 'The call needs the admin role: remove X-Hasura-Role from "headers".',
  },
  { kind: 'not-hasura', when: ({ status }) => status === 404 },
  { kind: 'conflict', when: ({ status, code }) => status === 409 || code === 'conflict' },
  { kind: 'gateway-timeout', when: ({ status }) => status === 408 || status === 504 },
  { kind: 'request-too-large', when: ({ status }) => status === 413 },
  { kind: 'too-many-requests', when: ({ status }) => status === 429 },
  { kind: 'gateway', when: ({ status }) => status === 502 || status === 503 },
  {
    kind: 'name-conflict',
    when: (response) => hasStoredNothing(response) && NAME_CONFLICT.test(response.error ?? ''),
    fix: beforeTheRestart,
  },
  {
    kind: 'refused',
    when: (response) => response.status >= 500 && hasStoredNothing(response),
    fix: afterTheMode,
  },
  { kind: 'server-error', when: ({ status }) => status >= 500, fix: afterTheMode },
  { kind: 'warnings-refused', when: ({ code }) => code === 'metadata-warnings' },
  {
    kind: 'parse-failed',
    // Other calls have no metadata: then the server does not know the call.
    when: ({ code, attempt }) => code === 'parse-failed' && attempt.type === 'replace_metadata',
  },
  { kind: 'inconsistent-refused', when: ({ code }) => code === 'unexpected' },
  {
    kind: 'refused',
    // In read-only mode, a server does not support any call that may change something.
    when: ({ status, code, error, attempt }) =>
      status === 400 &&
      Boolean(code && error) &&
      (attempt.type === 'replace_metadata' || code === 'not-supported'),
    fix: afterTheMode,
  },
  { kind: 'not-exists', when: ({ code }) => code === 'not-exists' },
];

const NAMES_NONE =
  'The server names none of it, most likely because its HASURA_GRAPHQL_ADMIN_INTERNAL_ERRORS is "false".';

/** Explains an answer whose status is not a success. */
export function explainErrorResponse(
  answer: HttpAnswer,
  attempt: Attempt,
  redactor: Redactor,
): CallFailure {
  const body = redactor.json(asRecord(parseJson(answer.body)));
  const response: ErrorResponse = {
    status: answer.status,
    code: asText(body?.['code']),
    error: asText(body?.['error']),
    path: asText(body?.['path']),
    attempt,
  };
  const rule = RULES.find(({ when }) => when(response));
  const kind = rule?.kind ?? 'bad-request';
  const internal = asList(body?.['internal']);
  const isNamed = internal.length > 0;
  const isForObjects = kind === 'inconsistent-refused';
  const isForWarnings = kind === 'warnings-refused';
  const fix = rule?.fix?.(response) ?? fixFor(kind);
  return defined({
    kind,
    attempted: attempt.attempted,
    received: `HTTP ${answer.status}, ${kind === 'redirect' ? `a redirect${redirectTarget(answer, redactor)}` : receivedText(response, answer, redactor)}`,
    fix: (isForObjects || isForWarnings) && !isNamed ? `${fix} ${NAMES_NONE}` : fix,
    path: response.path,
    // Objects in a form that is not known are as good as none.
    objects:
      isForObjects && isNamed && internal.every(isRecord)
        ? readInconsistentObjects(internal)
        : undefined,
    warnings: isForWarnings && isNamed ? readWarnings(internal) : undefined,
    retryAfterSeconds: retryAfter(answer),
  });
}

/** Explains an answer with a good status that is not JSON: some other program's. */
export function explainNotJson(
  answer: HttpAnswer,
  { attempted }: Attempt,
  redactor: Redactor,
): CallFailure {
  const kind = bodyKind(answer.body, redactor);
  const received = `HTTP ${answer.status}, ${kind}${kind.includes('JSON') ? '' : ' instead of JSON'}`;
  return createFailure('not-json', attempted, received);
}

function receivedText(
  { error, code }: ErrorResponse,
  { body }: HttpAnswer,
  redactor: Redactor,
): string {
  if (error === undefined) return bodyKind(body, redactor);
  return `${visible(readable(error))}${code ? ` (${code})` : ''}`;
}

/** Names what a body looks like. Its text is left out, because it is somebody else's page. */
function bodyKind(body: string, redactor: Redactor): string {
  const start = body.trimStart();
  if (start === '') return 'an empty body';
  if (/^<(!doctype|html|head|body)/i.test(start))
    return `an HTML page${pageTitle(start, redactor)}`;
  if (start.startsWith('{') || start.startsWith('[')) {
    return parseJson(body) === undefined ? 'JSON that ends too early' : 'JSON of another kind';
  }
  return 'plain text';
}

function pageTitle(page: string, redactor: Redactor): string {
  const title = /<title[^>]*>([^<]+)/i.exec(page.slice(0, 4096))?.[1]?.trim();
  return title ? ` titled "${redactor.text(title).slice(0, 80).toWellFormed()}"` : '';
}

function redirectTarget({ headers }: HttpAnswer, redactor: Redactor): string {
  const location = asText(headers['location']);
  return location ? ` to ${redactor.text(location)}` : '';
}

/** Seconds, or a date; anything else counts as absent. */
function retryAfter({ headers }: HttpAnswer): number | undefined {
  const value = asText(headers['retry-after']) ?? '';
  if (/^\d+$/.test(value.trim())) return Number(value);
  const seconds = (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
