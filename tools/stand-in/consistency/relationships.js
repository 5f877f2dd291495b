import { remoteSchemaObject, tableText } from './names.js';
import { columnsOf, whyNotTracked } from './tables.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('../types.js').JsonObject} JsonObject */

/**
 * Why a relationship of a table, local or remote, does not hold; undefined when it does.
 * @param {Context} context
 * @param {JsonObject} source
 * @param {JsonObject} entry of the table
 * @param {JsonObject} field
 * @returns {string | undefined}
 */
export function whyRelationshipBreaks(context, source, entry, field) {
  const text = tableText(entry.table, source.kind);
  if (field.using !== undefined) {
    const at = `in table "${text}": in relationship "${field.name}": `;
    return whyLocalBreaks(context, source, entry, field.using, at);
  }
  const at = `in table "${text}": in remote relationship "${field.name}": `;
  const definition = field.definition ?? field;
  const reason =
    whyToSourceBreaks(context, definition.to_source) ??
    whyToRemoteSchemaBreaks(context, definition.to_remote_schema ?? definition);
  if (reason !== undefined) {
    return `${at}${reason}`;
  }
  const { lhs_fields: fields, hasura_fields: legacy } = definition.to_remote_schema ?? definition;
  const mapped = Object.keys(definition.to_source?.field_mapping ?? {});
  return whyColumnsMiss(context, source, entry.table, [...(fields ?? legacy ?? []), ...mapped], at);
}

/**
 * Why a remote schema's or table's relationship to a source does not hold.
 * @param {Context} context
 * @param {any} target
 */
export function whyToSourceBreaks(context, target) {
  return target === undefined ? undefined : whyNotTracked(context, target.source, target.table);
}

/**
 * Why a relationship to a remote schema does not hold.
 * @param {Context} context
 * @param {any} target
 */
export function whyToRemoteSchemaBreaks({ metadata, snapshots, findings }, target) {
  const name = target?.remote_schema;
  if (name === undefined) {
    return undefined;
  }
  const schema = (metadata.remote_schemas ?? []).find(
    (/** @type {JsonObject} */ candidate) => candidate.name === name,
  );
  if (schema === undefined || findings.isBroken(remoteSchemaObject(schema))) {
    return `remote schema with name "${name}" not found`;
  }
  const [root] = Object.keys(target.remote_field ?? {});
  const { queryFields = [] } = snapshots.remoteSchemas.get(name) ?? {};
  return root === undefined || queryFields.includes(root)
    ? undefined
    : `field "${root}" not found in type: query_root of the remote schema "${name}"`;
}

/**
 * @param {Context} context
 * @param {JsonObject} source
 * @param {JsonObject} entry
 * @param {JsonObject} using
 * @param {string} at
 */
function whyLocalBreaks(context, source, entry, using, at) {
  const key = using.foreign_key_constraint_on;
  const manual = using.manual_configuration;
  const remote = manual?.remote_table ?? key?.table;
  if (remote !== undefined) {
    // The target is a dependency, which the server reports without the place it is named in.
    const reason = whyNotTracked(context, manual?.source ?? source.name, remote);
    if (reason !== undefined) {
      return reason;
    }
    const columns = manual ? Object.values(manual.column_mapping ?? {}) : list(key);
    const missing = whyColumnsMiss(context, source, remote, columns, at);
    if (missing !== undefined) {
      return missing;
    }
  }
  const own = manual ? Object.keys(manual.column_mapping ?? {}) : remote ? [] : list(key);
  return whyColumnsMiss(context, source, entry.table, own, at);
}

/** @param {any} key a column, columns, or `{table, column | columns}` @returns {string[]} */
function list(key) {
  const columns = key?.columns ?? key?.column ?? key ?? [];
  return Array.isArray(columns) ? columns : [columns];
}

/**
 * @param {Context} context
 * @param {JsonObject} source
 * @param {any} table
 * @param {string[]} columns
 * @param {string} at
 */
function whyColumnsMiss(context, source, table, columns, at) {
  const existing = columnsOf(context, source, table);
  const missing = columns.find((column) => existing?.has(column) === false);
  return missing === undefined ? undefined : `${at}column "${missing}" does not exist`;
}
