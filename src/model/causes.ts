import { asList, asRecord, asText, type Fields, valueAt } from '../lib/json.js';
import { containers, keyOf, namedInReason, references, tableWithField } from './dependencies.js';
import { kindOf } from './kinds.js';
import type { Cause, Dependent, Identity, InconsistentObject } from './report.js';
import { type FieldOwners, fieldOwners, ownerOf } from './root-fields.js';

/**
 * Groups inconsistencies by cause: what an unreachable source, a missing table, a broken remote
 * schema, … makes unavailable is listed under it. Dependence is read from identities and
 * definitions, then from names in the reason; where no name says anything, the cause is only
 * probable. The cause that affects most comes first. The metadata, if it is known, says which
 * fields of the GraphQL schema come from which object.
 */
export function groupByCause(objects: readonly InconsistentObject[], metadata?: Fields): Cause[] {
  const index = indexOf(objects, metadata);
  const links = new Map(objects.map((object) => [object, findCause(object, index)]));
  const groups = new Map<InconsistentObject, Dependent[]>();
  const roots = rootsOf(links);
  for (const object of links.keys()) {
    const { object: root, certain } = roots.get(object) ?? { object, certain: true };
    const group = groups.get(root) ?? [];
    groups.set(root, group);
    if (root !== object) group.push({ object, certain });
  }
  return [...groups]
    .map(([object, dependents]) => ({ object, dependents }))
    .sort(
      (a, b) =>
        b.dependents.length - a.dependents.length ||
        rank(a.object) - rank(b.object) ||
        compare(a.object.name, b.object.name),
    );
}

/** What is inconsistent, by what others find it with. */
interface Index {
  /** Sources and remote schemas, which may explain others without being named. */
  readonly remote: readonly InconsistentObject[];
  readonly byKey: ReadonlyMap<string, InconsistentObject>;
  readonly tablesWithFields: ReadonlySet<string>;
  /** Read for the first query that needs them. */
  readonly owners: () => FieldOwners;
  readonly metadata: Fields | undefined;
}

/** What another object depends on. */
interface Link {
  readonly object: InconsistentObject;
  readonly certain: boolean;
}

function indexOf(objects: readonly InconsistentObject[], metadata: Fields | undefined): Index {
  const byKey = new Map<string, InconsistentObject>();
  const tablesWithFields = new Set<string>();
  const identities = objects.flatMap((object) => {
    const own = object.members.length > 0 ? object.members : [object.identity];
    for (const identity of own) {
      const key = keyOf(identity);
      if (key !== undefined && !byKey.has(key)) byKey.set(key, object);
      const table = tableWithField(identity);
      if (table !== undefined) tablesWithFields.add(table);
    }
    return own;
  });
  let owners: FieldOwners | undefined;
  return {
    remote: objects.filter(({ type }) => kindOf(type).isRemote),
    byKey,
    tablesWithFields,
    metadata,
    owners: () => {
      owners ??= fieldOwners(identities, metadata);
      return owners;
    },
  };
}

/** What an object depends on, the nearest first; the first that is inconsistent is the cause. */
function findCause(object: InconsistentObject, index: Index): Link | undefined {
  const named = find(object, containers(object.identity), index);
  if (named || object.members.length > 0) return named;
  const referred = find(object, references(object, index.tablesWithFields), index);
  if (referred) return referred;
  // Of several reasons, one that no other object explains is a fault of its own.
  const links = (object.reasons ?? [object.reason]).map((reason) => explain(object, reason, index));
  const first = links[0];
  if (!first || links.includes(undefined)) return undefined;
  return { object: first.object, certain: links.every((link) => link?.certain) };
}

function find(
  object: InconsistentObject,
  keys: Iterable<string>,
  { byKey }: Index,
): Link | undefined {
  for (const key of keys) {
    const found = byKey.get(key);
    if (found && found !== object) return { object: found, certain: true };
  }
  return undefined;
}

function explain(object: InconsistentObject, reason: string, index: Index): Link | undefined {
  const named = find(object, namedInReason(object.identity, reason), index);
  if (named) return named;
  const fields = missingFields(object.identity, reason);
  const owners = fields.map((field) => {
    const owner = ownerOf(index.owners(), field.object, field.field);
    return owner && find(object, [keyOf(owner) ?? '', ...containers(owner)], index);
  });
  if (owners[0] && !owners.includes(undefined)) return owners[0];
  return guess(object, reason, fields, index);
}

interface MissingField {
  readonly object: string;
  readonly field: string;
}

/** The fields that a query uses and the schema lacks (`Hasura.GraphQL.Analyse`). */
function missingFields({ type }: Identity, reason: string): MissingField[] {
  if (type !== 'query_collections') return [];
  return [...reason.matchAll(/field '(\w+)' not found in object '(\w+)'/g)].map(
    ([, field = '', object = '']) => ({ field, object }),
  );
}

/** The first inconsistent object of a kind that probably explains the reason. */
function guess(
  object: InconsistentObject,
  reason: string,
  fields: readonly MissingField[],
  index: Index,
): Link | undefined {
  const { types, when } = kindOf(object.type).probableCauses ?? { types: [] };
  if (when && !when.test(reason)) return undefined;
  for (const type of types) {
    for (const candidate of index.remote) {
      if (candidate.type !== type || candidate === object) continue;
      const certain = hasFields(candidate, fields, index);
      if (certain !== false) return { object: candidate, certain: certain ?? false };
    }
  }
  return undefined;
}

/** Whether the fields come from a remote schema or a source; `undefined` if that is unknown. */
function hasFields(
  { definition, identity }: InconsistentObject,
  fields: readonly MissingField[],
  { metadata }: Index,
): boolean | undefined {
  if (fields.length === 0) return undefined;
  if (identity.type === 'source') {
    // The metadata says which fields a source has, and none of them was it.
    const isKnown = asList(metadata?.['sources']).some(
      (source) => asRecord(source)?.['name'] === identity.source,
    );
    return isKnown ? false : undefined;
  }
  const customization = asRecord(valueAt(definition, ['definition', 'customization']));
  const namespace = asText(customization?.['root_fields_namespace']);
  if (namespace === undefined) return undefined;
  return fields.some(({ field }) => field === namespace);
}

/**
 * The root of each object: the last that the links lead to, certain if all of them are. A circle
 * has none, so that its first object is the root: each object is counted once.
 */
function rootsOf(
  links: ReadonlyMap<InconsistentObject, Link | undefined>,
): ReadonlyMap<InconsistentObject, Link> {
  const roots = new Map<InconsistentObject, Link>();
  for (const start of links.keys()) {
    const path = new Set<InconsistentObject>();
    let at = start;
    for (let next = links.get(at); next && !path.has(at) && !roots.has(at); next = links.get(at)) {
      path.add(at);
      at = next.object;
    }
    let root = roots.get(at) ?? { object: at, certain: true };
    roots.set(at, root);
    for (const object of [...path].reverse()) {
      if (object === root.object) continue;
      root = { object: root.object, certain: root.certain && links.get(object)?.certain === true };
      roots.set(object, root);
    }
  }
  return roots;
}

function rank(object: InconsistentObject): number {
  return kindOf(object.type).rank ?? Number.MAX_SAFE_INTEGER;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
