import type { Report } from '../model/report.js';
import { serializeInconsistencies, serializeWarning } from '../output/serialize.js';

/** How much a line of a log matters. */
export type Level = 'debug' | 'info' | 'warn' | 'error';

/** The verdict as a line of a log. */
export interface VerdictLine {
  readonly level: Level;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Collectors cut or drop lines of megabytes; causes come first, so what is left out follows. */
const MOST_OBJECTS = 1000;

/**
 * The verdict as a line of a log. `error` is a word to filter by where metadata is inconsistent, and
 * the whole error where there is no verdict; both are absent when all is well.
 */
export function verdictLine(report: Report): VerdictLine {
  const { findings, failure, inconsistencyCount } = report;
  const objects = [...take(serializeInconsistencies(report), MOST_OBJECTS)];
  const left = inconsistencyCount - objects.length;
  const error = errorOf(report);
  return {
    level: report.failed ? 'error' : error === undefined ? 'info' : 'warn',
    message: failure ? FAILED[findings.mode] : report.headline,
    fields: {
      ...(error !== undefined && { error }),
      ...(failure && { error_kind: failure.kind }),
      is_consistent: report.consistent,
      ...(objects.length > 0 && { inconsistent_objects: objects }),
      ...(left > 0 && { inconsistent_objects_left_out: left }),
      inconsistency_count: inconsistencyCount,
      ignored_count: report.ignored.length,
      recovered_count: findings.recovered.length,
      ...(findings.applied !== 'not-asked' && { applied: findings.applied }),
      ...(findings.warnings.length > 0 && {
        warnings: findings.warnings
          .slice(0, MOST_OBJECTS)
          .map((warning) => serializeWarning(report, warning)),
      }),
      ...(findings.remarks.length > 0 && { remarks: findings.remarks }),
      ...(findings.mayBeStale && { may_be_stale: true }),
      server: findings.server,
      server_version: findings.serverVersion ?? null,
      resource_version: findings.resourceVersion ?? null,
      attempts: findings.attempts,
      duration_seconds: Math.round(report.durationSeconds * 1000) / 1000,
    },
  };
}

const FAILED = {
  look: 'Looking at the metadata failed',
  reload: 'Reloading the metadata failed',
  apply: 'Applying the metadata failed',
} as const;

function errorOf(report: Report): string | undefined {
  if (report.failure) return report.failure.message;
  if (report.findings.applied === 'refused') return 'metadata was refused';
  if (report.inconsistencyCount > 0) return 'metadata is inconsistent';
  return report.failed ? 'metadata has warnings' : undefined;
}

function* take<T>(items: Iterable<T>, most: number): Generator<T> {
  let taken = 0;
  for (const item of items) {
    if (taken++ === most) return;
    yield item;
  }
}
