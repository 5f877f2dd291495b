import { type CallFailure, messageOf, type ReloadScope } from '../hasura/calls.js';
import { isRefusal, nextStep } from '../hasura/failures.js';
import type { Exported } from '../hasura/responses.js';
import type { Fields } from '../lib/json.js';
import { backoffSeconds, Deadline, SHORTEST_REMAINDER_SECONDS } from '../lib/world.js';
import { onlyRecoverable } from '../model/recovery.js';
import type { MetadataWarning } from '../model/report.js';
import {
  type Differing,
  predictWarnings,
  type SideEffects,
  sideEffects,
} from '../model/triggers.js';
import type { Settings } from '../settings/settings.js';
import { type Context, isBefore, note, pause } from './context.js';
import { dryRun } from './dry-run.js';
import { type Found, namesOf, scopeFor } from './recover.js';
import { check } from './reload.js';
import { exportMetadata, type ReplaceOutcome, replaceMetadata } from './replace.js';

/** How the project's metadata is to be applied. */
export interface ApplySettings
  extends Pick<Settings, 'allowInconsistentMetadata' | 'failOnWarning' | 'retryTimeoutSeconds'> {
  readonly metadata: Fields;
  /** What the project itself is warned about, such as duplicates; asked for once the server is there. */
  readonly projectWarnings: () => Promise<readonly MetadataWarning[]>;
  /** Whether what the server has may be replaced by this metadata; if not, nothing is sent. */
  readonly isAllowed: (before: Fields) => Promise<boolean>;
}

/** The outcome of applying metadata; without objects if the server did not say what is inconsistent. */
export interface ApplyOutcome
  extends Pick<Found, 'objects' | 'warnings' | 'notes' | 'reloads' | 'resourceVersion'> {
  /** `lost`: the answer was lost, and whether the metadata was applied is unknown. */
  readonly outcome: 'applied' | 'refused' | 'lost' | 'failed';
  /** Why it was not applied; absent if the objects or the warnings say it. */
  readonly failure?: CallFailure;
}

/** A conflict is tried again this often, one after the other: another deploy had the turn. */
const CONFLICT_RETRIES = 4;
const CONFLICT = 'Something else has changed the metadata meanwhile. Trying again';

/**
 * Replaces the server's metadata with the project's. A server acts on event triggers, cron
 * triggers and sources before it refuses metadata (`runReplaceMetadataV2` in
 * `Hasura.RQL.DDL.Metadata`), so whatever can be refused is refused before that: by warnings that
 * can be predicted, and by a dry run. A refusal for nothing but what can recover is not final.
 */
export async function applyMetadata(
  context: Context,
  settings: ApplySettings,
): Promise<ApplyOutcome> {
  const deadline = new Deadline(context.clock, settings.retryTimeoutSeconds);
  let reloads = 0;
  let conflicts = 0;
  for (let tries = 0; ; tries++) {
    const before = await exportMetadata(context);
    if (!before.ok) return { outcome: 'failed', failure: before.failure, reloads };
    if (!(await settings.isAllowed(before.value.metadata))) return { outcome: 'refused', reloads };
    const outcome = await attempt(context, settings, before.value);
    const { failure } = outcome;
    const isConflict = failure && nextStep(failure, 'replace') === 'start-over';
    conflicts = isConflict ? conflicts + 1 : 0;
    const again = isConflict
      ? conflicts <= CONFLICT_RETRIES &&
        (await pause(context, backoffSeconds(conflicts - 1, context.clock), CONFLICT))
      : await recoverRefused(context, outcome, tries, deadline);
    if (!again) {
      const inARow = conflicts > 1 ? `, ${conflicts} times in a row` : '';
      return {
        warnings: [],
        notes: [],
        ...outcome,
        reloads,
        ...(failure && { failure: { ...failure, received: failure.received + inARow } }),
      };
    }
    if (!isConflict) reloads++;
  }
}

/** Reloads what metadata is refused for, if all of that can recover; whether it did so. */
async function recoverRefused(
  context: Context,
  { outcome, objects = [] }: ApplyOutcome,
  tries: number,
  deadline: Deadline,
): Promise<boolean> {
  if (outcome !== 'refused' || objects.length === 0) return false;
  // Before v2.14.0, a replacement does not read the databases again (commit 93e8803d3).
  if (tries === 0 && (await isBefore(14, context))) {
    context.log.info(
      'This server judges metadata by what it last knew of its databases. Reloading, then applying again.',
    );
    await reloadFor(context, EVERYTHING);
    return true;
  }
  const causes = onlyRecoverable(objects);
  const wait = Math.min(backoffSeconds(tries, context.clock), deadline.secondsLeft);
  if (causes.length === 0 || wait < SHORTEST_REMAINDER_SECONDS) return false;
  const next = `The server refuses the metadata because of ${namesOf(causes)}, which can recover. Reloading and applying again`;
  if (!(await pause(context, wait, next))) return false;
  await reloadFor(context, scopeFor(causes, EVERYTHING));
  return true;
}

/**
 * Reloads before metadata is applied again. The server still has its previous metadata, which may
 * lack some names; the next try decides.
 */
async function reloadFor({ client, log }: Context, scope: ReloadScope): Promise<void> {
  let answer = await client.reloadMetadata(scope);
  if (!answer.ok && answer.failure.kind === 'not-exists') {
    answer = await client.reloadMetadata(EVERYTHING);
  }
  if (!answer.ok) log.warning(messageOf(answer.failure));
}

/** All that a reload can be about, except SQL triggers. */
const EVERYTHING: ReloadScope = {
  sources: true,
  remoteSchemas: true,
  dataConnectors: true,
  recreateEventTriggers: false,
};

/** Makes one attempt: predicts, validates, replaces. */
async function attempt(
  context: Context,
  settings: ApplySettings,
  before: Exported,
): Promise<ApplyOutcome> {
  const { metadata, allowInconsistentMetadata, failOnWarning } = settings;
  const effects = sideEffects(before.metadata, metadata);
  const warnings = await settings.projectWarnings();
  if (failOnWarning) {
    const now = mayFailCleanup(effects) ? await check(context) : undefined;
    if (now?.outcome === 'failed') return { outcome: 'failed', failure: now.failure };
    const predicted = predictWarnings(before.metadata, metadata, now?.objects ?? []);
    const all = [...warnings, ...predicted];
    if (all.length > 0) return { outcome: 'refused', warnings: all };
  }
  let notValidated: readonly string[] = [];
  if (changesTriggers(effects)) {
    context.log.info(
      'Validating the metadata with a dry run first, because event triggers or cron triggers change.',
    );
    const validation = await dryRun(context, metadata, before.metadata);
    if (!validation.ok) {
      const { failure } = validation;
      return { outcome: isRefusal(failure) ? 'refused' : 'failed', failure };
    }
    const { objects } = validation.value;
    if (objects.length > 0 && !allowInconsistentMetadata) {
      return { outcome: 'refused', objects, warnings };
    }
    notValidated = validation.value.notValidated;
  }
  const isStrict = failOnWarning && isStrictModeSafe(effects);
  const replaced = await replaceMetadata(context, before, {
    metadata,
    allowInconsistentMetadata,
    allowWarnings: !isStrict,
  });
  return replaced.outcome === 'applied'
    ? afterApplied(context, replaced, warnings, failOnWarning, isStrict)
    : afterFailure(context, replaced, warnings, notValidated);
}

/** Whether a refusal would leave traces, so that a dry run has to come first. */
function changesTriggers({ eventTriggers, cronTriggers }: SideEffects): boolean {
  return isDifferent(eventTriggers) || isDifferent(cronTriggers);
}

/** Whether the server can refuse for warnings without having changed databases before that. */
function isStrictModeSafe(effects: SideEffects): boolean {
  const { removed, changed } = effects.sources;
  return !changesTriggers(effects) && removed.length + changed.length === 0;
}

/** Whether SQL triggers have to be dropped, which the server warns about if it cannot. */
function mayFailCleanup({ sources, eventTriggers }: SideEffects): boolean {
  return sources.removed.length + eventTriggers.removed.length > 0;
}

function isDifferent({ added, removed, changed }: Differing<unknown>): boolean {
  return added.length + removed.length + changed.length > 0;
}

function afterApplied(
  context: Context,
  { verdict, notes, resourceVersion }: Extract<ReplaceOutcome, { outcome: 'applied' }>,
  projectWarnings: readonly MetadataWarning[],
  failOnWarning: boolean,
  isStrict: boolean,
): ApplyOutcome {
  context.log.info('The metadata was applied.');
  const warnings = [...projectWarnings, ...(verdict?.warnings ?? [])];
  const isLate = failOnWarning && warnings.length > 0;
  const why = isStrict
    ? 'this server does not know how to refuse it for them'
    : 'the server was not asked to refuse it for them, because it would have changed databases before it refused';
  const text = `The metadata was applied although it has warnings: ${why}.`;
  return {
    outcome: 'applied',
    warnings,
    notes: isLate ? [...notes, note(context, text)] : notes,
    resourceVersion,
    ...(verdict?.objects && { objects: verdict.objects }),
  };
}

function afterFailure(
  context: Context,
  { outcome, failure }: Extract<ReplaceOutcome, { outcome: 'not-applied' | 'unknown' }>,
  warnings: readonly MetadataWarning[],
  notValidated: readonly string[],
): ApplyOutcome {
  if (outcome === 'unknown') return { outcome: 'lost', failure, warnings };
  if (!isRefusal(failure)) return { outcome: 'failed', failure, warnings };
  context.log.info(messageOf(failure));
  const mayLeaveTraces = notValidated.length > 0 && failure.kind !== 'parse-failed';
  return {
    outcome: 'refused',
    warnings: [...warnings, ...(failure.warnings ?? [])],
    notes: mayLeaveTraces ? [note(context, tracesOf(notValidated))] : [],
    ...(failure.objects && { objects: failure.objects }),
    ...(!(failure.objects ?? failure.warnings) && { failure }),
  };
}

/** What a refusal may leave in the databases, unless the server did not even understand the metadata. */
function tracesOf(notValidated: readonly string[]): string {
  const names = notValidated.join(', ');
  return `The server refused the metadata after it had begun to set up ${names}, which a dry run cannot validate. SQL triggers for it may remain in the database and record events. Fix what is inconsistent and apply again, or drop the functions "hdb_catalog.notify_hasura_<event trigger>_<operation>" in the database with CASCADE.`;
}
