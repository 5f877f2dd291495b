import { asList, type Fields } from '../report/narrow.js';
import { sameObjects } from './compare.js';
import { HasuraError, type HasuraErrorKind, ShapeError } from './errors.js';
import { readInconsistentObjects } from './inconsistent-objects.js';
import { awaitNewVersion } from './reload.js';
import type { Replacement } from './requests.js';
import { type ReplaceVerdict, readWarnings } from './responses.js';
import { restoreTriggers } from './restore-triggers.js';
import { ANSWER_LOST, NOT_ACCEPTED } from './retry.js';
import { patiently, type Run, remark } from './run.js';

/** How the repository's metadata is to be applied. */
export interface ApplySettings {
  readonly metadata: Fields;
  readonly allowInconsistentMetadata: boolean;
  /** Strict mode: warnings are fatal, and nothing is applied. */
  readonly failOnWarning: boolean;
}

/** Without an answer to these, nothing was done: the request did not get through to the server. */
const SURELY_NOT_ACCEPTED: ReadonlySet<HasuraErrorKind> = new Set([
  'connection-refused',
  'name-not-found',
  'network-unreachable',
  'too-many-requests',
]);

/** A lost answer of these kinds is over quickly, so that the request may be sent once more. */
const RESEND_AFTER_CHECK: ReadonlySet<HasuraErrorKind> = new Set(['gateway', 'connection-reset']);

/**
 * Replaces the server's metadata, and notes in `findings` what became of it: applied, or refused
 * with the objects or warnings that the server refuses it for. Whether it was applied when the
 * answer is lost is learnt from `resource_version`; where that cannot be learnt, the error says so.
 */
export async function apply(run: Run, settings: ApplySettings): Promise<void> {
  const { client, findings } = run;
  findings.applied = 'not-applied';
  const before = await patiently(run, () => client.exportMetadata(), READ_AGAIN);
  noteVersion(run, before.resourceVersion);
  try {
    await replace(run, settings);
  } catch (error) {
    if (!(error instanceof HasuraError)) throw error;
    if (!noteRefusal(run, error)) throw error;
    if (error.kind === 'warnings-refused')
      await restoreTriggers(run, before.metadata, settings.metadata);
  }
}

const READ_AGAIN = new Set([...NOT_ACCEPTED, ...ANSWER_LOST]);

async function replace(run: Run, settings: ApplySettings): Promise<void> {
  try {
    accept(run, await patiently(run, () => replaceOnce(run, settings), SURELY_NOT_ACCEPTED));
  } catch (error) {
    if (!isLost(error)) throw error;
    const fate = run.client.isVersion1 ? 'unknown' : await fateOf(run, settings, error);
    if (fate === 'not-applied' && RESEND_AFTER_CHECK.has(error.kind)) {
      await resend(run, settings);
    } else if (fate !== 'applied') {
      throw unsettled(run, error, fate);
    }
  }
}

/** Sends it once more, for the version that was there before: should the first still arrive, one of
 * the two meets a conflict. */
async function resend(run: Run, settings: ApplySettings): Promise<void> {
  run.log.info('It was not applied: sending it once more, for the same version only.');
  try {
    accept(run, await run.client.replaceMetadata(replacementOf(run, settings)));
  } catch (error) {
    const late = error instanceof HasuraError && error.kind === 'conflict';
    if (!late && !isLost(error)) throw error;
    const fate = await fateOf(run, settings, error);
    if (fate !== 'applied') throw unsettled(run, error, fate);
  }
}

function accept(run: Run, verdict: ReplaceVerdict): void {
  const { findings } = run;
  findings.applied = 'applied';
  findings.warnings = verdict.warnings;
  if (verdict.objects) findings.objects = verdict.objects;
  if (findings.resourceVersion !== undefined) noteVersion(run, findings.resourceVersion + 1);
  run.log.info('The metadata was applied.');
}

function isLost(error: unknown): error is HasuraError {
  if (!(error instanceof HasuraError)) return false;
  return ANSWER_LOST.has(error.kind) || RESEND_AFTER_CHECK.has(error.kind);
}

function unsettled(run: Run, error: HasuraError, fate: keyof typeof FATES): HasuraError {
  run.findings.applied = 'unknown';
  return new HasuraError(error.tried, `${error.cameBack}, and ${FATES[fate]}`, WHAT_TO_DO, {
    kind: error.kind,
    cause: error,
  });
}

function replacementOf(run: Run, settings: ApplySettings): Replacement {
  return {
    metadata: settings.metadata,
    allowInconsistentMetadata: settings.allowInconsistentMetadata,
    allowWarnings: !settings.failOnWarning,
    resourceVersion: run.findings.resourceVersion,
  };
}

const FATES = {
  'not-applied': 'the server still has the metadata from before, and may yet be at work on it',
  unknown: 'whether the metadata was applied could not be learnt',
} as const;

const WHAT_TO_DO =
  'Look at the server before anything else is deployed, then run this step again: applying the same metadata twice does no harm.';

/** A conflict means that the server has moved on: the version is read anew for the next try. */
async function replaceOnce(run: Run, settings: ApplySettings) {
  const { client } = run;
  try {
    return await client.replaceMetadata(replacementOf(run, settings));
  } catch (error) {
    if (error instanceof HasuraError && error.kind === 'conflict') {
      noteVersion(run, (await client.exportMetadata()).resourceVersion);
    }
    throw error;
  }
}

/** Learns what became of a replacement whose answer is lost. */
async function fateOf(
  run: Run,
  settings: ApplySettings,
  lost: HasuraError,
): Promise<'applied' | 'not-applied' | 'unknown'> {
  const { findings, log, client } = run;
  if (findings.resourceVersion === undefined) return 'unknown';
  log.warning(`${lost.message} It is not sent again; learning whether the metadata was applied.`);
  const version = await awaitNewVersion(run, findings.resourceVersion);
  let now: { resourceVersion?: number; metadata: Fields };
  try {
    now = await client.exportMetadata();
  } catch (error) {
    if (error instanceof HasuraError && error.kind !== 'cancelled') return 'unknown';
    throw error;
  }
  if (version === undefined) {
    return now.resourceVersion === findings.resourceVersion ? 'not-applied' : 'unknown';
  }
  noteVersion(run, version);
  // Somebody else may have raised the version: what is there now has to be what was sent.
  if (!sameObjects(now.metadata, settings.metadata)) return 'unknown';
  findings.applied = 'applied';
  remark(
    run,
    `The answer to replace_metadata was lost; the server's resource version ${version} and its objects tell that it was applied. Its warnings are not known.`,
  );
  return 'applied';
}

/** Whether the server refused the metadata for reasons that go into the report. */
function noteRefusal(run: Run, error: HasuraError): boolean {
  const { findings } = run;
  const internal = asList(error.internal);
  if (internal.length === 0) {
    if (error.kind === 'parse-failed') findings.applied = 'refused';
    return false;
  }
  try {
    if (error.kind === 'warnings-refused') findings.warnings = readWarnings(internal);
    else if (error.kind === 'inconsistent-refused') {
      findings.objects = readInconsistentObjects(internal);
    } else return false;
  } catch (shape) {
    if (shape instanceof ShapeError) return false;
    throw shape;
  }
  findings.applied = 'refused';
  run.log.info(error.message);
  return true;
}

function noteVersion(run: Run, version: number | undefined): void {
  if (version !== undefined) run.findings.resourceVersion = version;
}
