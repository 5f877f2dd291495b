import { isRecord } from '../lib/json.js';

/** A node of the metadata that is read from its file when it is first looked at. */
export class Lazy {
  readonly #read: () => unknown;
  readonly #onError: (error: unknown) => void;
  readonly #readText: (() => string) | undefined;
  #isRead = false;
  #value: unknown;
  #text: string | undefined;

  /** Takes how to read the value, what gets an error, and how to read the text, which need not parse. */
  constructor(read: () => unknown, onError: (error: unknown) => void, readText?: () => string) {
    this.#read = read;
    this.#onError = onError;
    this.#readText = readText;
  }

  /** What the file holds; `undefined` when it cannot be read. */
  get value(): unknown {
    if (this.#isRead) return this.#value;
    this.#isRead = true;
    try {
      this.#value = this.#read();
    } catch (error) {
      this.#onError(error);
    }
    return this.#value;
  }

  /** `false` only when no value in the file, nor in those that it includes, can be the word. */
  mayHold(word: string): boolean {
    if (this.#text === undefined) {
      try {
        const text = this.#readText?.() ?? '\\';
        // In YAML any character may be escaped.
        if (text.includes('\\') || text.includes('!include')) return true;
        this.#text = text;
      } catch {
        // The error is reported when the value is read.
        return true;
      }
    }
    return this.#text.includes(word);
  }
}

/** A node's child, read if need be; `undefined` when there is none. */
export function childOf(node: unknown, step: string | number): unknown {
  const isList = Array.isArray(node);
  if (isList !== (typeof step === 'number') || !(isList || isRecord(node))) return undefined;
  return Object.hasOwn(node, step) ? resolved((node as Record<string, unknown>)[step]) : undefined;
}

/** The node itself, or what is read in its place. */
export function resolved(node: unknown): unknown {
  return node instanceof Lazy ? node.value : node;
}

/** A node with everything below it read. */
export function whole(node: unknown): unknown {
  const value = resolved(node);
  if (Array.isArray(value)) return value.map(whole);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, whole(child)]));
}
