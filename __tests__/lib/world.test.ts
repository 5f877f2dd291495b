import { expect, test } from '@jest/globals';
import { backoffSeconds, Deadline, systemClock } from '../../src/lib/world.js';

test.each<[tries: number, least: number, most: number]>([
  [0, 1, 1],
  [1, 1, 2],
  [2, 2, 4],
  [3, 4, 8],
  [4, 7.5, 15],
  [5, 7.5, 15],
  [2000, 7.5, 15],
])('after %s tries, the wait is %s to %s seconds', (tries, least, most) => {
  expect(backoffSeconds(tries, { random: () => 0 })).toBe(least);
  expect(backoffSeconds(tries, { random: () => 1 })).toBe(most);
  const spread = backoffSeconds(tries, systemClock);
  expect(spread).toBeGreaterThanOrEqual(least);
  expect(spread).toBeLessThanOrEqual(most);
});

test('a deadline counts down to zero and stays there', () => {
  let now = 100;
  const deadline = new Deadline({ ...systemClock, now: () => now }, 5);
  expect(deadline.secondsLeft).toBe(5);
  now = 103.5;
  expect(deadline.secondsLeft).toBe(1.5);
  now = 200;
  expect(deadline.secondsLeft).toBe(0);
});

test('a wait ends without an error when it is cancelled, even before it begins', async () => {
  const running = new AbortController();
  const wait = systemClock.sleep(3600, running.signal);
  running.abort();
  await expect(wait).resolves.toBeUndefined();
  await expect(systemClock.sleep(3600, AbortSignal.abort())).resolves.toBeUndefined();
});
