import { asList, asRecord, type Fields } from '../lib/json.js';
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

/** A kind of child, and where its objects are in the parent's entry. */
export interface Children {
  readonly type: string;
  readonly place: Place;
}

const CHILDREN = new Map<string | undefined, Children[]>();
for (const { type, places } of KINDS) {
  for (const place of places) {
    const siblings = CHILDREN.get(place.parent) ?? [];
    siblings.push({ type, place });
    CHILDREN.set(place.parent, siblings);
  }
}

/** Which children objects of a kind have; those of `undefined` are at the top of the metadata. */
export const childrenOf = (type: string | undefined): readonly Children[] =>
  CHILDREN.get(type) ?? [];

/** Where objects of a kind are in those of another. */
export const placesIn = (parent: string | undefined, type: string): Children[] =>
  childrenOf(parent).filter((children) => children.type === type);

/** All objects of metadata of version 3, each parent before its children. */
export function* objectsOf(metadata: Fields): Generator<MetadataObject> {
  yield* objectsBelow(undefined, metadata, [], []);
}

function* objectsBelow(
  parent: string | undefined,
  entry: unknown,
  path: MetadataObject['path'],
  parents: readonly MetadataObject[],
): Generator<MetadataObject> {
  for (const { type, place } of childrenOf(parent)) {
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
  yield* objectsBelow(object.type, object.entry, object.path, [...object.parents, object]);
}
