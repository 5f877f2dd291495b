import { isDeepStrictEqual } from 'node:util';
import { ApiError } from '../errors.js';
import { inheritedRole } from './objects.js';
import { PERMISSION_LISTS } from './tables.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('../types.js').JsonObject} JsonObject */

/**
 * Checks that the parents of inherited roles exist, and that their permissions do not conflict.
 * @param {Context} context
 * @throws {ApiError} if roles inherit in a circle
 */
export function checkInheritedRoles({ metadata, sources, objects, report }) {
  /** @type {JsonObject[]} */
  const roles = metadata.inherited_roles ?? [];
  const parents = new Map(roles.map((role) => [role.role_name, role.role_set]));
  for (const { role_name: role } of roles) refuseCycle(parents, [role]);
  const known = new Set([...rolesIn(metadata), ...parents.keys()]);
  const tables = [...sources.values()].flatMap((source) => [...source.values()]);
  for (const role of roles) {
    const missing = role.role_set.filter((/** @type {string} */ parent) => !known.has(parent));
    if (missing.length > 0) {
      const reason = `in inherited role ${role.role_name}: the following parent role(s) are not found: ${missing.join(', ')} which are required to construct the inherited role: "${role.role_name}"`;
      report(inheritedRole(role), reason);
      continue;
    }
    for (const { source, text, entry } of tables) {
      for (const [type, list] of Object.entries(PERMISSION_LISTS)) {
        // The server merges select permissions; the others have to be equal.
        if (type !== 'select_permission' && isConflict(role, entry[list] ?? [])) {
          const kind = type.replace('_permission', '');
          objects.push({
            type: 'inherited role permission inconsistency',
            name: role.role_name,
            reason: `Could not inherit permission for the role '${role.role_name}' for the entity: '${kind} permission, table: ${text}, source: '${source}''`,
            entity: { table: text, source, permission_type: kind },
          });
        }
      }
    }
  }
}

/** @param {Map<string, string[]>} parents @param {string[]} path */
function refuseCycle(parents, path) {
  for (const parent of parents.get(path.at(-1) ?? '') ?? []) {
    if (parent === path[0]) {
      const text = `found cycle(s) in roles: ${JSON.stringify([...path, parent])}`;
      throw new ApiError(400, 'cyclic-dependency', text, { path: '$.args' });
    }
    if (!path.includes(parent)) refuseCycle(parents, [...path, parent]);
  }
}

/** @param {JsonObject} role @param {JsonObject[]} permissions */
function isConflict(role, permissions) {
  // A permission of the role itself comes before what it inherits.
  if (permissions.some((permission) => permission.role === role.role_name)) return false;
  const [first, ...others] = permissions
    .filter((permission) => role.role_set.includes(permission.role))
    .map(({ permission }) => permission);
  return others.some((other) => !isDeepStrictEqual(other, first));
}

/** All roles of permissions, wherever they are. @param {unknown} part @returns {string[]} */
function rolesIn(part) {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'role' && typeof value === 'string' ? [value] : rolesIn(value),
  );
}
