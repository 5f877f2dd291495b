import { cut } from '../lib/text.js';
import type { Command } from '../model/report.js';

/** The values of the input `command`, and commands of the command line. */
export const COMMANDS: readonly Command[] = ['reload', 'apply', 'plan', 'check'];

/** What was read, or all that is wrong with the texts, a sentence each. */
export type Parsed<T> =
  | ({ readonly ok: true } & T)
  | { readonly ok: false; readonly problems: readonly string[] };

/** How a value is written, and what it becomes. */
export interface Kind {
  /** The value; `undefined` if the text is not of this kind. */
  readonly parse: (text: string) => unknown;
  /** What an error message says was expected. */
  readonly expected: string;
  /** What `--help` calls such a value. */
  readonly placeholder?: string;
  /** Needs no value as a flag, and has a form with `no-`. */
  readonly isSwitch?: true;
  /** Adds up if its flag is given several times. */
  readonly isList?: true;
  /** Error messages must not show the text. */
  readonly isSecret?: true;
}

/** Longer than any job may run, and within the limits of timers. */
const MOST_SECONDS = 86_400;

/** The characters that an HTTP header can carry. */
export const HEADER_TEXT = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

/** All kinds of values that inputs and flags take. */
export const KINDS = {
  text: { parse: (text: string) => text, expected: 'text' },
  lines: { parse: (text: string) => split(text, /\r?\n/), expected: 'lines', isList: true },
  switch: { parse: parseSwitch, expected: '"true" or "false"', isSwitch: true },
  'switch-or-new': {
    parse: (text: string): boolean | 'new' | undefined =>
      text === 'new' ? text : parseSwitch(text),
    expected: '"true", "false" or "new"',
    isSwitch: true,
  },
  names: {
    parse: parseNames,
    expected: '"true", "false", or names, separated by commas or lines',
    placeholder: 'NAMES',
    isList: true,
  },
  seconds: seconds(0, 'a number of seconds, 0 or more'),
  'positive-seconds': seconds(Number.MIN_VALUE, 'a positive number of seconds'),
  port: {
    parse: (text: string) => (/^\d+$/.test(text) ? parseNumber(text, 0, 65_535) : undefined),
    expected: 'a whole number from 0 to 65535',
    placeholder: 'PORT',
  },
  command: oneOf(COMMANDS),
  comment: oneOf(['never', 'on-change', 'always']),
  'log-format': oneOf(['auto', 'text', 'json']),
  dsn: {
    parse: (text: string): Dsn | null | undefined => (text === '' ? null : readDsn(text)),
    expected: 'a DSN such as https://key@host/project-number',
    isSecret: true,
  },
  'header-value': secret(HEADER_TEXT, 'one line of characters that an HTTP header can carry'),
  token: secret(/^[\u0021-\u007e]*$/, 'printable ASCII characters without spaces'),
} as const satisfies Readonly<Record<string, Kind>>;

/** What takes values, by name. */
type Definitions = Readonly<Record<string, { readonly kind: Kind }>>;

/** The values of definitions, by name. */
export type Values<D extends Definitions> = {
  readonly [N in keyof D]: Exclude<ReturnType<D[N]['kind']['parse']>, undefined>;
};

/**
 * Parses the text of every definition. A problem names its `label`, the text (unless it is a
 * secret) and what was expected.
 */
export function parseValues<D extends Definitions>(
  definitions: D,
  textOf: (name: keyof D & string) => string,
  label: (name: string) => string,
): Parsed<{ readonly values: Values<D> }> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, { kind }] of Object.entries(definitions)) {
    const text = textOf(name);
    const value = kind.parse(text);
    const shown = kind.isSecret ? 'is not shown' : `is "${shorten(text)}"`;
    if (value === undefined) problems.push(`${label(name)} ${shown}: expected ${kind.expected}.`);
    else values[name] = value;
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, values: values as Values<D> };
}

/** Text cut to what an error message can show. */
export function shorten(text: string): string {
  return cut(text, 80);
}

/** YAML's core booleans, as `core.getBooleanInput` reads them. */
function parseSwitch(text: string): boolean | undefined {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  return undefined;
}

/** All (`true`), none (`false`), or the names listed. */
function parseNames(text: string): boolean | readonly string[] | undefined {
  const all = parseSwitch(text);
  if (all !== undefined) return all;
  const names = split(text, /[,\r\n]/);
  const isMixed = names.some((name) => parseSwitch(name) !== undefined);
  return names.length === 0 || isMixed ? undefined : names;
}

function parseNumber(text: string, least: number, most: number): number | undefined {
  const number = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}

function seconds(least: number, expected: string) {
  return {
    parse: (text: string) => parseNumber(text, least, MOST_SECONDS),
    expected: `${expected}, at most ${MOST_SECONDS}`,
    placeholder: 'SECONDS',
  };
}

function secret(pattern: RegExp, expected: string) {
  const parse = (text: string) => (pattern.test(text) ? text : undefined);
  return { parse, expected, isSecret: true } as const;
}

function oneOf<const T extends string>(words: readonly T[]) {
  return {
    parse: (text: string) => words.find((word) => word === text),
    expected: quotedList(words),
    placeholder: words.join('|'),
  };
}

/** `"a", "b" or "c"` */
export function quotedList(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

function split(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A Sentry DSN, `https://<key>@<host>[:port]/[path/]<project>`. */
interface Dsn {
  /** The whole DSN, including its key. */
  readonly text: string;
  /** The host that receives the events, with the port if one is given. It may be shown. */
  readonly host: string;
}

/**
 * Reads a DSN; `undefined` if it is invalid. It accepts nothing that Sentry's client rejects, since
 * the client prints an invalid DSN, including its key.
 */
export function readDsn(text: string): Dsn | undefined {
  const host = DSN.exec(text)?.[1];
  return host !== undefined && URL.canParse(text) ? { text, host } : undefined;
}

const DSN = /^https?:\/\/\w+(?::\w+)?@((?:\[[:.\w]+\]|[\w.-]+)(?::\d{1,5})?)\/(?:[\w.~%-]+\/)*\d+$/;
