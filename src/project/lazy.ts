import { isRecord } from '../lib/json.js';
import { writtenParts } from '../model/identity.js';
import type { QualifiedName } from '../model/report.js';

/** A node of the metadata that is read from its file when it is first looked at. */
export class Lazy {
  readonly #read: () => unknown;
  readonly #readText: (() => string) | undefined;
  #value: { readonly value: unknown } | undefined;
  #text: { readonly text: string | undefined } | undefined;

  /** Takes how the value is read, and how the file's text is, which need not parse. */
  constructor(read: () => unknown, readText?: () => string) {
    this.#read = read;
    this.#readText = readText;
  }

  /** What the file holds; `undefined` when it cannot be read. */
  get value(): unknown {
    this.#value ??= { value: this.#read() };
    return this.#value.value;
  }

  /** `false` only when no value in the file, nor in those that it includes, can be the name. */
  mayHold(name: string): boolean {
    // In YAML white space may be folded, quotes be doubled, and any character be escaped.
    if (/[\s']/.test(name)) return true;
    this.#text ??= { text: this.#plainText() };
    return this.#text.text?.includes(name) ?? true;
  }

  #plainText(): string | undefined {
    try {
      const text = this.#readText?.() ?? '\\';
      return /\\|!include/.test(text) ? undefined : text;
    } catch {
      // The error is reported when the value is read.
      return undefined;
    }
  }
}

/** The node itself, or what is read in its place. */
export function resolved(node: unknown): unknown {
  return node instanceof Lazy ? node.value : node;
}

/** A node's child, read if need be; `undefined` when there is none. */
export function childOf(node: unknown, step: string | number): unknown {
  const isList = Array.isArray(node);
  if (isList !== (typeof step === 'number') || !(isList || isRecord(node))) return undefined;
  return Object.hasOwn(node, step) ? resolved((node as Record<string, unknown>)[step]) : undefined;
}

/** A node with everything below it read. */
export function whole(node: unknown): unknown {
  const value = resolved(node);
  if (Array.isArray(value)) return value.map(whole);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, whole(child)]));
}

/** The schema that a backend means by a bare name; data connectors mean none. */
const DEFAULT_SCHEMA: Readonly<Record<string, string>> = {
  postgres: 'public',
  citus: 'public',
  cockroach: 'public',
  alloy: 'public',
  mssql: 'dbo',
};

/** Finds items of a list by the entry that names them: a text, or a table's or function's name. */
export class ListIndex {
  readonly #items: readonly unknown[];
  readonly #key: string;
  readonly #backend: string;
  readonly #unread: Set<number>;
  readonly #indices = new Map<string, number[]>();

  constructor(items: readonly unknown[], key: string, backend: string) {
    this.#items = items;
    this.#key = key;
    this.#backend = backend;
    this.#unread = new Set(items.keys());
  }

  /**
   * The index of the only item that has the name; `undefined` when none has, or several have. Of the
   * items that are files, only those are parsed that may hold the name.
   */
  find(name: string | QualifiedName): number | undefined {
    const text = typeof name === 'string' ? name : name.text;
    const raw = typeof name === 'string' ? name : name.raw;
    const parts = partsOf(raw, this.#backend);
    if (!parts && raw !== undefined) return undefined;
    // Dots may be between a name's parts or within them: what follows the last is in the last.
    this.#readThoseWith(parts?.at(-1) ?? text.slice(text.lastIndexOf('.') + 1));
    const found = this.#indices.get(parts ? JSON.stringify(parts) : text);
    return found?.length === 1 ? found[0] : undefined;
  }

  #readThoseWith(word: string): void {
    for (const index of this.#unread) {
      const item = this.#items[index];
      if (item instanceof Lazy && !item.mayHold(word)) continue;
      this.#unread.delete(index);
      for (const key of this.#keysOf(whole(childOf(resolved(item), this.#key)))) {
        const known = this.#indices.get(key);
        if (known) known.push(index);
        else this.#indices.set(key, [index]);
      }
    }
  }

  /** A name's parts are unique; the server's text, with or without the default schema, is not. */
  #keysOf(raw: unknown): readonly string[] {
    const parts = partsOf(raw, this.#backend);
    if (!parts) return [];
    const keys = [JSON.stringify(parts), parts.join('.')];
    const isDefault = parts.length > 1 && parts[0] === DEFAULT_SCHEMA[this.#backend];
    return isDefault ? [...keys, parts.slice(1).join('.')] : keys;
  }
}

/** The parts of a name in any of its backend's forms, outermost first. */
function partsOf(raw: unknown, backend: string): readonly string[] | undefined {
  const parts = writtenParts(raw);
  const schema = DEFAULT_SCHEMA[backend];
  const isBare = parts?.length === 1 && !Array.isArray(raw);
  return isBare && schema !== undefined ? [schema, ...parts] : parts;
}
