import type { CallFailure } from '../hasura/calls.js';
import { fixFor, isRefusal } from '../hasura/failures.js';
import type { Exported } from '../hasura/responses.js';
import type { Fields } from '../lib/json.js';
import { type DryRun, dryRunMetadata, objectsOf } from '../model/dry-run.js';
import type { InconsistentObject } from '../model/report.js';
import { type Context, callRepeatedly } from './context.js';

/** What the server would say about metadata. */
export type DryRunOutcome =
  | {
      /** The server would have these inconsistent objects. */
      readonly outcome: 'validated';
      readonly objects: readonly InconsistentObject[];
      /** New or changed event triggers and cron triggers, which a dry run cannot validate. */
      readonly notValidated: readonly string[];
    }
  /** The server would refuse the metadata as a whole. */
  | { readonly outcome: 'refused'; readonly failure: CallFailure }
  | { readonly outcome: 'failed'; readonly failure: CallFailure };

/** A version that no server reaches: whatever it thinks of the metadata, it stores none of it. */
const IMPOSSIBLE_VERSION = Number.MAX_SAFE_INTEGER;

/**
 * Asks the server what would be inconsistent, without changing anything: it is sent metadata that
 * has an object which is always inconsistent, so that it lists everything and refuses.
 */
export async function dryRun(
  context: Context,
  project: Fields,
  before: Exported,
): Promise<DryRunOutcome> {
  const plan = dryRunMetadata(project, before.metadata);
  const answer = await callRepeatedly(context, 'validate', () =>
    context.client.replaceMetadata({
      metadata: plan.metadata,
      allowInconsistentMetadata: false,
      allowWarnings: true,
      resourceVersion: IMPOSSIBLE_VERSION,
    }),
  );
  if (answer.ok) return notValidated(APPLIED);
  const { failure } = answer;
  if (failure.kind === 'inconsistent-refused') return readObjects(failure, plan);
  // It is refused before consistency is checked, and so would the real call be.
  if (isRefusal(failure)) return { outcome: 'refused', failure };
  if (failure.kind === 'cancelled') return { outcome: 'failed', failure };
  return notValidated(failure.received, failure);
}

function readObjects(failure: CallFailure, plan: DryRun): DryRunOutcome {
  if (!failure.objects) return notValidated(`${failure.received}. ${NAMES_NONE}`, failure);
  const objects = objectsOf(failure.objects, plan);
  if (!objects) {
    return notValidated(`${failure.received}, without the object of the dry run`, failure);
  }
  return { outcome: 'validated', objects, notValidated: plan.notValidated };
}

function notValidated(received: string, failure?: CallFailure): DryRunOutcome {
  return {
    outcome: 'failed',
    failure: {
      kind: 'not-validated',
      attempted: failure?.attempted ?? 'A dry run of replace_metadata',
      received: `the metadata could not be validated by a dry run: ${received}`,
      fix:
        failure && failure.kind !== 'inconsistent-refused' ? failure.fix : fixFor('not-validated'),
    },
  };
}

const APPLIED =
  'the server accepted it, although it had an object that is inconsistent and a resource version that does not exist';
const NAMES_NONE =
  'The server names no objects: set HASURA_GRAPHQL_ADMIN_INTERNAL_ERRORS to "true", which only concerns requests with the admin secret';
