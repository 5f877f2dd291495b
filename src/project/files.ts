import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Location } from '../model/report.js';
import { ProjectError } from './error.js';

/** As much as one file may hold: V8 has no strings over 512 MiB, and no server takes as much. */
const FILE_BYTES_MAX = 256 * 1024 * 1024;

/** What a directory of the project has that is no link, and nothing but a file. */
interface PlainFiles {
  /** The directory's path free of symbolic links, with the separator at its end. */
  readonly real: string;
  readonly names: ReadonlySet<string>;
}

/**
 * The files of one project: reads them as text, keeps to the project's directories, and names them
 * as the repository does. All reading is synchronous, since for thousands of small files promises
 * cost several times what the reading itself does.
 */
export class ProjectFiles {
  readonly #root: string;
  readonly #territory: { readonly named: string; readonly real: string }[] = [];
  readonly #realDirectories = new Map<string, string>();
  readonly #plainFiles = new Map<string, PlainFiles>();

  /** Takes the repository's root, free of symbolic links. */
  constructor(root: string) {
    this.#root = root;
  }

  /** Lets files below a directory be read. */
  admit(directory: string): void {
    this.#territory.push({ named: directory, real: realpathSync.native(directory) });
  }

  /** Whether there is such a file, be it a link to nowhere: what stands there is not passed over. */
  exists(path: string): boolean {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  }

  /** A file's path free of symbolic links; an error when it leads out of the project. */
  realPath(path: string): string {
    if (!this.#territory.some(({ named }) => isWithin(named, path)))
      throw this.#outside(path, path);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (!stats) throw new ProjectError(`There is no file ${this.nameOf(path)}.`);
    const link = stats.isSymbolicLink();
    const real = link ? this.#follow(path) : join(this.#realDirectory(path), basename(path));
    if (!this.#territory.some((each) => isWithin(each.real, real))) throw this.#outside(path, real);
    const target = link ? statSync(real) : stats;
    if (!target.isFile()) {
      const kind = target.isDirectory() ? 'a directory' : 'no regular file';
      throw new ProjectError(`${this.nameOf(path)} is ${kind}, where a file is wanted.`);
    }
    this.#assertSize(path, target.size);
    return real;
  }

  /**
   * The same for a file beside thousands of others: a list of its directory costs less than a look
   * at each of them.
   */
  realPathBeside(directory: string, name: string): string {
    const plain = this.#plainFilesIn(directory);
    return plain.names.has(name) ? plain.real + name : this.realPath(join(directory, name));
  }

  /** A file's content, without a byte order mark; an error when it is not UTF-8. */
  read(path: string): string {
    const text = this.#content(path);
    this.#assertSize(path, text.length);
    if (text.includes('\uFFFD')) this.#assertUtf8(path, text);
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  }

  /** A path as annotations want it: relative to the repository's root, with `/`. */
  nameOf(path: string): string {
    const name = relative(this.#root, this.#realName(path));
    if (name === '') return '.';
    return sep === '/' ? name : name.split(sep).join('/');
  }

  /** The place of a character, counted from 0, in a file whose text is at hand. */
  place(path: string, text: string, offset: number): Location {
    const start = Math.min(offset, text.length);
    let line = 1;
    let lineStart = 0;
    for (const lineBreak of text.slice(0, start).matchAll(/\r\n?|\n/g)) {
      line++;
      lineStart = lineBreak.index + lineBreak[0].length;
    }
    return { file: this.nameOf(path), line, column: start - lineStart + 1 };
  }

  /** The name keeps the link that the repository holds, under a directory free of links. */
  #realName(path: string): string {
    if (path === this.#root) return path;
    try {
      return join(this.#realDirectory(path), basename(path));
    } catch {
      return path;
    }
  }

  #plainFilesIn(directory: string): PlainFiles {
    const known = this.#plainFiles.get(directory);
    if (known) return known;
    const names = new Set<string>();
    let real = directory;
    try {
      real = realpathSync.native(directory);
      const isOurs = this.#territory.some(
        (each) => isWithin(each.named, directory) && isWithin(each.real, real),
      );
      for (const entry of isOurs ? readdirSync(directory, { withFileTypes: true }) : []) {
        if (entry.isFile()) names.add(entry.name);
      }
    } catch {
      // What is wrong with it is told of the file that is wanted.
    }
    const plain = { real: `${real}${sep}`, names };
    this.#plainFiles.set(directory, plain);
    return plain;
  }

  #realDirectory(path: string): string {
    const directory = dirname(path);
    const known = this.#realDirectories.get(directory);
    if (known !== undefined) return known;
    const real = realpathSync.native(directory);
    this.#realDirectories.set(directory, real);
    return real;
  }

  #assertSize(path: string, size: number): void {
    if (size <= FILE_BYTES_MAX) return;
    throw new ProjectError(
      `${this.nameOf(path)} has ${size} bytes, more than the ${FILE_BYTES_MAX} that are read at most.`,
    );
  }

  #outside(path: string, real: string): ProjectError {
    const way = path === real ? 'lies' : `leads, by a symbolic link to ${this.nameOf(real)},`;
    return new ProjectError(
      `${this.nameOf(path)} ${way} out of the project. Only files of the project are read: copy it there.`,
    );
  }

  #content(path: string): string {
    try {
      return readFileSync(path, 'utf8');
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new ProjectError(`${this.nameOf(path)} cannot be read: ${why}.`, undefined, { cause });
    }
  }

  #follow(path: string): string {
    try {
      return realpathSync.native(path);
    } catch (cause) {
      throw new ProjectError(`${this.nameOf(path)} is a symbolic link to nowhere.`, undefined, {
        cause,
      });
    }
  }

  #assertUtf8(path: string, text: string): void {
    const bytes = readFileSync(path);
    const read = Buffer.from(text, 'utf8');
    let at = 0;
    while (at < bytes.length && bytes[at] === read[at]) at++;
    if (at === bytes.length) return;
    const before = bytes.subarray(0, at).toString('utf8');
    throw new ProjectError(
      `This file is not UTF-8: the byte at offset ${at} belongs to no character. Save it as UTF-8.`,
      this.place(path, before, before.length),
    );
  }
}

/** Whether a path is a directory or lies below it; both free of symbolic links. */
export function isWithin(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
