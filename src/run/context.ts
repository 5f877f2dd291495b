import { type Answer, type CallFailure, messageOf } from '../hasura/calls.js';
import type { MetadataClient } from '../hasura/client.js';
import { type CallEffect, nextStep } from '../hasura/failures.js';
import {
  backoffSeconds,
  type Deadline,
  SHORTEST_REMAINDER_SECONDS,
  type World,
} from '../lib/world.js';
import { minorOf } from '../model/kept-metadata.js';

/** What the steps of one run share; none of it changes. */
export interface Context extends World {
  readonly client: MetadataClient;
  /** The end of `wait-timeout`. */
  readonly waitDeadline: Deadline;
  /** The server's version, asked for once; `undefined` if it does not say. */
  version(): Promise<string | undefined>;
}

/** A server that starts may leave a health check hanging; it is asked again after this. */
const LONGEST_HEALTH_CHECK_SECONDS = 10;

/**
 * Makes a call, and makes it again as long as the table of failures says that it may be repeated
 * and `wait-timeout` lasts. Between two tries `/healthz` is asked, which costs the server nothing.
 */
export async function callRepeatedly<T>(
  context: Context,
  effect: CallEffect,
  call: () => Promise<Answer<T>>,
): Promise<Answer<T>> {
  let answer = await call();
  for (let tries = 0; !answer.ok; tries++) {
    const { failure } = answer;
    const wait = secondsToWait(context, failure, tries);
    if (wait === undefined || !(await mayRepeat(context, effect, failure))) return answer;
    await pause(context, wait, `${messageOf(failure)} Trying again`);
    const unhealthy = await checkHealth(context);
    if (!unhealthy) answer = await call();
    // A health check that times out says nothing about the call, which was not sent again.
    else if (nextStep(unhealthy, effect) === 'repeat') answer = { ok: false, failure: unhealthy };
  }
  return answer;
}

/** Seconds until the next try of a call, within `wait-timeout`; `undefined` if there is no time. */
export function secondsToWait(
  { clock, waitDeadline, signal }: Context,
  { retryAfterSeconds = 0 }: CallFailure,
  tries: number,
): number | undefined {
  const left = waitDeadline.secondsLeft;
  if (signal.aborted || left < SHORTEST_REMAINDER_SECONDS || retryAfterSeconds > left) {
    return undefined;
  }
  // The last try is at the deadline, not before it.
  return Math.max(retryAfterSeconds, Math.min(backoffSeconds(tries, clock), left));
}

/** Logs what comes next, and waits for it; `false` if the run is cancelled meanwhile. */
export async function pause(
  { log, clock, signal }: Context,
  seconds: number,
  next: string,
): Promise<boolean> {
  log.info(`${next} in ${seconds.toFixed(1)} s.`);
  await clock.sleep(seconds, signal);
  return !signal.aborted;
}

async function mayRepeat(
  { client }: Context,
  effect: CallEffect,
  failure: CallFailure,
): Promise<boolean> {
  if (nextStep(failure, effect) === 'repeat') return true;
  // A server that starts before its metadata database answers with an error of its own.
  if (failure.kind !== 'server-error') return false;
  const health = await client.health(LONGEST_HEALTH_CHECK_SECONDS);
  return health.ok && health.value === 'error';
}

/** Why the server cannot be called yet, as far as `/healthz` shows. */
async function checkHealth({ client, waitDeadline }: Context): Promise<CallFailure | undefined> {
  const left = waitDeadline.secondsLeft;
  if (left < SHORTEST_REMAINDER_SECONDS) return undefined;
  const health = await client.health(Math.min(LONGEST_HEALTH_CHECK_SECONDS, left));
  if (health.ok || nextStep(health.failure, 'read') !== 'repeat') return undefined;
  return health.failure;
}

/** Whether the server is of v2 and older than `v2.<minor>`; `false` if it does not say. */
export async function isBefore(minor: number, { version }: Context): Promise<boolean> {
  const own = minorOf(await version());
  return own !== undefined && own < minor;
}

/** Logs what a reader of the report must know about how its verdict came about, and gives it back. */
export function note({ log }: Context, text: string): string {
  log.warning(text);
  return text;
}
