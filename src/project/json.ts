import { type Format, SyntaxProblem } from './format.js';
import type { PositionEntry, PositionNode } from './positions.js';

/** Levels that a JSON document may nest, as many as the YAML parser allows. */
const DEPTH_MAX = 100;

/**
 * JSON, read by the engine's own parser. Where that fails, or may have changed a number, and where
 * positions are wanted, a slower one of our own reads the text again.
 */
export const json: Format = {
  parse(text) {
    if (text.trim() === '') return undefined;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      new JsonReader(text).document();
      throw cause;
    }
    if (MAYBE_UNFIT_NUMBER.test(text) || isDeep(value)) new JsonReader(text).document();
    return value;
  },
  positions: (text) => (text.trim() === '' ? undefined : new JsonReader(text).document()),
};

/** Sixteen digits in a row, or an exponent: outside a string, JavaScript may not hold it. */
const MAYBE_UNFIT_NUMBER = /[:[,\s]-?(?:\d{16}|\d[\d.]*[eE]\+?\d{3})/;

function isDeep(value: unknown): boolean {
  const pending: [unknown, number][] = [[value, 0]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [node, depth] = next;
    if (depth > DEPTH_MAX) return true;
    if (typeof node !== 'object' || node === null) continue;
    for (const each of Object.values(node)) {
      if (typeof each === 'object' && each !== null) pending.push([each, depth + 1]);
    }
  }
  return false;
}

const ESCAPED_OR_CONTROL = /[\\\u0000-\u001f]/;
const WHITE_SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** A strict JSON parser that keeps positions only, and says where a text fails. */
class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): PositionNode {
    const node = this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) throw this.#unexpected('the end of the file');
    return node;
  }

  #value(depth: number): PositionNode {
    this.#space();
    const offset = this.#at;
    if (depth > DEPTH_MAX) {
      throw new SyntaxProblem(`this nests deeper than ${DEPTH_MAX} levels`, offset);
    }
    switch (this.#text[offset]) {
      case '{':
        return { offset, entries: this.#entries(depth) };
      case '[':
        return { offset, items: this.#items(depth) };
      case '"':
        this.#string();
        return { offset };
      default:
        this.#literal();
        return { offset };
    }
  }

  #entries(depth: number): Map<string, PositionEntry> {
    const entries = new Map<string, PositionEntry>();
    this.#at++;
    if (this.#skip('}')) return entries;
    do {
      this.#space();
      const offset = this.#at;
      if (this.#text[offset] !== '"') throw this.#unexpected('a key in double quotes');
      const key = this.#string();
      if (!this.#skip(':')) throw this.#unexpected('a colon');
      entries.set(key, { offset, value: this.#value(depth + 1) });
    } while (this.#skip(','));
    if (!this.#skip('}')) throw this.#unexpected('a comma or }');
    return entries;
  }

  #items(depth: number): PositionNode[] {
    const items: PositionNode[] = [];
    this.#at++;
    if (this.#skip(']')) return items;
    do items.push(this.#value(depth + 1));
    while (this.#skip(','));
    if (!this.#skip(']')) throw this.#unexpected('a comma or ]');
    return items;
  }

  #string(): string {
    const start = this.#at;
    let end = start;
    do {
      end = this.#text.indexOf('"', end + 1);
      if (end < 0) throw new SyntaxProblem('this string does not end', start);
    } while (this.#escaped(end));
    this.#at = end + 1;
    const plain = this.#text.slice(start + 1, end);
    if (!ESCAPED_OR_CONTROL.test(plain)) return plain;
    try {
      return JSON.parse(`"${plain}"`) as string;
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new SyntaxProblem(`this string is not JSON: ${why}`, start);
    }
  }

  #escaped(quote: number): boolean {
    let start = quote;
    while (this.#text[start - 1] === '\\') start--;
    return (quote - start) % 2 === 1;
  }

  #literal(): void {
    const literal = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w.])/y;
    literal.lastIndex = this.#at;
    const [word] = literal.exec(this.#text) ?? [];
    if (word === undefined) throw this.#unexpected('a value');
    const number = Number(word);
    const whole = /^-?\d+$/.test(word);
    if (whole ? !Number.isSafeInteger(number) : number === Infinity || number === -Infinity) {
      throw new SyntaxProblem(
        `the number ${word} cannot be sent exactly: write it in quotes`,
        this.#at,
      );
    }
    this.#at += word.length;
  }

  #skip(character: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #space(): void {
    while (WHITE_SPACE.has(this.#text.charCodeAt(this.#at))) this.#at++;
  }

  #unexpected(wanted: string): SyntaxProblem {
    const found = this.#text[this.#at];
    const what = found === undefined ? 'the file ends' : `${JSON.stringify(found)} stands`;
    return new SyntaxProblem(`${what} here, where ${wanted} is wanted`, this.#at);
  }
}
