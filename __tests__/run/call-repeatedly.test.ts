import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../src/hasura/calls.js';
import type { CallEffect } from '../../src/hasura/failures.js';
import { callRepeatedly } from '../../src/run/context.js';
import { failed, ok, scripted, type TestContext } from './contexts.js';

const HEALTHY = ok('ok' as const);

/** Makes a call that is answered like this, one answer after the other. */
async function call(
  { context }: TestContext,
  answers: readonly Answer<string>[],
  effect: CallEffect = 'read',
) {
  let count = 0;
  const answer = await callRepeatedly(context, effect, async () => {
    const next = answers[count++];
    if (!next) throw new Error('There is no further answer');
    return next;
  });
  return { answer, count };
}

describe('a call', () => {
  test('that is answered is one request, and /healthz is not asked', async () => {
    const run = scripted({});
    expect(await call(run, [ok('a')])).toEqual({ answer: ok('a'), count: 1 });
    expect(run.calls).toEqual([]);
    expect(run.waits).toEqual([]);
  });

  test('that is not accepted is repeated after /healthz has answered', async () => {
    const run = scripted({ health: [HEALTHY, HEALTHY] });
    const refused = failed('connection-refused');
    expect(await call(run, [refused, refused, ok('a')])).toEqual({ answer: ok('a'), count: 3 });
    expect(run.calls).toEqual(['health', 'health']);
    expect(run.waits).toHaveLength(2);
    expect(run.log[0]).toMatch(/connection-refused\. .* Trying again in 1\.0 s\.$/);
  });

  test('is held back as long as /healthz shows that the server cannot be called', async () => {
    const run = scripted({ health: [failed('gateway'), failed('gateway'), HEALTHY] });
    expect(await call(run, [failed('gateway'), ok('a')])).toEqual({ answer: ok('a'), count: 2 });
    expect(run.waits).toHaveLength(3);
  });

  test.each<[effect: CallEffect, count: number]>([
    ['read', 2],
    ['reload', 1],
    ['replace', 1],
  ])('with the effect "%s" is made %s times if its answer is lost late', async (effect, count) => {
    const run = scripted({ health: [HEALTHY] });
    expect((await call(run, [failed('timeout'), ok('a')], effect)).count).toBe(count);
  });

  test('that is refused is not repeated', async () => {
    const run = scripted({});
    const refused = failed('unauthorized');
    expect(await call(run, [refused])).toEqual({ answer: refused, count: 1 });
    expect(run.calls).toEqual([]);
  });
});

describe('an error of the server', () => {
  test('is waited for while /healthz says that its metadata database is missing', async () => {
    const run = scripted({ health: [ok('error'), HEALTHY] });
    expect((await call(run, [failed('server-error'), ok('a')])).answer).toEqual(ok('a'));
  });

  test('is final if /healthz says that the server works', async () => {
    const run = scripted({ health: [HEALTHY] });
    expect((await call(run, [failed('server-error')])).answer).toEqual(failed('server-error'));
    expect(run.waits).toEqual([]);
  });
});

describe('"wait-timeout"', () => {
  const down = () => scripted({ health: Array(99).fill(HEALTHY) }, { waitTimeoutSeconds: 20 });
  const always = Array<Answer<string>>(99).fill(failed('connection-refused'));

  test('ends the repetition, and the last try is at its end', async () => {
    const run = down();
    expect((await call(run, always)).answer).toEqual(failed('connection-refused'));
    expect(run.context.clock.now()).toBe(20);
  });

  test('of 0 does not repeat anything', async () => {
    const run = scripted({}, { waitTimeoutSeconds: 0 });
    expect((await call(run, always)).count).toBe(1);
  });

  test('lets a Retry-After have its way, however short the usual wait is', async () => {
    const run = down();
    await call(run, [failed('too-many-requests', { retryAfterSeconds: 17 }), ok('a')]);
    expect(run.waits).toEqual([17]);
  });

  test('is not begun for a Retry-After that is longer', async () => {
    const run = down();
    const { count } = await call(run, [failed('too-many-requests', { retryAfterSeconds: 21 })]);
    expect({ count, waits: run.waits }).toEqual({ count: 1, waits: [] });
  });
});

test('a cancelled run repeats nothing', async () => {
  const run = scripted({}, { signal: AbortSignal.abort() });
  expect((await call(run, [failed('connection-refused')])).count).toBe(1);
});
