import { basename, dirname, join, sep } from 'node:path';
import type { Document, Documents } from './documents.js';
import { ProjectError } from './error.js';
import { IncludeTag } from './format.js';
import { Included, type Troubles } from './late.js';
import { NO_STEPS, type Origins } from './origins.js';
import type { Path } from './path.js';

const INCLUDE = '!include ';

/** What an include stands for: a source's list, an item of that, a part of the item; or none. */
export type Place = 'list' | 'item' | 'part' | undefined;

/** Says of each node of a document what an include there would stand for. */
export type Places = (path: Path) => Place;

/** The places in a list whose items are objects of a source. */
export const ofList: Places = ({ length }) =>
  length === 0 ? 'list' : length === 1 ? 'item' : 'part';

const ofPart: Places = () => 'part';

/** A document that is being taken in, and how it came to that. */
interface Reading {
  readonly document: Document;
  readonly places: Places;
  readonly directory: string;
  /** The files that include each other down to this one, the outermost first. */
  readonly chain: readonly { readonly path: string; readonly real: string }[];
  readonly seen: Set<object>;
}

/** A node that a file is to take the place of. */
interface Include {
  readonly reading: Reading;
  readonly path: Path;
  readonly place: Place;
  readonly directory: string;
  readonly name: string;
  /** The directory and the name, joined. */
  readonly target: string;
}

/**
 * Puts files in the place of the nodes that include them, at every depth. When they may be late,
 * lists and their items are read no sooner than somebody looks at them, and what is wrong with one
 * leaves the others as they are.
 */
export class Includes {
  readonly #documents: Documents;
  readonly #origins: Origins;
  readonly #late: Troubles | undefined;
  readonly #lists = new Map<string, unknown>();
  readonly #others = new Map<string, unknown>();
  #shared = false;

  /** Takes who notes the troubles of what is read late; without, all is read at once. */
  constructor(documents: Documents, origins: Origins, late?: Troubles) {
    this.#documents = documents;
    this.#origins = origins;
    this.#late = late;
  }

  /** Whether some file was taken in more than once. */
  get shared(): boolean {
    return this.#shared;
  }

  /** Resolves the includes of a document, wherever it may have some. */
  resolve(document: Document, places: Places, chain: Reading['chain'] = []): unknown {
    if (!document.includes) return document.value;
    const { path, value } = document;
    const link = { path, real: this.#documents.files.realPath(path) };
    const directory = dirname(path);
    const reading = {
      document,
      places,
      directory,
      chain: [...chain, link],
      seen: new Set<object>(),
    };
    return this.#walk(value, [], reading);
  }

  #walk(node: unknown, path: Path, reading: Reading): unknown {
    const wanted = includedPath(node);
    const place = wanted === undefined ? undefined : reading.places(path);
    if (wanted !== undefined && place) {
      return this.#take({ ...pathBeside(reading.directory, wanted), place, path, reading });
    }
    if (node instanceof IncludeTag) {
      throw this.#error(
        reading,
        path,
        'Includes are followed in the tables and functions of a source, and in the files that these include: not here.',
      );
    }
    // Aliases lead to one object from several places: once is enough, and a cycle ends here.
    if (typeof node !== 'object' || node === null || reading.seen.has(node)) return node;
    reading.seen.add(node);
    if (Array.isArray(node)) {
      for (let index = 0; index < node.length; index++) {
        node[index] = this.#walk(node[index], [...path, index], reading);
      }
      return node;
    }
    for (const [key, child] of Object.entries(node)) {
      const value = this.#walk(child, [...path, key], reading);
      if (value !== child) replace(node, key, value);
    }
    return node;
  }

  #take(include: Include): unknown {
    const { place, path, target } = include;
    const read = () => this.#read(include);
    // An include that is a whole file belongs to the one that waits already.
    if (this.#late && place !== 'part' && path.length > 0) {
      return new Included(() => this.#text(include), this.#late.orNothing(read));
    }
    const taken = place === 'list' ? this.#lists : this.#others;
    const known = taken.get(target);
    if (known !== undefined) {
      this.#shared = true;
      return known;
    }
    const value = read();
    taken.set(target, value);
    return value;
  }

  #text({ target, directory, name }: Include): string {
    const { files } = this.#documents;
    files.realPathBeside(directory, name);
    return files.read(target);
  }

  #read({ target, directory, name, place, path, reading }: Include): unknown {
    const { files } = this.#documents;
    let real: string;
    try {
      real = files.realPathBeside(directory, name);
    } catch (cause) {
      if (!(cause instanceof ProjectError)) throw cause;
      const message = `This include cannot be followed. ${cause.message}`;
      throw this.#error(reading, path, message, cause);
    }
    this.#assertNoCycle(target, real, path, reading);
    if (!target.endsWith('.yaml')) return files.read(target);
    const included = this.#documents.open(target);
    if (included.value === undefined || included.value === null) {
      throw this.#error(
        reading,
        path,
        `${files.nameOf(target)}, which is included here, is empty. Where nothing is meant, write [] into it.`,
      );
    }
    this.#origins.note(included.value, { path: target, at: NO_STEPS });
    return this.resolve(included, place === 'list' ? ofList : ofPart, reading.chain);
  }

  #assertNoCycle(target: string, real: string, path: Path, reading: Reading): void {
    const start = reading.chain.findIndex((link) => link.real === real);
    if (start < 0) return;
    const links = [...reading.chain.slice(start).map((link) => link.path), target];
    const chain = links.map((link) => this.#documents.files.nameOf(link)).join(' → ');
    throw this.#error(reading, path, `These files include each other without end: ${chain}.`);
  }

  #error({ document }: Reading, path: Path, message: string, cause?: unknown): ProjectError {
    const location = this.#documents.locate(document.path, path);
    return new ProjectError(message, location, { cause });
  }
}

/** A file beside the one that includes it is the usual case, and joining paths costs far more. */
function pathBeside(home: string, wanted: string): Pick<Include, 'directory' | 'name' | 'target'> {
  if (/^[^/\\]*[^./\\]$/.test(wanted)) {
    return { directory: home, name: wanted, target: home + sep + wanted };
  }
  const target = join(home, wanted);
  return { directory: dirname(target), name: basename(target), target };
}

/** What a node includes: by its tag, or as the CLI's export writes it, by a string's beginning. */
function includedPath(node: unknown): string | undefined {
  if (node instanceof IncludeTag) return unquoted(node.path);
  if (typeof node !== 'string' || !node.startsWith(INCLUDE)) return undefined;
  return unquoted(node.slice(INCLUDE.length));
}

function unquoted(path: string): string {
  return path.replace(/^"(.*)"$/s, '$1');
}

function replace(node: object, key: string, value: unknown): void {
  // Not an assignment, which the key `__proto__` would turn into something else.
  Object.defineProperty(node, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
