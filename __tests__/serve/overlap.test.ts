import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startStandIn } from '../../tools/stand-in/server.js';
import { call, parseMetrics, type RunningService, startService } from '../support/service.js';

type StandIn = Awaited<ReturnType<typeof startStandIn>>;

const CALLS = 200;

let hasura: StandIn;
let service: RunningService;
/** Lets the server answer the reload. */
let release: () => void;
/** Resolves when the server receives a reload. */
let reloading: Promise<void>;

beforeEach(async () => {
  hasura = await startStandIn();
  service = await startService(['--endpoint', hasura.url]);
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
  await service.stop();
  await hasura.close();
});

const reloads = () => hasura.calls.filter(({ type }) => type === 'reload_metadata').length;
const callsInFlight = async () => {
  const { text } = await call(`${service.url}/metrics`, { method: 'GET' });
  return parseMetrics(text).get('hasura_metadata_reloader_calls_in_flight');
};

async function waitForCalls(count: number): Promise<void> {
  while ((await callsInFlight()) !== count) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('concurrent calls', () => {
  test(`${CALLS} concurrent calls share one run, and all are answered`, async () => {
    const replies = Array.from({ length: CALLS }, () => call(`${service.url}/reload_metadata`));
    await reloading;
    await waitForCalls(CALLS);
    expect(reloads()).toBe(1);
    release();
    const answers = await Promise.all(replies);
    expect(reloads()).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual(Array(CALLS).fill(200));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await callsInFlight()).toBe(0);
  });

  test('consecutive calls make a run each', async () => {
    release();
    for (let run = 1; run <= 3; run++) {
      expect((await call(`${service.url}/reload_metadata`)).status).toBe(200);
      expect(reloads()).toBe(run);
    }
  });

  test('a failed run fails all its calls, but not later ones', async () => {
    hasura.onRequest = () => ({ reset: 'before-headers', delayMs: 300 });
    const replies = await Promise.all([1, 2, 3].map(() => call(`${service.url}/reload_metadata`)));
    expect(replies.map(({ status }) => status)).toEqual([502, 502, 502]);
    hasura.onRequest = undefined;
    expect((await call(`${service.url}/reload_metadata`)).status).toBe(200);
  });

  test('a caller that hangs up does not affect the others', async () => {
    const patient = call(`${service.url}/reload_metadata`);
    await reloading;
    const impatient = new AbortController();
    const aborted = fetch(`${service.url}/reload_metadata`, {
      method: 'POST',
      signal: impatient.signal,
    }).catch((error: Error) => error.name);
    await waitForCalls(2);
    impatient.abort();
    expect(await aborted).toBe('AbortError');
    release();
    expect((await patient).status).toBe(200);
  });
});
