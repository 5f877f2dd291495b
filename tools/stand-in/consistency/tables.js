import { sourceObject, tableMember, tableObject, tableText } from './names.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('../types.js').JsonObject} JsonObject */

/** The lists of a table's entry whose items become GraphQL fields, by the type of their object. */
export const FIELD_LISTS = /** @type {const} */ ({
  object_relation: 'object_relationships',
  array_relation: 'array_relationships',
  computed_field: 'computed_fields',
  remote_relationship: 'remote_relationships',
});

/** The lists of a table's entry that hold permissions, by the type of their object. */
export const PERMISSION_LISTS = /** @type {const} */ ({
  insert_permission: 'insert_permissions',
  select_permission: 'select_permissions',
  update_permission: 'update_permissions',
  delete_permission: 'delete_permissions',
});

/**
 * The table's columns: undefined when every column exists.
 * @param {Context} context
 * @param {JsonObject} source
 * @param {any} table
 */
export function columnsOf({ snapshots }, source, table) {
  return snapshots.sources.get(source.name)?.tables?.get(tableText(table, source.kind));
}

/**
 * Why nothing can refer to that table, undefined when it is tracked and consistent.
 * @param {Context} context
 * @param {string} sourceName
 * @param {any} table
 */
export function whyNotTracked({ tracked, findings }, sourceName, table) {
  const known = tracked.get(sourceName);
  if (known === undefined || findings.isBroken(sourceObject(known.source))) {
    return `no such source exists: "${sourceName}"`;
  }
  const text = tableText(table, known.source.kind);
  const sound = known.tables.has(text) && !findings.isBroken(tableObject(known.source, table));
  return sound ? undefined : `table "${text}" is not tracked`;
}

/**
 * The tables that the metadata tracks, by source: looked up once for each relationship.
 * @param {JsonObject} metadata
 * @returns {Map<string, { source: JsonObject, tables: Set<string> }>}
 */
export function trackedTables(metadata) {
  return new Map(
    (metadata.sources ?? []).map((/** @type {JsonObject} */ source) => {
      const texts = (source.tables ?? []).map((/** @type {JsonObject} */ { table }) =>
        tableText(table, source.kind),
      );
      return [source.name, { source, tables: new Set(texts) }];
    }),
  );
}

/**
 * The relationships and fields of a table's entry, as objects, with that name.
 * @param {JsonObject} source
 * @param {JsonObject} entry
 * @param {string} name
 */
export function fieldsNamed(source, entry, name) {
  return Object.entries(FIELD_LISTS).flatMap(([type, list]) =>
    (entry[list] ?? [])
      .filter((/** @type {JsonObject} */ field) => field.name === name)
      .map((/** @type {JsonObject} */ field) => tableMember(source, entry.table, type, field)),
  );
}
