import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { messageOfError } from '../lib/text.js';
import type { Location } from '../model/report.js';
import { ProjectError } from './places.js';

/** V8 has no strings over 512 MiB, and no server takes as much. */
const CHARACTERS_MAX = 256 * 1024 * 1024;

/** A directory's path free of symbolic links, and the regular files in it, links aside. */
interface Listing {
  readonly real: string;
  readonly names: ReadonlySet<string>;
}

/**
 * The files of one project: reads them as text, stays in the project's directories, and names them
 * as the repository does. All reading is synchronous: for thousands of small files promises cost
 * several times what the reading itself does.
 */
export class ProjectFiles {
  readonly #root: string;
  readonly #admitted: { readonly named: string; readonly real: string }[] = [];
  readonly #listings = new Map<string, Listing>();
  readonly #lineStarts = new Map<string, readonly number[]>();

  /** Takes the repository's root, free of symbolic links. */
  constructor(root: string) {
    this.#root = root;
  }

  /** Lets files below a directory be read. */
  admit(directory: string): void {
    this.#admitted.push({ named: directory, real: realpathSync.native(directory) });
    this.#listings.clear();
  }

  /** Whether there is such a file. A broken symbolic link counts: it is an error, not an absence. */
  exists(path: string): boolean {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  }

  /** A file's path free of symbolic links; an error when it is outside of the project. */
  realPath(path: string): string {
    const { real, names } = this.#list(dirname(path));
    const name = basename(path);
    // To list a directory costs less than to look at each of thousands of files in it.
    return names.has(name) ? real + sep + name : this.#checkedPath(path);
  }

  /** A file's content, without a byte order mark; an error when it is not UTF-8, or not allowed. */
  read(path: string): string {
    this.realPath(path);
    const text = this.#content(path);
    if (text.includes('\uFFFD')) this.#checkUtf8(path, text);
    return text;
  }

  /** A path as annotations want it: relative to the repository's root, with `/`. */
  nameOf(path: string): string {
    // The name keeps the link that the repository holds, in a directory free of links.
    const real = path === this.#root ? path : join(this.#list(dirname(path)).real, basename(path));
    return relative(this.#root, real).replaceAll(sep, '/') || '.';
  }

  /** The line of a character, counted from 0, in a file that need not be valid. */
  locationAt(path: string, offset: number): Location {
    const starts = this.#lineStarts.get(path) ?? lineStarts(this.#content(path));
    this.#lineStarts.set(path, starts);
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { file: this.nameOf(path), line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  #list(directory: string): Listing {
    const known = this.#listings.get(directory);
    if (known) return known;
    let listing: Listing = { real: directory, names: new Set() };
    try {
      const real = realpathSync.native(directory);
      const isAdmitted = this.#admits('named', directory) && this.#admits('real', real);
      const entries = isAdmitted ? readdirSync(directory, { withFileTypes: true }) : [];
      const files = entries.filter((entry) => entry.isFile());
      listing = { real, names: new Set(files.map(({ name }) => name)) };
    } catch {
      // Reported for the file that is wanted.
    }
    this.#listings.set(directory, listing);
    return listing;
  }

  #admits(form: 'named' | 'real', path: string): boolean {
    return this.#admitted.some((each) => isWithin(each[form], path));
  }

  #checkedPath(path: string): string {
    const name = this.nameOf(path);
    const outside = (how: string) =>
      new ProjectError(`${name} ${how} outside of the project. Copy the file into the project.`);
    if (!this.#admits('named', path)) throw outside('is');
    if (!this.exists(path)) throw new ProjectError(`File not found: ${name}.`);
    let real: string;
    try {
      real = realpathSync.native(path);
    } catch {
      throw new ProjectError(`${name} is a broken symbolic link.`);
    }
    if (!this.#admits('real', real)) throw outside(`is a symbolic link to ${this.nameOf(real)},`);
    const target = statSync(real);
    if (target.isFile()) return real;
    const found = target.isDirectory() ? 'a directory' : 'not a regular file';
    throw new ProjectError(`${name} is ${found}. Expected a file.`);
  }

  #content(path: string): string {
    try {
      const text = readFileSync(path, 'utf8');
      if (text.length > CHARACTERS_MAX) throw new Error(`it has over ${CHARACTERS_MAX} characters`);
      return text.startsWith('\uFEFF') ? text.slice(1) : text;
    } catch (cause) {
      throw new ProjectError(`Could not read ${this.nameOf(path)}: ${messageOfError(cause)}.`);
    }
  }

  #checkUtf8(path: string, text: string): void {
    const bytes = readFileSync(path);
    const read = Buffer.from(text, 'utf8');
    const mark = bytes.indexOf('\uFEFF') === 0 ? 3 : 0;
    const at = read.findIndex((byte, index) => byte !== bytes[index + mark]);
    if (at < 0) return;
    throw new ProjectError(
      `This file is not valid UTF-8: see the byte at offset ${at + mark}. Save it as UTF-8.`,
      { file: path, offset: read.subarray(0, at).toString('utf8').length },
    );
  }
}

/** Where the lines of a text begin. */
function lineStarts(text: string): readonly number[] {
  const breaks = text.matchAll(/\r\n?|\n/g);
  return [0, ...Array.from(breaks, ({ 0: end, index }) => index + end.length)];
}

/** Whether a path is a directory or lies below it; both free of symbolic links. */
export function isWithin(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The names of the directories in a directory; none if it cannot be read. */
export function foldersIn(directory: string): string[] {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}
