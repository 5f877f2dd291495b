import { dirname, join, sep } from 'node:path';
import type { Documents } from './documents.js';
import { Lazy } from './lazy.js';
import { IncludeTag } from './parsers.js';
import { type NodePlace, type Path, ProjectError } from './places.js';

const INCLUDE = '!include ';
/** How many files may include each other in a row. The CLI's export has two. */
const CHAIN_MAX = 100;

/** Whether includes are followed at a path in a document. */
export type Allowed = (path: Path) => boolean;

/** A file that is being read, and its path free of symbolic links. */
interface Link {
  readonly file: string;
  readonly real: string;
}

/** Replaces nodes that include a file by what it holds, at every depth: at once, or on demand. */
export class Includes {
  readonly #documents: Documents;
  readonly #onError: ((error: unknown) => void) | undefined;
  readonly #known = new Map<string, unknown>();
  /** Whether a file has been included more than once. */
  shared = false;

  /** With `onError`, which gets their errors, files are read on demand; without it, at once. */
  constructor(documents: Documents, onError?: (error: unknown) => void) {
    this.#documents = documents;
    this.#onError = onError;
  }

  /** What is read, or a node that reads it on demand and can look for words in its file's text. */
  defer(read: () => unknown, text?: () => string): unknown {
    return this.#onError ? new Lazy(read, this.#onError, text) : read();
  }

  /** A file's value, with its includes replaced; `from` are the files that include it. */
  read(file: string, allowed: Allowed, from: readonly Link[] = []): unknown {
    const { value, mayInclude } = this.#documents.open(file);
    if (!mayInclude) return value;
    const chain = [...from, { file, real: this.#documents.files.realPath(file) }];
    const seen = new Set<unknown>();
    const walk = (node: unknown, pointer: Path): unknown => {
      const wanted = includedPath(node);
      if (wanted !== undefined && allowed(pointer)) {
        return this.#replace(wanted, { file, pointer }, chain);
      }
      if (node instanceof IncludeTag) {
        throw new ProjectError(
          'Includes work in the tables and functions of a source, and in the files included there: not here.',
          { file, pointer },
        );
      }
      // Aliases lead to one object from several places: once is enough, and a cycle ends here.
      if (typeof node !== 'object' || node === null || seen.has(node)) return node;
      seen.add(node);
      const isList = Array.isArray(node);
      for (const [key, child] of Object.entries(node)) {
        const value = walk(child, [...pointer, isList ? Number(key) : key]);
        // Not an assignment, which the key `__proto__` would turn into something else.
        if (value !== child) Object.defineProperty(node, key, { value });
      }
      return node;
    };
    return walk(value, []);
  }

  #replace(wanted: string, place: NodePlace, chain: readonly Link[]): unknown {
    const home = dirname(place.file);
    // A file in the same directory is the usual case, and joining paths costs more.
    const file = /^[\w-][\w.-]*$/.test(wanted) ? home + sep + wanted : join(home, wanted);
    const read = () => this.#readIncluded(file, place, chain);
    if (this.#onError) {
      const isWholeFile = place.pointer.length === 0;
      return isWholeFile ? read() : this.defer(read, () => this.#documents.files.read(file));
    }
    const known = this.#known.get(file);
    if (known !== undefined) this.shared = true;
    const value = known ?? read();
    this.#known.set(file, value);
    return value;
  }

  #readIncluded(file: string, place: NodePlace, chain: readonly Link[]): unknown {
    const { files } = this.#documents;
    this.#checkChain(file, place, chain);
    if (!file.endsWith('.yaml')) return files.read(file);
    const value = this.read(file, () => true, chain);
    if (value !== undefined && value !== null) return value;
    const message = `The included file ${files.nameOf(file)} is empty. If that is intended, write [] into it.`;
    throw new ProjectError(message, place);
  }

  /** An error when a file cannot be included, includes itself, or has too many above it. */
  #checkChain(file: string, place: NodePlace, chain: readonly Link[]): void {
    let real: string;
    try {
      real = this.#documents.files.realPath(file);
    } catch (cause) {
      if (!(cause instanceof ProjectError)) throw cause;
      throw new ProjectError(`This include cannot be followed. ${cause.message}`, place);
    }
    const start = chain.findLastIndex((link) => link.real === real);
    if (start < 0 && chain.length < CHAIN_MAX) return;
    const shown = [...chain.slice(Math.max(start, 0)), { file }].map((link) =>
      this.#documents.files.nameOf(link.file),
    );
    if (shown.length > 8) shown.splice(3, shown.length - 6, '…');
    const what =
      start < 0
        ? `More than ${CHAIN_MAX} files include each other in a row`
        : 'These files include each other in a cycle';
    throw new ProjectError(`${what}: ${shown.join(' → ')}.`, place);
  }
}

/** What a node includes: by its tag, or as the CLI's export writes it, by a string's beginning. */
function includedPath(node: unknown): string | undefined {
  const isText = typeof node === 'string' && node.startsWith(INCLUDE);
  const path = isText ? node.slice(INCLUDE.length) : node instanceof IncludeTag && node.path;
  return path ? path.replace(/^"(.*)"$/s, '$1') : undefined;
}
