import { dirname, extname, join } from 'node:path';
import type { Document, Documents } from './documents.js';
import { ProjectError } from './error.js';
import { IncludeTag } from './format.js';
import type { Origins } from './origins.js';
import type { Path } from './path.js';

const INCLUDE = '!include ';

/** Puts files in the place of the nodes that include them, at every depth. */
export class Includes {
  readonly #documents: Documents;
  readonly #origins: Origins;
  readonly #taken = new Map<string, unknown>();
  /** The files that are being taken in, outermost first: each includes the next. */
  readonly #chain: { readonly path: string; readonly real: string }[] = [];
  #shared = false;

  constructor(documents: Documents, origins: Origins) {
    this.#documents = documents;
    this.#origins = origins;
  }

  /** Whether some file was taken in more than once. */
  get shared(): boolean {
    return this.#shared;
  }

  /**
   * Resolves the includes of a document, below those of its nodes that `where` names by their last
   * key; in the files that are included they may stand anywhere.
   */
  resolve(document: Document, where: (path: Path) => boolean): unknown {
    if (!document.includes) return document.value;
    this.#chain.push({
      path: document.path,
      real: this.#documents.files.realPath(document.path),
    });
    const value = this.#walk(document, document.value, [], where, new Set());
    this.#chain.pop();
    return value;
  }

  #walk(
    document: Document,
    node: unknown,
    path: Path,
    where: (path: Path) => boolean,
    seen: Set<object>,
  ): unknown {
    const wanted = includedPath(node);
    if (wanted !== undefined && where(path)) return this.#take(document, path, wanted);
    if (node instanceof IncludeTag) {
      throw this.#error(
        document,
        path,
        'Includes are followed in the tables and functions of a source, and in the files that these include: not here.',
      );
    }
    // Aliases lead to one object from several places: once is enough, and a cycle ends here.
    if (typeof node !== 'object' || node === null || seen.has(node)) return node;
    seen.add(node);
    const children = node as Record<string, unknown>;
    for (const key of Object.keys(children)) {
      const step = Array.isArray(node) ? Number(key) : key;
      const child = children[key];
      const value = this.#walk(document, child, [...path, step], where, seen);
      if (value !== child) replace(children, key, value);
    }
    return node;
  }

  #take(document: Document, path: Path, wanted: string): unknown {
    const target = join(dirname(document.path), wanted);
    if (this.#taken.has(target)) {
      this.#shared = true;
      return this.#taken.get(target);
    }
    const value = this.#read(document, path, target);
    this.#taken.set(target, value);
    return value;
  }

  #read(document: Document, path: Path, target: string): unknown {
    const { files } = this.#documents;
    let real: string;
    try {
      real = files.realPath(target);
    } catch (cause) {
      if (!(cause instanceof ProjectError)) throw cause;
      throw this.#error(document, path, `This include cannot be followed. ${cause.message}`, cause);
    }
    this.#assertNoCycle(document, path, target, real);
    if (extname(target) !== '.yaml') return files.read(target);
    const included = this.#documents.open(target);
    if (included.value === undefined || included.value === null) {
      throw this.#error(
        document,
        path,
        `${files.nameOf(target)}, which is included here, is empty. Where nothing is meant, write [] into it.`,
      );
    }
    this.#origins.note(included.value, { path: target, at: [] });
    return this.resolve(included, () => true);
  }

  #assertNoCycle(document: Document, path: Path, target: string, real: string): void {
    const start = this.#chain.findIndex((link) => link.real === real);
    if (start < 0) return;
    const links = [...this.#chain.slice(start).map((link) => link.path), target];
    const chain = links.map((link) => this.#documents.files.nameOf(link)).join(' → ');
    throw this.#error(document, path, `These files include each other without end: ${chain}.`);
  }

  #error(document: Document, path: Path, message: string, cause?: unknown): ProjectError {
    const location = this.#documents.locate(document.path, path);
    return new ProjectError(message, location, { cause });
  }
}

/** What a node includes: by its tag, or as the CLI's export writes it, by a string's beginning. */
function includedPath(node: unknown): string | undefined {
  if (node instanceof IncludeTag) return unquoted(node.path);
  if (typeof node !== 'string' || !node.startsWith(INCLUDE)) return undefined;
  return unquoted(node.slice(INCLUDE.length));
}

function unquoted(path: string): string {
  return path.trim().replace(/^"(.*)"$/s, '$1');
}

function replace(children: Record<string, unknown>, key: string, value: unknown): void {
  // Not an assignment, which the key `__proto__` would turn into something else.
  Object.defineProperty(children, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
