import type { PositionNode } from './positions.js';

/** Reads one file format: its values fast, and where each of them stands when somebody asks. */
export interface Format {
  /** The document's value, `undefined` when it is empty; throws a `SyntaxProblem`. */
  parse(text: string): unknown;
  /** Where the nodes of a document stand that parses; `undefined` when it is empty. */
  positions(text: string): PositionNode | undefined;
}

/** A text that does not parse, and the character at which that shows, counted from 0. */
export class SyntaxProblem extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** The value of a node that has the tag `!include`. */
export class IncludeTag {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
}
