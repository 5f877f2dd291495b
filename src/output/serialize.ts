import { describe, describeObject, plain } from '../model/describe.js';
import { ownNameOf } from '../model/metadata-objects.js';
import { remedyFor, remedyForWarning } from '../model/remedies.js';
import type {
  Cause,
  InconsistentObject,
  Located,
  MetadataWarning,
  Report,
  ReportedChange,
} from '../model/report.js';
import { isWider } from '../model/verdict.js';

/** A JSON value for the outputs and the report file; keys in snake case, as GitHub's are. */
export type Serialized = Record<string, unknown>;

/** The whole report, for a file. Its `format` changes when a key is renamed or removed. */
export function serializeReport(report: Report): Serialized {
  return {
    ...serializeHead(report),
    changes: (report.findings.changes ?? []).map((change) => serializeChange(report, change)),
    causes: report.causes.map((cause) => serializeCause(report, cause)),
  };
}

/** Everything but the two lists that are nearly all of a large report. */
function serializeHead(report: Report): Serialized {
  const { findings } = report;
  return {
    format: 1,
    headline: report.headline,
    failed: report.failed,
    consistent: report.consistent,
    server: findings.server,
    server_version: findings.serverVersion ?? null,
    resource_version: findings.resourceVersion ?? null,
    command: findings.command,
    applied: findings.applied,
    reloads: findings.reloads,
    duration_seconds: rounded(report.durationSeconds),
    notes: findings.notes,
    failure: findings.failure
      ? { ...findings.failure, location: findings.failure.location ?? null }
      : null,
    inconsistency_count: report.inconsistencyCount,
    new_inconsistency_count: report.newObjects?.size ?? null,
    fixed: report.fixed.map((object) => serializeObject(report, object)),
    change_count: findings.changes?.length ?? null,
    wider_access_count: findings.changes?.filter(isWider).length ?? null,
    not_validated: findings.notValidated ?? [],
    pending_migrations: findings.pendingMigrations ?? [],
    ignored: report.ignored.map(({ object, pattern }) => ({
      ...serializeObject(report, object),
      pattern,
    })),
    recovered: findings.recovered.map(({ object, dependents, attempt, seconds }) => ({
      ...serializeObject(report, object),
      dependents,
      attempt,
      seconds: rounded(seconds),
    })),
    warnings: findings.warnings.map((warning) => serializeWarning(report, warning)),
  };
}

/** Seconds, to the millisecond. */
export function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

/** The whole report as JSON, piece by piece: as one text, a large one would be held twice. */
export function* stringifyReport(report: Report): Generator<string> {
  const { findings, causes } = report;
  yield `${JSON.stringify(serializeHead(report)).slice(0, -1)},"changes":[`;
  yield* jsonPieces(findings.changes ?? [], (change) => serializeChange(report, change));
  yield '],"causes":[';
  yield* jsonPieces(causes, (cause) => serializeCause(report, cause));
  yield ']}';
}

/** About as much text as is written at once. */
const PIECE_CHARACTERS = 256 * 1024;

/** What is between the brackets of a JSON array, piece by piece. */
export function* jsonPieces<T>(
  items: Iterable<T>,
  serialize: (item: T) => object,
): Generator<string> {
  let piece = '';
  let separator = '';
  for (const item of items) {
    piece += separator + JSON.stringify(serialize(item));
    separator = ',';
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** The first items of what is made one by one. */
export function* take<T>(items: Iterable<T>, most: number): Generator<T> {
  let taken = 0;
  for (const item of items) {
    if (taken++ === most) return;
    yield item;
  }
}

function serializeCause(report: Report, { object, dependents }: Cause): Serialized {
  return {
    ...serializeWhole(report, object),
    remedy: remedyFor(object),
    dependents: dependents.map(({ object, certain }) => ({
      ...serializeWhole(report, object),
      // A key of its own only if the dependence is not certain.
      ...(!certain && { certain }),
    })),
  };
}

/** Inconsistencies that count: each cause, and after it what it makes unavailable. */
export function* serializeInconsistencies(report: Report): Generator<Serialized> {
  for (const cause of report.causes) {
    yield { ...serializeObject(report, cause.object), cause: null };
    for (const { object, certain } of cause.dependents) {
      const own = serializeObject(report, object);
      yield { ...own, cause: cause.object.name, ...(!certain && { certain }) };
    }
  }
}

/** Unknown keys of the server's answer are kept beside ours, and never replace them. */
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
    ...(report.newObjects?.has(object) && { new: true }),
    ...(object.pendingMigration !== undefined && { pending_migration: object.pendingMigration }),
    ...(object.detail !== undefined && { detail: object.detail }),
    ...located(report, object),
  };
}

/** A warning with its remedy and, if it is known, its location. */
export function serializeWarning(report: Report, warning: MetadataWarning): Serialized {
  return {
    code: warning.code ?? null,
    name: warning.name ?? null,
    message: warning.message,
    remedy: remedyForWarning(warning),
    ...located(report, warning),
  };
}

/** A change with its values before and after; a value that is absent has no key. */
export function serializeChange(report: Report, change: ReportedChange): Serialized {
  const { access, fields, identity, roles } = change;
  return {
    change: change.change,
    type: change.type,
    name: ownNameOf(identity) ?? null,
    description: plain(describe(identity)),
    ...(access && { access, roles }),
    ...located(report, change),
    differences: fields.map(({ path, before, after }) => ({ path, before, after })),
  };
}

function located(report: Report, item: Located): Serialized {
  const locations = report.locations.get(item) ?? [];
  const [first, ...others] = locations.map(({ file, line, column }) => ({ file, line, column }));
  return { ...first, ...(others.length > 0 && { other_locations: others }) };
}
