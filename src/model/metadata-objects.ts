import { asList, asRecord, asText, type Fields, isRecord, valueAt } from '../lib/json.js';
import { qualifiedName } from './identity.js';
import type { NamePart, Place } from './kind.js';
import { KINDS, kindOf } from './kinds.js';
import { RULES } from './normal-rules.js';
import type { Context } from './normalize.js';
import type { Change, Identity } from './report.js';
import { collapseSdl, type NormalSdl } from './sdl.js';

/** An object of the metadata, or the metadata itself, whose type is `metadata`. */
export interface MetadataObject {
  readonly type: string;
  /** What names it, in normal form; `undefined` for a single object. */
  readonly key: unknown;
  /** What it is matched by among its siblings: its key as text. */
  readonly id: string;
  readonly entry: unknown;
  /** What decides how the values in it are read. */
  readonly context: Context;
  /** The earlier objects of the same key that the server merges into this one. */
  readonly merged: readonly MetadataObject[];
  /** The object that holds it; `undefined` for the metadata itself. */
  readonly parent?: MetadataObject;
  readonly place: Place;
  /** Its index or key in the list or map at its place; `undefined` for a single object. */
  readonly step: string | number | undefined;
  /** Metadata of version 1 or 2, which has the tables of its one source at the top. */
  readonly hasNoSources?: boolean;
}

/**
 * The metadata as the object that holds all others, in the form of version 3. `server` is what the
 * server has, which is part of metadata of version 1 and 2.
 */
export const rootOf = (
  metadata: Fields,
  server: Fields = {},
  normalSdl: NormalSdl = collapseSdl,
): MetadataObject & { readonly entry: Fields } => ({
  type: 'metadata',
  key: undefined,
  id: '',
  entry: inVersion3(metadata, server),
  context: { sourceKind: '', normalSdl },
  merged: [],
  place: { at: [] },
  step: undefined,
  hasNoSources: metadata['sources'] === undefined,
});

/**
 * What a server of v2 is sent as version 1 or 2 becomes its source `default`; the configuration and
 * the REST endpoints that the server has stay (`MetadataNoSources` in `Hasura.RQL.Types.Metadata`).
 */
function inVersion3(metadata: Fields, server: Fields): Fields {
  if (metadata['sources'] !== undefined) return metadata;
  const { tables, functions, version: _version, ...rest } = metadata;
  const known = asList(server['sources']).find((each) => asRecord(each)?.['name'] === 'default');
  const source = { ...(asRecord(known) ?? DEFAULT_SOURCE), tables, functions };
  const endpoints = server['rest_endpoints'];
  return {
    ...rest,
    version: 3,
    sources: [source],
    ...(endpoints !== undefined && { rest_endpoints: endpoints }),
  };
}

const DEFAULT_SOURCE: Fields = {
  name: 'default',
  kind: 'postgres',
  configuration: {
    connection_info: { database_url: { from_env: 'HASURA_GRAPHQL_DATABASE_URL' } },
  },
};

/** A kind of child, and where its objects are in the parent's entry. */
export interface Children {
  readonly type: string;
  readonly place: Place;
}

const CHILDREN = new Map<string, Children[]>();
for (const { type, places } of KINDS) {
  for (const place of places) {
    const parent = place.parent ?? 'metadata';
    CHILDREN.set(parent, [...(CHILDREN.get(parent) ?? []), { type, place }]);
  }
}

/** Which children objects of a kind have; those of `metadata` are at the top. */
export const childrenOf = (type: string): readonly Children[] => CHILDREN.get(type) ?? [];

/**
 * The objects of one kind in their parent, by what they are matched by. Of those that the server
 * merges, the last; others that share a key are numbered. Items of a list may be skipped.
 */
export function childrenAt(
  parent: MetadataObject,
  { type, place }: Children,
  isSkipped?: (item: unknown, index: number) => boolean,
): ReadonlyMap<string, MetadataObject> {
  const value = valueAt(parent.entry, place.at);
  if (value === undefined || value === null) return NONE;
  const found = new Map<string, MetadataObject>();
  const isMerged = kindOf(type).traits?.includes('merged') ?? false;
  const add = (step: MetadataObject['step'], key: unknown, entry: unknown): void => {
    const context = type === 'source' ? contextIn(entry, parent.context) : parent.context;
    let id = idOf(key);
    const earlier = found.get(id);
    if (earlier && !isMerged) id = `${id} ${found.size}`;
    const merged = earlier && isMerged ? [...earlier.merged, earlier] : NO_OTHERS;
    found.set(id, { type, key, id, entry, context, merged, parent, place, step });
  };
  const { key } = place;
  if (place.isMap) {
    for (const [name, item] of Object.entries(asRecord(value) ?? {})) add(name, name, item);
  } else if (key === undefined) add(undefined, undefined, value);
  else {
    // What names most objects is a text without a short form.
    const rule = RULES[type]?.[key];
    asList(value).forEach((item, index) => {
      if (isSkipped?.(item, index)) return;
      const name = isRecord(item) ? item[key] : undefined;
      add(index, rule ? rule(name, parent.context) : name, item);
    });
  }
  return found;
}

const NONE: ReadonlyMap<string, MetadataObject> = new Map();
const NO_OTHERS: readonly MetadataObject[] = [];

/** A source decides what the names in it mean. */
function contextIn(source: unknown, context: Context): Context {
  const kind = asText(asRecord(source)?.['kind']) ?? 'postgres';
  return { ...context, sourceKind: kind === 'pg' ? 'postgres' : kind };
}

/** Never the same for a text and for anything else; the order of keys does not matter. */
function idOf(key: unknown): string {
  if (typeof key === 'string') return `"${key}`;
  if (!isRecord(key)) return JSON.stringify(key) ?? '';
  const names = Object.keys(key).sort();
  return JSON.stringify(names.map((name) => [name, key[name]]));
}

/**
 * All objects of the given types in another, each parent before its children. An item of a list
 * that neither is nor holds any of them is not looked at.
 */
export function objectsIn(
  parent: MetadataObject,
  types: readonly string[],
): Generator<MetadataObject> {
  const walked = new Set(types);
  for (const type of walked) {
    for (const place of kindOf(type).places) if (place.parent) walked.add(place.parent);
  }
  const isWalked = ({ type }: Children): boolean => walked.has(type);
  const children = ['metadata', ...walked].map(
    (type) => [type, childrenOf(type).filter(isWalked)] as const,
  );
  return objectsBelow(parent, new Set(types), new Map(children));
}

function* objectsBelow(
  parent: MetadataObject,
  wanted: ReadonlySet<string>,
  walked: ReadonlyMap<string, readonly Children[]>,
): Generator<MetadataObject> {
  for (const children of walked.get(parent.type) ?? []) {
    const isWanted = wanted.has(children.type);
    const inner = walked.get(children.type) ?? [];
    const holdsNone = (item: unknown) => !inner.some(({ place }) => valueAt(item, place.at));
    for (const object of childrenAt(parent, children, isWanted ? undefined : holdsNone).values()) {
      if (isWanted) yield object;
      if (inner.length > 0) yield* objectsBelow(object, wanted, walked);
    }
  }
}

/** Where an object is in the metadata as it was written: keys of maps and indices of lists. */
export function pathOf({ type, parent, place, step }: MetadataObject): Change['path'] {
  if (!parent || (type === 'source' && parent.hasNoSources)) return [];
  return [...pathOf(parent), ...place.at, ...(step === undefined ? [] : [step])];
}

/** What an object is: its own key and those of what holds it say it. */
export function identityOf({ type, key, parent }: MetadataObject): Identity {
  return parent ? Object.assign(identityOf(parent), partOf(type, key), { type }) : { type };
}

function partOf(type: string, key: unknown): Partial<Identity> {
  const part = partNamed(type);
  const value = part === 'table' || part === 'function' ? qualifiedName(key) : asText(key);
  return value === undefined ? {} : { [part]: value };
}

/** The name that the key of the object itself says; `undefined` if it has none. */
export function ownNameOf(identity: Identity): string | undefined {
  const value = identity[partNamed(identity.type)];
  return typeof value === 'object' ? value.text : value;
}

const partNamed = (type: string): NamePart => kindOf(type).part ?? 'name';
