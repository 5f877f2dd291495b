import type { Part } from '../model/describe.js';
import type { Location } from '../model/report.js';

/** A piece of a text: plain words, a name that a renderer may emphasize, or code. */
export type Word = Part | { readonly code: string };

/** A text that is not escaped yet. */
export type Words = readonly Word[];

/** Renders words one by one and puts spaces between them, but not before punctuation. */
export function renderWords(words: Words, render: (word: Word) => string): string {
  let text = '';
  let previous: Word = '(';
  for (const word of words) {
    const attached = endsOpen(previous) || (typeof word === 'string' && /^[.,)]/.test(word));
    text += `${attached ? '' : ' '}${render(word)}`;
    previous = word;
  }
  return text;
}

/** Words as plain text on one line: names as they are, code in quotation marks. */
export function plainText(words: Words): string {
  return renderWords(words, (word) => {
    if (typeof word === 'string') return word;
    return 'name' in word ? word.name : `"${word.code}"`;
  });
}

function endsOpen(word: Word): boolean {
  return typeof word === 'string' && word.endsWith('(');
}

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
