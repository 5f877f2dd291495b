import { expect, test } from '@jest/globals';
import { backoffSeconds } from '../../src/hasura/retry.js';

test.each<[tries: number, least: number, most: number]>([
  [0, 1, 1],
  [1, 1, 2],
  [2, 2, 4],
  [3, 4, 8],
  [4, 7.5, 15],
  [5, 7.5, 15],
  [2000, 7.5, 15],
])('after %s tries, the next comes in %s to %s seconds', (tries, least, most) => {
  expect(backoffSeconds(tries, () => 0)).toBe(least);
  expect(backoffSeconds(tries, () => 1)).toBe(most);
  const spread = backoffSeconds(tries);
  expect(spread).toBeGreaterThanOrEqual(least);
  expect(spread).toBeLessThanOrEqual(most);
});
