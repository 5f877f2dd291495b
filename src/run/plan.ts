import type { CallFailure } from '../hasura/calls.js';
import { isRefusal } from '../hasura/failures.js';
import type { Fields } from '../lib/json.js';
import { keptMetadata } from '../model/kept-metadata.js';
import { type Migration, pendingOf, withPendingMigrations } from '../model/pending.js';
import type { Failure } from '../model/report.js';
import { predictWarnings } from '../model/triggers.js';
import { type Metadata, openProject, type Project } from '../project/project.js';
import type { Redactor } from '../redact/redactor.js';
import type { Settings } from '../settings/settings.js';
import { changesBetween } from './changes.js';
import type { Context } from './context.js';
import { dryRun } from './dry-run.js';
import { callFailure, projectFailure } from './failure.js';
import type { Found } from './recover.js';
import { check } from './reload.js';
import { exportMetadata } from './replace.js';

/** Compares the project with the server or with another project, and changes nothing. */
export async function plan(
  context: Context,
  { compareWith, validate }: Pick<Settings, 'compareWith' | 'validate'>,
  project: Project,
  redactor: Redactor,
): Promise<Found> {
  const after = await project.build();
  if (!after.ok) return { failure: projectFailure(after.problem, redactor) };
  if (compareWith === undefined) {
    return planForServer(context, validate, project, after.value, redactor);
  }
  const other = await openProject(compareWith, context);
  const before = other.ok ? await other.value.build() : other;
  if (!before.ok) return { failure: projectFailure(before.problem, redactor) };
  return {
    changes: await changesBetween(before.value, after.value, redactor),
    warnings: keptMetadata(after.value, undefined).warnings,
  };
}

async function planForServer(
  context: Context,
  validate: boolean,
  project: Project,
  metadata: Metadata,
  redactor: Redactor,
): Promise<Found> {
  const exported = await exportMetadata(context);
  if (!exported.ok) return { failure: callFailure(exported.failure) };
  const { metadata: before, resourceVersion } = exported.value;
  const { kept, warnings } = keptMetadata(metadata, await context.version());
  const found: Found = {
    changes: await changesBetween(before, kept, redactor),
    warnings,
    resourceVersion,
  };
  return validate
    ? { ...found, ...(await validated(context, project, kept, before, found)) }
    : found;
}

/** What would be inconsistent, beside what is inconsistent now. */
async function validated(
  context: Context,
  project: Project,
  metadata: Fields,
  before: Fields,
  { warnings = [] }: Found,
): Promise<Found> {
  const now = await check(context);
  if (now.outcome === 'failed') return { failure: callFailure(now.failure) };
  const validation = await dryRun(context, metadata, before);
  if (!validation.ok) return { failure: await failureOf(validation.failure, project) };
  const { objects, notValidated } = validation.value;
  const pending = await pendingMigrations(context, project);
  return {
    objects: withPendingMigrations(objects, pending),
    ...(pending.length > 0 && { pendingMigrations: pending.map(({ name }) => name) }),
    objectsBefore: now.objects,
    warnings: [...warnings, ...predictWarnings(before, metadata, now.objects)],
    ...(notValidated.length > 0 && { notValidated }),
  };
}

/** None if the server does not say: only hints depend on it. */
async function pendingMigrations(context: Context, project: Project): Promise<Migration[]> {
  const migrations = project.migrations();
  if (migrations.length === 0) return [];
  const answer = await context.client.migrated();
  return answer.ok ? pendingOf(migrations, answer.value) : [];
}

async function failureOf(failure: CallFailure, project: Project): Promise<Failure> {
  if (!isRefusal(failure)) return callFailure(failure);
  const received = `the server would refuse this metadata: ${failure.received}`;
  return callFailure({ ...failure, received }, await project.locateRefusal(failure.path));
}
