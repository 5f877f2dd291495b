/** @typedef {import('../types.js').MetadataObject} MetadataObject */
/** @typedef {import('../types.js').JsonObject} JsonObject */

const POSTGRES_FAMILY = new Set(['postgres', 'pg', 'citus', 'cockroach', 'alloy']);

/**
 * A table or function as the server writes it in names: Postgres leaves `public.` out, SQL Server
 * `dbo.`.
 * @param {any} table
 * @param {string} [kind] of the source
 * @returns {string}
 */
export function tableText(table, kind = 'postgres') {
  if (Array.isArray(table)) {
    return table.join('.');
  }
  if (typeof table !== 'object' || table === null) {
    return String(table);
  }
  const schema = table.schema ?? table.dataset;
  const implied = POSTGRES_FAMILY.has(kind) ? 'public' : kind === 'mssql' ? 'dbo' : undefined;
  return schema === undefined || schema === implied ? table.name : `${schema}.${table.name}`;
}

/**
 * A table as the server writes it in definitions: a Postgres table is always an object there.
 * @param {any} table
 * @param {string} [kind] of the source
 */
export function tableDefinition(table, kind = 'postgres') {
  if (POSTGRES_FAMILY.has(kind)) {
    const { schema = 'public', name } = typeof table === 'string' ? { name: table } : table;
    return { schema, name };
  }
  return table;
}

/** @param {JsonObject} source @returns {MetadataObject} */
export function sourceObject(source) {
  return { type: 'source', name: `source ${source.name}`, definition: source.name };
}

/** @param {JsonObject} source @param {any} table @returns {MetadataObject} */
export function tableObject(source, table) {
  return {
    type: 'table',
    name: `table ${tableText(table, source.kind)} in source ${source.name}`,
    definition: tableDefinition(table, source.kind),
  };
}

/**
 * A relationship, a permission, a computed field, a remote relationship or an event trigger.
 * @param {JsonObject} source
 * @param {any} table
 * @param {string} type
 * @param {JsonObject} entry as it stands in the metadata
 * @returns {MetadataObject}
 */
export function tableMember(source, table, type, entry) {
  const owner = tableObject(source, table);
  const definition =
    type === 'event_trigger'
      ? { table: owner.definition, configuration: entry }
      : { source: source.name, table: owner.definition, comment: null, ...entry };
  return { type, name: `${type} ${entry.role ?? entry.name} in ${owner.name}`, definition };
}

/** @param {JsonObject} source @param {JsonObject} entry @returns {MetadataObject} */
export function functionObject(source, entry) {
  return {
    type: 'function',
    name: `function ${tableText(entry.function, source.kind)} in source ${source.name}`,
    definition: {
      source: source.name,
      ...entry,
      function: tableDefinition(entry.function, source.kind),
    },
  };
}

/** @param {JsonObject} source @param {any} func @param {string} role @returns {MetadataObject} */
export function functionPermission(source, func, role) {
  const text = tableText(func, source.kind);
  return {
    type: 'function_permission',
    name: `function_permission ${role} permission for function ${text} in source ${source.name}`,
    definition: { source: source.name, function: tableDefinition(func, source.kind), role },
  };
}

/** @param {JsonObject} schema @returns {MetadataObject} */
export function remoteSchemaObject(schema) {
  return {
    type: 'remote_schema',
    name: `remote_schema ${schema.name}`,
    definition: { comment: null, permissions: [], ...schema },
  };
}

/** @param {string} schema @param {JsonObject} permission @returns {MetadataObject} */
export function remoteSchemaPermission(schema, { role, definition }) {
  return {
    type: 'remote_schema_permission',
    name: `remote_schema_permission ${role} permission in remote schema ${schema}`,
    definition: { schema: definition?.schema },
  };
}

/**
 * @param {string} schema
 * @param {string} typeName
 * @param {JsonObject} relationship
 * @returns {MetadataObject}
 */
export function remoteSchemaRelationship(schema, typeName, { name, definition }) {
  const type = 'remote_schema_remote_relationship';
  return {
    type,
    name: `${type} remote_relationship ${name} on type ${typeName} in remote schema ${schema}`,
    definition: { remote_schema: schema, type_name: typeName, name, definition },
  };
}

/** @param {string} action @param {JsonObject} permission @returns {MetadataObject} */
export function actionPermission(action, permission) {
  return {
    type: 'action_permission',
    name: `action_permission ${permission.role} permission in ${action}`,
    definition: { action, comment: null, ...permission },
  };
}

/** @param {JsonObject} role @returns {MetadataObject} */
export function inheritedRole(role) {
  return {
    type: 'inherited_role',
    name: `inherited_role inherited role ${role.role_name}`,
    definition: { role_name: role.role_name, role_set: role.role_set },
  };
}

/**
 * An action, a cron trigger or a REST endpoint.
 * @param {'action' | 'cron_trigger' | 'rest_endpoint'} type
 * @param {JsonObject} entry
 * @returns {MetadataObject}
 */
export function named(type, entry) {
  return { type, name: `${type} ${entry.name}`, definition: entry };
}

/** @param {JsonObject} customTypes @returns {MetadataObject} */
export function customTypesObject(customTypes) {
  return { type: 'custom_types', name: 'custom_types custom_types', definition: customTypes };
}

/** @param {string} name @returns {MetadataObject} */
export function agentObject(name) {
  return { type: 'data_connector_agent', name: `data_connector_agent ${name}`, definition: name };
}
