import { describe, expect, test } from '@jest/globals';
import { startStandIn } from '../../tools/stand-in/server.js';
import type { Fault, StandIn } from '../../tools/stand-in/types.js';
import { runAction } from '../support/action.js';
import { runAgainst } from '../support/against.js';
import { projectFiles } from '../support/applying.js';
import { workspaceWith } from '../support/workspaces.js';

/** A port where nothing listens yet. */
async function freePort(): Promise<number> {
  const standIn = await startStandIn();
  await standIn.close();
  return standIn.port;
}

const healthChecks = ({ calls }: { readonly calls: StandIn['calls'] }) =>
  calls.filter(({ path }) => path === '/healthz').length;

describe('a server that is not there yet', () => {
  test('is waited for, and asked for its health before the call is sent again', async () => {
    const port = await freePort();
    let standIn: StandIn | undefined;
    const result = await runAction(
      { endpoint: `http://127.0.0.1:${port}`, 'wait-timeout': '30' },
      {
        onSleep: async () => {
          standIn ??= await startStandIn({ port });
        },
      },
    );
    await standIn?.close();
    expect(result.exitCode).toBe(0);
    expect(result.log).toMatch(
      /\(reload_metadata\): the connection was refused\..* Trying again in /,
    );
    expect(result.outputs).toMatchObject({ consistent: 'true', 'server-version': 'v2.48.16' });
    const paths = standIn?.calls.map(({ path }) => path);
    expect(paths).toEqual(['/healthz', '/v1/metadata', '/v1/version']);
  });

  test.each([
    ['apply', 'true'],
    ['plan', 'false'],
  ])('is asked for its version once it is there, also by %s', async (command, applied) => {
    const port = await freePort();
    let standIn: StandIn | undefined;
    const result = await runAction(
      { endpoint: `http://127.0.0.1:${port}`, project: 'hasura', command, 'wait-timeout': '30' },
      {
        workspace: workspaceWith(projectFiles()),
        onSleep: async () => {
          standIn ??= await startStandIn({
            port,
            env: { USERS_DATABASE_URL: 'postgres://db.internal/users' },
          });
        },
      },
    );
    await standIn?.close();
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ applied, 'server-version': 'v2.48.16' });
  });

  test('is waited for no longer than wait-timeout', async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    let waited = 0;
    const onSleep = (seconds: number) => {
      waited += seconds;
    };
    const result = await runAction({ endpoint, 'wait-timeout': '20' }, { onSleep });
    expect(result.exitCode).toBe(1);
    expect(result.annotations).toHaveLength(1);
    expect(result.annotations[0]?.message).toContain('Start the server, or correct "endpoint"');
    expect(waited).toBeGreaterThan(19);
    expect(waited).toBeLessThanOrEqual(20);
  });

  test.each<[what: string, fault: Fault]>([
    ['is answered with 504', { status: 504, body: '' }],
    ['is behind a gateway that cannot reach it', { status: 502, body: '<html></html>' }],
    ['resets connections', { reset: 'before-headers' }],
    ['asks for patience', { status: 429, body: '' }],
  ])('is not sent the call again while its health check %s', async (_what, fault) => {
    const result = await runAgainst(
      {
        onRequest: ({ path, type, ordinalOfKind }) => {
          if (type === 'reload_metadata' && ordinalOfKind === 1) return { status: 503, body: '' };
          return path === '/healthz' && ordinalOfKind === 1 ? fault : undefined;
        },
      },
      { 'wait-timeout': '30' },
    );
    expect(result.exitCode).toBe(0);
    expect(healthChecks(result)).toBe(2);
    expect(result.asked).toEqual(['reload_metadata', 'reload_metadata']);
  });

  test('whose health check hangs until wait-timeout fails for the answer to the call', async () => {
    const result = await runAgainst(
      {
        onRequest: ({ path, type }) => {
          if (path === '/healthz') return { hang: 'before-headers' };
          return type === 'reload_metadata' ? { status: 503, body: '' } : undefined;
        },
      },
      { 'wait-timeout': '1.5' },
    );
    expect(result.exitCode).toBe(1);
    expect(result.asked).toEqual(['reload_metadata']);
    expect(result.report).toMatchObject({ failure: { kind: 'gateway' } });
  });

  test('is waited for if it cannot reach its metadata database', async () => {
    const result = await runAgainst(
      {
        onRequest: ({ path, type, ordinalOfKind }) => {
          if (path === '/healthz' && ordinalOfKind === 1) return { status: 500, body: 'ERROR' };
          return type && ordinalOfKind === 1
            ? {
                status: 500,
                body: { path: '$', error: 'connection error', code: 'postgres-error' },
              }
            : undefined;
        },
      },
      { 'wait-timeout': '30' },
    );
    expect(result.exitCode).toBe(0);
    expect(result.asked).toEqual(['reload_metadata', 'reload_metadata']);
  });
});

describe('a server that is there', () => {
  test.each(['0', '30'])('is not asked for its health with wait-timeout %s', async (seconds) => {
    const result = await runAgainst(
      { inconsistentObjects: [{ type: 'table', name: 'table a in source b', reason: 'x' }] },
      { 'wait-timeout': seconds },
    );
    expect(healthChecks(result)).toBe(0);
    expect(result.asked).toEqual(['reload_metadata']);
  });

  test('and answers 500 although it is healthy is not asked again', async () => {
    const result = await runAgainst(
      {
        onRequest: ({ type }) =>
          type ? { status: 500, body: { path: '$', error: 'x' } } : undefined,
      },
      { 'wait-timeout': '30' },
    );
    expect(result.exitCode).toBe(1);
    expect(result.asked).toEqual(['reload_metadata']);
  });

  test.each([404, 403, 301])(
    'is called again although a proxy answers %d to the health check',
    async (status) => {
      const result = await runAgainst(
        {
          onRequest: ({ path, type, ordinalOfKind }) => {
            if (path === '/healthz') return { status, body: 'no' };
            return type && ordinalOfKind === 1 ? { status: 503, body: '' } : undefined;
          },
        },
        { 'wait-timeout': '30' },
      );
      expect(result.exitCode).toBe(0);
    },
  );
});

describe('a call that was not accepted', () => {
  test.each([429, 503])(
    'with %d is sent again after as long as the server asks for',
    async (status) => {
      const waits: number[] = [];
      const result = await runAgainst(
        {
          onRequest: ({ type, ordinalOfKind }) =>
            type === 'reload_metadata' && ordinalOfKind === 1
              ? { status, headers: { 'retry-after': '3' }, body: '' }
              : undefined,
        },
        { 'wait-timeout': '30' },
        { onSleep: (seconds) => void waits.push(seconds) },
      );
      expect(result.exitCode).toBe(0);
      expect(result.asked).toEqual(['reload_metadata', 'reload_metadata']);
      expect(result.log).toContain('Trying again in 3.0 s.');
      expect(waits).toEqual([3]);
    },
  );

  test('is not sent again if the server asks for longer than wait-timeout', async () => {
    const headers = { 'retry-after': '600' };
    const result = await runAgainst(
      { onRequest: ({ type }) => (type ? { status: 503, headers, body: '' } : undefined) },
      { 'wait-timeout': '20' },
    );
    expect(result.exitCode).toBe(1);
    expect(result.asked).toEqual(['reload_metadata']);
  });
});
