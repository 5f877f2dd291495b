import { type Answer, type CallFailure, createFailure } from '../hasura/calls.js';
import { isRefusal } from '../hasura/failures.js';
import type { Fields } from '../lib/json.js';
import { type DryRun, dryRunMetadata, objectsOf } from '../model/dry-run.js';
import type { Findings } from '../model/report.js';
import { type Context, callRepeatedly } from './context.js';

/** What the server would say about metadata, and what a dry run cannot ask it. */
type Validation = Required<Pick<Findings, 'objects' | 'notValidated'>>;

/** A version that no server reaches: whatever it thinks of the metadata, it stores none of it. */
const IMPOSSIBLE_VERSION = Number.MAX_SAFE_INTEGER;

/**
 * Asks the server what would be inconsistent, without changing anything: it is sent metadata that
 * has an object which is always inconsistent, so that it lists everything and refuses. It fails with
 * a refusal if the server would refuse the metadata as a whole.
 */
export async function dryRun(
  context: Context,
  project: Fields,
  before: Fields,
): Promise<Answer<Validation>> {
  const plan = dryRunMetadata(project, before);
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
  if (isRefusal(failure) || failure.kind === 'cancelled') return answer;
  return notValidated(failure.received, failure.attempted, failure.fix);
}

function readObjects(
  { attempted, objects, received }: CallFailure,
  plan: DryRun,
): Answer<Validation> {
  if (!objects) return notValidated(`${received}. ${NAMES_NONE}`, attempted);
  const own = objectsOf(objects, plan);
  return own
    ? { ok: true, value: { objects: own, notValidated: plan.notValidated } }
    : notValidated(`${received}, without the object of the dry run`, attempted);
}

function notValidated(
  why: string,
  attempted = 'A dry run of replace_metadata',
  fix?: string,
): Answer<never> {
  const received = `the metadata could not be validated by a dry run: ${why}`;
  return { ok: false, failure: createFailure('not-validated', attempted, received, fix) };
}

const APPLIED =
  'the server accepted it, although it had an object that is inconsistent and a resource version that does not exist';
const NAMES_NONE =
  'The server names no objects: set HASURA_GRAPHQL_ADMIN_INTERNAL_ERRORS to "true", which only concerns requests with the admin secret';
