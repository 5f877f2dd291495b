import { tableMember, tableText } from './names.js';
import { columnsOf, fieldsNamed } from './tables.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('../types.js').JsonObject} JsonObject */

/**
 * Checks one permission of a table: its columns, its filter, its presets.
 * @param {Context} context
 * @param {JsonObject} source
 * @param {JsonObject} entry of the table
 * @param {{ type: string, permission: JsonObject }} permission
 */
export function checkPermission(context, source, entry, { type, permission }) {
  const { findings } = context;
  const object = tableMember(source, entry.table, type, permission);
  const text = tableText(entry.table, source.kind);
  const at = `in table "${text}": in permission for role "${permission.role}": `;
  if (permission.role === 'admin') {
    findings.inconsistent(object, `${at}cannot define permission for admin role`);
    return;
  }
  const columns = columnsOf(context, source, entry.table);
  const {
    columns: allowed,
    filter,
    check,
    set,
    computed_fields: computed,
  } = permission.permission ?? {};
  const named = [
    ...(Array.isArray(allowed) ? allowed : []),
    ...fieldsIn(filter),
    ...fieldsIn(check),
    ...Object.keys(set ?? {}),
    ...(computed ?? []),
  ];
  for (const name of new Set(named)) {
    const fields = fieldsNamed(source, entry, name);
    if (fields.length > 0 && fields.every((field) => findings.isBroken(field))) {
      findings.inconsistent(object, `table "${text}" has no field named "${name}"`);
    } else if (fields.length === 0 && columns?.has(name) === false) {
      findings.inconsistent(object, `${at}column "${name}" does not exist`);
    }
  }
}

/**
 * The fields of the table itself that a boolean expression names.
 * @param {any} expression
 * @returns {string[]}
 */
export function fieldsIn(expression) {
  if (typeof expression !== 'object' || expression === null) {
    return [];
  }
  return Object.entries(expression).flatMap(([key, value]) => {
    if (/^[_$](and|or)$/.test(key)) {
      return Array.isArray(value) ? value.flatMap(fieldsIn) : [];
    }
    if (/^[_$]not$/.test(key)) {
      return fieldsIn(value);
    }
    // `_exists` looks into another table, whose fields are not this table's.
    return /^[_$]/.test(key) ? [] : [key];
  });
}
