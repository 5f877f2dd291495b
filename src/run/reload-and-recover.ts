import type { ReloadScope } from '../hasura/requests.js';
import type { Findings } from '../model/report.js';
import type { Settings } from '../settings/settings.js';
import type { Context } from './context.js';
import { callFailure } from './failure.js';
import { recover } from './recover.js';
import { check, type ReloadOutcome, reload } from './reload.js';

/** What a command adds to the findings of a run that has not done anything. */
export type Found = Partial<Findings>;

/** What reloading found, and how often the server has incremented its version for it. */
export interface Reloaded {
  readonly found: Found;
  /** `undefined` if that is not certain. */
  readonly increments?: number;
}

/** Reloads unless the verdict is `known`, and waits for what can recover. */
export async function reloadAndRecover(
  context: Context,
  settings: Settings,
  scope: ReloadScope | undefined,
  known?: ReloadOutcome,
): Promise<Reloaded> {
  if (scope) context.log.info('Reloading the metadata.');
  const reloads = scope ? 1 : 0;
  const first = known ?? (await (scope ? reload(context, scope) : check(context)));
  if (first.outcome === 'failed') return { found: foundBy(first, reloads) };
  const { failure, answered, ...later } = await recover(context, {
    objects: first.objects,
    retryTimeoutSeconds: settings.retryTimeoutSeconds,
    ignore: settings.ignore,
    scope: scope ?? settings.scope,
    reloads,
  });
  const notes = [...first.notes, ...later.notes];
  return {
    found: { ...later, notes, ...(failure && { failure: callFailure(failure) }) },
    ...(answered === later.reloads && notes.length === 0 && { increments: answered }),
  };
}

/** What a reload or a check without an attempt to recover found. */
export function foundBy(outcome: ReloadOutcome, reloads: number): Found {
  const { notes } = outcome;
  if (outcome.outcome === 'verdict') return { objects: outcome.objects, notes, reloads };
  return { failure: callFailure(outcome.failure), notes, reloads };
}
