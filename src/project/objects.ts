import type { Kind } from '../model/kind.js';
import { KINDS, kindOf } from '../model/kinds.js';
import type { Identity } from '../model/report.js';
import { childOf, ListIndex } from './lazy.js';
import type { Path } from './places.js';

/** The kind of an object as it is in the files, where a permission is not inherited but its role is. */
const kindInFiles = (type: string): Kind =>
  kindOf(type === 'inherited role permission inconsistency' ? 'inherited_role' : type);

/** Objects that are entries of a map, which their names are the keys of. */
const IN_MAPS: Readonly<Record<string, Path>> = {
  data_connector_agent: ['backend_configs', 'dataconnector'],
  open_telemetry: ['opentelemetry'],
};

/** Objects that are shown at the key which names them, not at the beginning of their item. */
const SHOWN_AT_KEY = ['source', 'table', 'function'];

/** The keys at the top of the metadata below which objects of a type can be. */
export function topKeysOf(type: string): readonly (string | undefined)[] {
  return kindInFiles(type).places.flatMap(({ parent, at }) =>
    parent === undefined ? [at[0]] : topKeysOf(parent),
  );
}

/**
 * Finds the server's objects in the metadata. Names that occur more than once, and objects whose
 * owner is unknown, are not found: a wrong line is worse than none.
 */
export class MetadataObjects {
  readonly #metadata: Readonly<Record<string, unknown>>;
  readonly #indices = new Map<readonly unknown[], ListIndex>();

  constructor(metadata: Readonly<Record<string, unknown>>) {
    this.#metadata = metadata;
  }

  /** The path to an object's entry, or to the key in it that names the object. */
  find(given: Identity): Path | undefined {
    const { type, places, part } = kindInFiles(given.type);
    const entry = this.#entry({ ...given, type });
    const key = places[0]?.key;
    return entry && key && part && SHOWN_AT_KEY.includes(part) ? [...entry, key] : entry;
  }

  /**
   * The path to the first key or scalar in an object's entry that is one of the words; of a custom
   * type, to where it is defined. `undefined` when there is none.
   */
  findWithin(given: Identity, words: readonly string[]): Path | undefined {
    const identity = { ...given, type: kindInFiles(given.type).type };
    const types = identity.type === 'custom_types' ? KINDS : [];
    for (const { type } of types.filter(({ places }) => places[0]?.parent === 'custom_types')) {
      for (const name of words) {
        const [found] = this.#all(type, { type, name });
        if (found) return found;
      }
    }
    const entry = this.#entry(identity);
    // What names the object itself is not in question: a role may be called like a column.
    const naming = kindOf(identity.type).places.map(({ key }) => key);
    return entry && this.#search(entry, new Set(words), naming);
  }

  #search(path: Path, words: ReadonlySet<string>, except: readonly unknown[]): Path | undefined {
    const node = this.#value(path);
    if (typeof node !== 'object' || node === null) {
      return words.has(String(node)) ? path : undefined;
    }
    const isList = Array.isArray(node);
    for (const key of Object.keys(node)) {
      if (except.includes(key)) continue;
      const child = [...path, isList ? Number(key) : key];
      const found = !isList && words.has(key) ? child : this.#search(child, words, []);
      if (found) return found;
    }
    return undefined;
  }

  #entry(identity: Identity): Path | undefined {
    const { type, name } = identity;
    if (type === 'inner_logical_model') {
      return this.#only('logical_model', identity) ?? this.#only('native_query', identity);
    }
    const inMap = name !== undefined && IN_MAPS[type] ? [...IN_MAPS[type], name] : undefined;
    if (inMap && this.#value(inMap) !== undefined) return inMap;
    const found = this.#only(type, identity);
    return type === 'query_collections'
      ? (found ?? this.#only('query_collection', identity))
      : found;
  }

  #only(type: string, identity: Identity): Path | undefined {
    const found = this.#all(type, identity);
    return found.length === 1 ? found[0] : undefined;
  }

  #all(type: string, identity: Identity): Path[] {
    if (type === 'source') return this.#sources(identity);
    const { part, places } = kindOf(type);
    const name = (part && identity[part]) ?? (identity.type === type ? identity.name : undefined);
    return places.flatMap(({ parent, at, key }) => {
      const owners = parent === undefined ? [[]] : this.#all(parent, identity);
      if (owners.length > 1 && parent !== 'source') return [];
      return owners.flatMap((owner) => {
        const path = [...owner, ...at];
        if (key === undefined) return this.#value(path) === undefined ? [] : [path];
        const index = name && this.#index(path, key, owner)?.find(name);
        return typeof index === 'number' ? [[...path, index]] : [];
      });
    });
  }

  /** The source; for an object that may be in any, all of them. */
  #sources({ type, source }: Identity): Path[] {
    // Before version 3 there is one database, and its tables are at the top.
    if (!('sources' in this.#metadata)) return (source ?? 'default') === 'default' ? [[]] : [];
    const sources = this.#value(['sources']);
    if (!Array.isArray(sources) || (type === 'source' && source === undefined)) return [];
    return sources.flatMap((_, index) => {
      const path = ['sources', index];
      return source === undefined || this.#value([...path, 'name']) === source ? [path] : [];
    });
  }

  #index(path: Path, key: string, owner: Path): ListIndex | undefined {
    const items = this.#value(path);
    if (!Array.isArray(items)) return undefined;
    const kind = owner[0] === 'sources' ? this.#value([...owner, 'kind']) : undefined;
    const backend = typeof kind === 'string' ? kind : 'postgres';
    const index = this.#indices.get(items) ?? new ListIndex(items, key, backend);
    this.#indices.set(items, index);
    return index;
  }

  #value(path: Path): unknown {
    return path.reduce<unknown>(childOf, this.#metadata);
  }
}
