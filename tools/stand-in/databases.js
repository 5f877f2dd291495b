import { tableText } from './consistency/names.js';
import { fieldsIn } from './consistency/permissions.js';
import { PERMISSION_LISTS } from './consistency/tables.js';
import { inVersion3 } from './metadata-store.js';

/** @typedef {import('./types.js').JsonObject} JsonObject */

/**
 * Databases in which all that the metadata names exists, for a test to take something away from.
 * Columns are those that relationships, permissions and event triggers list by name.
 * @param {JsonObject} metadata
 * @returns {import('./types.js').Databases}
 */
export function databasesFor(metadata) {
  /** @type {import('./types.js').Databases} */
  const databases = {};
  for (const source of inVersion3(metadata).sources ?? []) {
    /** @type {Record<string, Set<string>>} */
    const tables = {};
    const columnsOf = (/** @type {any} */ table) => {
      const text = tableText(table, source.kind);
      tables[text] ??= new Set();
      return tables[text];
    };
    for (const entry of source.tables ?? []) {
      addAll(columnsOf(entry.table), columnsNamedBy(entry));
      for (const { using } of relationshipsOf(entry)) {
        addTargetColumns(columnsOf, using);
      }
    }
    databases[source.name] = {
      tables: Object.fromEntries(Object.entries(tables).map(([text, set]) => [text, [...set]])),
      functions: functionsOf(source),
    };
  }
  return databases;
}

/** @param {JsonObject} entry @returns {JsonObject[]} */
function relationshipsOf(entry) {
  return [...(entry.object_relationships ?? []), ...(entry.array_relationships ?? [])];
}

/** @param {JsonObject} entry @returns {string[]} */
function columnsNamedBy(entry) {
  const permissions = Object.values(PERMISSION_LISTS).flatMap((list) => entry[list] ?? []);
  const fields = new Set(
    [...relationshipsOf(entry), ...(entry.computed_fields ?? [])].map(({ name }) => name),
  );
  const inPermissions = permissions.flatMap(({ permission = {} }) => [
    ...(Array.isArray(permission.columns) ? permission.columns : []),
    ...Object.keys(permission.set ?? {}),
    ...fieldsIn(permission.filter),
    ...fieldsIn(permission.check),
  ]);
  return [
    // A filter names relationships and computed fields as well.
    ...inPermissions.filter((name) => !fields.has(name)),
    ...relationshipsOf(entry).flatMap(({ using = {} }) => [
      ...Object.keys(using.manual_configuration?.column_mapping ?? {}),
      ...(using.foreign_key_constraint_on?.table === undefined
        ? [using.foreign_key_constraint_on ?? []].flat()
        : []),
    ]),
    ...(entry.remote_relationships ?? []).flatMap((/** @type {JsonObject} */ field) => {
      const definition = field.definition ?? field;
      return [
        ...(definition.hasura_fields ?? []),
        ...(definition.to_remote_schema?.lhs_fields ?? []),
        ...Object.keys(definition.to_source?.field_mapping ?? {}),
      ];
    }),
    ...(entry.event_triggers ?? []).flatMap((/** @type {JsonObject} */ { definition = {} }) =>
      Object.values(definition).flatMap((operation) =>
        Array.isArray(operation?.columns) ? operation.columns : [],
      ),
    ),
  ];
}

/** @param {(table: any) => Set<string>} columnsOf @param {JsonObject} using */
function addTargetColumns(columnsOf, using) {
  const { manual_configuration: manual, foreign_key_constraint_on: key } = using ?? {};
  if (manual !== undefined && manual.source === undefined) {
    addAll(columnsOf(manual.remote_table), Object.values(manual.column_mapping ?? {}));
  }
  if (key?.table !== undefined) {
    addAll(columnsOf(key.table), [key.columns ?? key.column ?? []].flat());
  }
}

/** @param {Set<string>} set @param {string[]} names */
function addAll(set, names) {
  for (const name of names) {
    set.add(name);
  }
}

/** @param {JsonObject} source @returns {string[]} */
function functionsOf(source) {
  const computed = (source.tables ?? []).flatMap(
    (/** @type {JsonObject} */ entry) => entry.computed_fields ?? [],
  );
  return [
    ...(source.functions ?? []).map((/** @type {JsonObject} */ entry) => entry.function),
    ...computed.map((/** @type {JsonObject} */ { definition }) => definition?.function),
  ].map((text) => tableText(text, source.kind));
}
