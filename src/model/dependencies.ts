import { asList, asRecord, asText, type Fields, valueAt } from '../lib/json.js';
import { ownPart, qualifiedName } from './identity.js';
import type { NamePart, Reference } from './kind.js';
import { kindOf } from './kinds.js';
import type { Identity, InconsistentObject } from './report.js';

/** The kind that contains what has this part in its identity, the nearest first. */
const CONTAINERS: readonly (readonly [part: NamePart, type: string])[] = [
  ['table', 'table'],
  ['function', 'function'],
  ['logicalModel', 'logical_model'],
  ['nativeQuery', 'native_query'],
  ['remoteSchema', 'remote_schema'],
  ['action', 'action'],
  ['source', 'source'],
];

/** What hangs on a table and may be part of a permission's filter; one key for all of them. */
const FIELD = 'field';
const FIELDS: ReadonlySet<string> = new Set([
  'object_relation',
  'array_relation',
  'remote_relationship',
  'computed_field',
]);

/**
 * The key under which others find an object that they depend on: its kind, its name and what
 * contains it. `undefined` if its identity is not complete.
 */
export function keyOf(identity: Identity): string | undefined {
  const { type, table, name } = identity;
  // A native query's relationships have none: no permission refers to one by its name alone.
  if (FIELDS.has(type)) return table && fieldKey(identity, name);
  const own = textOf(identity, ownPart(kindOf(type)));
  if (own === undefined && type !== 'custom_types') return undefined;
  return keyFor(type, identity, own);
}

/** Keys of what contains an object, the nearest first: its table, its remote schema, its source. */
export function* containers(identity: Identity): Generator<string> {
  const kind = kindOf(identity.type);
  const own = ownPart(kind);
  for (const [part, container] of CONTAINERS) {
    const text = textOf(identity, part);
    if (part !== own && text !== undefined) yield keyFor(container, identity, text);
  }
  if (kind.dependsOn !== undefined) yield keyFor(kind.dependsOn, identity);
}

/** The table of a relationship or computed field: permissions on others need no look at filters. */
export function tableWithField(identity: Identity): string | undefined {
  return FIELDS.has(identity.type) ? tableOf(identity) : undefined;
}

function tableOf({ source, table }: Identity): string {
  return join(source, table?.text);
}

/** Keys of what an object refers to, from its definition. */
export function* references(
  { definition, identity }: InconsistentObject,
  tablesWithFields: ReadonlySet<string>,
): Generator<string> {
  const kind = kindOf(identity.type);
  for (const reference of kind.references ?? []) {
    for (const item of itemsAt(asRecord(definition), reference.each?.split('.') ?? [])) {
      const key = referenceKey(reference, item, identity);
      if (key !== undefined) yield key;
    }
  }
  if (!identity.type.endsWith('_permission') || !tablesWithFields.has(tableOf(identity))) return;
  const permission = asRecord(definition)?.['permission'];
  const computed = asList(asRecord(permission)?.['computed_fields']).flatMap(
    (name) => asText(name) ?? [],
  );
  for (const name of [...computed, ...keysWithin(permission)]) {
    yield fieldKey(identity, name);
  }
}

/** Keys of what a reason names by its kind, where the definition names nothing. */
export function* namedInReason(identity: Identity, reason: string): Generator<string> {
  for (const [, kind = '', double, single] of reason.matchAll(NAMED)) {
    const type = kind.toLowerCase().replaceAll(' ', '_');
    const name = double ?? single;
    yield keyFor(type === 'data_connector' ? 'data_connector_agent' : type, identity, name);
    // The server leaves out SQL Server's default schema, as it does with Postgres'.
    if (type === 'table') yield keyFor(type, identity, `dbo.${name}`);
  }
}

const NAMED =
  /\b(table|remote schema|function|logical model|data connector)(?: named)?[ :]+(?:"([^"\n]{1,200})"|'([^'\n]{1,200})')/gi;

function* itemsAt(fields: Fields | undefined, path: readonly string[]): Generator<Fields> {
  const [key, ...rest] = path;
  if (!fields) return;
  if (key === undefined) yield fields;
  else for (const item of asList(fields[key])) yield* itemsAt(asRecord(item), rest);
}

function referenceKey(reference: Reference, item: Fields, own: Identity): string | undefined {
  const target: Record<string, unknown> = { ...own, type: reference.to };
  for (const [part, path] of Object.entries(reference.parts)) {
    const value = valueAt(item, path.split('.'));
    const read = part === 'table' ? qualifiedName(value) : asText(value);
    if (read === undefined && part !== 'source') return undefined;
    target[part] = read ?? own.source ?? 'default';
  }
  return keyOf(target as unknown as Identity);
}

/** All keys of a permission's filters; relationships are among them. */
function* keysWithin(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* keysWithin(item);
    return;
  }
  for (const [key, child] of Object.entries(asRecord(value) ?? {})) {
    yield key;
    yield* keysWithin(child);
  }
}

function textOf(identity: Identity, part: NamePart): string | undefined {
  const value = identity[part];
  return typeof value === 'object' ? value.text : value;
}

/** The key of a table's relationship or computed field. */
function fieldKey(identity: Identity, name?: string): string {
  return join(FIELD, tableOf(identity), name);
}

/** What has no source, and native queries: the server names their relationships without one. */
const WITHOUT_SOURCE: ReadonlySet<string> = new Set(['source', 'native_query']);

/** The key of a named object: in the same source or collection, if its kind is in one. */
function keyFor(type: string, { source, collection }: Partial<Identity>, name?: string): string {
  const form = kindOf(type).names?.[0] ?? '';
  const isInSource = form.includes('{source}') && !WITHOUT_SOURCE.has(type);
  const isInCollection = form.includes('{collection}');
  return join(type, isInSource ? source : '', isInCollection ? collection : '', name);
}

/** The separator is one that no database and no GraphQL name can hold. */
function join(...parts: readonly (string | undefined)[]): string {
  return parts.join('\u0000');
}
