import { HasuraError, type HasuraErrorKind } from '../hasura/errors.js';
import {
  backoffSeconds,
  NOT_ACCEPTED,
  SHORTEST_REMAINDER_SECONDS,
  sleep,
} from '../hasura/retry.js';
import type { Run } from './context.js';

/** A server that starts may leave a health check hanging; it is asked anew after this. */
const LONGEST_HEALTH_CHECK_SECONDS = 10;

const NOT_THERE_YET: ReadonlySet<HasuraErrorKind> = new Set([
  ...NOT_ACCEPTED,
  'timeout',
  'gateway-timeout',
  'answer-cut',
]);

/**
 * Waits until a GraphQL Engine answers `/healthz`, for a container may still be starting; one with
 * inconsistent metadata counts. Where something else answers, a proxy that hides `/healthz` say,
 * there is nothing to wait for. When the time is up, the call that comes next says what is wrong.
 */
export async function waitForServer(run: Run): Promise<void> {
  const { client, waitDeadline, log, signal } = run;
  for (let tries = 0; waitDeadline.secondsLeft > 0; tries++) {
    const limit = Math.min(
      LONGEST_HEALTH_CHECK_SECONDS,
      waitDeadline.secondsLeft,
      run.timeoutSeconds,
    );
    let why: string;
    let asked = 0;
    try {
      const health = await client.health(limit);
      if (health !== 'error') return;
      why = 'The server answers that its metadata storage fails.';
    } catch (error) {
      if (!(error instanceof HasuraError)) throw error;
      // What is no answer of a server that starts is explained by the call that comes next.
      if (!NOT_THERE_YET.has(error.kind)) return;
      asked = error.retryAfterSeconds ?? 0;
      why = error.message;
      const left = waitDeadline.secondsLeft;
      if (left < SHORTEST_REMAINDER_SECONDS || asked > left) throw error;
    }
    const wait = Math.min(Math.max(backoffSeconds(tries), asked), waitDeadline.secondsLeft);
    if (wait <= 0) return;
    log.info(`${why} Asking again in ${wait.toFixed(1)} s.`);
    await sleep(wait, signal);
  }
}
