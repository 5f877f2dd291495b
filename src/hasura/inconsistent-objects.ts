import { isDeepStrictEqual } from 'node:util';
import { asList, asRecord, asText, defined, type Fields } from '../lib/json.js';
import { visible } from '../lib/text.js';
import { describe, plain } from '../model/describe.js';
import { identify } from '../model/identity.js';
import { readable } from '../model/readable.js';
import type { Identity, InconsistentObject, Shape } from '../model/report.js';

/** An answer that is not understood; its message completes `the answer is JSON, but …`. */
export class ShapeError extends Error {}

/**
 * Reads a list of inconsistent objects, each in whichever of the six shapes it comes. The server
 * lists an object once for each thing that it misses (`Hasura.RQL.DDL.Schema.Cache.Dependencies`)
 * and each of its fields that clashes (`Hasura.GraphQL.Schema`): here it is one, with all reasons.
 */
export function readInconsistentObjects(list: readonly unknown[]): InconsistentObject[] {
  const groups: InconsistentObject[][] = [];
  const latest = new Map<string, InconsistentObject[]>();
  for (const item of list) {
    const object = readInconsistentObject(item);
    const known = latest.get(object.name);
    if (known?.[0] && isSame(known[0], object)) known.push(object);
    else {
      const group = [object];
      groups.push(group);
      latest.set(object.name, group);
    }
  }
  return groups.flatMap((group) => (group.length > 1 ? merge(group) : group));
}

function merge(all: readonly InconsistentObject[]): InconsistentObject {
  const reasons = [...new Set(all.map(({ reason }) => reason))];
  const details = new Set(all.flatMap(({ detail }) => detail ?? []));
  return {
    ...(Object.assign({}, ...all.toReversed()) as InconsistentObject),
    reason: reasons.join('\n'),
    ...(reasons.length > 1 && { reasons }),
    ...(details.size > 0 && { detail: [...details].join('\n') }),
  };
}

function isSame(a: InconsistentObject, b: InconsistentObject): boolean {
  return (
    a.shape === 'object' && b.shape === 'object' && isDeepStrictEqual(a.definition, b.definition)
  );
}

function readInconsistentObject(item: unknown): InconsistentObject {
  const fields = asRecord(item);
  if (!fields) throw new ShapeError('an inconsistent object is not an object');
  const { definition, definitions, conflicts, objects, entity, message, ...others } = fields;
  const { type: ownType, name: ownName, reason: text, ...unforeseen } = others;
  const said = asText(text) ?? '';
  const [prefix = '', shape = shapeByKeys(fields)] =
    REASONS.find(([start]) => said.startsWith(start)) ?? [];
  const subject = said.slice(prefix.length);
  // Of the others the prefix is the reason, and what follows only names what it is about.
  const reason = shape === 'object' || shape === 'conflict' ? subject : said;
  const entries = entriesOf(shape, fields, subject);
  const members = entries.map(identifyEntry);
  const type = asText(ownType) ?? members[0]?.type ?? 'object';
  const name = asText(ownName);
  // All definitions of a duplicate are of one object.
  const identity =
    (shape === 'duplicate' && members[0]) ||
    (shape === 'inherited-permission'
      ? identify(type, `${type} ${name}`, entity)
      : identify(type, name, definition));
  return defined({
    shape,
    type: visible(type),
    name: visible(name ?? madeName(shape, subject, identity, entries)),
    identity,
    members,
    reason: readable(visible(reason)) || 'the server gives no reason',
    ...readMessage(message),
    definition:
      definition !== undefined ? definition : (definitions ?? conflicts ?? objects ?? entity),
    unforeseen: Object.keys(unforeseen).length > 0 ? unforeseen : undefined,
  });
}

/** The reason's prefix says which shape it is; the keys decide if it has none of these. */
const REASONS: readonly (readonly [prefix: string, shape: Shape])[] = [
  ['Inconsistent object: ', 'object'],
  ['Conflicting objects: ', 'conflict'],
  ['Multiple definitions for: ', 'duplicate'],
  ['Duplicate variables found in endpoint path: ', 'endpoint-path'],
  ['Empty segments or unnamed variables are not allowed: ', 'endpoint-path'],
  ['Ambiguous URL paths: ', 'ambiguous-endpoints'],
];

function shapeByKeys(fields: Fields): Shape {
  if (Array.isArray(fields['objects'])) return 'conflict';
  if (Array.isArray(fields['conflicts'])) return 'ambiguous-endpoints';
  if (Array.isArray(fields['definitions'])) return 'duplicate';
  if (fields['entity'] !== undefined) return 'inherited-permission';
  return asText(fields['type']) === undefined ? 'unknown' : 'object';
}

/** What takes part in a conflict, a duplicate or an ambiguity, each with the keys of one object. */
function entriesOf(shape: Shape, fields: Fields, subject: string): Fields[] {
  const { type, objects, conflicts, definitions } = fields;
  switch (shape) {
    case 'conflict':
      return asList(objects).map((item) => asRecord(item) ?? {});
    case 'ambiguous-endpoints':
      return asList(conflicts).map((definition) => ({ type: 'rest_endpoint', definition }));
    case 'duplicate':
      // The only place that names a duplicate is its reason.
      return [{ type, name: subject, definition: asList(definitions)[0] }];
    default:
      return [];
  }
}

function identifyEntry({ type, name, definition }: Fields): Identity {
  return identify(asText(type) ?? 'object', asText(name), definition);
}

function madeName(
  shape: Shape,
  subject: string,
  identity: Identity,
  entries: readonly Fields[],
): string {
  if (shape === 'duplicate' && subject !== '') return subject;
  if (shape === 'ambiguous-endpoints') return `rest_endpoint ${subject}`;
  if (shape !== 'conflict') return plain(describe(identity));
  const names = entries.map(({ name, type }) => asText(name) ?? asText(type) ?? 'object');
  return names.join(', ') || 'conflicting objects';
}

/** `message` is a text, an SQL error, an HTTP exception, or something that a newer server made up. */
function readMessage(message: unknown): { detail?: string; host?: string } {
  if (message === undefined || message === null) return {};
  const fields = asRecord(message);
  const said = asText(message) ?? asText(fields?.['message']) ?? JSON.stringify(message);
  const detail = readable(visible(said));
  const request = asRecord(fields?.['request']) ?? {};
  const name = asText(request['host']);
  if (!name) return detail === '' ? {} : { detail };
  const { port } = request;
  const host = visible(
    typeof port === 'number' || typeof port === 'string' ? `${name}:${port}` : name,
  );
  const method = asText(request['method']) ?? 'request to';
  const path = visible(asText(request['path']) ?? '');
  return { detail: `${detail} (${method} ${host}${path})`, host };
}
