import type { Location } from '../model/report.js';
import { ProjectError } from './error.js';
import type { ProjectFiles } from './files.js';
import { type Format, SyntaxProblem } from './format.js';
import { json } from './json.js';
import type { Path } from './path.js';
import { follow, type PositionNode, type Reached } from './positions.js';
import { assertFiniteSize } from './size.js';
import { loadYaml } from './yaml.js';

/** A YAML or JSON file's content. */
export interface Document {
  readonly path: string;
  /** `undefined` when the file is empty. */
  readonly value: unknown;
  /** Whether it may hold includes at all. */
  readonly includes: boolean;
}

const NO_POSITIONS = { text: '', root: undefined };

/** Parses a project's files, and finds the line of a node once that is asked for. */
export class Documents {
  readonly files: ProjectFiles;
  readonly #positions = new Map<string, { text: string; root: PositionNode | undefined }>();
  #yaml: Format | undefined;

  constructor(files: ProjectFiles) {
    this.files = files;
  }

  /** Loads the parser that a file, or the files in a directory, will take. */
  async loadParser(path: string): Promise<void> {
    if (!isJson(path)) this.#yaml ??= await loadYaml();
  }

  /** Reads a file that the caller has found to be there; an error when it does not parse. */
  open(path: string): Document {
    const text = this.files.read(path);
    try {
      const value = this.#format(path).parse(text);
      // Only what has anchors can be larger than its file.
      if (text.includes('&')) assertFiniteSize(value, this.files.place(path, text, 0));
      return { path, value, includes: text.includes('!include') };
    } catch (cause) {
      if (!(cause instanceof SyntaxProblem)) throw cause;
      throw new ProjectError(
        `This file does not parse: ${cause.message}.`,
        this.files.place(path, text, cause.offset),
        { cause },
      );
    }
  }

  /** Where a path leads in a file, or the deepest node that exists on it. */
  locate(path: string, way: Path): Location | undefined {
    return this.reach(path, way)?.location;
  }

  /** The same, and how many of the path's steps exist. */
  reach(path: string, way: Path): (Reached & { location: Location }) | undefined {
    const { text, root } = this.#parsed(path);
    if (!root) return undefined;
    const reached = follow(root, way);
    return { ...reached, location: this.files.place(path, text, reached.offset) };
  }

  /** Where a character of a file stands that is not YAML. */
  placeOf({ path, offset }: { path: string; offset: number }): Location | undefined {
    if (!this.files.exists(path)) return undefined;
    return this.files.place(path, this.files.read(path), offset);
  }

  #parsed(path: string): { text: string; root: PositionNode | undefined } {
    const known = this.#positions.get(path);
    if (known) return known;
    const parsed = this.#parse(path);
    this.#positions.set(path, parsed);
    return parsed;
  }

  #parse(path: string): { text: string; root: PositionNode | undefined } {
    try {
      const text = this.files.read(path);
      return { text, root: this.#format(path).positions(text) };
    } catch (cause) {
      // A file that has gone or changed since it was built has no lines to point at.
      if (cause instanceof ProjectError || cause instanceof SyntaxProblem) return NO_POSITIONS;
      throw cause;
    }
  }

  #format(path: string): Format {
    if (isJson(path)) return json;
    if (this.#yaml) return this.#yaml;
    throw new Error(`No parser was loaded for ${this.files.nameOf(path)}`);
  }
}

function isJson(path: string): boolean {
  return /\.json$/i.test(path);
}
