import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { explainErrorResponse } from '../../src/hasura/error-response.js';
import {
  type CallEffect,
  FAILURES,
  type FailureKind,
  type FailureRow,
  fixFor,
  isRefusal,
  mayBeCarriedOut,
  nextStep,
} from '../../src/hasura/failures.js';
import { explainNoResponse } from '../../src/hasura/no-response.js';
import { HttpError } from '../../src/http/send.js';
import { createRedactor } from '../../src/redact/redactor.js';

const KINDS = Object.keys(FAILURES) as FailureKind[];
const redactor = createRedactor([]);

describe('the table of failures', () => {
  /** Read it as a table: what follows a read, a dry run, a reload and a replacement that failed like this. */
  const NEXT: Readonly<Record<FailureKind, string>> = {
    'connection-refused': 'repeat repeat repeat repeat',
    'name-not-found': 'repeat repeat repeat repeat',
    'network-unreachable': 'repeat repeat repeat repeat',
    'connection-reset': 'repeat repeat repeat ask-then-repeat',
    'answer-cut': 'repeat fail ask ask',
    timeout: 'repeat fail ask ask',
    'gateway-timeout': 'repeat fail ask ask',
    gateway: 'repeat repeat repeat ask-then-repeat',
    tls: 'fail fail fail fail',
    proxy: 'fail fail fail fail',
    cancelled: 'fail fail fail fail',
    unauthorized: 'fail fail fail fail',
    forbidden: 'fail fail fail fail',
    'not-hasura': 'fail fail fail fail',
    redirect: 'fail fail fail fail',
    'not-json': 'fail fail ask ask',
    'unexpected-shape': 'fail fail fail ask',
    'too-large': 'fail fail fail ask',
    'request-too-large': 'fail fail fail fail',
    conflict: 'fail fail repeat start-over',
    'too-many-requests': 'repeat repeat repeat repeat',
    'server-error': 'fail fail fail ask',
    'name-conflict': 'fail fail fail fail',
    refused: 'fail fail fail fail',
    'parse-failed': 'fail fail fail fail',
    'inconsistent-refused': 'fail fail fail fail',
    'warnings-refused': 'fail fail fail fail',
    'not-validated': 'fail fail fail fail',
    'not-exists': 'fail fail fail fail',
    'bad-request': 'fail fail fail fail',
  };

  test.each(KINDS)('says what follows a call that failed with %s', (kind) => {
    const effects: CallEffect[] = ['read', 'validate', 'reload', 'replace'];
    expect(effects.map((effect) => nextStep({ kind }, effect)).join(' ')).toBe(NEXT[kind]);
  });

  test('asks about a replacement before it is sent again if it may have been carried out', () => {
    const blind = KINDS.filter(
      (kind) => mayBeCarriedOut({ kind }) && nextStep({ kind }, 'replace') === 'repeat',
    );
    expect(blind).toEqual([]);
  });

  test('names the failures after which the metadata may have been applied', () => {
    expect(KINDS.filter((kind) => mayBeCarriedOut({ kind }))).toEqual([
      'connection-reset',
      'answer-cut',
      'timeout',
      'gateway-timeout',
      'gateway',
      'cancelled',
      'not-json',
      'unexpected-shape',
      'too-large',
      'server-error',
    ]);
  });

  test('names the failures that are the judgment of the server on the metadata', () => {
    expect(KINDS.filter((kind) => isRefusal({ kind }))).toEqual([
      'name-conflict',
      'refused',
      'parse-failed',
      'inconsistent-refused',
      'warnings-refused',
    ]);
  });

  test.each(Object.entries<FailureRow>(FAILURES))(
    'explains %s, and how to fix it, in sentences',
    (kind, { meaning, fix }) => {
      expect(meaning).toMatch(/^[A-Z0-9].*[^.\s]$/);
      expect(fix).toMatch(/^[A-Z].*\.$/);
      // Both are cells of a Markdown table.
      expect(meaning + fix).not.toMatch(/[|\n]/);
      expect(fixFor(kind as FailureKind)).not.toContain('`');
    },
  );
});

interface Exchange {
  readonly step: string;
  readonly request: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: { readonly type?: string };
  };
  readonly response: { readonly status: number; readonly body?: unknown };
}

/** The recorded answers of a scenario whose status is not a success. */
function recordedErrors(scenario: string): Exchange[] {
  const file = new URL(`../__fixtures__/recorded/${scenario}.json`, import.meta.url);
  const { exchanges } = JSON.parse(readFileSync(file, 'utf8')) as { exchanges: Exchange[] };
  return exchanges.filter(({ response }) => response.status >= 300);
}

function explain({ request, response }: Exchange) {
  const answer = {
    status: response.status,
    headers: {},
    body: JSON.stringify(response.body),
  };
  const attempt = {
    attempted: 'POST http://a.example/v1/metadata',
    type: request.body?.type,
    timeoutSeconds: 1,
    hasSecret: Boolean(request.headers?.['x-hasura-admin-secret']),
  };
  return explainErrorResponse(answer, attempt, redactor);
}

describe('a recorded error answer', () => {
  const ERRORS: Readonly<Record<string, FailureKind>> = {
    'no secret': 'unauthorized',
    'wrong secret': 'unauthorized',
    'role user': 'forbidden',
    'unknown type': 'bad-request',
    'not JSON': 'bad-request',
    empty: 'bad-request',
    'no such path': 'not-hasura',
    GET: 'not-hasura',
    'stale version': 'conflict',
    'parse: sources missing': 'parse-failed',
    'parse: table without name': 'parse-failed',
    'parse: permission without filter': 'parse-failed',
    'parse: unknown key': 'parse-failed',
    'parse: bad kind': 'inconsistent-refused',
    'parse: action': 'parse-failed',
    'version 2 with sources': 'parse-failed',
  };

  test.each<[scenario: string, kinds: Readonly<Record<string, FailureKind>>]>([
    ['errors', ERRORS],
    ['v2.36.0/errors', ERRORS],
    [
      'mode-jwt',
      {
        'no secret': 'unauthorized',
        'a token that is none': 'unauthorized',
        'replace, refused': 'inconsistent-refused',
      },
    ],
    [
      'mode-metadata-api-disabled',
      {
        reload: 'not-hasura',
        'no secret': 'not-hasura',
        replace: 'not-hasura',
        'replace, refused': 'not-hasura',
        look: 'not-hasura',
        export: 'not-hasura',
      },
    ],
    [
      'mode-internal-errors-off',
      { 'no secret': 'unauthorized', 'replace, refused': 'inconsistent-refused' },
    ],
  ])('of the scenario %s has the right kind', (scenario, kinds) => {
    const found = recordedErrors(scenario).map((one) => [one.step, explain(one).kind]);
    expect(Object.fromEntries(found)).toEqual(kinds);
  });

  test('names the place in the metadata that the server does not understand', () => {
    const paths = recordedErrors('errors').flatMap((one) => {
      const { kind, path } = explain(one);
      return kind === 'parse-failed' && path?.startsWith('$.args') ? [path] : [];
    });
    expect(paths).toContain(
      '$.args.metadata.sources[0].tables[0].select_permissions[0].permission',
    );
  });

  test('lists the objects that the metadata is refused for', () => {
    const [refused] = recordedErrors('mode-jwt').filter(({ step }) => step === 'replace, refused');
    expect(refused && explain(refused).objects).toMatchObject([{ type: 'table' }]);
  });

  test('without these objects says which setting of the server hides them', () => {
    const refused = recordedErrors('mode-internal-errors-off').at(-1);
    expect(refused && explain(refused)).toMatchObject({
      fix: expect.stringMatching(/HASURA_GRAPHQL_ADMIN_INTERNAL_ERRORS is "false"\.$/),
    });
  });

  test('to a call without an admin secret says that there was none', () => {
    const errors = ['errors', 'mode-jwt', 'mode-internal-errors-off'].flatMap(recordedErrors);
    for (const error of errors.filter(({ step }) => step === 'no secret')) {
      expect(explain(error).fix).toMatch(/^No admin secret was given: set "admin-secret"\./);
    }
    const [wrong] = errors.filter(({ step }) => step === 'wrong secret');
    expect(wrong && explain(wrong).fix).toMatch(/^Compare "admin-secret" with the server's /);
  });
});

describe('an answer of something in front of the server', () => {
  test.each<[status: number, kind: FailureKind]>([
    [302, 'redirect'],
    [403, 'forbidden'],
    [408, 'gateway-timeout'],
    [413, 'request-too-large'],
    [429, 'too-many-requests'],
    [500, 'server-error'],
    [502, 'gateway'],
    [503, 'gateway'],
    [504, 'gateway-timeout'],
    [520, 'server-error'],
    [418, 'bad-request'],
  ])('with status %s has the kind %s, and its page is not quoted', (status, kind) => {
    const body = '<html><head><title>Sign in</title></head><body>Dear visitor</body></html>';
    const attempt = { attempted: 'POST http://a', timeoutSeconds: 1, hasSecret: true };
    const failure = explainErrorResponse({ status, headers: {}, body }, attempt, redactor);
    expect(failure.kind).toBe(kind);
    expect(failure.received).not.toContain('Dear visitor');
  });
});

describe('the words of the server about metadata', () => {
  const explainReplace = (status: number, body: object) =>
    explainErrorResponse(
      { status, headers: {}, body: JSON.stringify(body) },
      { attempted: 'POST http://a', type: 'replace_metadata', timeoutSeconds: 1, hasSecret: true },
      redactor,
    );

  test.each<[what: string, status: number, body: object, kind: FailureKind]>([
    [
      'about two definitions of one name are a conflict of names',
      500,
      { path: '$.args', code: 'unexpected', error: 'Found conflicting definitions for type "a"' },
      'name-conflict',
    ],
    [
      'about its own arguments are a refusal',
      500,
      { path: '$.args', code: 'unexpected', error: 'cycle detected' },
      'refused',
    ],
    [
      'about something else are an error of the server',
      500,
      { path: '$', code: 'postgres-error', error: 'database query error' },
      'server-error',
    ],
    [
      'in read-only mode are a refusal',
      400,
      { path: '$', code: 'not-supported', error: 'Cannot run in read-only mode' },
      'refused',
    ],
    [
      'about warnings are a refusal for warnings',
      400,
      { path: '$.args', code: 'metadata-warnings', error: 'x', internal: [{ message: 'odd' }] },
      'warnings-refused',
    ],
  ])('%s', (_what, status, body, kind) => {
    expect(explainReplace(status, body).kind).toBe(kind);
  });
});

describe('a request without an answer that failed with', () => {
  const attempt = { attempted: 'POST http://a', timeoutSeconds: 7, hasSecret: false };

  test.each<[code: string, phase: HttpError['phase'], kind: FailureKind, received: string]>([
    ['ECONNREFUSED', 'sending', 'connection-refused', 'the connection was refused'],
    ['ENOTFOUND', 'sending', 'name-not-found', 'the host name does not resolve (ENOTFOUND)'],
    ['EHOSTUNREACH', 'sending', 'network-unreachable', 'there is no route to the host'],
    ['ECONNRESET', 'sending', 'connection-reset', 'the connection was closed before'],
    ['EPIPE', 'sending', 'connection-reset', 'the connection was closed before'],
    ['ECONNRESET', 'answering', 'answer-cut', 'the connection was closed before'],
    ['TIMEOUT', 'sending', 'timeout', 'no complete answer within 7 s'],
    ['CANCELLED', 'sending', 'cancelled', 'the run was cancelled'],
    ['CERT_HAS_EXPIRED', 'sending', 'tls', "TLS failed: the server's certificate is out of date"],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'sending', 'tls', 'TLS failed: the certificate is not signed'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'sending', 'tls', 'TLS failed (ERR_SSL_WRONG'],
    ['PROXY', 'sending', 'proxy', 'the proxy did not connect to the server (why)'],
    ['TOO_LARGE', 'answering', 'too-large', 'the answer is larger than 64 MB'],
    ['ENCODING', 'answering', 'not-json', 'the answer cannot be decompressed (why)'],
    ['HPE_INVALID_CONSTANT', 'answering', 'not-json', 'the answer is not HTTP'],
    ['ESOMETHING', 'sending', 'network-unreachable', 'the request failed (ESOMETHING)'],
    ['constructor', 'sending', 'network-unreachable', 'the request failed (constructor)'],
  ])('%s while %s has the kind %s', (code, phase, kind, received) => {
    const failure = explainNoResponse(new HttpError(code, phase, 'why'), attempt, redactor);
    expect(failure.kind).toBe(kind);
    expect(failure.received).toMatch(new RegExp(`^${received.replaceAll(/[()]/g, '\\$&')}`));
    expect(failure.fix).toMatch(/^[A-Z].*\.$/);
  });
});
