import { afterEach, describe, expect, test } from '@jest/globals';
import type { InputName } from '../../src/settings/inputs.js';
import { startStandIn } from '../../tools/stand-in/server.js';
import type { StandIn, StandInOptions } from '../../tools/stand-in/types.js';
import { type ActionResult, runAction } from '../support/action.js';
import { REMOTE_SCHEMA_DOWN } from '../support/remote-schema-down.js';
import { SentryEndpoint } from '../support/sentry-endpoint.js';

let standIn: StandIn;
let sentry: SentryEndpoint | undefined;

afterEach(async () => {
  await Promise.all([standIn.close(), sentry?.close()]);
  sentry = undefined;
});

interface Cancelled extends ActionResult {
  /** From the signal to the end of the process. */
  readonly secondsAfter: number;
}

/** Runs the action and sends it a signal when `when` has come, as seen from the server or the log. */
async function cancel(
  signal: NodeJS.Signals,
  server: StandInOptions & { when: (seen: string) => boolean },
  inputs: Partial<Record<InputName, string>> = {},
): Promise<Cancelled> {
  let kill: (() => void) | undefined;
  let sent = Number.NaN;
  const look = (seen: string): void => {
    if (!Number.isNaN(sent) || !server.when(seen)) return;
    sent = performance.now();
    // The call that is seen here is still on its way to its fault.
    setTimeout(() => {
      sent = performance.now();
      kill?.();
    }, 50);
  };
  standIn = await startStandIn({
    ...server,
    onRequest: (call) => {
      look(call.type ?? call.path);
      return server.onRequest?.(call);
    },
  });
  const result = await runAction(
    { endpoint: standIn.url, 'wait-timeout': '60', 'retry-timeout': '60', ...inputs },
    {
      onSpawn: (child) => {
        kill = () => child.kill(signal);
      },
      onOutput: look,
    },
  );
  return { ...result, secondsAfter: (performance.now() - sent) / 1000 };
}

/** About a second, on a machine that has other things to do as well. */
const SOON = 2.5;

function expectCancelled(result: Cancelled): void {
  expect(result.secondsAfter).toBeLessThan(SOON);
  expect(result.exitCode).toBe(1);
  expect(result.outputs.consistent).toBe('false');
  expect(result.annotations.at(-1)?.message).toContain('The run was cancelled');
  expect(result.stderr).toBe('');
}

describe.each<NodeJS.Signals>(['SIGINT', 'SIGTERM'])('%s', (signal) => {
  test('while the server is waited for', async () => {
    expectCancelled(
      await cancel(signal, {
        onRequest: () => ({ status: 503, body: '' }),
        when: (seen) => seen.includes('Asking again in'),
      }),
    );
  });

  test('while a reload hangs', async () => {
    const result = await cancel(signal, {
      onRequest: ({ type }) => (type ? { hang: 'before-headers' } : undefined),
      when: (seen) => seen === 'reload_metadata',
    });
    expectCancelled(result);
    expect(result.log).toContain('Reloading the metadata.');
  });

  test('while something may heal: what is known so far is told', async () => {
    const result = await cancel(signal, {
      inconsistentObjects: [REMOTE_SCHEMA_DOWN],
      when: (seen) => seen.includes('may heal'),
    });
    expectCancelled(result);
    expect(result.log).toContain('::group::remote schema payments');
    expect(result.summary).toContain('payments');
    expect(result.outputs['inconsistency-count']).toBe('1');
  });

  test('while a lost reload is waited for, and Sentry hangs', async () => {
    sentry = await SentryEndpoint.start();
    sentry.answer = () => 'hang';
    const result = await cancel(
      signal,
      {
        onRequest: ({ type }) =>
          type === 'reload_metadata' ? { status: 504, body: '' } : undefined,
        when: (seen) => seen === 'export_metadata',
      },
      { 'sentry-dsn': sentry.dsn, 'sentry-monitor': 'nightly' },
    );
    expectCancelled(result);
    expect(result.log).toContain('The reload is not sent again');
  });
});
