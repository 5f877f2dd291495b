import { isWider } from '../model/changes.js';
import type { Report } from '../model/report.js';
import {
  serializeChange,
  serializeInconsistencies,
  serializeWarning,
} from '../output/serialize.js';

/** The level of a line in a log. */
export type Level = 'debug' | 'info' | 'warn' | 'error';

/** The verdict as a line of a log. */
export interface VerdictLine {
  readonly level: Level;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Log collectors cut or drop lines of several megabytes. Causes come first, so they are kept. */
const MOST_OBJECTS = 1000;

/**
 * The verdict as a line of a log. `error` is a fixed text if the metadata is inconsistent, so that
 * logs can be filtered by it, and the whole message if the run failed; otherwise it is absent.
 */
export function verdictLine(report: Report): VerdictLine {
  const { findings, inconsistencyCount } = report;
  const { failure } = findings;
  const objects = [...take(serializeInconsistencies(report), MOST_OBJECTS)];
  const left = inconsistencyCount - objects.length;
  const error = errorOf(report);
  return {
    level: report.failed ? 'error' : error === undefined ? 'info' : 'warn',
    message: failure ? FAILED[findings.command] : report.headline,
    fields: {
      ...(error !== undefined && { error }),
      ...(failure && { error_kind: failure.kind }),
      is_consistent: report.consistent,
      ...(objects.length > 0 && { inconsistent_objects: objects }),
      ...(left > 0 && { inconsistent_objects_left_out: left }),
      inconsistency_count: inconsistencyCount,
      ignored_count: report.ignored.length,
      recovered_count: findings.recovered.length,
      ...(findings.applied !== 'not-requested' && { applied: findings.applied }),
      ...(findings.warnings.length > 0 && {
        warnings: findings.warnings
          .slice(0, MOST_OBJECTS)
          .map((warning) => serializeWarning(report, warning)),
      }),
      ...(findings.changes && {
        change_count: findings.changes.length,
        wider_access_count: findings.changes.filter(isWider).length,
        changes: findings.changes
          .slice(0, MOST_OBJECTS)
          .map((change) => serializeChange(report, change)),
      }),
      ...(report.newObjects && { new_inconsistency_count: report.newObjects.size }),
      ...(findings.notes.length > 0 && { notes: findings.notes }),
      server: findings.server,
      server_version: findings.serverVersion ?? null,
      resource_version: findings.resourceVersion ?? null,
      reloads: findings.reloads,
      duration_seconds: Math.round(report.durationSeconds * 1000) / 1000,
    },
  };
}

const FAILED = {
  check: 'Checking the metadata failed',
  reload: 'Reloading the metadata failed',
  apply: 'Applying the metadata failed',
  plan: 'Planning failed',
} as const;

function errorOf(report: Report): string | undefined {
  if (report.findings.failure) return report.findings.failure.message;
  if (report.findings.applied === 'refused') return 'metadata was refused';
  if (report.inconsistencyCount > 0) return 'metadata is inconsistent';
  if (!report.failed) return undefined;
  return report.findings.warnings.length > 0 ? 'metadata has warnings' : 'metadata would change';
}

function* take<T>(items: Iterable<T>, most: number): Generator<T> {
  let taken = 0;
  for (const item of items) {
    if (taken++ === most) return;
    yield item;
  }
}
