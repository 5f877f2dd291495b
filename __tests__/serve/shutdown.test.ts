import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startStandIn } from '../../tools/stand-in/server.js';
import { call, type SpawnedService, spawnService } from '../support/service.js';

type StandIn = Awaited<ReturnType<typeof startStandIn>>;

let hasura: StandIn;
let service: SpawnedService | undefined;
/** Lets the server answer the reload. */
let release: () => void;
/** Resolves when the server receives a reload. */
let reloading: Promise<void>;

beforeEach(async () => {
  hasura = await startStandIn();
  let begun: () => void;
  reloading = new Promise((resolve) => {
    begun = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  hasura.onRequest = async ({ type }) => {
    if (type !== 'reload_metadata') return;
    begun();
    await released;
  };
});

afterEach(async () => {
  service?.child.kill('SIGKILL');
  await service?.ended;
  await hasura.close();
});

const start = async (...args: readonly string[]) => {
  service = await spawnService(['--endpoint', hasura.url, ...args]);
  return service;
};

const stopping = (running: SpawnedService) =>
  running.line(({ message }) => message.includes('finishing pending calls'));

describe('a signal to stop', () => {
  test.each<NodeJS.Signals>(['SIGTERM', 'SIGINT'])(
    '%s ends an idle service with exit code 0',
    async (signal) => {
      const running = await start();
      // Idle connections do not delay it, whether they have made a call or not.
      const idle = connect(running.port, '127.0.0.1').on('error', () => {});
      await new Promise((resolve) => idle.once('connect', resolve));
      await fetch(`${running.url}/healthz`);
      running.child.kill(signal);
      expect(await running.ended).toMatchObject({ exitCode: 0, signal: null, stderr: '' });
      expect(running.lines().at(-1)?.message).toBe('Stopped.');
      idle.destroy();
    },
  );

  test('lets a run finish and answer all its calls', async () => {
    const running = await start();
    const replies = [1, 2, 3].map(() =>
      fetch(`${running.url}/reload_metadata`, { method: 'POST' }),
    );
    await reloading;
    running.child.kill('SIGTERM');
    await stopping(running);
    await expect(call(`${running.url}/healthz`, { method: 'GET' })).rejects.toThrow('ECONNREFUSED');
    release();
    const answers = await Promise.all(replies);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.map(({ headers }) => headers.get('connection'))).toEqual(Array(3).fill('close'));
    expect(await answers[0]?.json()).toMatchObject({ consistent: true });
    expect((await running.ended).exitCode).toBe(0);
  });

  test('lets a run finish even if its callers have hung up', async () => {
    const running = await start();
    const caller = new AbortController();
    const gone = fetch(`${running.url}/reload_metadata`, {
      method: 'POST',
      signal: caller.signal,
    }).catch(() => {});
    await reloading;
    caller.abort();
    await gone;
    running.child.kill('SIGTERM');
    await stopping(running);
    release();
    expect((await running.ended).exitCode).toBe(0);
    const verdict = running.lines().find((line) => 'is_consistent' in line);
    expect(verdict?.['is_consistent']).toBe(true);
    // The service waited for the run.
    expect(running.lines().at(-1)?.message).toBe('Stopped.');
  });

  test('cancels the run after the grace period, and answers that', async () => {
    const running = await start('--grace-period=0.2');
    const reply = call(`${running.url}/reload_metadata`);
    await reloading;
    running.child.kill('SIGTERM');
    const { status, text } = await reply;
    expect(status).toBe(503);
    expect(JSON.parse(text).failure).toMatchObject({ kind: 'cancelled' });
    expect((await running.ended).exitCode).toBe(0);
  });

  test('ends the process at once if it is the second one', async () => {
    const running = await start();
    const reply = call(`${running.url}/reload_metadata`).catch(
      (error: NodeJS.ErrnoException) => error.code,
    );
    await reloading;
    running.child.kill('SIGTERM');
    await stopping(running);
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ exitCode: null, signal: 'SIGINT' });
    expect(await reply).toBe('ECONNRESET');
  });
});
