import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { startStandIn } from '../../tools/stand-in/server.js';
import type { Fault } from '../../tools/stand-in/types.js';
import { runAction } from '../support/action.js';
import { type Ending, expectFailure, expectQuiet, runInto, SECRETS } from '../support/faults.js';

const PAGE = `<!DOCTYPE html><html><head><title>Sign in</title></head><body>${SECRETS.join()}</body>`;
const CUT: Ending = {
  says: /the connection was closed before the answer was complete/,
  remedy: /Check the logs of the server and of the load balancer/,
};
const TIMEOUT: Ending = {
  says: /no complete answer within [\d.]+ s/,
  remedy: /or raise "timeout"/,
};
const NOT_HASURA = /check "endpoint"/;

const zipped = gzipSync('{"is_consistent":true,"inconsistent_objects":[]}');

/** A row for each fault: what meets every call of the metadata API, and how the run is to end. */
const ROWS: readonly (readonly [name: string, fault: Fault, ending: Ending])[] = [
  ['reset before the headers', { reset: 'before-headers' }, CUT],
  ['reset after the headers', { reset: 'after-headers' }, CUT],
  ['reset in the middle of the body', { reset: 'mid-body' }, CUT],
  ['hang before the headers', { hang: 'before-headers' }, TIMEOUT],
  ['hang after the headers', { hang: 'after-headers' }, TIMEOUT],
  ['slow drip', { drip: 100 }, TIMEOUT],
  [
    'truncated JSON',
    { status: 200, body: '{"is_consistent":true,"inconsist' },
    { says: /HTTP 200, JSON that ends too early/, remedy: NOT_HASURA },
  ],
  ['a content length that is too long', { wrongLength: 9999 }, CUT],
  [
    'a content length that is too short',
    { wrongLength: 20 },
    { says: /HTTP 200, JSON that ends too early/, remedy: NOT_HASURA },
  ],
  [
    'invalid gzip',
    { status: 200, headers: { 'content-encoding': 'gzip' }, body: Buffer.from('no gzip at all') },
    { says: /cannot be decompressed/, remedy: NOT_HASURA },
  ],
  [
    'gzip that ends too early',
    { status: 200, headers: { 'content-encoding': 'gzip' }, body: zipped.subarray(0, 20) },
    { says: /cannot be decompressed/, remedy: NOT_HASURA },
  ],
  [
    'an unknown encoding',
    { status: 200, headers: { 'content-encoding': 'planted' }, body: zipped },
    { says: /cannot be decompressed/, remedy: NOT_HASURA },
  ],
  [
    'HTML with 200',
    { status: 200, body: PAGE },
    { says: /HTTP 200, an HTML page titled "Sign in"/, remedy: NOT_HASURA },
  ],
  [
    'an empty 200',
    { status: 200, body: '' },
    { says: /HTTP 200, an empty body/, remedy: NOT_HASURA },
  ],
  ['204', { status: 204, body: '' }, { says: /HTTP 204, an empty body/, remedy: NOT_HASURA }],
  ...[301, 302, 307, 308].map((status): [string, Fault, Ending] => [
    String(status),
    {
      status,
      headers: { location: `https://login.example/?state=${SECRETS[0]}` },
      body: PAGE,
    },
    {
      says: /a redirect to https:\/\/login\.example\/\?state=\*\*\*\. /,
      remedy: /Set "endpoint" to the final address/,
    },
  ]),
  [
    '400 with text of its own',
    { status: 400, body: { path: '$', error: `bad ${SECRETS[0]}`, code: 'planted-code' } },
    { says: /HTTP 400, bad \*\*\* \(planted-code\)/, remedy: /\. \w+/ },
  ],
  [
    '401',
    { status: 401, body: { path: '$', error: 'invalid secret', code: 'access-denied' } },
    { says: /HTTP 401/, remedy: /Compare "admin-secret" with the server's/ },
  ],
  [
    '403',
    { status: 403, body: PAGE },
    { says: /HTTP 403/, remedy: /Allow the runner in the firewall/ },
  ],
  [
    '404',
    { status: 404, body: PAGE },
    { says: /HTTP 404/, remedy: /Set "endpoint" to the base URL of GraphQL Engine v2/ },
  ],
  [
    '408',
    { status: 408, body: PAGE },
    { says: /HTTP 408/, remedy: /Raise the load balancer's idle timeout/ },
  ],
  [
    '413',
    { status: 413, body: PAGE },
    { says: /HTTP 413/, remedy: /Raise the limit for request bodies/ },
  ],
  [
    '429 with Retry-After',
    { status: 429, headers: { 'retry-after': '3600' }, body: PAGE },
    { says: /HTTP 429/, remedy: /Spread the calls, or wait/ },
  ],
  [
    '500',
    { status: 500, body: { path: '$', error: SECRETS[1], code: 'postgres-error' } },
    { says: /HTTP 500, \*\*\* \(postgres-error\)/, remedy: /Check the server's log/ },
  ],
  [
    '500 for a reason of its own',
    {
      status: 500,
      body: { path: '$.args', error: 'Found conflicting definitions', code: 'unexpected' },
    },
    {
      says: /HTTP 500, Found .+ \(unexpected\)/,
      remedy:
        /does not start again with this metadata: before the next restart, rename one of the two/,
    },
  ],
  [
    '500 that names no reason',
    { status: 500, body: { path: '$', error: 'Internal Server Error', code: 'unexpected' } },
    { says: /HTTP 500, Internal/, remedy: /Check the server's log/ },
  ],
  [
    'read-only mode',
    { status: 400, body: { path: '$', error: 'read-only mode', code: 'not-supported' } },
    { says: /HTTP 400, read-only mode/, remedy: /again when the mode has ended/ },
  ],
  [
    '502',
    { status: 502, body: PAGE },
    { says: /HTTP 502/, remedy: /Check whether the server is starting or down/ },
  ],
  [
    '503',
    { status: 503, body: PAGE },
    { says: /HTTP 503/, remedy: /Check whether the server is starting or down/ },
  ],
  [
    '504',
    { status: 504, body: PAGE },
    { says: /HTTP 504/, remedy: /Raise the load balancer's idle timeout/ },
  ],
];

describe('every call meets', () => {
  test.each(ROWS)('%s: one error that says what to do', async (_name, fault, ending) => {
    expectFailure(await runInto({ fault }), ending);
  });

  test('409, again and again: one error that says what to do', async () => {
    const fault = { status: 409, body: { path: '$', error: 'raced', code: 'conflict' } };
    expectFailure(await runInto({ fault }), {
      says: /HTTP 409/,
      remedy: /Let one deploy at a time change the metadata/,
    });
  });
});

describe('a verdict that is not understood is a failure:', () => {
  test.each([
    ['"true" as text', { message: 'success', is_consistent: 'true' }],
    ['consistent with objects', { is_consistent: true, inconsistent_objects: [{ type: 'a' }] }],
    ['inconsistent without objects', { is_consistent: false, inconsistent_objects: [] }],
    ['a list', []],
    ['something else', { message: 'success!' }],
  ])('%s', async (_name, body) => {
    expectFailure(await runInto({ fault: { status: 200, body } }), {
      says: /the answer is JSON, but /,
      remedy: /If it is GraphQL Engine v2, please report this/,
    });
  });
});

test('an answer that a proxy has compressed is read', async () => {
  const fault = { status: 200, headers: { 'content-encoding': 'gzip' }, body: zipped };
  const result = await runInto({ fault });
  expect(result.exitCode).toBe(0);
  expect(result.outputs.consistent).toBe('true');
  expectQuiet(result);
});

test('a redirect is never followed, not even on the same host', async () => {
  const standIn = await startStandIn({
    onRequest: ({ method }) =>
      method === 'POST' ? { status: 307, headers: { location: '/elsewhere' } } : undefined,
  });
  const result = await runAction({ endpoint: standIn.url, 'admin-secret': SECRETS[0] ?? '' });
  await standIn.close();
  expect(result.exitCode).toBe(1);
  expect(standIn.calls.map(({ path }) => path)).not.toContain('/elsewhere');
});
