import { asList, asRecord, asText, defined, type Fields } from '../lib/json.js';
import { visible } from '../lib/text.js';
import { identify } from '../model/identity.js';
import type { InconsistentObject, MetadataWarning } from '../model/report.js';
import { readInconsistentObjects, ShapeError } from './inconsistent-objects.js';

/** What an answer says about consistency; `objects` is absent if an old server says nothing. */
export interface Verdict {
  readonly objects?: InconsistentObject[];
}

/** What an answer to `replace_metadata` says. */
export interface ReplaceVerdict extends Verdict {
  readonly warnings: MetadataWarning[];
}

/**
 * Reads the answer to `reload_metadata` or `get_inconsistent_metadata`, secrets removed already.
 * An answer that contradicts itself is not understood.
 */
export function readVerdict(answer: unknown): Verdict {
  const fields = asRecord(answer);
  if (!fields) throw new ShapeError('it is not an object');
  const consistent = fields['is_consistent'];
  const listed = fields['inconsistent_objects'];
  if (consistent === undefined && listed === undefined) {
    if (fields['message'] === 'success') return {};
    throw new ShapeError('it says nothing about consistency');
  }
  if (typeof consistent !== 'boolean') throw new ShapeError('`is_consistent` is not a boolean');
  if (listed !== undefined && !Array.isArray(listed)) {
    throw new ShapeError('`inconsistent_objects` is not a list');
  }
  const objects = readInconsistentObjects(asList(listed));
  if (consistent !== (objects.length === 0)) {
    throw new ShapeError(
      consistent
        ? 'it calls itself consistent and lists inconsistent objects'
        : 'it calls itself inconsistent and lists no object',
    );
  }
  return { objects };
}

/** Reads the answer to `replace_metadata`. */
export function readReplaceVerdict(answer: unknown): ReplaceVerdict {
  const warnings = asRecord(answer)?.['warnings'];
  if (warnings !== undefined && !Array.isArray(warnings)) {
    throw new ShapeError('`warnings` is not a list');
  }
  return { ...readVerdict(answer), warnings: readWarnings(asList(warnings)) };
}

/** Metadata as a server has it, and its version, which every change increments. */
export interface Exported {
  readonly resourceVersion: number;
  readonly metadata: Fields;
}

/** Reads the answer to `export_metadata`. */
export function readExport(answer: unknown): Exported {
  const fields = asRecord(answer);
  const metadata = asRecord(fields?.['metadata']);
  const resourceVersion = fields?.['resource_version'];
  if (!metadata) throw new ShapeError('it has no `metadata`');
  if (typeof resourceVersion !== 'number') throw new ShapeError('it has no `resource_version`');
  return { resourceVersion, metadata };
}

/** The versions of the migrations that have run, by the name of their database. */
export type Migrated = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads the answer to `get_catalog_state`; the CLI keeps no entry for a migration that failed. */
export function readMigrated(answer: unknown): Migrated {
  const state = asRecord(asRecord(asRecord(answer)?.['cli_state'])?.['migrations']);
  return new Map(
    Object.entries(state ?? {}).map(([database, versions]) => [
      database,
      new Set(Object.keys(asRecord(versions) ?? {})),
    ]),
  );
}

/** Reads warnings; all but `message` is optional, and one without it is still a warning. */
export function readWarnings(list: readonly unknown[]): MetadataWarning[] {
  return list.map((item) => {
    const fields = asRecord(item);
    // The RFC had `path` where the servers send `name`.
    const name = asText(fields?.['name']) ?? asText(fields?.['path']);
    // A name begins with the type: `event_trigger X in table T …`.
    const type = asText(fields?.['type']) ?? /^[a-z_]+(?= )/.exec(name ?? '')?.[0] ?? 'unknown';
    const code = asText(fields?.['code']);
    const message =
      asText(fields?.['message']) ?? asText(item) ?? (JSON.stringify(item) || 'no text');
    return defined({
      message: visible(message),
      origin: 'server' as const,
      code: code === undefined ? undefined : visible(code),
      name: name === undefined ? undefined : visible(name),
      identity: name === undefined ? undefined : identify(type, name, undefined),
    });
  });
}
