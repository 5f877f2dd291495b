import { describeObject, type Part } from '../model/describe.js';
import type { InconsistentObject, Location, Report } from '../model/report.js';

/** A piece of a text: plain words, a name that a renderer may emphasize, or code. */
type Word = Part | { readonly code: string };

/** A text that is not escaped yet. */
export type Words = readonly Word[];

/** Renders words one by one and puts spaces between them, but not before punctuation. */
export function renderWords(words: Words, render: (word: Word) => string): string {
  let text = '';
  let isOpen = true;
  for (const word of words) {
    const isAttached = isOpen || (typeof word === 'string' && /^[.,)]/.test(word));
    text += `${isAttached ? '' : ' '}${render(word)}`;
    isOpen = typeof word === 'string' && word.endsWith('(');
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

/** The first items of a list, and how many there are in all. */
export interface Shown<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** More than this is shown nowhere but in the report file. */
const MOST_SHOWN = 200;

/** Words the first items of a list. */
export function show<S, T>(
  all: readonly S[],
  view: (one: S) => T,
  most: number = MOST_SHOWN,
): Shown<T> {
  return { items: all.slice(0, most).map(view), total: all.length };
}

/** At most so many of the items, and how many there are beside them. */
export function firstOf<T>({ items, total }: Shown<T>, most: number) {
  const first = items.slice(0, most);
  return { items: first, more: total - first.length };
}

/** Something that a report is about. */
export interface Item {
  /** Which object it is; empty if that is unknown. */
  readonly description: Words;
  /** Where it is in the repository; several if several objects contradict each other. */
  readonly locations: readonly Location[];
}

/** An object that does not count: it recovered, was fixed, or a pattern ignores it. */
export type Entry = Readonly<ReturnType<typeof entryView>>;

/**
 * Words an object that does not count. `why` follows its description; `message` also says what was
 * wrong.
 */
export function entryView(
  { locations }: Report,
  object: InconsistentObject,
  why: Words,
  message: string,
) {
  const description = describeObject(object);
  const line = [...description, ...why];
  return { description, line, message, locations: locations.get(object) ?? [] };
}
