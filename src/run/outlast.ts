import { HasuraError } from '../hasura/errors.js';
import type { ReloadScope } from '../hasura/requests.js';
import { refusedObjects } from '../hasura/responses.js';
import { backoffSeconds, Deadline, SHORTEST_REMAINDER_SECONDS, sleep } from '../hasura/retry.js';
import { groupByCause } from '../model/causes.js';
import { mayHeal } from '../model/recovery.js';
import type { Cause } from '../model/report.js';
import { isBefore, type Run } from './context.js';
import { EVERYTHING, namesOf, scopeFor } from './recover.js';

/** A replacement that may be tried again. */
export interface Attempt {
  readonly replace: () => Promise<void>;
  /** Reads what is to be replaced, which a reload gives a new version. */
  readonly readAnew: () => Promise<void>;
}

/**
 * Replaces the metadata, and goes on trying for `retry-timeout` where the server refuses it only for
 * what may heal. A replacement alone does not ask a remote schema again that was down once, however
 * long it has been up since (`Hasura.RQL.DDL.Metadata`): a reload does. The same holds for all
 * databases on servers that are old enough.
 */
export async function outlastRefusals(
  run: Run,
  retryTimeoutSeconds: number,
  { replace, readAnew }: Attempt,
): Promise<void> {
  const deadline = new Deadline(retryTimeoutSeconds);
  for (let tries = 0; ; tries++) {
    try {
      await replace();
      return;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      // Since v2.14.0, a replacement reads the databases anew (commit 93e8803 of graphql-engine).
      if (tries === 0 && isBefore(14, run)) {
        run.log.info(
          'This server judges metadata by what it last knew of its databases: reloading, then applying again.',
        );
        await reloadThese(run, EVERYTHING);
      } else await letHeal(run, error, Math.min(backoffSeconds(tries), deadline.secondsLeft));
      await readAnew();
    }
  }
}

function isRefusal(error: unknown): error is HasuraError {
  return error instanceof HasuraError && error.kind === 'inconsistent-refused';
}

/** Waits, and reloads what the server refuses for; fails again where that is no use. */
async function letHeal(run: Run, error: HasuraError, wait: number): Promise<void> {
  const sick = refusedFor(error);
  if (sick.length === 0 || wait < SHORTEST_REMAINDER_SECONDS) throw error;
  run.log.info(
    `The server refuses the metadata for ${namesOf(sick)}, which may heal: reloading and applying again in ${wait.toFixed(1)} s.`,
  );
  await sleep(wait, run.signal);
  await reloadThese(run, scopeFor(run, sick, EVERYTHING));
}

/** What the server refuses for, if all of it may heal. */
function refusedFor(error: HasuraError): readonly Cause[] {
  const causes = groupByCause(refusedObjects(error) ?? []);
  return causes.every(({ object }) => mayHeal(object)) ? causes : [];
}

/** The server still has the old metadata, which may lack some of them; the next try tells. */
async function reloadThese({ client, findings, log }: Run, scope: ReloadScope): Promise<void> {
  findings.attempts++;
  try {
    await client.reloadMetadata(scope).catch((error: unknown) => {
      const isGone = error instanceof HasuraError && error.kind === 'not-exists';
      if (isGone && scope !== EVERYTHING) return client.reloadMetadata(EVERYTHING);
      throw error;
    });
  } catch (error) {
    if (!(error instanceof HasuraError) || error.kind === 'cancelled') throw error;
    log.warning(error.message);
  }
}
