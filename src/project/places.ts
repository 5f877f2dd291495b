import { asText, isRecord, parseJson } from '../lib/json.js';
import { childOf } from './lazy.js';

/** The way from the top of a document to one of its nodes: keys of maps and indices of lists. */
export type Path = readonly (string | number)[];

/**
 * Reads one of the server's JSON paths, `$.args.metadata.sources[0].tables[3]`, as a path into the
 * metadata; `undefined` when it is not one. Keys that are not plain names are quoted and escaped as in
 * JSON, `$.args["$set"]`. Paths may begin with `$.args.metadata`, with `$.args`, or at the metadata.
 */
export function parseJsonPath(jsonPath: string): Path | undefined {
  if (!jsonPath.startsWith('$')) return undefined;
  const steps: (string | number)[] = [];
  const step = /\.([^.[\]]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\['((?:[^'\\]|\\.)*)'\]/sy;
  step.lastIndex = 1;
  while (step.lastIndex < jsonPath.length) {
    const [, plain, index, quoted, single] = step.exec(jsonPath) ?? [];
    const key = plain ?? single ?? (quoted === undefined ? undefined : asText(parseJson(quoted)));
    if (key === undefined && index === undefined) return undefined;
    steps.push(key ?? Number(index));
  }
  const start = steps[0] === 'args' ? 1 : 0;
  return steps.slice(steps[start] === 'metadata' ? start + 1 : start);
}

/** A node of a YAML or JSON file. */
export interface NodePlace {
  readonly file: string;
  readonly pointer: Path;
}

/** A place in the project: a node, or a character of any file, from 0. */
export type Place = NodePlace | { readonly file: string; readonly offset: number };

/** A project that cannot be read. Thrown in this folder only: openProject and Project return it. */
export class ProjectError extends Error {
  readonly place: Place | undefined;
  constructor(message: string, place?: Place) {
    super(message);
    this.place = place;
  }
}

/** The error of a text that cannot be parsed, and the character, from 0, at which that shows. */
export function syntaxError(reason: string, file: string, offset: number): ProjectError {
  return new ProjectError(`This file does not parse: ${reason}.`, { file, offset });
}

/** The error of a value of another type than the one `wanted`. */
export function unexpected(wanted: string, value: unknown, place: Place): ProjectError {
  const found = Array.isArray(value)
    ? 'a list'
    : isRecord(value)
      ? 'a map'
      : value === null || value === undefined
        ? 'nothing'
        : 'a single value';
  return new ProjectError(`Expected ${wanted}, found ${found}.`, place);
}

/** Keys of a map that come from another place than the map itself. */
interface Parts {
  readonly keys: readonly string[];
  readonly place: Place;
}

/** Remembers which place in a file each part of the metadata was read from. */
export class SourceMap {
  readonly #places = new Map<unknown, Place>();
  readonly #parts = new Map<unknown, Parts>();

  /** Notes the place of a map or a list; other values have no identity, and are passed over. */
  note(node: unknown, place: Place | undefined, parts?: Parts): void {
    if (typeof node !== 'object' || node === null) return;
    if (place) this.#places.set(node, place);
    if (parts) this.#parts.set(node, parts);
  }

  /** Where a path from the top of the metadata leads; `undefined` when no file holds it. */
  placeOf(metadata: unknown, path: Path): Place | undefined {
    let node = metadata;
    let place = this.#place(node, path);
    for (const [depth, step] of path.entries()) {
      node = childOf(node, step);
      if (node === undefined) break;
      place = this.#place(node, path.slice(depth + 1)) ?? place;
    }
    return place;
  }

  #place(node: unknown, rest: Path): Place | undefined {
    const parts = this.#parts.get(node);
    const isPart = parts?.keys.includes(String(rest[0]));
    const place = isPart ? parts?.place : this.#places.get(node);
    if (!place || 'offset' in place) return place;
    return { file: place.file, pointer: [...place.pointer, ...rest] };
  }
}
