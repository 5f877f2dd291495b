import { asList, asRecord, asText, type Fields } from '../lib/narrow.js';
import { qualifiedName } from './names.js';
import type { Identity, InconsistentObject } from './report.js';

/** Types of relationships: a permission's filter may pass through one. */
export const RELATIONSHIPS: ReadonlySet<string> = new Set([
  'object_relation',
  'array_relation',
  'remote_relationship',
]);

/** What is inconsistent, by what others find it with. */
export interface Index {
  readonly byKey: ReadonlyMap<string, InconsistentObject>;
  /** Names of agents and of sources. */
  readonly agents: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
  /** Keys of tables that have an inconsistent relationship: the others' permissions need no look. */
  readonly tablesWithRelationships: ReadonlySet<string>;
}

/**
 * The key under which others find an object that they rest on. What drags nothing along has none.
 */
export function keyOf(identity: Identity): string | undefined {
  const { type, name, source } = identity;
  switch (type) {
    case 'source':
      return join('source', source);
    case 'table':
      return tableKey(source, identity.table?.text);
    case 'function':
      return join('function', source, identity.function?.text);
    case 'logical_model':
    case 'native_query':
      return join(type, source, name);
    case 'remote_schema':
      return join(type, identity.remoteSchema);
    case 'data_connector_agent':
    case 'inherited_role':
      return join(type, name);
    case 'custom_types':
      return type;
    case 'action':
      return join(type, identity.action);
    case 'query_collections':
      return join(type, identity.collection, name);
    case 'object_relation':
    case 'array_relation':
    case 'remote_relationship':
      // Of a native query: no permission refers to it by its name alone.
      return identity.table && relationshipKey(source, identity.table.text, name);
    default:
      return undefined;
  }
}

/** Keys of what an object lies in, the nearest first: its table, its remote schema, its source. */
export function* containers(identity: Identity): Generator<string> {
  const { type, source } = identity;
  if (type !== 'table' && identity.table) yield tableKey(source, identity.table.text);
  if (type !== 'function' && identity.function)
    yield join('function', source, identity.function.text);
  if (identity.logicalModel) yield join('logical_model', source, identity.logicalModel);
  if (identity.nativeQuery) yield join('native_query', source, identity.nativeQuery);
  if (type !== 'remote_schema' && identity.remoteSchema !== undefined) {
    yield join('remote_schema', identity.remoteSchema);
  }
  if (type === 'action_permission') yield join('action', identity.action);
  if (type === 'action' || type === 'action_permission') yield 'custom_types';
  if (type !== 'source' && source !== undefined) yield join('source', source);
  if (type.startsWith('inherited role') && identity.name)
    yield join('inherited_role', identity.name);
}

/** Keys of what an object refers to, out of its definition. */
export function* references(object: InconsistentObject, index: Index): Generator<string> {
  const { identity } = object;
  const definition = asRecord(object.definition);
  const source = identity.source;
  if (definition) {
    yield* relationshipTargets(definition, source);
    yield* otherTargets(identity, definition);
    const table = tableKey(source, identity.table?.text);
    if (identity.type.endsWith('_permission') && index.tablesWithRelationships.has(table)) {
      for (const key of keysWithin(definition['permission'] ?? definition)) {
        yield relationshipKey(source, identity.table?.text, key);
      }
    }
  }
}

/** Where a definition names nothing: keys of what the reason calls by kind and name. */
export function* namedBy(object: InconsistentObject, index: Index): Generator<string> {
  const { identity } = object;
  const source = identity.source;
  const words = `${object.reason}\n${object.detail ?? ''}`;
  if (identity.type === 'source') yield* agentsNamedIn(words, index);
  if (isTypeMissing(object)) for (const name of index.sources) yield join('source', name);
  for (const [kind, name] of namedInReason(object.reason)) {
    if (kind === 'table') {
      yield tableKey(source, name);
      // The server leaves MSSQL's default schema out, as it does with Postgres'.
      yield tableKey(source, `dbo.${name}`);
    } else if (kind === 'remote schema') yield join('remote_schema', name);
    else yield join(kind.replace(' ', '_'), source, name);
  }
}

function* relationshipTargets(definition: Fields, source: string | undefined): Generator<string> {
  const using = asRecord(definition['using']);
  const manual = asRecord(using?.['manual_configuration']);
  const foreignKey = asRecord(using?.['foreign_key_constraint_on']);
  if (manual) yield tableKey(asText(manual['source']) ?? source, tableText(manual['remote_table']));
  if (foreignKey) yield tableKey(source, tableText(foreignKey['table']));
  // A remote relationship's own definition lies one level deeper than the object's.
  for (const level of [definition, asRecord(definition['definition'])]) {
    const toSource = asRecord(level?.['to_source']);
    const toSchema = asRecord(level?.['to_remote_schema']);
    const schema = asText(toSchema?.['remote_schema']) ?? asText(level?.['remote_schema']);
    if (toSource) {
      const target = asText(toSource['source']);
      yield tableKey(target, tableText(toSource['table']));
      yield join('source', target);
    }
    if (schema !== undefined) yield join('remote_schema', schema);
  }
}

function* otherTargets(identity: Identity, definition: Fields): Generator<string> {
  const query = asRecord(asRecord(definition['definition'])?.['query']);
  if (query) {
    yield join('query_collections', asText(query['collection_name']), asText(query['query_name']));
  }
  if (identity.type === 'native_query') {
    yield join('logical_model', identity.source, asText(definition['returns']));
  }
  if (identity.type !== 'custom_types') return;
  for (const type of asList(definition['objects'])) {
    for (const relationship of asList(asRecord(type)?.['relationships'])) {
      const fields = asRecord(relationship);
      const source = asText(fields?.['source']) ?? 'default';
      yield tableKey(source, tableText(fields?.['remote_table']));
      yield join('source', source);
    }
  }
}

/** A source's definition is its name alone, so that only its reason can name its agent. */
function* agentsNamedIn(words: string, index: Index): Generator<string> {
  for (const agent of index.agents) {
    if (words.includes(agent)) yield join('data_connector_agent', agent);
  }
}

/**
 * A database's own scalars, `uuid` say, are types that actions may use: the server takes them from
 * the sources that it reaches (`resolveCustomTypes` in `Hasura.RQL.DDL.CustomTypes`). The name may
 * as well be a wrong one: the server says the same of both.
 */
export function isTypeMissing({ identity, reason }: InconsistentObject): boolean {
  return (
    (identity.type === 'custom_types' || identity.type === 'action') &&
    /\bthe type\b.*\b(?:does not exist|is not defined|is not an object or scalar)/.test(reason)
  );
}

/** `table "author"`, `remote schema "payments"`: what a reason calls by its kind and name. */
function* namedInReason(reason: string): Generator<[kind: string, name: string]> {
  for (const match of reason.matchAll(NAMED)) {
    const name = match[2] ?? match[3];
    if (match[1] !== undefined && name !== undefined) yield [match[1].toLowerCase(), name];
  }
}

const NAMED =
  /\b(table|remote schema|function|logical model)(?: named)?[ :]+(?:"([^"\n]{1,200})"|'([^'\n]{1,200})')/gi;

/** All keys of a permission's filters; relationships stand among them. */
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

const tableText = (raw: unknown): string | undefined => qualifiedName(raw)?.text;
/** The key of a table. */
export const tableKey = (source?: string, table?: string): string => join('table', source, table);
const relationshipKey = (source?: string, table?: string, name?: string): string =>
  join('relationship', source, table, name);

/** The separator is one that no database and no GraphQL name can hold. */
function join(...parts: readonly (string | undefined)[]): string {
  return parts.join('\u0000');
}
