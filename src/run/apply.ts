import { type CallFailure, messageOf } from '../hasura/calls.js';
import { isRefusal, nextStep } from '../hasura/failures.js';
import type { Exported } from '../hasura/responses.js';
import type { Fields } from '../lib/json.js';
import { backoffSeconds, Deadline, SHORTEST_REMAINDER_SECONDS } from '../lib/world.js';
import { onlyRecoverable } from '../model/recovery.js';
import type { InconsistentObject, MetadataWarning } from '../model/report.js';
import {
  type Differing,
  predictWarnings,
  type SideEffects,
  sideEffects,
} from '../model/triggers.js';
import { type Context, isBefore, note } from './context.js';
import { dryRun } from './dry-run.js';
import { EVERYTHING, namesOf, reloadFor, scopeFor } from './recover.js';
import { check } from './reload.js';
import { exportMetadata, type ReplaceOutcome, replaceMetadata } from './replace.js';

/** How the project's metadata is to be applied. */
export interface ApplySettings {
  readonly metadata: Fields;
  readonly allowInconsistentMetadata: boolean;
  /** Warnings are fatal. */
  readonly failOnWarning: boolean;
  /** How long to go on if metadata is refused only for what can recover. */
  readonly retryTimeoutSeconds: number;
  /** What the project itself is warned about, such as duplicates; asked for once the server is there. */
  readonly projectWarnings: () => Promise<readonly MetadataWarning[]>;
  /** Whether what the server has may be replaced by this metadata. */
  readonly isAllowed: (before: Fields) => Promise<boolean>;
}

/** The outcome of applying metadata. */
export interface ApplyOutcome {
  /** `lost`: the answer was lost, and whether the metadata was applied is unknown. */
  readonly outcome: 'applied' | 'refused' | 'lost' | 'failed';
  /** Why it was not applied; absent if the objects or the warnings say it. */
  readonly failure?: CallFailure;
  /** What is inconsistent, or would be; absent if the server did not say. */
  readonly objects?: readonly InconsistentObject[];
  readonly warnings: readonly MetadataWarning[];
  readonly notes: readonly string[];
  readonly reloads: number;
  /** Absent if it is not certain. */
  readonly resourceVersion?: number;
  /** What the server had before, if it was replaced. */
  readonly replaced?: Fields;
  /** Refused because `isAllowed` said so; nothing was sent. */
  readonly isForbidden?: true;
}

/** A conflict is tried again this often, one after the other: another deploy had the turn. */
const CONFLICT_RETRIES = 4;

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
    if (!before.ok) return { ...NOTHING, outcome: 'failed', failure: before.failure, reloads };
    if (!(await settings.isAllowed(before.value.metadata))) {
      return { ...NOTHING, outcome: 'refused', isForbidden: true, reloads };
    }
    const outcome = await attempt(context, settings, before.value);
    const isConflict = outcome.failure && nextStep(outcome.failure, 'replace') === 'start-over';
    conflicts = isConflict ? conflicts + 1 : 0;
    const again = isConflict
      ? conflicts <= CONFLICT_RETRIES && (await letOthersFinish(context, conflicts))
      : await recoverRefused(context, outcome, tries, deadline);
    if (!again) return { ...outcome, ...givenUp(outcome, conflicts), reloads };
    if (!isConflict) reloads++;
  }
}

const NOTHING = { warnings: [], notes: [], reloads: 0 } as const;

async function letOthersFinish(context: Context, conflicts: number): Promise<boolean> {
  const wait = backoffSeconds(conflicts - 1, context.clock);
  context.log.info(
    `Something else has changed the metadata meanwhile. Trying again in ${wait.toFixed(1)} s.`,
  );
  await context.clock.sleep(wait, context.signal);
  return !context.signal.aborted;
}

function givenUp({ failure }: ApplyOutcome, conflicts: number): Pick<ApplyOutcome, 'failure'> {
  if (!failure || conflicts < 2) return {};
  return {
    failure: { ...failure, received: `${failure.received}, ${conflicts} times in a row` },
  };
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
  context.log.info(
    `The server refuses the metadata because of ${namesOf(causes)}, which can recover. Reloading and applying again in ${wait.toFixed(1)} s.`,
  );
  await context.clock.sleep(wait, context.signal);
  if (context.signal.aborted) return false;
  await reloadFor(context, scopeFor(causes, EVERYTHING));
  return true;
}

/** Makes one attempt: predicts, validates, replaces. */
async function attempt(
  context: Context,
  settings: ApplySettings,
  before: Exported,
): Promise<ApplyOutcome> {
  const { metadata, allowInconsistentMetadata, failOnWarning } = settings;
  const effects = sideEffects(before.metadata, metadata);
  const projectWarnings = await settings.projectWarnings();
  let predicted = projectWarnings;
  if (failOnWarning) {
    const inconsistent = mayFailCleanup(effects) ? await check(context) : undefined;
    if (inconsistent?.outcome === 'failed') {
      return { ...NOTHING, outcome: 'failed', failure: inconsistent.failure };
    }
    const objects = inconsistent?.objects ?? [];
    predicted = [...predicted, ...predictWarnings(before.metadata, metadata, objects)];
    if (predicted.length > 0) return { ...NOTHING, outcome: 'refused', warnings: predicted };
  }
  let notValidated: readonly string[] = [];
  if (changesTriggers(effects)) {
    context.log.info(
      'Validating the metadata with a dry run first, because event triggers or cron triggers change.',
    );
    const validation = await dryRun(context, metadata, before);
    if (validation.outcome !== 'validated') return { ...NOTHING, ...validation };
    const { objects } = validation;
    if (objects.length > 0 && !allowInconsistentMetadata) {
      return { ...NOTHING, outcome: 'refused', objects, warnings: predicted };
    }
    notValidated = validation.notValidated;
  }
  const isStrict = failOnWarning && isStrictModeSafe(effects);
  const outcome = await replaceMetadata(context, before, {
    metadata,
    allowInconsistentMetadata,
    allowWarnings: !isStrict,
  });
  return outcome.outcome === 'applied'
    ? {
        ...afterApplied(context, outcome, projectWarnings, failOnWarning, isStrict),
        replaced: before.metadata,
      }
    : afterFailure(context, outcome, predicted, notValidated);
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
    reloads: 0,
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
  if (outcome === 'unknown') return { ...NOTHING, outcome: 'lost', failure, warnings };
  if (!isRefusal(failure)) return { ...NOTHING, outcome: 'failed', failure, warnings };
  context.log.info(messageOf(failure));
  const mayLeaveTraces = notValidated.length > 0 && failure.kind !== 'parse-failed';
  return {
    outcome: 'refused',
    reloads: 0,
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
