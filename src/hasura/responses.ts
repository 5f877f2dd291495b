import { identify, identifyInherited } from '../report/identity.js';
import type { Identity, InconsistentObject, MetadataWarning, Shape } from '../report/model.js';
import { asList, asRecord, asText, type Fields } from '../report/narrow.js';
import { visible } from '../report/visible.js';

/** What an answer says of consistency; `objects` is absent where an old server tells nothing. */
export interface Verdict {
  readonly objects?: InconsistentObject[];
}

/** What an answer to `replace_metadata` says. */
export interface ReplaceVerdict extends Verdict {
  readonly warnings: MetadataWarning[];
}

/** Thrown when an answer is not understood; its text completes `the answer is JSON, but …`. */
export class ShapeError extends Error {}

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

/** Reads a list of inconsistent objects, each in whichever of the seven shapes it comes. */
export function readInconsistentObjects(list: readonly unknown[]): InconsistentObject[] {
  return list.map(readInconsistentObject);
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

const KNOWN_KEYS = new Set([
  'type',
  'name',
  'definition',
  'definitions',
  'reason',
  'message',
  'objects',
  'conflicts',
  'entity',
]);

function readInconsistentObject(item: unknown): InconsistentObject {
  const fields = asRecord(item);
  if (!fields) throw new ShapeError('an inconsistent object is no object');
  const { shape, reason } = splitReason(asText(fields['reason']) ?? '', fields);
  const members = membersOf(shape, fields, reason);
  const type = asText(fields['type']) ?? members[0]?.type ?? 'object';
  const said = asText(fields['name']);
  const definition = definitionOf(fields);
  const identity =
    shape === 'inherited-permission'
      ? identifyInherited(type, said, fields['entity'])
      : identify(type, said, definition);
  const message = readMessage(fields['message']);
  const rest = Object.entries(fields).filter(([key]) => !KNOWN_KEYS.has(key));
  return {
    shape,
    type: visible(type),
    name: visible(said ?? madeName(type, shape, reason, identity, fields)),
    identity,
    members,
    reason: visible(reason || 'the server gives no reason'),
    ...message,
    ...(definition !== undefined && { definition }),
    ...(rest.length > 0 && { unforeseen: Object.fromEntries(rest) }),
  };
}

/** The server tells its shapes apart by how the reason starts; keys settle what wording leaves. */
const REASONS: readonly (readonly [prefix: string, shape: Shape])[] = [
  ['Inconsistent object: ', 'object'],
  ['Conflicting objects: ', 'conflict'],
  ['Multiple definitions for: ', 'duplicate'],
  ['Duplicate variables found in endpoint path: ', 'endpoint-path'],
  ['Empty segments or unnamed variables are not allowed: ', 'endpoint-path'],
  ['Ambiguous URL paths: ', 'ambiguous-endpoints'],
];

function splitReason(text: string, fields: Fields): { shape: Shape; reason: string } {
  for (const [prefix, shape] of REASONS) {
    if (!text.startsWith(prefix)) continue;
    // A path's fault is told by the prefix alone: what follows is only the path.
    return { shape, reason: shape === 'endpoint-path' ? text : text.slice(prefix.length) };
  }
  return { shape: shapeByKeys(fields), reason: text };
}

function shapeByKeys(fields: Fields): Shape {
  if (Array.isArray(fields['objects'])) return 'conflict';
  if (Array.isArray(fields['conflicts'])) return 'ambiguous-endpoints';
  if (Array.isArray(fields['definitions'])) return 'duplicate';
  if (fields['entity'] !== undefined) return 'inherited-permission';
  if (asText(fields['type']) === undefined) return 'unknown';
  return asText(fields['name']) === undefined ? 'legacy' : 'object';
}

function membersOf(shape: Shape, fields: Fields, reason: string): Identity[] {
  if (shape === 'conflict') {
    return asList(fields['objects']).map((item) => {
      const member = asRecord(item) ?? {};
      return identify(
        asText(member['type']) ?? 'object',
        asText(member['name']),
        member['definition'],
      );
    });
  }
  if (shape === 'ambiguous-endpoints') {
    return asList(fields['conflicts']).map((item) => identify('rest_endpoint', undefined, item));
  }
  // The only place that names a duplicate is its reason.
  if (shape === 'duplicate') {
    return [identify(asText(fields['type']) ?? 'object', reason, asList(fields['definitions'])[0])];
  }
  return [];
}

function definitionOf(fields: Fields): unknown {
  if (fields['definition'] !== undefined) return fields['definition'];
  return fields['definitions'] ?? fields['conflicts'] ?? fields['objects'] ?? fields['entity'];
}

function madeName(
  type: string,
  shape: Shape,
  reason: string,
  identity: Identity,
  fields: Fields,
): string {
  if (shape === 'duplicate' && reason !== '') return reason;
  if (shape === 'ambiguous-endpoints') return `rest_endpoint ${reason}`;
  if (shape === 'conflict') {
    const names = asList(fields['objects']).map((item) => {
      const member = asRecord(item);
      return asText(member?.['name']) ?? asText(member?.['type']) ?? 'object';
    });
    return names.join(', ') || 'conflicting objects';
  }
  const own = identity.name ?? identity.remoteSchema ?? identity.action;
  const place =
    identity.table && identity.type !== 'table' ? ` in table ${identity.table.text}` : '';
  const what = own ?? (identity.type === 'table' ? identity.table?.text : identity.function?.text);
  const source = identity.source === undefined ? '' : ` in source ${identity.source}`;
  if (identity.type === 'source') return `source ${identity.source ?? ''}`.trim();
  return `${type}${what === undefined ? '' : ` ${what}`}${place}${source}`;
}

/** `message` is a text, an HTTP exception, or something that a newer server made up. */
function readMessage(message: unknown): { detail?: string; host?: string } {
  if (message === undefined || message === null) return {};
  const text = asText(message);
  if (text !== undefined) return { detail: visible(text) };
  const fields = asRecord(message);
  const said = asText(fields?.['message']);
  const request = asRecord(fields?.['request']);
  const host = hostOf(request);
  if (said === undefined) {
    return { detail: visible(JSON.stringify(message)), ...(host !== undefined && { host }) };
  }
  const method = asText(request?.['method']);
  const place =
    host === undefined
      ? ''
      : ` (${method ?? 'request to'} ${host}${asText(request?.['path']) ?? ''})`;
  return { detail: visible(`${said}${place}`), ...(host !== undefined && { host }) };
}

function hostOf(request: Fields | undefined): string | undefined {
  const host = asText(request?.['host']);
  if (host === undefined || host === '') return undefined;
  const port = request?.['port'];
  const shown = typeof port === 'number' || typeof port === 'string' ? `:${port}` : '';
  return visible(`${host}${shown}`);
}
