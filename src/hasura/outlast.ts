import { groupByCause } from '../report/causes.js';
import { mayHeal } from '../report/healing.js';
import type { Cause } from '../report/model.js';
import { asList } from '../report/narrow.js';
import { HasuraError, ShapeError } from './errors.js';
import { EVERYTHING, namesOf, onlyThese } from './heal.js';
import { readInconsistentObjects } from './inconsistent-objects.js';
import { backoffSeconds, Deadline, SHORTEST_REMAINDER_SECONDS, sleep } from './retry.js';
import type { Run } from './run.js';

/** A replacement that may be tried again. */
export interface Attempt {
  readonly replace: () => Promise<void>;
  /** Reads what is to be replaced, which a reload gives a new version. */
  readonly readAnew: () => Promise<void>;
}

/**
 * Replaces the metadata, and goes on trying for `retry-timeout` where the server refuses it only for
 * what may heal. A replacement alone does not ask a remote schema again that was down once, however
 * long it has been up since (`Hasura.RQL.DDL.Metadata`): a reload does.
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
      const sick = refusedFor(error);
      const wait = Math.min(backoffSeconds(tries), deadline.secondsLeft);
      if (sick.length === 0 || wait < SHORTEST_REMAINDER_SECONDS) throw error;
      run.log.info(
        `The server refuses the metadata for ${namesOf(sick)}, which may heal: reloading and applying again in ${wait.toFixed(1)} s.`,
      );
      await sleep(wait, run.signal);
      await reloadThese(run, sick);
      await readAnew();
    }
  }
}

/** What the server refuses for, if all of it may heal. */
function refusedFor(error: unknown): readonly Cause[] {
  if (!(error instanceof HasuraError) || error.kind !== 'inconsistent-refused') return [];
  try {
    const causes = groupByCause(readInconsistentObjects(asList(error.internal)));
    return causes.every(({ object }) => mayHeal(object)) ? causes : [];
  } catch (shape) {
    if (shape instanceof ShapeError) return [];
    throw shape;
  }
}

/** The server still has the old metadata, which may lack some of them; the next try tells. */
async function reloadThese({ client, findings, log }: Run, sick: readonly Cause[]): Promise<void> {
  const named = client.isVersion1 ? undefined : onlyThese(sick, EVERYTHING);
  findings.attempts++;
  try {
    await client.reloadMetadata(named ?? EVERYTHING).catch((error: unknown) => {
      if (named && error instanceof HasuraError && error.kind === 'not-exists') {
        return client.reloadMetadata(EVERYTHING);
      }
      throw error;
    });
  } catch (error) {
    if (!(error instanceof HasuraError) || error.kind === 'cancelled') throw error;
    log.warning(error.message);
  }
}
