import { asList, asRecord, asText, type Fields } from '../lib/narrow.js';
import { visible } from '../lib/visible.js';
import { identify } from '../model/identity.js';
import type { Identity, InconsistentObject, MetadataWarning } from '../model/report.js';
import { type HasuraError, ShapeError } from './errors.js';
import { readInconsistentObjects } from './inconsistent-objects.js';

/** What an answer says of consistency; `objects` is absent where an old server tells nothing. */
export interface Verdict {
  readonly objects?: InconsistentObject[];
}

/** The objects that metadata is refused for; `undefined` where they are not understood. */
export function refusedObjects(error: HasuraError): InconsistentObject[] | undefined {
  try {
    return readInconsistentObjects(asList(error.internal));
  } catch (shape) {
    if (shape instanceof ShapeError) return undefined;
    throw shape;
  }
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
  if (!fields) throw new ShapeError('no object');
  const consistent = fields['is_consistent'];
  const listed = fields['inconsistent_objects'];
  if (consistent === undefined && listed === undefined) {
    if (fields['message'] === 'success') return {};
    throw new ShapeError('it says nothing about consistency');
  }
  if (typeof consistent !== 'boolean') throw new ShapeError('`is_consistent` is no boolean');
  if (listed !== undefined && !Array.isArray(listed)) {
    throw new ShapeError('`inconsistent_objects` is no list');
  }
  const objects = readInconsistentObjects(asList(listed));
  if (consistent && objects.length > 0) {
    throw new ShapeError('it calls itself consistent and lists inconsistent objects');
  }
  if (!consistent && objects.length === 0) {
    throw new ShapeError('it calls itself inconsistent and lists no object');
  }
  return { objects };
}

/** Reads the answer to `replace_metadata`, in the v2 and the v1 form. */
export function readReplaceVerdict(answer: unknown): ReplaceVerdict {
  const warnings = asRecord(answer)?.['warnings'];
  if (warnings !== undefined && !Array.isArray(warnings)) {
    throw new ShapeError('`warnings` is no list');
  }
  return { ...readVerdict(answer), warnings: readWarnings(asList(warnings)) };
}

/** Reads `export_metadata`'s answer; old servers send the bare metadata, without a version. */
export function readExport(answer: unknown): { resourceVersion?: number; metadata: Fields } {
  const fields = asRecord(answer);
  if (!fields) throw new ShapeError('no object');
  const inner = asRecord(fields['metadata']);
  if (!inner) return { metadata: fields };
  const version = fields['resource_version'];
  return typeof version === 'number'
    ? { resourceVersion: version, metadata: inner }
    : { metadata: inner };
}

/** Reads warnings; all but `message` is optional, and one without it is still a warning. */
export function readWarnings(list: readonly unknown[]): MetadataWarning[] {
  return list.map((item) => {
    const fields = asRecord(item);
    // The RFC had `path` where the servers send `name`.
    const name = asText(fields?.['name']) ?? asText(fields?.['path']);
    const type = asText(fields?.['type']);
    const code = asText(fields?.['code']);
    const message =
      asText(fields?.['message']) ?? asText(item) ?? (JSON.stringify(item) || 'no text');
    return {
      message: visible(message),
      ...(code !== undefined && { code: visible(code) }),
      ...(name !== undefined && { name: visible(name) }),
      ...(name !== undefined && { identity: identifyWarned(type, name) }),
    };
  });
}

/** A warning's `type` may be absent: its name begins with it, `event_trigger X in table T …`. */
function identifyWarned(type: string | undefined, name: string): Identity {
  const own = type ?? /^[a-z_]+(?= )/.exec(name)?.[0] ?? 'unknown';
  return identify(own, name, undefined);
}
