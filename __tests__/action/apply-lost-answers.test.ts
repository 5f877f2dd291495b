import { describe, expect, test } from '@jest/globals';
import type { Call, Fault, StandIn } from '../../tools/stand-in/types.js';
import type { ActionResult } from '../support/action.js';
import {
  applyTo,
  BEFORE,
  callsOf,
  projectMetadata,
  startServer,
  timesSent,
} from '../support/applying.js';

const PAGE = '<html><head><title>Bad gateway</title></head></html>';
const OTHER =
  'The metadata was not applied: export_metadata shows other metadata than what was sent';
const LOOK_FIRST = 'Check the server before anything else is deployed, then run this step again';
/** Gateways that fail early are called again as long as this lasts. */
const WAIT = { inputs: { 'wait-timeout': '30' } } as const;

/** Faults for the replacements, in their order. */
function meeting(...faults: (Fault | undefined)[]) {
  return ({ type, ordinalOfKind }: Call) =>
    type === 'replace_metadata' ? faults[ordinalOfKind - 1] : undefined;
}

function expectApplied(server: StandIn, result: ActionResult): void {
  expect(result.exitCode).toBe(0);
  expect(server.metadata).toEqual(projectMetadata());
  expect(result.outputs).toMatchObject({ applied: 'true', consistent: 'true' });
  expect(result.report?.['notes']).toEqual([
    expect.stringMatching(
      /^The answer to replace_metadata was lost \(.+\)\. The metadata was applied: export_metadata shows what was sent\. Its warnings, if there were any, are unknown\.$/,
    ),
  ]);
}

function expectNotApplied(result: ActionResult, received: string): void {
  expect(result.exitCode).toBe(1);
  expect(result.outputs).toMatchObject({ applied: 'false', 'resource-version': '' });
  expect(result.report).toMatchObject({ applied: 'not-applied', failed: true });
  expect(result.summary).toMatch(/^## ❌ Hasura metadata could not be applied\n/);
  expect(result.annotations.at(-1)?.message).toContain(`${received}. ${OTHER}`);
}

/** Nothing is claimed: the run fails, and says why the outcome is unknown. */
function expectUnknown(result: ActionResult): void {
  expect(result.exitCode).toBe(1);
  expect(result.outputs).toMatchObject({ applied: 'unknown', 'resource-version': '' });
  expect(result.report).toMatchObject({ applied: 'unknown', failed: true });
  expect(result.summary).toMatch(/^## ❌ Hasura metadata may have been applied, or may not\n/);
  expect(result.annotations.at(-1)?.message).toMatch(/^The metadata may have been applied\. /);
}

const LOST_AFTERWARDS: readonly (readonly [what: string, fault: Fault])[] = [
  ['is replaced by 502', { status: 502, body: PAGE }],
  ['is replaced by 503', { status: 503, body: PAGE }],
  ['is replaced by 504', { status: 504, body: PAGE }],
  ['is replaced by the 500 of a proxy', { status: 500, body: PAGE }],
  ['is replaced by a page with 200', { status: 200, body: PAGE }],
  ['is not understood', { status: 200, body: { is_consistent: 'yes' } }],
  ['does not come within the timeout', { hang: 'before-headers' }],
  ['is not complete within the timeout', { hang: 'after-headers' }],
  ['is lost with the connection', { reset: 'before-headers' }],
  ['is lost with the connection after its headers', { reset: 'after-headers' }],
  ['is cut', { reset: 'mid-body' }],
];

describe('metadata that was applied is reported as applied, from one export, if the answer', () => {
  test.each(LOST_AFTERWARDS)('%s', async (_what, lost) => {
    const server = await startServer({ onRequest: meeting({ applyThen: lost }) });
    const result = await applyTo(server, { inputs: { timeout: '0.3' } });
    expectApplied(server, result);
    expect(callsOf(server)).toEqual([
      'export_metadata',
      'replace_metadata',
      'export_metadata',
      'get_inconsistent_metadata',
    ]);
  });
});

describe('metadata that was not applied', () => {
  test.each<[string, Fault]>([
    ['a 502', { status: 502, body: PAGE }],
    ['a 503', { status: 503, body: PAGE }],
    ['a connection that was reset before an answer', { reset: 'before-headers' }],
  ])('is sent again for the same version after %s', async (_name, lost) => {
    const server = await startServer({ onRequest: meeting(lost) });
    const result = await applyTo(server, WAIT);
    expect(result).toMatchObject({
      exitCode: 0,
      outputs: { applied: 'true', consistent: 'true', 'resource-version': '6' },
    });
    const sent = server.calls.filter(({ type }) => type === 'replace_metadata');
    expect(sent.map(({ json }) => json.resource_version)).toEqual([5, 5]);
    expect(sent[1]?.body).toBe(sent[0]?.body);
  });

  test('is sent again within wait-timeout only', async () => {
    const server = await startServer({
      onRequest: ({ type }) =>
        type === 'replace_metadata' ? { status: 502, body: PAGE } : undefined,
    });
    const result = await applyTo(server, { inputs: { 'wait-timeout': '4' } });
    expectNotApplied(result, 'HTTP 502, an HTML page titled "Bad gateway"');
    expect(timesSent(server)).toBeGreaterThan(1);
    expect(server.metadata).toEqual(BEFORE);
  });

  test.each<[string, Fault, string]>([
    ['a 504', { status: 504, body: PAGE }, 'HTTP 504, an HTML page titled "Bad gateway"'],
    ['a timeout', { hang: 'before-headers' }, 'no complete answer within 0.3 s'],
    [
      'a page',
      { status: 200, body: PAGE },
      'HTTP 200, an HTML page titled "Bad gateway" instead of JSON',
    ],
  ])(
    'is not sent again after %s: another server may still apply it',
    async (_what, lost, received) => {
      const server = await startServer({ onRequest: meeting(lost) });
      const result = await applyTo(server, { inputs: { timeout: '0.3', 'wait-timeout': '30' } });
      expectNotApplied(result, received);
      expect(result.annotations.at(-1)?.message).toContain(LOOK_FIRST);
      expect(timesSent(server)).toBe(1);
      expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata', 'export_metadata']);
    },
  );

  test("is not sent again after the server's own 500", async () => {
    const body = { path: '$', error: 'database query error', code: 'postgres-error' };
    const server = await startServer({ onRequest: meeting({ status: 500, body }) });
    const result = await applyTo(server, WAIT);
    expectNotApplied(result, 'HTTP 500, database query error (postgres-error)');
    expect(timesSent(server)).toBe(1);
  });

  test('is reported as applied if the first request arrives late and the second one meets it', async () => {
    const server = await startServer();
    server.onRequest = async ({ type, ordinalOfKind }) => {
      if (type !== 'replace_metadata') return;
      if (ordinalOfKind === 1) return { status: 502, body: PAGE };
      await server.load(projectMetadata());
      server.resourceVersion++;
      return;
    };
    const result = await applyTo(server, WAIT);
    expectApplied(server, result);
    expect(timesSent(server)).toBe(2);
  });
});

describe('if the answer is lost and', () => {
  test("another deploy has opened a permission, it is never taken for this project's metadata", async () => {
    const wide = { role: 'clerk', permission: { columns: '*', filter: {} } };
    const theirs = projectMetadata({ select_permissions: [wide] });
    const server = await startServer();
    server.onRequest = async ({ type }) => {
      if (type !== 'replace_metadata') return;
      await server.load(theirs);
      server.resourceVersion++;
      return { status: 504, body: PAGE };
    };
    const result = await applyTo(server);
    expectNotApplied(result, 'HTTP 504, an HTML page titled "Bad gateway"');
    expect(server.metadata).toEqual(theirs);
    expect(timesSent(server)).toBe(1);
  });

  test('the server had the same metadata before, it is applied', async () => {
    const server = await startServer({
      metadata: projectMetadata(),
      onRequest: meeting({ status: 504, body: PAGE }),
    });
    expectApplied(server, await applyTo(server));
  });

  test('the export fails, the outcome is unknown, and the report says so', async () => {
    const server = await startServer({
      onRequest: ({ type, ordinalOfKind }) => {
        if (type === 'replace_metadata') return { applyThen: { status: 504, body: PAGE } };
        return type === 'export_metadata' && ordinalOfKind > 1
          ? { status: 403, body: PAGE }
          : undefined;
      },
    });
    const result = await applyTo(server);
    expectUnknown(result);
    const message = result.annotations.at(-1)?.message;
    expect(message).toContain('because export_metadata failed too: HTTP 403');
    expect(message).toContain(LOOK_FIRST);
    expect(timesSent(server)).toBe(1);
  });

  test.each<[when: string, type: string]>([
    ['is being replaced', 'replace_metadata'],
    ['is being asked for', 'export_metadata'],
  ])(
    'the run is cancelled while the metadata %s, the outcome is unknown',
    async (_when, cancelAt) => {
      const cancelled = new AbortController();
      const server = await startServer({
        onRequest: ({ type, ordinalOfKind }) => {
          if (type === cancelAt && (type === 'replace_metadata' || ordinalOfKind > 1)) {
            cancelled.abort();
            return { hang: 'before-headers' };
          }
          return type === 'replace_metadata' ? { status: 504, body: PAGE } : undefined;
        },
      });
      const options = { signal: cancelled.signal };
      const result = await applyTo(server, { inputs: { timeout: '20' }, options });
      expectUnknown(result);
      expect(result.report).toMatchObject({ failure: { kind: 'cancelled' } });
      expect(timesSent(server)).toBe(1);
    },
  );
});
