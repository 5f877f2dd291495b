import type { Event, ScalarEvent } from 'js-yaml';
import { type ProjectError, syntaxError } from './places.js';

/** Parses a file's text; `undefined` when it is empty. Throws a `ProjectError` at the mistake. */
export type Parser = (text: string, file: string) => unknown;

/** Keys that `<<` may copy in one file before that counts as an attack. */
const MERGED_KEYS_MAX = 1_000_000;

/** The value of a node that has the tag `!include`. */
export class IncludeTag {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
}

/**
 * Loads the YAML parser. The schema is YAML 1.2's core: `yes`, `on` and dates stay strings; `<<`
 * merges, as in Hasura's own CLI.
 */
export async function loadYamlParser(): Promise<Parser> {
  const yaml = await import('js-yaml');
  const schema = yaml.CORE_SCHEMA.withTags(
    yaml.mergeTag,
    exact(yaml.intCoreTag, Number.isSafeInteger),
    exact(yaml.floatCoreTag, Number.isFinite),
    yaml.defineScalarTag('!include', {
      resolve: (source) => new IncludeTag(source),
      identify: () => false,
    }),
  );
  return (text, file) => {
    const read = readEvents(yaml, text);
    try {
      if (read.error) throw read.error;
      const options = { source: read.source, schema, maxTotalMergeKeys: MERGED_KEYS_MAX };
      const documents = yaml.constructFromEvents(read.events, options);
      if (documents.length <= 1) return documents[0];
    } catch (cause) {
      throw errorOf(yaml, read, cause, file);
    }
    const message = 'a second YAML document begins here, and only one can be sent';
    throw syntaxError(message, file, text.lastIndexOf('\n---') + 1);
  };
}

/** A number that JavaScript would send as another number. */
class InexactNumber extends Error {}

function exact(tag: Yaml['intCoreTag'], fits: (value: number) => boolean): Yaml['intCoreTag'] {
  const resolve: Yaml['intCoreTag']['resolve'] = (source, isExplicit, tagName) => {
    const value = tag.resolve(source, isExplicit, tagName);
    if (typeof value === 'number' && !fits(value)) throw new InexactNumber(source);
    return value;
  };
  return { ...tag, resolve };
}

function errorOf(
  yaml: Yaml,
  { events, source, offsetIn }: ReadEvents,
  cause: unknown,
  file: string,
): unknown {
  if (cause instanceof InexactNumber) {
    const isNumber = (event: Event): event is ScalarEvent =>
      event.type === yaml.EVENT_ID.SCALAR &&
      (event.style === yaml.SCALAR_STYLE.PLAIN || event.tagStart >= 0) &&
      yaml.getScalarValue(source, event) === cause.message;
    const event = events.find(isNumber);
    if (event) return inexact(cause.message, file, offsetIn(event.valueStart));
  }
  if (!(cause instanceof yaml.YAMLException)) return cause;
  const offset = cause.mark?.position ?? 0;
  // The parser's own message depends on what is around a tab, and seldom names it.
  const isTab = /^ *\t/.test(source.slice(source.lastIndexOf('\n', offset - 1) + 1));
  const message = isTab ? 'indent by spaces, not by tabs' : explain(cause.reason);
  return syntaxError(message, file, offsetIn(offset));
}

function inexact(number: string, file: string, offset: number): ProjectError {
  return syntaxError(`the number ${number} cannot be sent exactly: put it in quotes`, file, offset);
}

/** The parser's message, except for mistakes that people make often. */
function explain(reason: string): string {
  if (reason.startsWith('duplicated mapping key')) {
    return 'this key occurs twice in its map, and only one of them can be sent';
  }
  const tag = /^unknown \w+ tag !<(.*)>$/s.exec(reason)?.[1];
  return tag === undefined ? reason : `the tag ${tag} is unknown`;
}

export type Yaml = typeof import('js-yaml');

/** What the parser finds in a text, and the text that it was given instead. */
interface ReadEvents {
  /** Empty if the text does not parse. */
  readonly events: Event[];
  /** Why it does not parse. */
  readonly error?: unknown;
  /** The text in which some lines may be indented deeper. */
  readonly source: string;
  /** An offset in the text as it is in the file, from one in `source`. */
  readonly offsetIn: (offset: number) => number;
}

/** The parser's message for a line within brackets or quotes that is indented too little. */
const TOO_SHALLOW = 'deficient indentation';
const DEEPER = ' '.repeat(100);
/** Every such line is a reason to parse the file once more. */
const SHALLOW_LINES_MAX = 1_000;

/**
 * Parses YAML. Lines within brackets or quotes may be indented less than YAML 1.2 asks for, such as
 * a closing bracket below its key: the parser of Hasura's own CLI takes them.
 */
export function readEvents(yaml: Yaml, text: string): ReadEvents {
  let source = text;
  let error: unknown;
  const indented: number[] = [];
  const offsetIn = (offset: number) =>
    offset - DEEPER.length * indented.filter((start) => start < offset).length;
  for (;;) {
    try {
      return { events: yaml.parseEvents(source, {}), source, offsetIn };
    } catch (problem) {
      error ??= problem;
      const isShallow = problem instanceof yaml.YAMLException && problem.reason === TOO_SHALLOW;
      // What is wrong after that is an effect of it, such as a bracket that is not closed.
      if (!isShallow || indented.length === SHALLOW_LINES_MAX) {
        return { events: [], error, source: text, offsetIn: (offset) => offset };
      }
      const start = source.lastIndexOf('\n', (problem.mark?.position ?? 0) - 1) + 1;
      source = `${source.slice(0, start)}${DEEPER}${source.slice(start)}`;
      indented.push(start);
    }
  }
}

/** Levels that a JSON document may be nested, as many as the YAML parser allows. */
const DEPTH_MAX = 100;

/** Parses JSON. */
export const parseJson: Parser = (text, file) => {
  if (text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const { message } = cause as Error;
    // The rest of V8's message quotes the text, which may be a part of a secret.
    const [reason = ''] = message.split(/,? \.{0,3}"| in JSON| at position/);
    throw syntaxError(reason, file, errorOffset(text, message));
  }
  checkTokens(text, file);
  return value;
};

/** V8's message has the position of most errors; shorter and shorter beginnings show the others. */
function errorOffset(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  if (!message.startsWith('Unexpected token')) return text.length;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hasUnexpectedToken(text.slice(0, middle))) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

function hasUnexpectedToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (cause) {
    return (cause as Error).message.startsWith('Unexpected token');
  }
}

/** Refuses numbers that JavaScript would send as other numbers, and documents nested too deeply. */
function checkTokens(text: string, file: string): void {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(
    /"(?:[^"\\]+|\\.)*"|[[{]|[\]}]|-?\d[\d.eE+-]*/g,
  )) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    else if (!token.startsWith('"') && !isExact(token)) throw inexact(token, file, index);
    if (depth > DEPTH_MAX) {
      throw syntaxError(`this is nested deeper than ${DEPTH_MAX} levels`, file, index);
    }
  }
}

function isExact(token: string): boolean {
  const number = Number(token);
  return /^-?\d+$/.test(token) ? Number.isSafeInteger(number) : Number.isFinite(number);
}
