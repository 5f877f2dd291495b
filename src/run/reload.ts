import { type CallFailure, createFailure, messageOf, type ReloadScope } from '../hasura/calls.js';
import { nextStep } from '../hasura/failures.js';
import type { InconsistentObject } from '../model/report.js';
import { type Context, callRepeatedly, isBefore, note } from './context.js';

/** What a reload or a check found out. */
export type ReloadOutcome = { readonly notes: readonly string[] } & (
  | { readonly outcome: 'verdict'; readonly objects: readonly InconsistentObject[] }
  | { readonly outcome: 'failed'; readonly failure: CallFailure }
);

/** Reloads metadata, and reads what is inconsistent afterwards. */
export async function reload(context: Context, scope: ReloadScope): Promise<ReloadOutcome> {
  const answer = await callRepeatedly(context, 'reload', () =>
    context.client.reloadMetadata(scope),
  );
  if (answer.ok) {
    const { objects } = answer.value;
    // Before v2.4.0 (commit a0c83b8e9 of graphql-engine), a reload says nothing about consistency.
    return objects ? { outcome: 'verdict', objects, notes: [] } : check(context);
  }
  if (nextStep(answer.failure, 'reload') !== 'ask') return failed(answer.failure);
  return afterLostAnswer(context, answer.failure);
}

/** Reads what is inconsistent, without reloading anything. */
export async function check(context: Context): Promise<ReloadOutcome> {
  const answer = await callRepeatedly(context, 'read', () =>
    context.client.getInconsistentMetadata(),
  );
  if (!answer.ok) return failed(answer.failure);
  const { objects } = answer.value;
  if (objects) return { outcome: 'verdict', objects, notes: [] };
  const received = 'the answer says nothing about consistency';
  return failed(createFailure('unexpected-shape', 'get_inconsistent_metadata', received));
}

/**
 * Each call of the metadata API waits for the previous one on the same instance (`withSchemaCacheUpdate` in
 * `Hasura.Server.AppStateRef`, since v2.0). So the next call is answered when the reload is done.
 */
async function afterLostAnswer(context: Context, lost: CallFailure): Promise<ReloadOutcome> {
  context.log.warning(`${messageOf(lost)} Asking the server for the outcome of the reload.`);
  // Before v2.24, the call that waits may itself read the previous cache (commit 2814735a2).
  if (await isBefore(24, context)) await context.client.getInconsistentMetadata();
  const outcome = await check(context);
  if (outcome.outcome === 'failed') {
    return outcome.failure.kind === 'cancelled' ? outcome : failed(lost);
  }
  const text = `The answer to the reload was lost (${lost.received}). The verdict is from get_inconsistent_metadata, which the server answers after the reload. If several servers share a load balancer, another one may have answered.`;
  return { ...outcome, notes: [note(context, text)] };
}

function failed(failure: CallFailure): ReloadOutcome {
  return { outcome: 'failed', failure, notes: [] };
}
