import { asList, asRecord, asText, entryOf, type Fields, isEqual } from '../lib/json.js';
import type { Access } from './access-permission.js';
import { KINDS } from './kinds.js';
import { identityOf, objectsIn, rootOf } from './metadata-objects.js';
import type { Identity } from './report.js';

/** The permissions of one kind on one object. */
interface Permissions {
  readonly type: string;
  readonly byRole: Map<string, unknown>;
}

/** The roles of one metadata. */
export interface Roles {
  /** The role set of each inherited role. */
  readonly roleSets: ReadonlyMap<string, readonly string[]>;
  /** All permissions, by `placeOf`. */
  readonly permissions: () => ReadonlyMap<string, Permissions>;
}

/** Reads the roles of metadata; its permissions are looked up only if somebody asks for them. */
export function rolesOf(metadata: Fields): Roles {
  const roleSets = new Map<string, readonly string[]>();
  for (const { key, entry } of objectsIn(rootOf(metadata), ['inherited_role'])) {
    const set = asList(asRecord(entry)?.['role_set']).flatMap((role) => asText(role) ?? []);
    if (typeof key === 'string') roleSets.set(key, set);
  }
  let permissions: ReturnType<Roles['permissions']> | undefined;
  return { roleSets, permissions: () => (permissions ??= permissionsIn(metadata)) };
}

/** The kinds of permissions that a role can have. */
export const PERMISSION_TYPES = KINDS.map(({ type }) => type).filter((type) =>
  type.endsWith('_permission'),
);

function permissionsIn(metadata: Fields): ReadonlyMap<string, Permissions> {
  const all = new Map<string, Permissions>();
  for (const object of objectsIn(rootOf(metadata), PERMISSION_TYPES)) {
    const { type, key, entry } = object;
    if (typeof key !== 'string') continue;
    const place = placeOf(identityOf(object));
    const { permission, definition } = asRecord(entry) ?? {};
    const permissions = all.get(place) ?? { type, byRole: new Map() };
    permissions.byRole.set(key, permission ?? definition);
    all.set(place, permissions);
  }
  return all;
}

/** What the permissions of one kind on one object have in common. */
export function placeOf({ type, name: _role, table, function: func, ...rest }: Identity): string {
  const { source, logicalModel, nativeQuery, remoteSchema, action } = rest;
  const object = [table, func].map((each) => each?.text.replace(/^dbo\./, ''));
  return JSON.stringify([type, source, ...object, logicalModel, nativeQuery, remoteSchema, action]);
}

/**
 * The role and those that inherit from it, directly or not. A role that has a permission of its own
 * at the place does not inherit there.
 */
export function withHeirs(roles: Roles, role: string, place?: string): ReadonlySet<string> {
  const found = new Set([role]);
  if (roles.roleSets.size === 0) return found;
  const own = place === undefined ? undefined : roles.permissions().get(place)?.byRole;
  for (const each of found) {
    for (const [heir, set] of roles.roleSets) {
      if (set.includes(each) && !own?.has(heir)) found.add(heir);
    }
  }
  return found;
}

/** All roles that a role inherits from, directly or not. */
function ancestorsOf(roles: Roles, role: string): ReadonlySet<string> {
  const found = new Set(roles.roleSets.get(role));
  for (const each of found) for (const parent of roles.roleSets.get(each) ?? []) found.add(parent);
  return found;
}

/**
 * When the permissions of two roles do not simply add up for a role that inherits from both. Those
 * for mutations and remote schemas have to be the same, else it gets neither (`CheckPermission` in
 * `Hasura.RQL.Types.Roles.Internal`). Of two limits the higher counts, but any limit counts more
 * than none (`CombinedSelPermInfo` in `Hasura.Table.Cache`). Others add up.
 */
const CONFLICTS: Readonly<Record<string, (a: unknown, b: unknown) => boolean>> = {
  select_permission: (a, b) => hasLimit(a) !== hasLimit(b),
  insert_permission: (a, b) => !isEqual(a, b),
  update_permission: (a, b) => !isEqual(a, b),
  delete_permission: (a, b) => !isEqual(a, b),
  remote_schema_permission: (a, b) => !isEqual(a, b),
};

const hasLimit = (permission: unknown): boolean =>
  typeof asRecord(permission)?.['limit'] === 'number';

/** Whether a role that inherits from these gets something else than the sum of their permissions. */
function hasConflict(permissions: Permissions | undefined, roles: ReadonlySet<string>): boolean {
  const conflicts = entryOf(CONFLICTS, permissions?.type ?? '');
  if (!permissions || !conflicts) return false;
  const [first, ...others] = [...permissions.byRole].filter(([role]) => roles.has(role));
  return others.some(([, each]) => conflicts(first?.[1], each));
}

/** Both sides of a comparison. */
export type RolesOfBoth = readonly [before: Roles, after: Roles];

/**
 * The access of a change for one role, and all roles that it affects. What heirs of the role get is
 * proven only if their permissions add up: at the place that changed, or everywhere if a role set did.
 */
export function inheritedAccess(
  both: RolesOfBoth,
  access: Access,
  role: string,
  place?: string,
): { readonly access: Access; readonly roles: readonly string[] } {
  const [before, after] = both;
  const rolesOn = (sides: readonly Roles[]): string[] => [
    ...new Set(sides.flatMap((side) => [...withHeirs(side, role, place)])),
  ];
  const affected = rolesOn(both);
  const addsUp =
    place === undefined
      ? !affected.some((each) => hasConflicts(both, each))
      : !overrides(both, role, place) && !both.some((side) => hasConflictAt(side, role, place));
  if (access === 'different' || !addsUp) return { access: 'different', roles: affected };
  return { access, roles: rolesOn(access === 'wider' ? [after] : [before]) };
}

/** Whether heirs of a role get something else at a place than the sum of what they inherit. */
const hasConflictAt = (side: Roles, role: string, place: string): boolean =>
  [...withHeirs(side, role, place)].some(
    (each) => each !== role && hasConflict(side.permissions().get(place), ancestorsOf(side, each)),
  );

/** Whether a permission replaces one that its role inherits without it, for better or worse. */
const overrides = (both: RolesOfBoth, role: string, place: string): boolean =>
  both.some((side) => {
    const ancestors = ancestorsOf(side, role);
    if (ancestors.size === 0) return false;
    const { type = '', byRole = new Map() } = side.permissions().get(place) ?? {};
    const inherits = [...byRole.keys()].some((each) => ancestors.has(each));
    return Object.hasOwn(CONFLICTS, type) && inherits && !byRole.has(role);
  });

/** Whether any permissions of the roles that a role inherits from, before or after, do not add up. */
function hasConflicts(both: RolesOfBoth, role: string): boolean {
  const ancestors = new Set(both.flatMap((side) => [...ancestorsOf(side, role)]));
  return both.some((side) =>
    [...side.permissions().values()].some((each) => hasConflict(each, ancestors)),
  );
}
