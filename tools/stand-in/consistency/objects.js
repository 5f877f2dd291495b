import { CRON_RETRIES } from '../normal-form.js';

/** @typedef {import('../types.js').JsonObject} JsonObject */
/** @typedef {import('../types.js').MetadataObject} MetadataObject */

/**
 * A table or function as the server writes it in names: without the schema `public`.
 * @param {any} table
 * @returns {string}
 */
export function tableText(table) {
  if (Array.isArray(table)) return table.join('.');
  if (typeof table !== 'object' || table === null) return String(table);
  const schema = table.schema ?? table.dataset;
  return schema === undefined || schema === 'public' ? table.name : `${schema}.${table.name}`;
}

/** @param {string} source @returns {MetadataObject} */
export function sourceObject(source) {
  return { type: 'source', name: `source ${source}`, definition: source };
}

/**
 * A table, function or native query.
 * @param {'table' | 'function' | 'native_query'} type
 * @param {string} source
 * @param {any} definition
 * @returns {MetadataObject}
 */
export function sourceMember(type, source, definition) {
  const text = definition.root_field_name ?? tableText(definition);
  return { type, name: `${type} ${text} in source ${source}`, definition };
}

/** What the server shows of a table's members although the metadata leaves it out. */
const SHOWN = /** @type {Record<string, JsonObject>} */ ({
  select_permission: { allow_aggregations: false, computed_fields: [] },
  insert_permission: { backend_only: false },
  update_permission: { backend_only: false },
  delete_permission: { backend_only: false },
});

/**
 * A relationship, a permission, a computed field, a remote relationship or an event trigger.
 * @param {string} source
 * @param {any} table
 * @param {string} type
 * @param {JsonObject} entry its normal form
 * @returns {MetadataObject}
 */
export function tableMember(source, table, type, entry) {
  const own = { source, table, comment: null, ...entry };
  if (type === 'remote_relationship') delete own.comment;
  if (type in SHOWN) own.permission = { ...SHOWN[type], ...entry.permission };
  return {
    type,
    name: `${type} ${entry.role ?? entry.name} in table ${tableText(table)} in source ${source}`,
    definition: type === 'event_trigger' ? { table, configuration: entry } : own,
  };
}

/** @param {JsonObject} schema @returns {MetadataObject} */
export function remoteSchemaObject(schema) {
  return named('remote_schema', {
    comment: null,
    permissions: [],
    remote_relationships: [],
    ...schema,
    definition: { forward_client_headers: false, ...schema.definition },
  });
}

/** @param {string} schema @param {JsonObject} permission @returns {MetadataObject} */
export function remoteSchemaPermission(schema, { role, definition }) {
  const type = 'remote_schema_permission';
  return { type, name: `${type} ${role} permission in remote schema ${schema}`, definition };
}

/** @param {JsonObject} action @returns {MetadataObject} */
export function actionObject({ name, comment = null, definition }) {
  const { ignored_client_headers: _hidden, arguments: given = [], ...rest } = definition;
  const described = given.map((/** @type {JsonObject} */ one) => ({ description: null, ...one }));
  return named('action', {
    name,
    comment,
    definition: {
      arguments: described,
      forward_client_headers: false,
      headers: [],
      timeout: 30,
      ...rest,
    },
  });
}

/** @param {JsonObject} customTypes @returns {MetadataObject} */
export function customTypesObject(customTypes) {
  const objects = (customTypes.objects ?? []).map((/** @type {JsonObject} */ type) => ({
    description: null,
    relationships: [],
    ...type,
    fields: type.fields.map((/** @type {JsonObject} */ field) => ({
      arguments: null,
      description: null,
      ...field,
    })),
  }));
  const definition = { enums: [], input_objects: [], scalars: [], ...customTypes, objects };
  return { type: 'custom_types', name: 'custom_types custom_types', definition };
}

/** @param {JsonObject} trigger @returns {MetadataObject} */
export function cronTriggerObject(trigger) {
  return named('cron_trigger', { headers: [], retry_conf: CRON_RETRIES, ...trigger });
}

/** @param {string} collection @param {JsonObject} query @returns {MetadataObject} */
export function queryObject(collection, query) {
  const type = 'query_collections';
  return { type, name: `${type} ${query.name} in ${collection}`, definition: query };
}

/** @param {JsonObject} role @returns {MetadataObject} */
export function inheritedRole(role) {
  const name = `inherited_role inherited role ${role.role_name}`;
  return { type: 'inherited_role', name, definition: role };
}

/** @param {string} type @param {JsonObject} entry @returns {MetadataObject} */
export function named(type, entry) {
  return { type, name: `${type} ${entry.name}`, definition: entry };
}
