import { dirname, join, sep } from 'node:path';
import type { Document, Documents } from './documents.js';
import type { Lazy } from './lazy.js';
import { IncludeTag } from './parsers.js';
import { type Path, type Place, ProjectError, type SourceMap } from './places.js';

const INCLUDE = '!include ';
/** How many files may include each other in a row. The CLI's export has two. */
const CHAIN_MAX = 100;

/** Whether includes are followed at a path in a document. */
export type Allowed = (path: Path) => boolean;
export const everywhere: Allowed = () => true;
export const nowhere: Allowed = () => false;

/** Makes a node that is read on demand, from how it is read and how the text of its file is. */
export type MakeLazy = (read: () => unknown, text?: () => string) => Lazy;

/** A file that is being read, and those that include it. */
interface Link {
  readonly file: string;
  readonly real: string;
  readonly length: number;
  readonly from: Link | undefined;
}

/** A document that is being searched for includes. */
interface Reading {
  readonly link: Link;
  readonly allowed: Allowed;
  readonly seen: Set<object>;
}

/** Replaces nodes that include a file by what it holds, at every depth: at once, or on demand. */
export class Includes {
  readonly #documents: Documents;
  readonly #sources: SourceMap;
  readonly #makeLazy: MakeLazy | undefined;
  readonly #known = new Map<string, unknown>();
  /** Whether a file has been included more than once. */
  shared = false;

  constructor(documents: Documents, sources: SourceMap, makeLazy?: MakeLazy) {
    this.#documents = documents;
    this.#sources = sources;
    this.#makeLazy = makeLazy;
  }

  /** A document's value, with its includes replaced. */
  resolve({ file, value, includes }: Document, allowed: Allowed, from?: Link): unknown {
    if (!includes) return value;
    const real = this.#documents.files.realPath(file);
    const link = { file, real, from, length: (from?.length ?? 0) + 1 };
    return this.#walk(value, [], { link, allowed, seen: new Set() });
  }

  #walk(node: unknown, pointer: Path, reading: Reading): unknown {
    const { link, allowed, seen } = reading;
    const wanted = includedPath(node);
    if (wanted !== undefined && allowed(pointer)) {
      return this.#replace(wanted, { file: link.file, pointer }, link, pointer.length === 0);
    }
    if (node instanceof IncludeTag) {
      throw new ProjectError(
        'Includes work in the tables and functions of a source, and in the files included there: not here.',
        { file: link.file, pointer },
      );
    }
    // Aliases lead to one object from several places: once is enough, and a cycle ends here.
    if (typeof node !== 'object' || node === null || seen.has(node)) return node;
    seen.add(node);
    const isList = Array.isArray(node);
    for (const [key, child] of Object.entries(node)) {
      const value = this.#walk(child, [...pointer, isList ? Number(key) : key], reading);
      // Not an assignment, which the key `__proto__` would turn into something else.
      if (value !== child) Object.defineProperty(node, key, { ...PLAIN_PROPERTY, value });
    }
    return node;
  }

  #replace(wanted: string, place: Place, link: Link, isWholeFile: boolean): unknown {
    const home = dirname(link.file);
    // A file in the same directory is the usual case, and joining paths costs more.
    const file = /^[\w-][\w.-]*$/.test(wanted) ? home + sep + wanted : join(home, wanted);
    if (this.#makeLazy && !isWholeFile) {
      const text = () => {
        this.#documents.files.realPath(file);
        return this.#documents.files.read(file);
      };
      return this.#makeLazy(() => this.#read(file, place, link), text);
    }
    const known = this.#makeLazy ? undefined : this.#known.get(file);
    if (known !== undefined) this.shared = true;
    const value = known ?? this.#read(file, place, link);
    this.#known.set(file, value);
    return value;
  }

  #read(file: string, place: Place, link: Link): unknown {
    const { files } = this.#documents;
    this.#checkChain(file, this.#realPath(file, place), place, link);
    if (!file.endsWith('.yaml')) return files.read(file);
    const document = this.#documents.open(file);
    if (document.value === undefined || document.value === null) {
      const message = `The included file ${files.nameOf(file)} is empty. If that is intended, write [] into it.`;
      throw new ProjectError(message, place);
    }
    this.#sources.note(document.value, { file, pointer: TOP });
    return this.resolve(document, everywhere, link);
  }

  #realPath(file: string, place: Place): string {
    try {
      return this.#documents.files.realPath(file);
    } catch (cause) {
      if (!(cause instanceof ProjectError)) throw cause;
      const message = `This include cannot be followed. ${cause.message}`;
      throw new ProjectError(message, place, { cause });
    }
  }

  /** An error when a file includes itself, or is included by too many others in a row. */
  #checkChain(file: string, real: string, place: Place, last: Link): void {
    const chain = [file];
    let isCycle = false;
    for (let link: Link | undefined = last; link && !isCycle; link = link.from) {
      chain.unshift(link.file);
      isCycle = link.real === real;
    }
    if (!isCycle && last.length < CHAIN_MAX) return;
    const shown = chain.map((name) => this.#documents.files.nameOf(name));
    if (shown.length > 8) shown.splice(3, shown.length - 6, '…');
    const what = isCycle
      ? 'These files include each other in a cycle'
      : `More than ${CHAIN_MAX} files include each other in a row`;
    throw new ProjectError(`${what}: ${shown.join(' → ')}.`, place);
  }
}

const PLAIN_PROPERTY = { enumerable: true, configurable: true, writable: true };

/** One empty path for the thousands of files that are read from their top. */
const TOP: Path = [];

/** What a node includes: by its tag, or as the CLI's export writes it, by a string's beginning. */
function includedPath(node: unknown): string | undefined {
  const isText = typeof node === 'string' && node.startsWith(INCLUDE);
  const path = isText ? node.slice(INCLUDE.length) : node instanceof IncludeTag && node.path;
  return path ? path.replace(/^"(.*)"$/s, '$1') : undefined;
}
