import { type CallFailure, createFailure, messageOf, type Replacement } from '../hasura/calls.js';
import { mayBeCarriedOut, nextStep } from '../hasura/failures.js';
import type { Exported, ReplaceVerdict } from '../hasura/responses.js';
import type { Fields } from '../lib/json.js';
import { isSame } from '../model/difference.js';
import { keptMetadata } from '../model/kept-metadata.js';
import { normalSdlFor } from '../model/sdl.js';
import { type Context, callRepeatedly, note, pause, secondsToWait } from './context.js';

/** The outcome of a replacement; `unknown` if the answer was lost and the server cannot be asked. */
export type ReplaceOutcome =
  | {
      readonly outcome: 'applied';
      /** `undefined` if the answer was lost. */
      readonly verdict?: ReplaceVerdict;
      readonly resourceVersion: number;
      readonly notes: readonly string[];
    }
  | { readonly outcome: 'not-applied' | 'unknown'; readonly failure: CallFailure };

/**
 * Replaces the metadata that `before` describes. After a lost answer, one export decides whether
 * the metadata was applied. A conflict is left to the caller, since what is to be replaced is then
 * something else.
 */
export async function replaceMetadata(
  context: Context,
  { resourceVersion }: Exported,
  settings: Omit<Replacement, 'resourceVersion'>,
): Promise<ReplaceOutcome> {
  let lost: CallFailure | undefined;
  for (let tries = 0; ; tries++) {
    if (context.signal.aborted) {
      const failure = createFailure('cancelled', 'replace_metadata', 'the run was cancelled');
      return { outcome: 'not-applied', failure };
    }
    const answer = await context.client.replaceMetadata({ ...settings, resourceVersion });
    if (answer.ok) {
      const { value: verdict } = answer;
      return { outcome: 'applied', resourceVersion: resourceVersion + 1, notes: [], verdict };
    }
    const { failure } = answer;
    if (failure.kind === 'cancelled') return { outcome: 'unknown', failure };
    if (mayBeCarriedOut(failure)) lost ??= failure;
    // Whatever came back now, the request whose answer was lost may have been carried out.
    const found = lost && (await findOut(context, settings.metadata, lost));
    if (found) return found;
    const wait = mayRepeat(failure) ? secondsToWait(context, failure, tries) : undefined;
    if (wait === undefined) {
      const isLost = mayBeCarriedOut(failure);
      return { outcome: 'not-applied', failure: isLost ? withOtherMetadata(failure) : failure };
    }
    await pause(context, wait, `${messageOf(failure)} Trying again`);
  }
}

function mayRepeat(failure: CallFailure): boolean {
  const next = nextStep(failure, 'replace');
  return next === 'repeat' || next === 'ask-then-repeat';
}

/** Reads the server's metadata and its version, as often as it takes. */
export function exportMetadata(context: Context) {
  return callRepeatedly(context, 'read', () => context.client.exportMetadata());
}

/**
 * Finds out whether metadata was applied, although the answer was lost: calls of the metadata API
 * wait for each other, so that an export shows the outcome. `undefined` if it was not applied.
 */
async function findOut(
  context: Context,
  sent: Fields,
  lost: CallFailure,
): Promise<ReplaceOutcome | undefined> {
  context.log.warning(`${messageOf(lost)} Asking the server whether the metadata was applied.`);
  const answer = await exportMetadata(context);
  if (!answer.ok) {
    const { failure } = answer;
    if (failure.kind === 'cancelled') return { outcome: 'unknown', failure };
    const received = `${lost.received}; could not determine whether the metadata was applied, because export_metadata failed too: ${failure.received}`;
    return { outcome: 'unknown', failure: { ...lost, received, fix: LOOK_FIRST } };
  }
  const { metadata, resourceVersion } = answer.value;
  const { kept } = keptMetadata(sent, await context.version());
  if (!isSame(kept, metadata, await normalSdlFor(kept, metadata))) return undefined;
  const text = `The answer to replace_metadata was lost (${lost.received}). The metadata was applied: export_metadata shows what was sent. Its warnings, if there were any, are unknown.`;
  return { outcome: 'applied', resourceVersion, notes: [note(context, text)] };
}

/** An answer was lost, and the server has other metadata than what was sent. */
function withOtherMetadata(lost: CallFailure): CallFailure {
  return {
    ...lost,
    received: `${lost.received}. The metadata was not applied: export_metadata shows other metadata than what was sent. If several servers share a load balancer, another one may still apply it`,
    fix: lost.kind === 'server-error' ? lost.fix : LOOK_FIRST,
  };
}

const LOOK_FIRST =
  'Check the server before anything else is deployed, then run this step again: applying the same metadata twice does no harm.';
