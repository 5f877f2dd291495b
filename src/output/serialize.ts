import { describeObject, plain } from '../model/describe.js';
import { remedyFor, remedyForWarning } from '../model/remedies.js';
import type { Cause, InconsistentObject, MetadataWarning, Report } from '../model/report.js';

/** A JSON value for the outputs and the report file; keys in the house style of GitHub: snake case. */
export type Serialized = Record<string, unknown>;

/** The whole report, for a file. Its `format` changes when a key is renamed or removed. */
export function serializeReport(report: Report): Serialized {
  const { findings } = report;
  return {
    format: 1,
    headline: report.headline,
    failed: report.failed,
    consistent: report.consistent,
    server: findings.server,
    server_version: findings.serverVersion ?? null,
    resource_version: findings.resourceVersion ?? null,
    mode: findings.mode,
    applied: findings.applied,
    attempts: findings.attempts,
    duration_seconds: Math.round(report.durationSeconds * 1000) / 1000,
    may_be_stale: findings.mayBeStale,
    remarks: findings.remarks,
    failure: report.failure
      ? { ...report.failure, location: report.failure.location ?? null }
      : null,
    inconsistency_count: report.inconsistencyCount,
    ignored: report.ignored.map(({ object, pattern }) => ({
      ...serializeObject(report, object),
      pattern,
    })),
    recovered: findings.recovered.map(({ object, dependents, attempt, seconds }) => ({
      ...serializeObject(report, object),
      dependents,
      attempt,
      seconds: Math.round(seconds * 1000) / 1000,
    })),
    warnings: findings.warnings.map((warning) => serializeWarning(report, warning)),
    causes: report.causes.map((cause) => serializeCause(report, cause)),
  };
}

/** Causes in a piece of the text below: some hundred kilobytes, as large answers go. */
const CAUSES_A_PIECE = 200;

/** The whole report as JSON, piece by piece: as one text, a large one would be held twice. */
export function* stringifyReport(report: Report): Generator<string> {
  // The causes are nearly all of a large report, and come last.
  const rest = JSON.stringify(serializeReport({ ...report, causes: [] }));
  yield rest.slice(0, -']}'.length);
  for (let at = 0; at < report.causes.length; at += CAUSES_A_PIECE) {
    const piece = report.causes.slice(at, at + CAUSES_A_PIECE);
    const list = JSON.stringify(piece.map((cause) => serializeCause(report, cause)));
    yield (at === 0 ? '' : ',') + list.slice(1, -1);
  }
  yield ']}';
}

function serializeCause(report: Report, cause: Cause): Serialized {
  return {
    ...serializeWhole(report, cause.object),
    remedy: remedyFor(cause.object),
    dependents: cause.dependents.map((object) => serializeWhole(report, object)),
  };
}

/** Inconsistencies that count, causes before what they drag along, one after the other. */
export function* serializeInconsistencies(report: Report): Generator<Serialized> {
  for (const cause of report.causes) {
    yield { ...serializeObject(report, cause.object), cause: null };
    yield* serializeDependents(report, cause);
  }
}

function* serializeDependents(report: Report, cause: Cause): Generator<Serialized> {
  for (const object of cause.dependents) {
    yield { ...serializeObject(report, object), cause: cause.object.name };
  }
}

/** Keys that nobody foresaw stand beside ours, and never in their place. */
function serializeWhole(report: Report, object: InconsistentObject): Serialized {
  return {
    ...object.unforeseen,
    ...serializeObject(report, object),
    definition: object.definition ?? null,
  };
}

function serializeObject(report: Report, object: InconsistentObject): Serialized {
  return {
    type: object.type,
    name: object.name,
    description: plain(describeObject(object)),
    shape: object.shape,
    reason: object.reason,
    ...(object.detail !== undefined && { detail: object.detail }),
    ...located(report, object),
  };
}

/** A warning with its remedy and, where it is known, its line. */
export function serializeWarning(report: Report, warning: MetadataWarning): Serialized {
  return {
    code: warning.code ?? null,
    name: warning.name ?? null,
    message: warning.message,
    remedy: remedyForWarning(warning),
    ...located(report, warning),
  };
}

function located(report: Report, item: InconsistentObject | MetadataWarning): Serialized {
  const location = report.locations.get(item);
  return location ? { file: location.file, line: location.line, column: location.column } : {};
}
