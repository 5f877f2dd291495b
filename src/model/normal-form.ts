import { asList, asRecord, asText, entryOf, type Fields, isRecord } from '../lib/json.js';
import type { Place } from './kind.js';
import { KINDS, kindOf } from './kinds.js';
import { type Children, childrenOf } from './metadata-objects.js';
import { RULES } from './normal-rules.js';
import { type Context, mapFields, type Rule } from './normalize.js';
import { collapseSdl, type NormalSdl } from './sdl.js';

/** An object as a comparison finds it. */
export interface Found {
  readonly type: string;
  /** What it is matched by: the normal form of its key as JSON. */
  readonly id: string;
  readonly key: unknown;
  readonly entry: unknown;
  /** Its index or key in the list or map at its place; `undefined` of a single object. */
  readonly step: string | number | undefined;
  readonly place: Place;
  /** The earlier objects of the same key that the server merges into this one. */
  readonly merged: readonly Found[];
}

/** What holds for the whole metadata, before a source is entered. */
export const contextWith = (normalSdl: NormalSdl = collapseSdl): Context => ({
  sourceKind: '',
  normalSdl,
});

/** The context within an object: a source decides what the names in it mean. */
export function contextIn(type: string, entry: unknown, context: Context): Context {
  if (type !== 'source') return context;
  const kind = asText(asRecord(entry)?.['kind']) ?? 'postgres';
  return { ...context, sourceKind: kind === 'pg' ? 'postgres' : kind };
}

/**
 * The metadata as version 3. What a server of v2 is sent as version 1 or 2 becomes its source
 * `default`; the configuration and the REST endpoints that the server has stay (`MetadataNoSources`
 * in `Hasura.RQL.Types.Metadata`).
 */
export function inVersion3(metadata: Fields, server: Fields = {}): Fields {
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

/**
 * The normal form of an object's entry without its key and its children; `undefined` if nothing is
 * left of it.
 */
export function ownForm(type: string | undefined, entry: unknown, context: Context): unknown {
  if (!isRecord(entry)) return entry;
  const own = mapFields(entry, (value, key) => valueForm(type, key, value, context));
  return Object.keys(own).length === 0 ? undefined : own;
}

/** The normal form of one value of an object's entry; `undefined` of a key, of children and at a default. */
export function valueForm(
  type: string | undefined,
  key: string,
  value: unknown,
  context: Context,
): unknown {
  const layout = LAYOUTS.get(type);
  if (layout?.apart.has(key)) return undefined;
  const inner = layout?.inner.get(key);
  const own =
    inner !== undefined && isRecord(value)
      ? mapFields(value, (item, name) => (name === inner ? undefined : item))
      : value;
  if (own !== value && Object.keys(own as Fields).length === 0) return undefined;
  const rule = entryOf(layout?.rules ?? {}, key);
  if (rule) return rule(own, context);
  return own === null && isOptional(type, key) ? undefined : own;
}

/** Which entries of an object are its own. */
interface Layout {
  /** Those that hold its key or its children. */
  readonly apart: ReadonlySet<string>;
  /** Those that hold its children under this key. */
  readonly inner: ReadonlyMap<string, string>;
  readonly rules: Readonly<Record<string, Rule>>;
}

const LAYOUTS = new Map<string | undefined, Layout>(
  [undefined, ...KINDS.map(({ type }) => type)].map((type) => {
    const paths = childrenOf(type).map(({ place }) => place.at);
    const keys = KINDS.find((kind) => kind.type === type)?.places.map(({ key }) => key) ?? [];
    const layout = {
      apart: new Set([...paths.filter(({ length }) => length === 1).flat(), ...keys].map(String)),
      inner: new Map(paths.flatMap(([head, next]) => (head && next ? [[head, next]] : []))),
      rules: entryOf(RULES, type ?? 'metadata') ?? {},
    };
    return [type, layout];
  }),
);

const isOptional = (type: string | undefined, key: string): boolean =>
  type === undefined || key === 'comment' || key === 'description';

/**
 * The objects of one kind in their parent's entry, by what they are matched by. Of those that the
 * server merges, the last; others that share a key are numbered. Items of a list may be skipped.
 */
export function objectsIn(
  { type, place }: Children,
  entry: unknown,
  context: Context,
  skipped?: ReadonlySet<number>,
): ReadonlyMap<string, Found> {
  const value = valueAt(entry, place.at);
  if (value === undefined || value === null) return NONE;
  const found = new Map<string, Found>();
  const isMerged = kindOf(type).traits?.includes('merged') ?? false;
  const add = (step: Found['step'], key: unknown, item: unknown): void => {
    if (NOT_EXPORTED[type]?.(item)) return;
    let id = idOf(key);
    const earlier = found.get(id);
    if (earlier && !isMerged) id = `${id} ${found.size}`;
    const merged = earlier && isMerged ? [...earlier.merged, earlier] : NO_OTHERS;
    found.set(id, { type, id, key, entry: item, step, place, merged });
  };
  const { key } = place;
  if (place.isMap) {
    for (const [name, item] of Object.entries(asRecord(value) ?? {})) add(name, name, item);
  } else if (key === undefined) add(undefined, undefined, value);
  else {
    for (const [index, item] of asList(value).entries()) {
      if (!skipped?.has(index)) add(index, keyOf(type, key, item, context), item);
    }
  }
  return found;
}

const NONE: ReadonlyMap<string, Found> = new Map();
const NO_OTHERS: readonly Found[] = [];

/** Where an object is, from the entry of its parent. */
export const pathIn = ({ place, step }: Found): readonly (string | number)[] =>
  step === undefined ? place.at : [...place.at, step];

/** The value at a path of keys, or `undefined`. */
export function valueAt(entry: unknown, path: readonly string[]): unknown {
  let value = entry;
  for (const key of path) value = isRecord(value) ? value[key] : undefined;
  return value;
}

/** Never the same for a text and for anything else; the order of keys does not matter. */
function idOf(key: unknown): string {
  if (typeof key === 'string') return `"${key}`;
  if (!isRecord(key)) return JSON.stringify(key) ?? '';
  const names = Object.keys(key).sort();
  return JSON.stringify(names.map((name) => [name, key[name]]));
}

/** What a server takes and never exports. */
const NOT_EXPORTED: Readonly<Record<string, (item: unknown) => boolean>> = {
  cron_trigger: (item) => asRecord(item)?.['include_in_metadata'] === false,
};

function keyOf(type: string, key: string, item: unknown, context: Context): unknown {
  const name = isRecord(item) ? item[key] : undefined;
  // What names most objects is a text without a short form.
  const rule = RULES[type]?.[key];
  return rule ? rule(name, context) : name;
}
