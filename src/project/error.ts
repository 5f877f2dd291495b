import { isRecord } from '../lib/narrow.js';
import type { Path } from './path.js';

/** A place in the project: a node of a YAML or JSON file, or a character of any file, from 0. */
export type Place =
  | { readonly file: string; readonly pointer: Path }
  | { readonly file: string; readonly offset: number };

/** A project that cannot be read. Thrown in this folder only: openProject and Project return it. */
export class ProjectError extends Error {
  readonly place: Place | undefined;
  constructor(message: string, place?: Place, options?: ErrorOptions) {
    super(message, options);
    this.place = place;
  }
}

/** A text that cannot be parsed, and the character, counted from 0, at which that shows. */
export class SyntaxProblem extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
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
