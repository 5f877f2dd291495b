import { isRecord } from '../lib/narrow.js';

/** What went wrong with files that were read to find a line, where it may not end the run. */
export class Troubles {
  readonly #messages = new Set<string>();

  /** Each trouble once, in sentences. */
  get messages(): readonly string[] {
    return [...this.#messages];
  }

  /** Notes an error. */
  note(error: unknown): void {
    this.#messages.add(error instanceof Error ? error.message : String(error));
  }

  /** Reads something when that is first asked for, once; what fails is noted, and is nothing. */
  orNothing<T>(read: () => T): () => T | undefined {
    return once(() => {
      try {
        return read();
      } catch (error) {
        this.note(error);
        return undefined;
      }
    });
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A node that a file will take the place of: read to be searched, parsed to be looked at. */
export class Included {
  readonly #words: () => string | typeof ANY_WORD;
  readonly #value: () => unknown;

  /** Takes how the file is read, and how it is parsed and its own includes are followed. */
  constructor(text: () => string, value: () => unknown) {
    this.#words = once(() => wordsOf(text));
    this.#value = value;
  }

  /** What the file holds; `undefined` when it cannot be read. */
  get value(): unknown {
    return this.#value();
  }

  /** `false` only when no value in the file, nor in those that it includes, can hold the word. */
  mayHold(word: SoughtWord): boolean {
    if (word === ANY_WORD) return true;
    const words = this.#words();
    return words === ANY_WORD || words.includes(word);
  }
}

/** A text whose values stand in it as they are; escapes and further files may hold any word. */
function wordsOf(read: () => string): string | typeof ANY_WORD {
  try {
    const text = read();
    return text.includes('\\') || text.includes('!include') ? ANY_WORD : text;
  } catch {
    // Why it cannot be read is told where it stands, once its value is asked for.
    return ANY_WORD;
  }
}

/** A part of a name as it stands in YAML, however that is written; or nothing that is certain. */
export type SoughtWord = string | typeof ANY_WORD;

const ANY_WORD = Symbol('any word');

/**
 * The word to look for in files that may hold a text. White space may be folded there and quotes be
 * doubled; all else stands as it is, unless backslashes stand in that file.
 */
export function soughtWord(text: string): SoughtWord {
  return /[\s']/.test(text) ? ANY_WORD : text;
}

/** A node's child, with what is included there in its place; `undefined` when there is none. */
export function childOf(node: unknown, step: string | number): unknown {
  const isList = Array.isArray(node);
  if (isList !== (typeof step === 'number') || !(isList || isRecord(node))) return undefined;
  return Object.hasOwn(node, step) ? included((node as Record<string, unknown>)[step]) : undefined;
}

/** The node itself, or what is included in its place. */
export function included(node: unknown): unknown {
  return node instanceof Included ? node.value : node;
}

/** Gives a record an entry that is read whenever somebody looks at it. */
export function addLate(record: Record<string, unknown>, key: string, read: () => unknown): void {
  Object.defineProperty(record, key, { enumerable: true, configurable: true, get: read });
}
