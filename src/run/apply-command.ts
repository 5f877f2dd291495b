import type { ReloadScope } from '../hasura/calls.js';
import type { Fields } from '../lib/json.js';
import { type KeptMetadata, keptMetadata } from '../model/kept-metadata.js';
import type { Applied, ReportedChange } from '../model/report.js';
import { isWider } from '../model/verdict.js';
import type { Project } from '../project/project.js';
import type { Redactor } from '../redact/redactor.js';
import type { Settings } from '../settings/settings.js';
import { type ApplyOutcome, applyMetadata } from './apply.js';
import { changesBetween } from './changes.js';
import { type Context, isBefore } from './context.js';
import { callFailure, projectFailure } from './failure.js';
import { type Found, reloadAndRecover } from './recover.js';

/** Applies the project's metadata, then reloads what the server has not read again. */
export async function runApply(
  context: Context,
  settings: Settings,
  project: Project,
  redactor: Redactor,
): Promise<Found> {
  const built = await project.build();
  if (!built.ok) return { failure: projectFailure(built.problem, redactor) };
  const metadata = built.value;
  let byServer: Promise<KeptMetadata> | undefined;
  // Not before the server has answered once: one that is starting does not say its version yet.
  const keptByServer = () => {
    byServer ??= context.version().then((version) => keptMetadata(metadata, version));
    return byServer;
  };
  // What the server had before the last try.
  let replaced: Fields | undefined;
  // What the last try was to change; known before it only if that decides whether it is made.
  let changes: readonly ReportedChange[] | undefined;
  const { outcome, failure, ...found } = await applyMetadata(context, {
    ...settings,
    metadata,
    projectWarnings: async () => (await keptByServer()).warnings,
    isAllowed: async (before) => {
      replaced = before;
      if (!settings.failOnWiderAccess) return true;
      changes = await changesBetween(before, (await keptByServer()).kept, redactor);
      return !changes.some(isWider);
    },
  });
  const applied = APPLIED[outcome];
  if (outcome !== 'applied') {
    const location = outcome === 'refused' ? await project.locateRefusal(failure?.path) : undefined;
    return {
      ...found,
      applied,
      ...(failure && { failure: callFailure(failure, location) }),
      // They are why it was refused.
      ...(changes?.some(isWider) && { changes }),
    };
  }
  changes ??= replaced && (await changesBetween(replaced, (await keptByServer()).kept, redactor));
  const scope = await scopeAfterApply(context, settings.scope, metadata);
  const known = { ...found, applied, ...(changes && { changes }) };
  return reloadAndRecover(context, settings, scope, known);
}

const APPLIED: Readonly<Record<ApplyOutcome['outcome'], Applied>> = {
  applied: 'applied',
  refused: 'refused',
  lost: 'unknown',
  failed: 'not-applied',
};

/**
 * What to reload after a replacement; `undefined` for nothing. Since v2.14.0 (commit 93e8803d3), a
 * replacement reads the databases itself, but does not ask a remote schema again that was down.
 */
async function scopeAfterApply(
  context: Context,
  asked: ReloadScope,
  metadata: Fields,
): Promise<ReloadScope | undefined> {
  const readsSources = !(await isBefore(14, context));
  const has = (key: string) => Object.keys((metadata[key] as object | null) ?? {}).length > 0;
  const scope: ReloadScope = {
    sources: asked.sources === true && readsSources ? false : asked.sources,
    remoteSchemas: has('remote_schemas') && asked.remoteSchemas,
    dataConnectors: has('backend_configs') && asked.dataConnectors,
    recreateEventTriggers: asked.recreateEventTriggers,
  };
  return Object.values(scope).some(Boolean) ? scope : undefined;
}
