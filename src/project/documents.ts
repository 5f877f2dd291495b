import type { Location } from '../model/report.js';
import type { ProjectFiles } from './files.js';
import { loadYamlParser, parseJson } from './parsers.js';
import { type Place, ProjectError, SyntaxProblem } from './places.js';
import { type Positions, parsePositions } from './positions.js';

/** A YAML or JSON file's content. */
export interface Document {
  readonly file: string;
  /** `undefined` when the file is empty. */
  readonly value: unknown;
  /** Whether it may hold includes at all. */
  readonly includes: boolean;
}

/** Parses a project's files, and finds the line of a place when it is asked for. */
export class Documents {
  readonly files: ProjectFiles;
  readonly #positions = new Map<string, Promise<Positions>>();
  #parseYaml: ((text: string) => unknown) | undefined;

  constructor(files: ProjectFiles) {
    this.files = files;
  }

  /** Loads the parser that a file, or the files in a directory, will take. */
  async loadParser(path: string): Promise<void> {
    if (!isJson(path)) this.#parseYaml ??= await loadYamlParser();
  }

  /** Reads a file that exists; an error when it does not parse. */
  open(file: string): Document {
    const parse = isJson(file) ? parseJson : this.#parseYaml;
    if (!parse) throw new Error(`No parser was loaded for ${file}`);
    let includes = false;
    const value = this.parse(file, (text) => {
      includes = text.includes('!include');
      const parsed = parse(text);
      // Only anchors make a value larger than its file.
      if (text.includes('&')) assertFiniteSize(parsed, { file, offset: 0 });
      return parsed;
    });
    return { file, value, includes };
  }

  /** Reads a file by a parser that throws a `SyntaxProblem`. */
  parse<T>(file: string, parser: (text: string) => T): T {
    const text = this.files.read(file);
    try {
      return parser(text);
    } catch (cause) {
      if (!(cause instanceof SyntaxProblem)) throw cause;
      const message = `This file does not parse: ${cause.message}.`;
      throw new ProjectError(message, { file, offset: cause.offset }, { cause });
    }
  }

  /**
   * The line of a place; when it need not be `exact`, that of the deepest node on the way to it.
   * `undefined` when there is none, and when the file has been removed or changed since.
   */
  async locate(place: Place | undefined, exact: boolean): Promise<Location | undefined> {
    if (!place) return undefined;
    const { file } = place;
    try {
      if ('offset' in place) return this.files.locationAt(file, place.offset);
      const positions = this.#positions.get(file) ?? parsePositions(this.files.read(file));
      this.#positions.set(file, positions);
      const reached = (await positions)(place.pointer);
      if (!reached || (exact && reached.depth < place.pointer.length)) return undefined;
      return { file: this.files.nameOf(file), line: reached.line, column: reached.column };
    } catch (error) {
      if (error instanceof ProjectError) return undefined;
      throw error;
    }
  }
}

function isJson(path: string): boolean {
  return /\.json$/i.test(path);
}

/** Characters and levels of JSON that metadata may have when its parts repeat. */
const SIZE_MAX = 100_000_000;
const DEPTH_MAX = 1000;

/**
 * An error when metadata would fill memory once it is serialized: an anchor's node is held once,
 * and written for each alias, so that a few lines may grow to billions.
 */
export function assertFiniteSize(metadata: unknown, place?: Place): void {
  const sizes = new Map<object, number>();
  const sizeOf = (node: unknown, depth: number): number => {
    if (typeof node === 'string') return node.length + 3;
    if (typeof node !== 'object' || node === null) return 6;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    // A node that is met again before it has a size contains itself.
    sizes.set(node, Number.POSITIVE_INFINITY);
    if (depth > DEPTH_MAX) return Number.POSITIVE_INFINITY;
    let sum = 2;
    for (const [key, child] of Object.entries(node)) {
      sum += key.length + 4 + sizeOf(child, depth + 1);
    }
    sizes.set(node, sum);
    return sum;
  };
  if (sizeOf(metadata, 0) <= SIZE_MAX) return;
  throw new ProjectError(
    `This metadata repeats too much by anchors and includes: in full it has more than ${SIZE_MAX} characters, or no end.`,
    place,
  );
}
