import {
  containers,
  type Index,
  keyOf,
  namedBy,
  RELATIONSHIPS,
  references,
  tableKey,
} from './dependencies.js';
import type { Cause, Identity, InconsistentObject } from './report.js';

/**
 * Groups inconsistencies by cause: what an unreachable source, a missing table, a broken remote
 * schema, … drags along is listed under it. Dependence is read from identities and definitions;
 * only where a definition does not name what it refers to, a name in the reason that is itself
 * inconsistent settles it. The worst comes first: what drags most along.
 */
export function groupByCause(objects: readonly InconsistentObject[]): Cause[] {
  const index = indexByKey(objects);
  const parents = new Map<InconsistentObject, InconsistentObject | undefined>();
  for (const object of objects) parents.set(object, findParent(object, index));

  const dependents = new Map<InconsistentObject, InconsistentObject[]>();
  for (const [object, root] of rootsOf(parents)) {
    const group = dependents.get(root) ?? [];
    dependents.set(root, group);
    if (root !== object) group.push(object);
  }
  return [...dependents]
    .map(([object, group]) => ({ object, dependents: group }))
    .sort(
      (a, b) =>
        b.dependents.length - a.dependents.length ||
        rank(a.object) - rank(b.object) ||
        compare(a.object.name, b.object.name),
    );
}

function indexByKey(objects: readonly InconsistentObject[]): Index {
  const byKey = new Map<string, InconsistentObject>();
  const index = {
    byKey,
    agents: new Set<string>(),
    sources: new Set<string>(),
    tablesWithRelationships: new Set<string>(),
  };
  for (const object of objects) {
    for (const identity of object.members.length > 0 ? object.members : [object.identity]) {
      const key = keyOf(identity);
      if (key !== undefined && !byKey.has(key)) byKey.set(key, object);
      noteName(index, identity);
    }
  }
  return index;
}

/** Notes what others may rest on without naming it by a key of its own. */
function noteName(
  index: Record<'agents' | 'sources' | 'tablesWithRelationships', Set<string>>,
  { type, name, source, table }: Identity,
): void {
  if (type === 'data_connector_agent' && name !== undefined) index.agents.add(name);
  if (type === 'source' && source !== undefined) index.sources.add(source);
  if (RELATIONSHIPS.has(type)) index.tablesWithRelationships.add(tableKey(source, table?.text));
}

/** What an object rests on, the nearest first; the first that is inconsistent is its parent. */
function findParent(object: InconsistentObject, index: Index): InconsistentObject | undefined {
  const { identity } = object;
  const lookUp = (key: string): InconsistentObject | undefined => {
    const found = index.byKey.get(key);
    return found === object ? undefined : found;
  };
  for (const key of containers(identity)) {
    const found = lookUp(key);
    if (found) return found;
  }
  if (object.members.length > 0) return undefined;
  for (const key of references(object, index)) {
    const found = lookUp(key);
    if (found) return found;
  }
  // Of several reasons, one that no other object explains is a fault of its own.
  const named = (object.reasons ?? [object.reason]).map((reason) => {
    for (const key of namedBy({ ...object, reason }, index)) {
      const found = lookUp(key);
      if (found) return found;
    }
    return undefined;
  });
  return named.includes(undefined) ? undefined : named[0];
}

/**
 * The root of each object: the last that its parents lead to. A circle has none, so that the first
 * of it that is met stands for all: each object is counted once.
 */
function rootsOf(
  parents: ReadonlyMap<InconsistentObject, InconsistentObject | undefined>,
): Map<InconsistentObject, InconsistentObject> {
  const roots = new Map<InconsistentObject, InconsistentObject>();
  for (const object of parents.keys()) {
    const path = new Set<InconsistentObject>();
    let root = object;
    let up: InconsistentObject | undefined = object;
    while (up && !roots.has(up) && !path.has(up)) {
      path.add(up);
      root = up;
      up = parents.get(up);
    }
    if (up) root = roots.get(up) ?? up;
    for (const one of path) roots.set(one, root);
  }
  return roots;
}

const RANKS = [
  'source',
  'data_connector_agent',
  'remote_schema',
  'custom_types',
  'table',
  'action',
];

function rank(object: InconsistentObject): number {
  const at = RANKS.indexOf(object.type);
  return at < 0 ? RANKS.length : at;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
