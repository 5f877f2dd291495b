import { isDeepStrictEqual } from 'node:util';
import { asList, asRecord, asText, type Fields } from '../lib/json.js';
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
  const objects: InconsistentObject[] = [];
  const places = new Map<string, number>();
  const repeated = new Map<number, InconsistentObject[]>();
  for (const item of list) {
    const object = readInconsistentObject(item);
    const place = places.get(object.name);
    const known = place === undefined ? undefined : objects[place];
    if (place !== undefined && known && isSame(known, object)) {
      const all = repeated.get(place) ?? [known];
      repeated.set(place, all);
      all.push(object);
    } else places.set(object.name, objects.push(object) - 1);
  }
  for (const [place, all] of repeated) objects[place] = merge(all);
  return objects;
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
  if (!fields) throw new ShapeError('an inconsistent object is not an object');
  const { shape, reason, rest: subject } = splitReason(asText(fields['reason']) ?? '', fields);
  const members = membersOf(shape, fields, subject);
  const type = asText(fields['type']) ?? members[0]?.type ?? 'object';
  const said = asText(fields['name']);
  const definition = definitionOf(fields);
  const identity = identityOf(shape, type, said, fields, members[0]);
  const message = readMessage(fields['message']);
  const unforeseen = Object.entries(fields).filter(([key]) => !KNOWN_KEYS.has(key));
  return {
    shape,
    type: visible(type),
    name: visible(said ?? madeName(shape, subject, identity, fields)),
    identity,
    members,
    reason: readable(visible(reason)) || 'the server gives no reason',
    ...message,
    ...(definition !== undefined && { definition }),
    ...(unforeseen.length > 0 && { unforeseen: Object.fromEntries(unforeseen) }),
  };
}

function identityOf(
  shape: Shape,
  type: string,
  name: string | undefined,
  fields: Fields,
  first: Identity | undefined,
): Identity {
  if (shape === 'inherited-permission') return identify(type, `${type} ${name}`, fields['entity']);
  // All definitions of a duplicate are of one object.
  if (shape === 'duplicate' && first) return first;
  return identify(type, name, fields['definition']);
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

function splitReason(text: string, fields: Fields): { shape: Shape; reason: string; rest: string } {
  for (const [prefix, shape] of REASONS) {
    if (!text.startsWith(prefix)) continue;
    const rest = text.slice(prefix.length);
    // Of the others the prefix is the reason, and what follows only names what it is about.
    return { shape, rest, reason: shape === 'object' || shape === 'conflict' ? rest : text };
  }
  return { shape: shapeByKeys(fields), reason: text, rest: text };
}

function shapeByKeys(fields: Fields): Shape {
  if (Array.isArray(fields['objects'])) return 'conflict';
  if (Array.isArray(fields['conflicts'])) return 'ambiguous-endpoints';
  if (Array.isArray(fields['definitions'])) return 'duplicate';
  if (fields['entity'] !== undefined) return 'inherited-permission';
  return asText(fields['type']) === undefined ? 'unknown' : 'object';
}

function membersOf(shape: Shape, fields: Fields, subject: string): Identity[] {
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
    return [
      identify(asText(fields['type']) ?? 'object', subject, asList(fields['definitions'])[0]),
    ];
  }
  return [];
}

function definitionOf(fields: Fields): unknown {
  if (fields['definition'] !== undefined) return fields['definition'];
  return fields['definitions'] ?? fields['conflicts'] ?? fields['objects'] ?? fields['entity'];
}

function madeName(shape: Shape, subject: string, identity: Identity, fields: Fields): string {
  if (shape === 'duplicate' && subject !== '') return subject;
  if (shape === 'ambiguous-endpoints') return `rest_endpoint ${subject}`;
  if (shape === 'conflict') {
    const names = asList(fields['objects']).map((item) => {
      const member = asRecord(item);
      return asText(member?.['name']) ?? asText(member?.['type']) ?? 'object';
    });
    return names.join(', ') || 'conflicting objects';
  }
  return plain(describe(identity));
}

/** `message` is a text, an SQL error, an HTTP exception, or something that a newer server made up. */
function readMessage(message: unknown): { detail?: string; host?: string } {
  if (message === undefined || message === null) return {};
  const fields = asRecord(message);
  const request = asRecord(fields?.['request']);
  const host = hostOf(request);
  const said = asText(message) ?? asText(fields?.['message']) ?? JSON.stringify(message);
  const detail = readable(visible(said));
  if (host === undefined) return detail === '' ? {} : { detail };
  const path = asText(request?.['path']) ?? '';
  return {
    detail: `${detail} (${asText(request?.['method']) ?? 'request to'} ${host}${visible(path)})`,
    host,
  };
}

function hostOf(request: Fields | undefined): string | undefined {
  const host = asText(request?.['host']);
  if (host === undefined || host === '') return undefined;
  const port = request?.['port'];
  const shown = typeof port === 'number' || typeof port === 'string' ? `:${port}` : '';
  return visible(`${host}${shown}`);
}
