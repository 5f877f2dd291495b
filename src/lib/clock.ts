import { setTimeout as delay } from 'node:timers/promises';

/** The time as a run sees it, so that tests need not wait. */
export interface Clock {
  /** Seconds since some moment, fractions included; it never goes back. */
  now(): number;
  /** Waits; ends early, and without an error, when the signal is aborted. */
  sleep(seconds: number, signal: AbortSignal): Promise<void>;
}

/** The real time. */
export const systemClock: Clock = {
  now: () => performance.now() / 1000,
  sleep: (seconds, signal) => delay(seconds * 1000, undefined, { signal }).catch(() => undefined),
};

/** A moment after which nothing is tried again. */
export class Deadline {
  readonly #clock: Clock;
  readonly #end: number;

  constructor(clock: Clock, seconds: number) {
    this.#clock = clock;
    this.#end = clock.now() + seconds;
  }

  /** Seconds that are left; 0 once it has passed. */
  get secondsLeft(): number {
    return Math.max(0, this.#end - this.#clock.now());
  }
}

const SHORTEST_DELAY_SECONDS = 1;
const LONGEST_DELAY_SECONDS = 15;

/** With less time left than this, another try is not worth beginning. */
export const SHORTEST_REMAINDER_SECONDS = 0.2;

/**
 * How long to wait before the next try, in seconds: from 1 to 15, twice as long each time, and
 * spread at random, so that the jobs of a matrix do not come back all at once.
 */
export function backoffSeconds(tries: number, random: () => number = Math.random): number {
  const full = Math.min(SHORTEST_DELAY_SECONDS * 2 ** tries, LONGEST_DELAY_SECONDS);
  return Math.max(SHORTEST_DELAY_SECONDS, full * (0.5 + random() / 2));
}
