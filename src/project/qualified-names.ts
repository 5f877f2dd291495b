import { isRecord } from '../lib/narrow.js';
import { writtenParts } from '../model/names.js';
import type { QualifiedName } from '../model/report.js';
import { Included, included, type SoughtWord, soughtWord } from './late.js';

/** The schema that a backend means by a bare name; data connectors mean none. */
const DEFAULT_SCHEMA: Readonly<Record<string, string>> = {
  postgres: 'public',
  citus: 'public',
  cockroach: 'public',
  alloy: 'public',
  mssql: 'dbo',
};

/**
 * A table's or function's name in one form, whichever of its backend's forms it comes in: its
 * parts, outermost first. `undefined` when it is no name.
 */
export function nameParts(raw: unknown, kind: string): readonly string[] | undefined {
  const parts = writtenParts(raw);
  const schema = DEFAULT_SCHEMA[kind];
  const isBare = parts?.length === 1 && !Array.isArray(raw);
  return isBare && schema !== undefined ? [schema, ...parts] : parts;
}

/**
 * Finds an object by its name in one of a source's lists. By the name as metadata has it, that is
 * certain; by the name as the server prints it, several objects may bear it, and then none is found.
 * Of the items that are files, only those are parsed that may hold the name.
 */
export class NameIndex {
  readonly #items: readonly unknown[];
  readonly #key: string;
  readonly #kind: string;
  /** The items that no name was looked for in yet, but such as they cannot hold. */
  readonly #unread: Set<number>;
  readonly #byParts = new Map<string, number[]>();
  readonly #byText = new Map<string, number[]>();

  /** Indexes the items of a list by their entry `key`. */
  constructor(items: readonly unknown[], key: string, kind: string) {
    this.#items = items;
    this.#key = key;
    this.#kind = kind;
    this.#unread = new Set(items.keys());
  }

  /** The item's index; `undefined` when there is none, or more than one. */
  find(name: QualifiedName): number | undefined {
    const parts = name.raw === undefined ? undefined : nameParts(name.raw, this.#kind);
    if (!parts && name.raw !== undefined) return undefined;
    // Dots may lie between a name's parts or within them: what follows the last lies in the last.
    const last = parts ? (parts.at(-1) ?? '') : name.text.slice(name.text.lastIndexOf('.') + 1);
    this.#readThoseWith(soughtWord(last));
    return single(parts ? this.#byParts.get(JSON.stringify(parts)) : this.#byText.get(name.text));
  }

  #readThoseWith(word: SoughtWord): void {
    for (const index of this.#unread) {
      const item = this.#items[index];
      if (item instanceof Included && !item.mayHold(word)) continue;
      this.#add(included(item), index);
      this.#unread.delete(index);
    }
  }

  #add(item: unknown, index: number): void {
    const parts = isRecord(item) ? nameParts(item[this.#key], this.#kind) : undefined;
    if (!parts) return;
    add(this.#byParts, JSON.stringify(parts), index);
    for (const text of spoken(parts, this.#kind)) add(this.#byText, text, index);
  }
}

/** The server leaves the default schema out, or prints it, by version and backend. */
function spoken(parts: readonly string[], kind: string): readonly string[] {
  const full = parts.join('.');
  const isDefault = parts.length > 1 && parts[0] === DEFAULT_SCHEMA[kind];
  return isDefault ? [full, parts.slice(1).join('.')] : [full];
}

function add(index: Map<string, number[]>, key: string, value: number): void {
  const known = index.get(key);
  if (known) known.push(value);
  else index.set(key, [value]);
}

function single(indices: readonly number[] | undefined): number | undefined {
  return indices?.length === 1 ? indices[0] : undefined;
}
