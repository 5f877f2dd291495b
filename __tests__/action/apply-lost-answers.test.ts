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
const UNKNOWN = '## ❌ Hasura metadata may have been applied, or may not\n';
const NOT_LEARNT = 'whether the metadata was applied could not be learnt';

/** Meets the replacements, the first of them or each as it comes. */
function meeting(...faults: (Fault | undefined)[]) {
  return ({ type, ordinalOfKind }: Call) =>
    type === 'replace_metadata' ? faults[ordinalOfKind - 1] : undefined;
}

/** Nothing is claimed: the run failed, and says why it does not know. */
function expectUnknown(result: ActionResult, because: string): void {
  expect(result.exitCode).toBe(1);
  expect(result.outputs.applied).toBe('false');
  expect(result.report).toMatchObject({ applied: 'unknown', failed: true });
  expect(result.summary.startsWith(UNKNOWN)).toBe(true);
  expect(result.log).not.toContain('The metadata was applied');
  expect(result.annotations.at(-1)?.message).toContain(because);
  expect(result.annotations.at(-1)?.message).toContain('Look at the server before');
}

function expectGoneOn(server: StandIn, result: ActionResult): void {
  expect(result.exitCode).toBe(0);
  expect(server.metadata).toEqual(projectMetadata());
  expect(callsOf(server).at(-1)).toBe('reload_metadata');
  expect(result.outputs).toMatchObject({
    applied: 'true',
    consistent: 'true',
    'resource-version': String(server.resourceVersion),
  });
}

describe('the answer is lost, and the work was done: it goes on, and says so', () => {
  test.each<[string, Fault]>([
    ['502', { status: 502, body: PAGE }],
    ['503', { status: 503, body: PAGE }],
    ['504', { status: 504, body: PAGE }],
    ["a proxy's 500", { status: 500, body: PAGE }],
    ['a page with 200', { status: 200, body: PAGE }],
    ['an answer that nobody understands', { status: 200, body: { is_consistent: 'yes' } }],
    ['a timeout before the headers', { hang: 'before-headers' }],
    ['a timeout after the headers', { hang: 'after-headers' }],
    ['a reset before the headers', { reset: 'before-headers' }],
    ['a reset after the headers', { reset: 'after-headers' }],
    ['a reset in the body', { reset: 'mid-body' }],
  ])('%s', async (_name, lost) => {
    const server = await startServer({ onRequest: meeting({ applyThen: lost }) });
    const result = await applyTo(server);
    expectGoneOn(server, result);
    expect(timesSent(server)).toBe(1);
    expect(result.report?.['remarks']).toEqual([
      expect.stringMatching(
        /^The answer to replace_metadata was lost \(.+\), but the metadata was applied: .+ is 6, and was 5\. Its warnings, if there were any, are not known\.$/,
      ),
    ]);
  });
});

describe('the answer is lost, and the work was not done', () => {
  test.each<[string, Fault]>([
    ['502', { status: 502, body: PAGE }],
    ['503', { status: 503, body: PAGE }],
    ['a reset before the headers', { reset: 'before-headers' }],
  ])('%s: sent once more, for the same version', async (_name, lost) => {
    const server = await startServer({ onRequest: meeting(lost) });
    const result = await applyTo(server);
    expectGoneOn(server, result);
    const sent = server.calls.filter(({ type }) => type === 'replace_metadata');
    expect(sent.map(({ json }) => json.resource_version)).toEqual([5, 5]);
    expect(sent[1]?.body).toBe(sent[0]?.body);
  });

  test.each<[string, Fault, string]>([
    ['504', { status: 504, body: PAGE }, 'HTTP 504, an HTML page titled "Bad gateway"'],
    ['a timeout', { hang: 'before-headers' }, 'no complete answer within 1 s'],
  ])('%s: not sent again, since the server may be at work on it', async (_name, lost, cameBack) => {
    const server = await startServer({ onRequest: meeting(lost) });
    const result = await applyTo(server);
    expectUnknown(
      result,
      `${cameBack}, and the server still has the metadata from before, resource version 5, and may yet be at work on it.`,
    );
    expect(timesSent(server)).toBe(1);
    expect(server.metadata).toEqual(BEFORE);
  });

  test("the server's own 500: it is done with it, and nothing was applied", async () => {
    const body = { path: '$', error: 'database query error', code: 'postgres-error' };
    const server = await startServer({ onRequest: meeting({ status: 500, body }) });
    const result = await applyTo(server);
    expect(result.exitCode).toBe(1);
    expect(result.report).toMatchObject({ applied: 'not-applied' });
    expect(result.summary).toMatch(/^## ❌ Hasura metadata could not be applied/);
    expect(result.annotations.at(-1)?.message).toContain(
      'HTTP 500, database query error (postgres-error), and the server still has the metadata from before, resource version 5.',
    );
    expect(timesSent(server)).toBe(1);
  });

  test('and neither the second time: it gives up, and does not claim to know', async () => {
    const bad: Fault = { status: 502, body: PAGE };
    const server = await startServer({ onRequest: meeting(bad, bad) });
    const result = await applyTo(server);
    expectUnknown(result, 'the server still has the metadata from before, resource version 5');
    expect(timesSent(server)).toBe(2);
  });

  test('and the second is turned away on its way: the first may arrive yet', async () => {
    const bad: Fault = { status: 502, body: PAGE };
    const server = await startServer({ onRequest: meeting(bad, { status: 403, body: PAGE }) });
    const result = await applyTo(server);
    expectUnknown(result, 'HTTP 403, an HTML page titled "Bad gateway", and the server still has');
    expect(timesSent(server)).toBe(2);
  });

  test('the first arrives late, and the second meets it: applied', async () => {
    const server = await startServer();
    server.onRequest = async ({ type, ordinalOfKind }) => {
      if (type !== 'replace_metadata') return;
      if (ordinalOfKind === 1) return { status: 502, body: PAGE };
      await server.load(projectMetadata());
      server.resourceVersion++;
      return;
    };
    const result = await applyTo(server);
    expectGoneOn(server, result);
    expect(timesSent(server)).toBe(2);
    expect(result.report?.['remarks']).toEqual([expect.stringContaining('HTTP 409')]);
  });
});

describe('the answer is lost, and something else has changed the metadata meanwhile', () => {
  const other = projectMetadata({ table: { schema: 'public', name: 'somebody_elses' } });
  test.each<[string, object]>([
    ['other objects', other],
    ['only a reload: the names are the same, and the columns are from before', oldColumns()],
  ])('%s: never claimed to be applied, and not sent again', async (_name, metadata) => {
    const server = await startServer({ metadata: oldColumns() });
    server.onRequest = async ({ type }) => {
      if (type !== 'replace_metadata') return;
      await server.load(metadata);
      server.resourceVersion++;
      return { status: 502, body: PAGE };
    };
    const result = await applyTo(server);
    expectUnknown(
      result,
      `${NOT_LEARNT}: something else has changed the server's metadata meanwhile (its resource version is 6, and was 5)`,
    );
    expect(timesSent(server)).toBe(1);
    expect(callsOf(server)).not.toContain('reload_metadata');
  });

  test('only a reload, after it was applied: applied', async () => {
    const server = await startServer({ metadata: oldColumns() });
    server.onRequest = ({ type, ordinalOfKind }) => {
      if (type === 'replace_metadata') return { applyThen: { status: 504, body: PAGE } };
      if (type === 'export_metadata' && ordinalOfKind === 2) server.resourceVersion++;
      return;
    };
    expectGoneOn(server, await applyTo(server));
  });

  function oldColumns() {
    const permission = { columns: ['id'], filter: {} };
    return projectMetadata({ select_permissions: [{ role: 'clerk', permission }] });
  }
});

describe('the answer is lost, and there is no learning what became of it', () => {
  test('since the server does not tell: it says so', async () => {
    const server = await startServer({
      onRequest: ({ type, ordinalOfKind }) => {
        if (type === 'replace_metadata') return { applyThen: { status: 504, body: PAGE } };
        return type === 'export_metadata' && ordinalOfKind > 1
          ? { status: 403, body: PAGE }
          : undefined;
      },
    });
    const result = await applyTo(server);
    expectUnknown(result, `${NOT_LEARNT}, since asking for it failed too: HTTP 403`);
    expect(timesSent(server)).toBe(1);
  });

  test('since the run was cancelled: it says so', async () => {
    let cancel = (): unknown => undefined;
    const server = await startServer({
      onRequest: ({ type }) => {
        if (type !== 'replace_metadata') return;
        cancel();
        return { hang: 'before-headers' };
      },
    });
    const result = await applyTo(server, {
      inputs: { timeout: '20' },
      options: { onSpawn: (child) => (cancel = () => child.kill('SIGTERM')) },
    });
    expect(result.exitCode).toBe(1);
    expect(result.report).toMatchObject({ applied: 'unknown', failure: { kind: 'cancelled' } });
    expect(result.summary.startsWith(UNKNOWN)).toBe(true);
    expect(timesSent(server)).toBe(1);
  });
});
