import { setTimeout as delay } from 'node:timers/promises';
import { HasuraError, type HasuraErrorKind } from './errors.js';

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

/** Waits; ends at once, with an error, when the run is cancelled. */
export async function sleep(seconds: number, signal: AbortSignal): Promise<void> {
  await delay(seconds * 1000, undefined, { signal });
}

/** A moment after which nothing is tried again. */
export class Deadline {
  readonly #end: number;

  constructor(seconds: number) {
    this.#end = performance.now() + seconds * 1000;
  }

  /** Seconds that are left; 0 once it has passed. */
  get secondsLeft(): number {
    return Math.max(0, (this.#end - performance.now()) / 1000);
  }
}

/** The server did not accept the request, or was not there: sending it again does no harm. */
export const NOT_ACCEPTED: ReadonlySet<HasuraErrorKind> = new Set([
  'connection-refused',
  'connection-reset',
  'name-not-found',
  'network-unreachable',
  'too-many-requests',
  'gateway',
]);

/** The answer is lost, and the server may be at work or done: sending it again may do harm. */
export const ANSWER_LOST: ReadonlySet<HasuraErrorKind> = new Set([
  'timeout',
  'gateway-timeout',
  'answer-cut',
]);

/** When to try a call again. */
export interface RetryPolicy {
  readonly kinds: ReadonlySet<HasuraErrorKind>;
  readonly deadline: Deadline;
  readonly signal: AbortSignal;
  /** Told before each wait. */
  onRetry(error: HasuraError, delaySeconds: number): void;
}

/** A conflict is tried again this often, whatever the deadline: another deploy had the turn. */
const CONFLICT_RETRIES = 4;

/**
 * Calls until it succeeds, fails in a way that another try would not mend, or the deadline has
 * passed; then with the last error. `Retry-After` is honoured within the deadline.
 */
export async function withRetries<T>(call: () => Promise<T>, policy: RetryPolicy): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof HasuraError)) throw error;
      const asked = error.retryAfterSeconds ?? 0;
      const left = policy.deadline.secondsLeft;
      const isConflict = error.kind === 'conflict';
      const again = isConflict
        ? tries < CONFLICT_RETRIES
        : policy.kinds.has(error.kind) && left >= SHORTEST_REMAINDER_SECONDS && asked <= left;
      if (!again) throw error;
      const backoff = backoffSeconds(tries);
      // The last try is at the deadline, not before it.
      const wait = Math.max(asked, isConflict ? backoff : Math.min(backoff, left));
      policy.onRetry(error, wait);
      await sleep(wait, policy.signal);
    }
  }
}
