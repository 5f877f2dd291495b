import { setTimeout as delay } from 'node:timers/promises';

/** The time and chance as a run sees them, so that tests need not wait and always do the same. */
export interface Clock {
  /** Seconds since some moment, fractions included; it never goes back. */
  now(): number;
  /** Waits; ends early, and without an error, when the signal is aborted. */
  sleep(seconds: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1; spreads waits, so that the jobs of a matrix do not come back all at once. */
  random(): number;
}

/** The real time. */
export const systemClock: Clock = {
  now: () => performance.now() / 1000,
  sleep: (seconds, signal) => delay(seconds * 1000, undefined, { signal }).catch(() => undefined),
  random: Math.random,
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
 * spread at random.
 */
export function backoffSeconds(tries: number, clock: Pick<Clock, 'random'>): number {
  const full = Math.min(SHORTEST_DELAY_SECONDS * 2 ** tries, LONGEST_DELAY_SECONDS);
  return Math.max(SHORTEST_DELAY_SECONDS, full * (0.5 + clock.random() / 2));
}

/**
 * Where a run reports its progress. The implementation makes the text harmless
 * for where it goes: a workflow's log, a terminal, JSON lines.
 */
export interface Log {
  info(text: string): void;
  warning(text: string): void;
  debug(text: string): void;
}

/** A signal that is aborted when the process is asked to stop, as a runner does to cancel a step. */
export function abortedBySignals(): AbortSignal {
  const cancelled = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => cancelled.abort());
  return cancelled.signal;
}

/** What a run needs of the world around it. */
export interface World {
  readonly log: Log;
  readonly clock: Clock;
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal;
  /** Where relative paths of projects start. */
  readonly workspace: string;
}

/**
 * Waits until the work is done or the time is up; whether it was done in time. Rejects if the work
 * fails in time. The work itself goes on.
 */
export async function isDoneWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  try {
    return await Promise.race([work.then(() => true), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
