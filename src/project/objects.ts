import { entryOf } from '../lib/json.js';
import { DEFAULT_SCHEMA, writtenParts } from '../model/identity.js';
import type { Kind } from '../model/kind.js';
import { KINDS, kindOf } from '../model/kinds.js';
import type { Identity, QualifiedName } from '../model/report.js';
import { childOf, Lazy, resolved, whole } from './lazy.js';
import type { Path } from './places.js';

/** The kind of an object as it is in the files, where a permission is not inherited but its role is. */
const kindInFiles = (type: string): Kind =>
  kindOf(type === 'inherited role permission inconsistency' ? 'inherited_role' : type);

/** Kinds whose objects are shown at one of another kind: the first of these that is found. */
const SHOWN_AT: Readonly<Record<string, readonly string[]>> = {
  inner_logical_model: ['logical_model', 'native_query'],
  query_collections: ['query_collections', 'query_collection'],
};

/** Objects that are shown at the key which names them, not at the beginning of their item. */
const SHOWN_AT_KEY = ['source', 'table', 'function'];

/** The key at the top of the metadata below which objects of a type are: the first, if there are several. */
export function topKeyOf(type: string): string | undefined {
  const [place] = kindInFiles(type).places;
  return place?.parent === undefined ? place?.at[0] : topKeyOf(place.parent);
}

/**
 * Finds the server's objects in the metadata. Names that occur more than once, and objects whose
 * owner is unknown, are not found: a wrong line is worse than none.
 */
export class MetadataObjects {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly #searches = new Map<readonly unknown[], Search>();

  constructor(metadata: Readonly<Record<string, unknown>>) {
    this.metadata = metadata;
  }

  /**
   * The path to the first key or scalar in an object's entry that is one of the words; of a custom
   * type, to where it is defined. If there is none, the path to the entry, or to the key that names
   * the object in it.
   */
  find(given: Identity, words?: readonly string[]): Path | undefined {
    const { type, places, part } = kindInFiles(given.type);
    const customTypes = KINDS.filter((kind) => kind.places[0]?.parent === 'custom_types');
    for (const custom of type === 'custom_types' ? customTypes : []) {
      for (const name of words ?? []) {
        const [found] = this.#all(custom.type, { type: custom.type, name });
        if (found) return found;
      }
    }
    const entry = this.#entry({ ...given, type });
    if (!entry) return undefined;
    // What names the object itself is not in question: a role may be called like a column.
    const naming = places.map(({ key }) => key);
    const word = words && this.#search(entry, new Set(words), naming);
    const [key] = naming;
    return word ?? (key && part && SHOWN_AT_KEY.includes(part) ? [...entry, key] : entry);
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
    for (const type of entryOf(SHOWN_AT, identity.type) ?? [identity.type]) {
      const found = this.#all(type, identity);
      if (found.length === 1) return found[0];
    }
    return undefined;
  }

  #all(type: string, identity: Identity): Path[] {
    if (type === 'source') return this.#sources(identity);
    const { part, places } = kindOf(type);
    const name = (part && identity[part]) ?? (identity.type === type ? identity.name : undefined);
    return places.flatMap(({ parent, at, key }) => {
      const owners = parent === undefined ? [[]] : this.#all(parent, identity);
      if (owners.length > 1 && parent !== 'source') return [];
      return owners.flatMap((owner): Path[] => {
        const path = [...owner, ...at];
        if (key === undefined) {
          // The keys of a map may name its objects.
          const own = typeof name === 'string' ? [[...path, name], path] : [path];
          return own.filter((each) => this.#value(each) !== undefined).slice(0, 1);
        }
        const index = name && this.#indexOf(name, path, key, owner);
        return typeof index === 'number' ? [[...path, index]] : [];
      });
    });
  }

  /** The source; for an object that may be in any, all of them. */
  #sources({ type, source }: Identity): Path[] {
    // Before version 3 there is one database, and its tables are at the top.
    if (!('sources' in this.metadata)) return (source ?? 'default') === 'default' ? [[]] : [];
    const sources = this.#value(['sources']);
    if (!Array.isArray(sources) || (type === 'source' && source === undefined)) return [];
    return sources.flatMap((_, index) => {
      const path = ['sources', index];
      return source === undefined || this.#value([...path, 'name']) === source ? [path] : [];
    });
  }

  #indexOf(name: string | QualifiedName, path: Path, key: string, owner: Path): number | undefined {
    const items = this.#value(path);
    if (!Array.isArray(items)) return undefined;
    const kind = owner[0] === 'sources' ? this.#value([...owner, 'kind']) : undefined;
    const backend = typeof kind === 'string' ? kind : 'postgres';
    const search = this.#searches.get(items) ?? searchIn(items, key, backend);
    this.#searches.set(items, search);
    return search(name);
  }

  #value(path: Path): unknown {
    return path.reduce<unknown>(childOf, this.metadata);
  }
}

/**
 * Finds the index of the only item that has a name; `undefined` when none has it, or several have.
 * Of the items that are files, only those are parsed that may hold the name.
 */
type Search = (name: string | QualifiedName) => number | undefined;

/** Makes the search of a list by the entry that names its items, a text or a qualified name. */
function searchIn(items: readonly unknown[], key: string, backend: string): Search {
  const schema = entryOf(DEFAULT_SCHEMA, backend);
  const unread = new Set(items.keys());
  const sought = new Set<string>();
  /** `undefined` for a name that several items have. */
  const indices = new Map<string, number | undefined>();

  /** The parts of a name in any of its backend's forms, outermost first. */
  function partsOf(raw: unknown): readonly string[] | undefined {
    const parts = writtenParts(raw);
    const isBare = parts?.length === 1 && !Array.isArray(raw);
    return isBare && schema !== undefined ? [schema, ...parts] : parts;
  }

  /** A name's parts are unique; the server's text, with or without the default schema, is not. */
  function keysOf(raw: unknown): readonly string[] {
    const parts = partsOf(raw);
    if (!parts) return [];
    const keys = [JSON.stringify(parts), parts.join('.')];
    return parts.length > 1 && parts[0] === schema ? [...keys, parts.slice(1).join('.')] : keys;
  }

  function readThoseWith(word: string): void {
    if (sought.has(word)) return;
    sought.add(word);
    // In YAML white space may be folded, and quotes be doubled.
    const isPlain = !/[\s']/.test(word);
    for (const index of unread) {
      const item = items[index];
      if (isPlain && item instanceof Lazy && !item.mayHold(word)) continue;
      unread.delete(index);
      for (const name of keysOf(whole(childOf(resolved(item), key)))) {
        indices.set(name, indices.has(name) ? undefined : index);
      }
    }
  }

  return (name) => {
    const { text, raw } = typeof name === 'string' ? { text: name, raw: name } : name;
    const parts = partsOf(raw);
    if (!parts && raw !== undefined) return undefined;
    // Dots may be between a name's parts or within them: what follows the last is in the last.
    readThoseWith(parts?.at(-1) ?? text.slice(text.lastIndexOf('.') + 1));
    return indices.get(parts ? JSON.stringify(parts) : text);
  };
}
