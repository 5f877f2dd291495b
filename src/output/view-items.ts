import type { Location } from '../model/report.js';
import type { Words } from './words.js';

/** The first items of a list, and how many there are in all. */
export interface Shown<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** Something that a report is about. */
export interface Item {
  /** Which object it is; empty if that is unknown. */
  readonly description: Words;
  /** Where it is in the repository; several if several objects contradict each other. */
  readonly locations: readonly Location[];
}

/** An object that does not count: it recovered, or a pattern ignores it. */
export interface Entry extends Item {
  /** The description, and why it does not count. */
  readonly line: Words;
  /** Why it does not count, and what was wrong. */
  readonly message: string;
}
