import { asList, asRecord, type Fields } from '../lib/narrow.js';
import type { Place } from './kind.js';
import { KINDS } from './kinds.js';

/** An object of the metadata: its entry, what names it, and the objects that hold it, outermost first. */
export interface MetadataObject {
  readonly type: string;
  /** The value of the entry that names it; `undefined` of a single object. */
  readonly key: unknown;
  readonly entry: unknown;
  /** Keys of maps and indices of lists, from the top of the metadata. */
  readonly path: readonly (string | number)[];
  readonly parents: readonly MetadataObject[];
}

const CHILDREN = new Map<string | undefined, { readonly type: string; readonly place: Place }[]>();
for (const { type, places } of KINDS) {
  for (const place of places) {
    const siblings = CHILDREN.get(place.parent) ?? [];
    siblings.push({ type, place });
    CHILDREN.set(place.parent, siblings);
  }
}

/** The keys under which a kind holds its children: they are no part of its own definition. */
export function childKeys(type: string | undefined): readonly string[] {
  return (CHILDREN.get(type) ?? []).flatMap(({ place }) => place.at[0] ?? []);
}

/** All objects of metadata of version 3, each parent before its children. */
export function* objectsOf(metadata: Fields): Generator<MetadataObject> {
  yield* childrenOf(undefined, metadata, [], []);
}

function* childrenOf(
  parent: string | undefined,
  entry: unknown,
  path: MetadataObject['path'],
  parents: readonly MetadataObject[],
): Generator<MetadataObject> {
  for (const { type, place } of CHILDREN.get(parent) ?? []) {
    const value = place.at.reduce<unknown>((node, key) => asRecord(node)?.[key], entry);
    if (value === undefined || value === null) continue;
    const at = [...path, ...place.at];
    if (place.isMap) {
      for (const [key, item] of Object.entries(asRecord(value) ?? {})) {
        yield* withChildren({ type, key, entry: item, path: [...at, key], parents });
      }
    } else if (place.key === undefined) {
      yield* withChildren({ type, key: undefined, entry: value, path: at, parents });
    } else {
      for (const [index, item] of asList(value).entries()) {
        const key = asRecord(item)?.[place.key];
        yield* withChildren({ type, key, entry: item, path: [...at, index], parents });
      }
    }
  }
}

function* withChildren(object: MetadataObject): Generator<MetadataObject> {
  yield object;
  yield* childrenOf(object.type, object.entry, object.path, [...object.parents, object]);
}
