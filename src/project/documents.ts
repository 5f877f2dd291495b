import type { Location } from '../model/report.js';
import type { ProjectFiles } from './files.js';
import { type Parser, parseJson } from './parsers.js';
import { type Place, ProjectError, SourceMap } from './places.js';
import { type Positions, parsePositions } from './positions.js';

/** Parses a project's files, notes their sources, and finds the line of a place when it is asked for. */
export class Documents {
  readonly files: ProjectFiles;
  readonly sources = new SourceMap();
  readonly #parse: Parser;
  readonly #positions = new Map<string, Promise<Positions>>();

  /** Takes the parser of the files that are not JSON. */
  constructor(files: ProjectFiles, parse: Parser) {
    this.files = files;
    this.#parse = parse;
  }

  /**
   * The value of a file, `undefined` when it is empty, and whether it may hold includes at all. An
   * error when it cannot be read or does not parse.
   */
  open(file: string): { readonly value: unknown; readonly mayInclude: boolean } {
    const text = this.files.read(file);
    const value = isJson(file) ? parseJson(text, file) : this.#parse(text, file);
    // Only anchors make a value larger than its file.
    if (text.includes('&')) assertFiniteSize(value, { file, offset: 0 });
    this.sources.note(value, { file, pointer: TOP });
    return { value, mayInclude: text.includes('!include') };
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
      return this.files.locationAt(file, reached.offset);
    } catch (error) {
      if (error instanceof ProjectError) return undefined;
      throw error;
    }
  }
}

/** Whether a file is parsed as JSON, by its name. */
export function isJson(path: string): boolean {
  return /\.json$/i.test(path);
}

/** One empty path for the thousands of files that are read from their top. */
const TOP: readonly never[] = [];

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
