import { asRecord, asText } from '../lib/narrow.js';
import type { Redactor } from '../redact/redactor.js';
import {
  type Attempt,
  HasuraError,
  type HasuraErrorFacts,
  type HasuraErrorKind,
} from './errors.js';
import type { HttpAnswer } from './http.js';
import { explainBadRequest, explainServerError, type Said } from './refusal.js';

/** Turns an answer that is no success into an error that says what to do. */
export function explainAnswer(
  answer: HttpAnswer,
  attempt: Attempt,
  redactor: Redactor,
): HasuraError {
  const body = redactor.json(asRecord(parseJson(answer.body)));
  const server: Said = {
    status: answer.status,
    code: asText(body?.['code']),
    error: asText(body?.['error']),
    path: asText(body?.['path']),
    internal: body?.['internal'],
  };
  const { status, code, error: said } = server;
  const fail = (
    kind: HasuraErrorKind,
    remedy: string,
    more: Partial<HasuraErrorFacts> = {},
    cameBack = said === undefined
      ? bodyKind(answer.body, redactor)
      : `${said}${code ? ` (${code})` : ''}`,
  ): HasuraError =>
    new HasuraError(attempt.tried, `HTTP ${status}, ${cameBack}`, remedy, {
      kind,
      ...server,
      ...more,
    });

  if (status >= 300 && status < 400) {
    return fail(
      'redirect',
      'Redirects are never followed, since the admin secret would go along: set the input "endpoint" to the final address; a login page in front of the server has to let this host through.',
      {},
      `a redirect${redirectTarget(answer, redactor)}`,
    );
  }
  if (status === 401 || missesToken(code, attempt)) {
    return fail(
      'unauthorized',
      attempt.hasSecret
        ? 'The admin secret is wrong: compare the input "admin-secret" with the server\'s HASURA_GRAPHQL_ADMIN_SECRET.'
        : NO_SECRET,
    );
  }
  if (status === 403)
    return fail(
      'forbidden',
      'Something in front of the server forbids the call: an IP allowlist, a firewall or a gateway has to let it through.',
    );
  if (code === 'access-denied') {
    return fail(
      'forbidden',
      attempt.hasSecret
        ? 'The call needs the admin role: take any X-Hasura-Role out of the input "headers", and see that the server does not disable the metadata API.'
        : NO_SECRET,
    );
  }
  if (status === 404)
    return fail(
      'not-hasura',
      'Is this the base URL of a GraphQL Engine v2, with its metadata API enabled (HASURA_GRAPHQL_ENABLED_APIS)? Hasura DDN has no metadata API.',
    );
  if (status === 409 || code === 'conflict')
    return fail(
      'conflict',
      'Something else changed the metadata at the same time: let one deploy at a time change it (`concurrency` in the workflow), then run this step again.',
    );
  if (status === 408)
    return fail(
      'gateway-timeout',
      'A proxy gave up waiting: the server may still be at work on it. Raise the timeout there.',
      { mayHaveHappened: true },
    );
  if (status === 413)
    return fail(
      'bad-request',
      'The request is too large for a proxy in front of the server: raise its limit for request bodies.',
    );
  if (status === 429)
    return fail('too-many-requests', 'Too many requests: wait, and spread the calls.', {
      retryAfterSeconds: retryAfter(answer),
    });
  if (status === 504)
    return fail(
      'gateway-timeout',
      'A load balancer gave up waiting, and the server may still be at work: raise the idle timeout of the load balancer.',
      { mayHaveHappened: true },
    );
  if (status === 502 || status === 503)
    return fail(
      'gateway',
      'A gateway in front of the server cannot reach it: is it starting, or down? Look at its log.',
      { mayHaveHappened: true, retryAfterSeconds: retryAfter(answer) },
    );
  if (status >= 500) return explainServerError(server, fail);
  return explainBadRequest(server, attempt, fail);
}

const NO_SECRET =
  'No admin secret was given: set the input "admin-secret". Workflows run by forks and by Dependabot have no secrets; run this step only where they are there.';

/** With JWTs, a server that gets no admin secret misses a token instead, and answers 400. */
function missesToken(code: string | undefined, { hasSecret }: Attempt): boolean {
  return !hasSecret && code !== undefined && TOKEN_CODES.has(code);
}

const TOKEN_CODES: ReadonlySet<string> = new Set([
  'invalid-headers',
  'invalid-jwt',
  'jwt-invalid-claims',
  'jwt-missing-role-claims',
]);

/** An answer with a good status that is no JSON: some other program's. */
export function explainNotJson(
  answer: HttpAnswer,
  attempt: Attempt,
  redactor: Redactor,
): HasuraError {
  return new HasuraError(
    attempt.tried,
    `HTTP ${answer.status}, ${bodyKind(answer.body, redactor)} where JSON was expected`,
    'Something other than GraphQL Engine answers there, such as a login page, a proxy or a web site: check the input "endpoint".',
    { kind: 'not-json', status: answer.status, mayHaveHappened: true },
  );
}

/** An answer in JSON that is not what GraphQL Engine sends. */
export function explainShape(what: string, attempt: Attempt): HasuraError {
  return new HasuraError(
    attempt.tried,
    `the answer is JSON, but ${what}`,
    'Is this GraphQL Engine v2? Its verdict is not understood, which counts as a failure.',
    { kind: 'unexpected-shape', mayHaveHappened: true },
  );
}

/** Parses JSON; `undefined` for what is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Names what a body looks like; its text stays out, since it is somebody else's page. */
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

function redirectTarget(answer: HttpAnswer, redactor: Redactor): string {
  const location = answer.headers['location'];
  return typeof location === 'string' && location !== '' ? ` to ${redactor.text(location)}` : '';
}

/** Seconds, or a date; anything else counts as absent. */
function retryAfter(answer: HttpAnswer): number | undefined {
  const value = answer.headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value);
  const seconds = (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
