import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { DELIVERY_MS } from '../../src/sentry/reporter.js';
import type { Answer } from '../support/sentry-endpoint.js';
import { cause, PAYMENTS, reportOf } from './reports.js';
import { immediately, openTo, send, sentry, until, withProxy } from './sending.js';

afterEach(() => {
  jest.useRealTimers();
});

/** Everything except `setTimeout`: the network keeps its own time. */
const REAL_TIMERS = ['nextTick', 'queueMicrotask', 'setImmediate', 'Date', 'performance'] as const;

describe('after a report', () => {
  test.each<[string, Answer]>([
    ['answered', { status: 200 }],
    ['hangs', 'hang'],
    ['hangs within its answer', 'hang-in-body'],
  ])('no connection is left open to a server that %s', async (_, answer) => {
    sentry.answer = () => answer;
    const listeners = countListeners();
    await send(reportOf({ causes: [cause(PAYMENTS)] }), { monitor: 'reload' }, 400);
    expect(countListeners()).toEqual(listeners);
    await until(async () => (await sentry.connections()) === 0);
  });

  test.each<[string, (url: string) => { dsn?: string; proxy?: string }]>([
    ['a proxy', (host) => ({ proxy: `http://user:${'proxy-password'}@${host}` })],
    ['a TLS handshake with a proxy', (host) => ({ proxy: `https://${host}` })],
    ['a TLS handshake', (host) => ({ dsn: `https://${sentry.key}@${host}/42` })],
    ['a tunnel', (host) => ({ proxy: `http://${host}` })],
    [
      'a TLS handshake in a tunnel',
      (host) => ({ dsn: `https://${sentry.key}@sentry.example/42`, proxy: `http://${host}` }),
    ],
  ])('no connection is left open to %s that hangs', async (name, place) => {
    const accepted = new Set<Socket>();
    let isHanging = false;
    const mute = createServer((socket) => {
      accepted.add(socket.on('close', () => accepted.delete(socket)));
      socket.on('error', () => {}).resume();
      if (!name.includes('tunnel')) isHanging = true;
      // The proxy opens the tunnel. What hangs is behind it.
      else
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          socket.once('data', () => {
            isHanging = true;
          });
        });
    });
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { dsn = sentry.dsn, proxy } = place(`127.0.0.1:${(mute.address() as AddressInfo).port}`);
    await withProxy(proxy, async () => {
      const reporter = await openTo({ dsn });
      jest.useFakeTimers({ doNotFake: [...REAL_TIMERS] });
      const reported = reporter.report(reportOf({ causes: [cause(PAYMENTS)] }));
      while (!isHanging) {
        await jest.advanceTimersByTimeAsync(1);
        await immediately();
      }
      await jest.advanceTimersByTimeAsync(DELIVERY_MS);
      expect(await reported).toEqual([
        expect.stringMatching(/^Sentry did not get 1 event: \S+ did not answer in time/),
      ]);
    });
    await until(async () => accepted.size === 0 && jest.getTimerCount() === 0);
    await new Promise((resolve) => mute.close(resolve));
  });

  test('no event is left that waits for a connection', async () => {
    sentry.answer = () => 'hang';
    const causes = Array.from({ length: 50 }, () => cause(PAYMENTS));
    expect(await send(reportOf({ causes }), {}, 400)).toEqual([
      expect.stringMatching(/^Sentry did not get 50 events: \S+ did not answer in time/),
    ]);
    await until(async () => (await sentry.connections()) === 0);
  });

  test('at most five seconds have passed', async () => {
    sentry.answer = () => 'hang';
    const reporter = await openTo({ monitor: 'reload' });
    reporter.startCheckIn();
    jest.useFakeTimers({ doNotFake: [...REAL_TIMERS] });
    let warnings: string[] | undefined;
    const reported = reporter.report(reportOf({ causes: [cause(PAYMENTS)] })).then((given) => {
      warnings = given;
    });
    await jest.advanceTimersByTimeAsync(4_700);
    expect(warnings).toBeUndefined();
    await jest.advanceTimersByTimeAsync(300);
    await reported;
    expect(warnings).toHaveLength(1);
  });
});

function countListeners(): Record<string, number> {
  return Object.fromEntries(
    process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
  );
}
