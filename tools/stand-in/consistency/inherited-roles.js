import { isDeepStrictEqual } from 'node:util';
import { inheritedRole, tableMember, tableText } from './names.js';
import { PERMISSION_LISTS } from './tables.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('../types.js').JsonObject} JsonObject */

/**
 * Checks that the parents of an inherited role exist and do not contradict one another.
 * @param {Context} context
 */
export function checkInheritedRoles(context) {
  const { metadata, findings } = context;
  /** @type {JsonObject[]} */
  const roles = metadata.inherited_roles ?? [];
  const known = knownRoles(metadata);
  for (const role of roles) {
    const missing = role.role_set.find((/** @type {string} */ parent) => !known.has(parent));
    if (missing !== undefined) {
      findings.inconsistent(inheritedRole(role), `parent role "${missing}" does not exist`);
      continue;
    }
    for (const source of metadata.sources ?? []) {
      for (const entry of source.tables ?? []) {
        checkTable(context, role, source, entry);
      }
    }
    for (const schema of metadata.remote_schemas ?? []) {
      if (contradicts(role, schema.permissions ?? [], (permission) => permission.definition)) {
        const entity = { remote_schema: schema.name };
        findings.notInherited(role.role_name, entity, `remote schema: '${schema.name}'`);
      }
    }
  }
}

/**
 * @param {Context} context
 * @param {JsonObject} role
 * @param {JsonObject} source
 * @param {JsonObject} entry
 */
function checkTable({ findings }, role, source, entry) {
  for (const [type, list] of Object.entries(PERMISSION_LISTS)) {
    // The server combines select permissions; the others have to agree.
    if (type === 'select_permission') {
      continue;
    }
    const sound = (entry[list] ?? []).filter(
      (/** @type {JsonObject} */ permission) =>
        !findings.isBroken(tableMember(source, entry.table, type, permission)),
    );
    if (contradicts(role, sound, ({ permission }) => permission)) {
      const table = tableText(entry.table, source.kind);
      const kind = type.replace('_permission', '');
      findings.notInherited(
        role.role_name,
        { table, source: source.name, permission_type: kind },
        `${kind} permission, table: ${table}, source: '${source.name}'`,
      );
    }
  }
}

/**
 * @param {JsonObject} role
 * @param {JsonObject[]} permissions
 * @param {(permission: JsonObject) => unknown} contentOf
 */
function contradicts(role, permissions, contentOf) {
  // A permission of the role's own goes before what it inherits.
  if (permissions.some((permission) => permission.role === role.role_name)) {
    return false;
  }
  const [first, ...others] = permissions
    .filter((permission) => role.role_set.includes(permission.role))
    .map(contentOf);
  return others.some((other) => !isDeepStrictEqual(other, first));
}

/** @param {JsonObject} metadata @returns {Set<string>} */
function knownRoles(metadata) {
  const tables = (metadata.sources ?? []).flatMap(
    (/** @type {JsonObject} */ { tables }) => tables ?? [],
  );
  const holders = [
    ...tables.flatMap((/** @type {JsonObject} */ table) =>
      Object.values(PERMISSION_LISTS).flatMap((list) => table[list] ?? []),
    ),
    ...(metadata.sources ?? []).flatMap((/** @type {JsonObject} */ source) =>
      (source.functions ?? []).flatMap(
        (/** @type {JsonObject} */ entry) => entry.permissions ?? [],
      ),
    ),
    ...(metadata.remote_schemas ?? []).flatMap(
      (/** @type {JsonObject} */ schema) => schema.permissions ?? [],
    ),
    ...(metadata.actions ?? []).flatMap(
      (/** @type {JsonObject} */ action) => action.permissions ?? [],
    ),
  ];
  return new Set([
    ...holders.map(({ role }) => role),
    ...(metadata.inherited_roles ?? []).map(
      (/** @type {JsonObject} */ { role_name: name }) => name,
    ),
  ]);
}
