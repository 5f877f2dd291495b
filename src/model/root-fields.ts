import { asRecord, asText, type Fields } from '../lib/json.js';
import { ownPart, qualifiedName } from './identity.js';
import { kindOf } from './kinds.js';
import { objectsOf } from './metadata-objects.js';
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
  const add = (identity: Identity, entry: Fields, table: Fields, source: Fields): void => {
    for (const field of fieldsOf(identity, entry, table, source)) {
      if (!owners.has(field)) owners.set(field, identity);
    }
  };
  for (const identity of identities) add(identity, {}, {}, {});
  for (const { type, key, entry, parents } of metadata ? objectsOf(metadata) : []) {
    const source = parents[0]?.type === 'source' ? parents[0] : undefined;
    const table = parents[1]?.type === 'table' ? parents[1] : undefined;
    const own = ownPart(kindOf(type));
    const tableName = table && qualifiedName(table.key);
    const name = own === 'table' || own === 'function' ? qualifiedName(key) : asText(key);
    add(
      {
        type,
        ...(source && { source: asText(source.key) ?? '' }),
        ...(tableName && { table: tableName }),
        ...(name !== undefined && { [own]: name }),
      },
      asRecord(entry) ?? {},
      asRecord(table?.entry) ?? {},
      asRecord(source?.entry) ?? {},
    );
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

function* fieldsOf(
  identity: Identity,
  entry: Fields,
  table: Fields,
  source: Fields,
): Generator<string> {
  const root = asRecord(asRecord(source['customization'])?.['root_fields']);
  const customized = (name: string) =>
    normal(`${asText(root?.['prefix']) ?? ''}${name}${asText(root?.['suffix']) ?? ''}`);
  const { type, name } = identity;
  switch (type) {
    case 'source': {
      const own = asRecord(asRecord(entry['customization'])?.['root_fields']);
      const namespace = asText(own?.['namespace']);
      if (namespace !== undefined) yield normal(namespace);
      return;
    }
    case 'table': {
      const custom = asRecord(asRecord(entry['configuration'])?.['custom_root_fields']);
      for (const [operation, nameOf] of Object.entries(OPERATIONS)) {
        const own = custom?.[operation];
        const written = asText(own) ?? asText(asRecord(own)?.['name']);
        yield customized(written ?? nameOf(baseName(identity, entry)));
      }
      return;
    }
    case 'function': {
      const configuration = asRecord(entry['configuration']);
      const base = asText(configuration?.['custom_name']) ?? graphqlName(identity.function?.text);
      yield customized(base);
      yield customized(`${base}_aggregate`);
      return;
    }
    case 'native_query':
      if (name !== undefined) yield customized(name);
      return;
    case 'action':
      if (identity.action !== undefined) yield normal(identity.action);
      return;
    case 'object_relation':
    case 'array_relation':
    case 'computed_field':
    case 'remote_relationship':
      if (!identity.table || name === undefined) return;
      yield normal(`${baseName(identity, table)}.${name}`);
      yield normal(`${baseName(identity, table)}.${name}_aggregate`);
  }
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
