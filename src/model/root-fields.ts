import { asRecord, asText, entryOf, type Fields } from '../lib/json.js';
import { identityOf, objectsIn, rootOf } from './metadata-objects.js';
import type { Identity } from './report.js';

/** Which object each GraphQL field comes from, as far as names say. */
export type FieldOwners = ReadonlyMap<string, Identity>;

/**
 * The objects that the fields of the GraphQL schema come from: of the given objects by the names
 * that the server gives fields by default, of all objects of the metadata, if there is one, by the
 * names in it.
 */
export function fieldOwners(identities: readonly Identity[], metadata?: Fields): FieldOwners {
  const owners = new Map<string, Identity>();
  const add = (identity: Identity, entry: Fields, parent: Fields): void => {
    for (const field of entryOf(FIELDS, identity.type)?.(identity, entry, parent) ?? []) {
      if (field !== undefined && !owners.has(normal(field))) owners.set(normal(field), identity);
    }
  };
  for (const identity of identities) add(identity, {}, {});
  for (const object of metadata ? objectsIn(rootOf(metadata), Object.keys(FIELDS)) : []) {
    const identity = identityOf(object);
    // Servers call a native query by its `name`.
    const name = identity.name ?? identity.nativeQuery;
    const own = { ...identity, ...(name !== undefined && { name }) };
    add(own, asRecord(object.entry) ?? {}, asRecord(object.parent?.entry) ?? {});
  }
  return owners;
}

/** The owner of a field of an object of the schema, such as `authors` of `query_root`. */
export function ownerOf(owners: FieldOwners, object: string, field: string): Identity | undefined {
  return owners.get(normal(`${object}.${field}`)) ?? owners.get(normal(field));
}

const OPERATIONS: Readonly<Record<string, (name: string) => string>> = {
  select: (name) => name,
  select_by_pk: (name) => `${name}_by_pk`,
  select_aggregate: (name) => `${name}_aggregate`,
  select_stream: (name) => `${name}_stream`,
  insert: (name) => `insert_${name}`,
  insert_one: (name) => `insert_${name}_one`,
  update: (name) => `update_${name}`,
  update_by_pk: (name) => `update_${name}_by_pk`,
  update_many: (name) => `update_${name}_many`,
  delete: (name) => `delete_${name}`,
  delete_by_pk: (name) => `delete_${name}_by_pk`,
};

/** The fields that come from an object, as far as its names, its entry and its parent's say. */
type FieldNames = (identity: Identity, entry: Fields, parent: Fields) => (string | undefined)[];

const ofTableField: FieldNames = (identity, _entry, parent) => {
  if (!identity.table || identity.name === undefined) return [];
  const field = `${baseName(identity, parent)}.${identity.name}`;
  return [field, `${field}_aggregate`];
};

const FIELDS: Readonly<Record<string, FieldNames>> = {
  source: (_identity, entry) => [asText(rootFieldsOf(entry)?.['namespace'])],
  table: (identity, entry, source) => {
    const custom = asRecord(asRecord(entry['configuration'])?.['custom_root_fields']);
    const base = baseName(identity, entry);
    return Object.entries(OPERATIONS).map(([operation, nameOf]) => {
      const own = custom?.[operation];
      return customized(asText(own) ?? asText(asRecord(own)?.['name']) ?? nameOf(base), source);
    });
  },
  function: (identity, entry, source) => {
    const configuration = asRecord(entry['configuration']);
    const base = asText(configuration?.['custom_name']) ?? graphqlName(identity.function?.text);
    return [customized(base, source), customized(`${base}_aggregate`, source)];
  },
  native_query: ({ name }, _entry, source) => [name && customized(name, source)],
  action: ({ action }) => [action],
  object_relation: ofTableField,
  array_relation: ofTableField,
  computed_field: ofTableField,
  remote_relationship: ofTableField,
};

const rootFieldsOf = (source: Fields): Fields | undefined =>
  asRecord(asRecord(source['customization'])?.['root_fields']);

function customized(field: string, source: Fields): string {
  const root = rootFieldsOf(source);
  return `${asText(root?.['prefix']) ?? ''}${field}${asText(root?.['suffix']) ?? ''}`;
}

function baseName(identity: Identity, entry: Fields): string {
  const custom = asText(asRecord(entry['configuration'])?.['custom_name']);
  return custom ?? graphqlName(identity.table?.text);
}

/** `inventory.items` is `inventory_items`; SQL Server's default schema is left out. */
function graphqlName(text = ''): string {
  return text.replace(/^dbo\./, '').replaceAll('.', '_');
}

/** The same for both naming conventions, `articles_by_pk` and `articlesByPk`. */
function normal(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
