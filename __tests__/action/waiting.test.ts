import { describe, expect, test } from '@jest/globals';
import { startStandIn } from '../../tools/stand-in/server.js';
import type { Call, Fault } from '../../tools/stand-in/types.js';
import { runAction } from '../support/action.js';
import { runAgainst } from '../support/against.js';

/** A port where nothing listens yet. */
async function freePort(): Promise<number> {
  const standIn = await startStandIn();
  await standIn.close();
  return standIn.port;
}

describe('a server that is not there yet', () => {
  test('is waited for', async () => {
    const port = await freePort();
    let late: Promise<{ close(): Promise<void> }> | undefined;
    const result = await runAction(
      { endpoint: `http://127.0.0.1:${port}`, 'wait-timeout': '30' },
      {
        onOutput: (text) => {
          if (text.includes('Asking again in')) late ??= startStandIn({ port });
        },
      },
    );
    await (await late)?.close();
    expect(result.exitCode).toBe(0);
    expect(result.log).toMatch(/GET .*\/healthz: the connection was refused\..* Asking again in /);
    expect(result.outputs.consistent).toBe('true');
  }, 40_000);

  test('is waited for no longer than wait-timeout', async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    const result = await runAction({ endpoint, 'wait-timeout': '1.5' });
    expect(result.exitCode).toBe(1);
    expect(result.annotations).toHaveLength(1);
    expect(result.annotations[0]?.message).toContain('is the server running?');
    expect(result.seconds).toBeLessThan(10);
  }, 20_000);

  test('is not waited for with 0', async () => {
    const result = await runAgainst({}, { 'wait-timeout': '0' });
    expect(result.calls.map(({ path }) => path)).not.toContain('/healthz');
  });

  test.each<[what: string, fault: Fault]>([
    ['hangs', { hang: 'before-headers' }],
    ['is behind a gateway that cannot reach it', { status: 502, body: '<html></html>' }],
    ['resets connections', { reset: 'before-headers' }],
    ['cannot reach its own database', { status: 500, body: 'ERROR' }],
  ])(
    'is asked again where it %s',
    async (_what, fault) => {
      const result = await runAgainst(
        {
          onRequest: ({ path, ordinalOfKind }) =>
            path === '/healthz' && ordinalOfKind === 1 ? fault : undefined,
        },
        { 'wait-timeout': '30', timeout: '1.5' },
      );
      expect(result.exitCode).toBe(0);
      expect(result.calls.filter(({ path }) => path === '/healthz')).toHaveLength(2);
      expect(result.asked).toEqual(['reload_metadata']);
    },
    20_000,
  );
});

describe('a server that is there', () => {
  test('counts with inconsistent metadata', async () => {
    const result = await runAgainst(
      { inconsistentObjects: [{ type: 'table', name: 'table a in source b', reason: 'x' }] },
      { 'wait-timeout': '30' },
    );
    expect(result.calls.filter(({ path }) => path === '/healthz')).toHaveLength(1);
    expect(result.asked).toEqual(['reload_metadata']);
  });

  test.each([404, 403, 301])(
    'is asked although a proxy answers %d to the health check',
    async (status) => {
      const result = await runAgainst(
        { onRequest: ({ path }) => (path === '/healthz' ? { status, body: 'no' } : undefined) },
        { 'wait-timeout': '30' },
      );
      expect(result.exitCode).toBe(0);
    },
  );
});

describe('what was not accepted is sent again, after as long as the server asks for', () => {
  test.each([429, 503])(
    '%d',
    async (status) => {
      const times: number[] = [];
      const onRequest = ({ type, ordinalOfKind }: Call): Fault | undefined => {
        if (type !== 'reload_metadata') return undefined;
        times.push(performance.now());
        return ordinalOfKind === 1
          ? { status, headers: { 'retry-after': '3' }, body: '' }
          : undefined;
      };
      const result = await runAgainst({ onRequest }, { 'wait-timeout': '30' });
      expect(result.exitCode).toBe(0);
      expect(result.asked).toEqual(['reload_metadata', 'reload_metadata']);
      expect(result.log).toContain('Trying again in 3.0 s.');
      // By itself it would have waited for a second.
      expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(2500);
    },
    20_000,
  );

  test('longer than wait-timeout, it is not', async () => {
    const headers = { 'retry-after': '600' };
    const result = await runAgainst(
      { onRequest: ({ type }) => (type ? { status: 503, headers, body: '' } : undefined) },
      { 'wait-timeout': '20' },
    );
    expect(result.exitCode).toBe(1);
    expect(result.asked).toEqual(['reload_metadata']);
  });
});
