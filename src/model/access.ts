import { asList, asRecord, asText, entryOf, type Fields, isEqual } from '../lib/json.js';
import {
  type Access,
  accessFrom,
  accessOfKeys,
  compareSets,
  type KeyRule,
  permissionAccess,
} from './access-permission.js';
import {
  inheritedAccess,
  PERMISSION_TYPES,
  placeOf,
  type Roles,
  type RolesOfBoth,
  rolesOf,
  withHeirs,
} from './access-roles.js';
import type { Change } from './report.js';
import { collapseSdl, loadSdlAccess, type SdlAccess } from './sdl.js';
import { EVERY_ROLE } from './verdict.js';

/** How a change affects access, and which roles. */
interface AccessChange {
  readonly access: Access;
  /** Sorted, with the roles that inherit from them; `*` is every role. */
  readonly roles: readonly string[];
}

/**
 * The changes that affect who can reach what; others are absent. `wider` and `narrower` are proven,
 * `different` is everything else. Pass the metadata that was compared. The GraphQL parser is loaded
 * only if the schema of a remote schema permission changed.
 */
export async function accessOf(
  changes: readonly Change[],
  before: Fields,
  after: Fields,
): Promise<ReadonlyMap<Change, AccessChange>> {
  const hasSdl = changes.some(
    ({ type, change, fields }) =>
      type === 'remote_schema_permission' &&
      change === 'changed' &&
      fields.some(({ path }) => path === 'definition.schema'),
  );
  const metadata: Both = {
    metadata: [before, after],
    roles: [rolesOf(before), rolesOf(after)],
    ...(hasSdl && { sdlAccess: await loadSdlAccess() }),
  };
  const found = new Map<Change, AccessChange>();
  for (const change of changes) {
    const access = entryOf(RULES, change.type)?.(change, metadata);
    if (access) found.set(change, { ...access, roles: [...access.roles].sort() });
  }
  return found;
}

/** Whether a permission allows all columns that its table has, those of later migrations too. */
export function usesAllColumns({ type, after }: Change): boolean {
  if (!/^(?:select|insert|update)_permission$/.test(type)) return false;
  const permission = asRecord(asRecord(after)?.['permission']);
  const columns = permission?.['columns'];
  return columns === '*' || (type === 'insert_permission' && !!permission && columns === undefined);
}

/** What a rule may have to know of the metadata around a change. */
interface Both {
  readonly metadata: readonly [before: Fields, after: Fields];
  readonly roles: RolesOfBoth;
  readonly sdlAccess?: SdlAccess;
}

type Rule = (change: Change, both: Both) => AccessChange | undefined;

const ALL_ROLES: readonly string[] = [EVERY_ROLE];

/** An object is `wider` if it was added, `narrower` if it was removed. */
const presence = ({ change }: Change): Access | undefined =>
  accessFrom(change === 'added', change === 'removed');

/** The access of the keys of a changed object. */
const changedAccess = (
  { before, after }: Change,
  rules: Readonly<Record<string, KeyRule>>,
): Access | undefined => accessOfKeys(asRecord(before) ?? {}, asRecord(after) ?? {}, rules);

const noEffect = (): undefined => undefined;

const permission: Rule = (change, { roles, sdlAccess }) => {
  const schema: KeyRule = (before, after) => {
    if (isEqual(before, after)) return undefined;
    const { schema: was, ...restBefore } = asRecord(before) ?? {};
    const { schema: is, ...restAfter } = asRecord(after) ?? {};
    const isKnown = isEqual(restBefore, restAfter) && sdlAccess;
    if (!isKnown || typeof was !== 'string' || typeof is !== 'string') return 'different';
    return sdlAccess(was, is);
  };
  const access =
    presence(change) ??
    changedAccess(change, { comment: noEffect, permission: permissionAccess, definition: schema });
  const { identity } = change;
  return access && inheritedAccess(roles, access, identity.name ?? '', placeOf(identity));
};

const inheritedRole: Rule = (change, { roles }) => {
  const role_set = (before: unknown, after: unknown) =>
    compareSets(new Set(asList(before)), new Set(asList(after)));
  const access = presence(change) ?? changedAccess(change, { role_set });
  return access && inheritedAccess(roles, access, change.identity.name ?? '');
};

/** The server looks up the role itself, not those that it inherits from (`executeIntrospection`). */
const introspection: Rule = ({ before, after }) => {
  const disabled = (form: unknown) => new Set(asList(asRecord(form)?.['disabled_for_roles']));
  return rolesGained(disabled(after), disabled(before));
};

function rolesGained(
  before: ReadonlySet<unknown>,
  after: ReadonlySet<unknown>,
): AccessChange | undefined {
  const access = compareSets(before, after);
  const roles = [...new Set([...before, ...after])].filter(
    (role) => before.has(role) !== after.has(role),
  );
  return access && { access, roles: roles.flatMap((role) => asText(role) ?? []) };
}

/** The roles that may send the queries of a collection, not those that inherit from them. */
function scopeOf(entry: unknown): readonly unknown[] {
  const scope = asRecord(asRecord(entry)?.['scope']);
  return scope?.['global'] === false ? asList(scope['roles']) : ALL_ROLES;
}

const allowlistEntry: Rule = ({ before, after }) => {
  const [was, is] = [before, after].map((entry) => (entry ? scopeOf(entry) : []));
  if (was !== ALL_ROLES && is !== ALL_ROLES) return rolesGained(new Set(was), new Set(is));
  const access = accessFrom(was !== ALL_ROLES, is !== ALL_ROLES);
  return access && { access, roles: ALL_ROLES };
};

/** A query counts if its collection is allowed on both sides: else the allowlist entry changed. */
const allowedQuery: Rule = (change, { metadata }) => {
  const isEntry = (entry: unknown) =>
    asRecord(entry)?.['collection'] === change.identity.collection;
  const entries = metadata.map((each) => asList(each['allowlist']).find(isEntry));
  const text = (form: unknown) => collapseSdl(asText(asRecord(form)?.['query']) ?? '');
  const isSame = text(change.before) === text(change.after);
  const access = presence(change) ?? (isSame ? undefined : 'different');
  if (!access || entries.includes(undefined)) return undefined;
  const scopes = entries.map(scopeOf);
  if (scopes.includes(ALL_ROLES)) return { access, roles: ALL_ROLES };
  return { access, roles: [...new Set(scopes.flat())].flatMap((role) => asText(role) ?? []) };
};

/**
 * Servers infer the permissions of functions that are queries, unless they are configured otherwise:
 * every role that may select from what the function returns may call it
 * (`buildQueryAndSubscriptionFields` in `Hasura.GraphQL.Schema`, `HASURA_GRAPHQL_INFER_FUNCTION_PERMISSIONS`).
 * An argument that is no longer the session's is the caller's to set.
 */
const trackedFunction: Rule = ({ change, before, after }) => {
  const [was, is] = [before, after].map((form) => asRecord(asRecord(form)?.['configuration']));
  const isSame = ['exposed_as', 'session_argument'].every((key) => isEqual(was?.[key], is?.[key]));
  const isMutation = (is ?? was)?.['exposed_as'] === 'mutation';
  if (change === 'changed' ? isSame : isMutation) return undefined;
  return { access: 'different', roles: ALL_ROLES };
};

/**
 * Every role has all of a remote schema, unless the server checks permissions for remote schemas
 * (`HASURA_GRAPHQL_ENABLE_REMOTE_SCHEMA_PERMISSIONS`). Where there are any, it is taken to do so: it
 * refuses to add one otherwise.
 */
const remoteSchema: Rule = ({ change }, { metadata }) => {
  const isChecked = metadata
    .flatMap((each) => asList(each['remote_schemas']))
    .some((schema) => asList(asRecord(schema)?.['permissions']).length > 0);
  return change === 'changed' || isChecked ? undefined : { access: 'different', roles: ALL_ROLES };
};

/** A root field for all roles with a permission for the logical model that it returns. */
const rootField: Rule = (change, { roles }) => {
  const { source = '', nativeQuery = '' } = change.identity;
  const rolesFor = (form: unknown, side: Roles): string[] => {
    const returns = asText(asRecord(form)?.['returns']);
    // The permissions of a native query with a model of its own are added and removed with it.
    if (returns === undefined && change.change !== 'changed') return [];
    const model = returns === undefined ? { nativeQuery } : { logicalModel: returns };
    const place = placeOf({ type: 'select_permission', source, ...model });
    const own = [...(side.permissions().get(place)?.byRole.keys() ?? [])];
    return own.flatMap((role) => [...withHeirs(side, role)]);
  };
  const all = new Set([...rolesFor(change.before, roles[0]), ...rolesFor(change.after, roles[1])]);
  const rename = { comment: noEffect, description: noEffect, configuration: noEffect };
  const access = presence(change) ?? changedAccess(change, rename);
  return access && all.size > 0 ? { access, roles: [...all] } : undefined;
};

/** How to judge the changes of each kind; those of other kinds do not affect access. */
const RULES: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(PERMISSION_TYPES.map((type) => [type, permission])),
  inherited_role: inheritedRole,
  graphql_schema_introspection: introspection,
  allowlist_entry: allowlistEntry,
  query_collections: allowedQuery,
  function: trackedFunction,
  remote_schema: remoteSchema,
  native_query: rootField,
  stored_procedure: rootField,
};
