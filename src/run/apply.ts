import { HasuraError, type HasuraErrorKind } from '../hasura/errors.js';
import { type ReplaceVerdict, readWarnings, refusedObjects } from '../hasura/responses.js';
import { ANSWER_LOST, NOT_ACCEPTED } from '../hasura/retry.js';
import { asList, type Fields } from '../lib/narrow.js';
import { patiently, type Run, remark } from './context.js';
import { type Fate, fateOf } from './fate.js';
import { outlastRefusals } from './outlast.js';
import { type Progress, progressOf, restoreTriggers } from './restore-triggers.js';

/** How the repository's metadata is to be applied. */
export interface ApplySettings {
  readonly metadata: Fields;
  readonly allowInconsistentMetadata: boolean;
  /** Strict mode: warnings are fatal, and nothing is applied. */
  readonly failOnWarning: boolean;
  /** How long to go on where metadata is refused only for what may heal. */
  readonly retryTimeoutSeconds: number;
}

/** One replacement on its way: what it is to replace is read anew after each conflict. */
interface Replacing extends ApplySettings {
  before: { readonly resourceVersion?: number; readonly metadata: Fields };
  conflicts: number;
  /** The furthest that the server has come before it refused, however the last try ends. */
  progress?: Progress | undefined;
}

/**
 * Replaces the server's metadata, and notes in `findings` what became of it: applied, or refused
 * with the objects or warnings that the server refuses it for. Whether it was applied when the
 * answer is lost is learnt from `resource_version`; where that cannot be learnt, the error says so.
 */
export async function apply(run: Run, settings: ApplySettings): Promise<void> {
  const { client, findings } = run;
  findings.applied = 'not-applied';
  const before = await patiently(run, () => client.exportMetadata(), READ_AGAIN);
  const replacing: Replacing = { ...settings, before, conflicts: 0 };
  noteVersion(run, before.resourceVersion);
  try {
    await outlastRefusals(run, settings.retryTimeoutSeconds, {
      replace: () => replace(run, replacing),
      readAnew: () => readAnew(run, replacing),
    });
  } catch (error) {
    const told = error instanceof HasuraError && noteRefusal(run, settings, error);
    const { before: old, conflicts, progress } = replacing;
    if (progress && run.findings.applied !== 'unknown') {
      await restoreTriggers(run, old.metadata, settings.metadata, progress);
    }
    if (!told) throw error instanceof HasuraError ? givenUp(error, conflicts) : error;
  }
}

const READ_AGAIN = new Set([...NOT_ACCEPTED, ...ANSWER_LOST]);

/** Without an answer to these, nothing was done: the request did not get through to the server. */
const SURELY_NOT_ACCEPTED: ReadonlySet<HasuraErrorKind> = new Set([
  'connection-refused',
  'name-not-found',
  'network-unreachable',
  'too-many-requests',
]);

/** A lost answer of these kinds is over quickly, so that the request may be sent once more. */
const RESEND_AFTER_CHECK: ReadonlySet<HasuraErrorKind> = new Set(['gateway', 'connection-reset']);

/** After several conflicts in a row, the error says how many. */
function givenUp(error: HasuraError, conflicts: number): HasuraError {
  if (error.kind !== 'conflict' || error.cause !== undefined || conflicts === 0) return error;
  const cameBack = `${error.cameBack}, ${conflicts} times in a row`;
  return new HasuraError(error.tried, cameBack, ONE_AT_A_TIME, { kind: error.kind, cause: error });
}

const ONE_AT_A_TIME =
  'Nothing was applied, since something else keeps changing the metadata: let one deploy at a time change it (`concurrency` in the workflow), then run this step again.';

async function replace(run: Run, replacing: Replacing): Promise<void> {
  replacing.conflicts = 0;
  const answer = await patiently(run, () => sendAnew(run, replacing), SURELY_NOT_ACCEPTED);
  if (!(answer instanceof HasuraError)) {
    accept(run, replacing, answer);
    return;
  }
  const fate = await fateOf(run, replacing, answer);
  if (fate.applied === 'not-applied' && RESEND_AFTER_CHECK.has(answer.kind)) {
    await resend(run, replacing, fate);
  } else settle(run, replacing, answer, fate);
}

/**
 * Sends it once more, for the version that was there before: should the first still arrive, one of
 * the two meets a conflict.
 */
async function resend(run: Run, replacing: Replacing, fate: Fate): Promise<void> {
  run.log.info('It was not applied: sending it once more, for the same resource version only.');
  let answer: ReplaceVerdict | HasuraError;
  try {
    answer = await sendOnce(run, replacing);
  } catch (error) {
    if (!(error instanceof HasuraError)) throw error;
    // What GraphQL Engine refuses now, it has refused before, or will.
    if (REFUSALS.has(error.kind)) throw error;
    // What became of the first is known no better than before.
    if (error.kind !== 'conflict') settle(run, replacing, error, fate);
    // After a conflict, the first may have arrived late.
    answer = error;
  }
  if (!(answer instanceof HasuraError)) accept(run, replacing, answer);
  else settle(run, replacing, answer, await fateOf(run, replacing, answer));
}

/** Sends it; a conflict means that the server has moved on: the next try is for what is there now. */
async function sendAnew(run: Run, replacing: Replacing): Promise<ReplaceVerdict | HasuraError> {
  try {
    return await sendOnce(run, replacing);
  } catch (error) {
    if (!(error instanceof HasuraError) || error.kind !== 'conflict') throw error;
    replacing.conflicts++;
    await readAnew(run, replacing);
    throw error;
  }
}

async function readAnew(run: Run, replacing: Replacing): Promise<void> {
  try {
    replacing.before = await run.client.exportMetadata();
    noteVersion(run, replacing.before.resourceVersion);
  } catch (error) {
    if (!(error instanceof HasuraError) || error.kind === 'cancelled') throw error;
    run.log.debug(`The resource version could not be read: ${error.message}`);
  }
}

/**
 * Sends it, and gives an answer that was lost instead of failing with it. Until the server has
 * answered, whether the metadata was applied is not known: a run may be cancelled at any time.
 */
async function sendOnce(run: Run, replacing: Replacing): Promise<ReplaceVerdict | HasuraError> {
  const { client, findings } = run;
  findings.applied = 'unknown';
  try {
    return await client.replaceMetadata({
      metadata: replacing.metadata,
      allowInconsistentMetadata: replacing.allowInconsistentMetadata,
      allowWarnings: !replacing.failOnWarning,
      resourceVersion: replacing.before.resourceVersion,
    });
  } catch (error) {
    if (!(error instanceof HasuraError) || error.kind === 'cancelled') throw error;
    if (replacing.progress !== 'dropped')
      replacing.progress = progressOf(error) ?? replacing.progress;
    if (error.mayHaveHappened) return error;
    findings.applied = 'not-applied';
    throw error;
  }
}

function accept(run: Run, { before, failOnWarning }: Replacing, verdict: ReplaceVerdict): void {
  const { findings } = run;
  findings.applied = 'applied';
  findings.warnings = verdict.warnings;
  if (verdict.objects) findings.objects = verdict.objects;
  if (before.resourceVersion !== undefined) noteVersion(run, before.resourceVersion + 1);
  run.log.info('The metadata was applied.');
  if (failOnWarning && verdict.warnings.length > 0) {
    remark(
      run,
      'The metadata was applied in spite of its warnings: this server does not know how to refuse it for them. They fail this step all the same.',
    );
  }
}

/** Goes on where the metadata was applied; fails, with what is known, where it was not. */
function settle(run: Run, { failOnWarning }: Replacing, lost: HasuraError, fate: Fate): void {
  const { findings } = run;
  noteVersion(run, fate.resourceVersion);
  findings.applied = fate.applied;
  if (fate.applied !== 'applied') {
    // Who is still at work on it may apply it yet.
    if (!fate.isFinal) findings.applied = 'unknown';
    // What the server has answered itself says what to do; what is not known is to be looked at.
    const remedy = fate.applied === 'not-applied' && fate.isFinal ? lost.remedy : WHAT_TO_DO;
    throw new HasuraError(lost.tried, `${lost.cameBack}, and ${fate.because}`, remedy, {
      kind: lost.kind,
      cause: lost,
    });
  }
  const warnings = failOnWarning
    ? 'A server that knows how to refuse metadata for its warnings found none; those of an older one are not known.'
    : 'Its warnings, if there were any, are not known.';
  remark(
    run,
    `The answer to replace_metadata was lost (${lost.cameBack}), but the metadata was applied: ${fate.because}. ${warnings}`,
  );
}

const WHAT_TO_DO =
  'Look at the server before anything else is deployed, then run this step again: applying the same metadata twice does no harm.';

/** The server answers these itself, and has applied nothing. */
const REFUSALS: ReadonlySet<HasuraErrorKind> = new Set([
  'warnings-refused',
  'inconsistent-refused',
  'parse-failed',
  'refused',
]);

/** Whether the server refused the metadata for reasons that go into the report. */
function noteRefusal(run: Run, settings: ApplySettings, error: HasuraError): boolean {
  const { client, findings } = run;
  if (REFUSALS.has(error.kind)) findings.applied = 'refused';
  const internal = asList(error.internal);
  if (internal.length === 0) return false;
  if (error.kind === 'warnings-refused') findings.warnings = readWarnings(internal);
  else if (error.kind === 'inconsistent-refused') {
    const objects = refusedObjects(error);
    if (!objects) return false;
    findings.objects = objects;
  } else return false;
  run.log.info(error.message);
  if (error.kind === 'inconsistent-refused' && settings.allowInconsistentMetadata) {
    remark(
      run,
      client.isVersion1
        ? 'GraphQL Engine v1 refuses all inconsistent metadata: "allow-inconsistent-metadata" needs v2.'
        : 'The server refused inconsistent metadata although "allow-inconsistent-metadata" is "true".',
    );
  }
  return true;
}

function noteVersion(run: Run, version: number | undefined): void {
  if (version !== undefined) run.findings.resourceVersion = version;
}
