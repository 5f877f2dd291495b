import { asRecord, isRecord } from '../lib/json.js';
import { REMOVED, SECRET_KEY } from './text.js';

type RedactText = (from: string) => string;

/** Removes secrets from a JSON value, in place. */
export function redactJson<T>(value: T, text: RedactText): T {
  return redactChild(NO_KEY, value, { text, known: new Map() }, 0) as T;
}

/** What a key says of its value, and the key itself without secrets. */
interface KeyTraits {
  readonly kind: 'secret' | 'headers' | 'query' | 'other';
  readonly shown: string;
}

/** What one walk through a value shares. */
interface Walk {
  readonly text: RedactText;
  /** An answer has few keys, and each of them thousands of times: they are looked at once. */
  readonly known: Map<string, KeyTraits>;
}

function traitsOf(key: string, { text, known }: Walk): KeyTraits {
  let traits = known.get(key);
  if (!traits) {
    traits = { kind: kindOfKey(key), shown: text(key) };
    known.set(key, traits);
  }
  return traits;
}

function kindOfKey(key: string): KeyTraits['kind'] {
  if (SECRET_KEY.test(key)) return 'secret';
  if (HEADERS_KEY.test(key) && !REMOVED_HEADERS_KEY.test(key)) return 'headers';
  return QUERY_KEY.test(key) ? 'query' : 'other';
}

/** No real metadata is nested this deeply: deeper values are an attack on recursive code. */
const DEEPEST = 101;

/** `headers` of definitions, `requestHeaders` of failed requests, `add_headers` of transforms. */
const HEADERS_KEY = /headers$/i;
const REMOVED_HEADERS_KEY = /^remove_?headers$/i;
const QUERY_KEY = /^query_?string$/i;

/** Redacts each value of an object with `redact`, and its keys. */
function redactEntries(
  parent: Record<string, unknown>,
  walk: Walk,
  redact: (child: unknown, traits: KeyTraits, key: string) => unknown,
): void {
  for (const key of Object.keys(parent)) {
    const traits = traitsOf(key, walk);
    const { shown } = traits;
    const child = redact(parent[key], traits, key);
    // Written only where it changed: most of a big answer stays as it was parsed.
    if (shown !== key) delete parent[key];
    if (shown !== key || child !== parent[key]) parent[shown] = child;
  }
}

const NO_KEY: KeyTraits = { kind: 'other', shown: '' };

function redactChild({ kind }: KeyTraits, child: unknown, walk: Walk, depth: number): unknown {
  if (child === null || typeof child === 'boolean') return child;
  if (kind === 'secret') return isReference(child) ? child : REMOVED;
  if (kind === 'headers') return redactHeaders(child, walk, depth);
  if (typeof child === 'string') {
    const text = walk.text(child);
    return kind === 'query' ? text.replace(/=[^&]*/g, `=${REMOVED}`) : text;
  }
  if (typeof child !== 'object') return child;
  if (depth >= DEEPEST) return REMOVED;
  if (Array.isArray(child)) {
    for (let at = 0; at < child.length; at++) {
      const item = redactChild(NO_KEY, child[at], walk, depth + 1);
      if (item !== child[at]) child[at] = item;
    }
  } else if (isRecord(child)) {
    redactEntries(child, walk, (value, traits) => redactChild(traits, value, walk, depth + 1));
  }
  return child;
}

/** `[{name, value}]`, `[[name, value]]`, `["name: value"]` and `{name: value}`: the names stay. */
function redactHeaders(headers: unknown, walk: Walk, depth: number): unknown {
  if (Array.isArray(headers)) {
    for (const [at, header] of headers.entries()) headers[at] = redactHeader(header, walk, depth);
    return headers;
  }
  if (!isRecord(headers) || depth >= DEEPEST) return REMOVED;
  redactEntries(headers, walk, (value, traits, name) =>
    // A transform has lists of headers to add and to remove under the key of all headers.
    HEADERS_KEY.test(name) ? redactChild(traits, value, walk, depth + 1) : withoutValue(value),
  );
  return headers;
}

function redactHeader(header: unknown, walk: Walk, depth: number): unknown {
  if (typeof header === 'string')
    return walk.text(header).replace(/^([^:=]*[:=]\s*)[\s\S]+/, `$1${REMOVED}`);
  const redactName = (name: unknown) => redactChild(NO_KEY, name, walk, depth + 1);
  if (Array.isArray(header))
    return header.map((part, at) => (at === 0 ? redactName(part) : withoutValue(part)));
  if (!isRecord(header)) return header;
  redactEntries(header, walk, (value, _traits, key) =>
    HEADER_NAME_KEY.test(key) ? redactName(value) : withoutValue(value),
  );
  return header;
}

const HEADER_NAME_KEY = /^(?:name|key)$|from_env$/i;

function withoutValue(value: unknown): unknown {
  const isHarmless = value === null || typeof value === 'boolean' || isReference(value);
  return isHarmless ? value : REMOVED;
}

/** `{from_env: "NAME"}` names where a secret is, and is not a secret. */
function isReference(value: unknown): boolean {
  const entries = Object.entries(asRecord(value) ?? {});
  const isNamed = ([key, name]: [string, unknown]) =>
    /from_env$/.test(key) && typeof name === 'string' && /^[A-Za-z_]\w*$/.test(name);
  return entries.length > 0 && entries.every(isNamed);
}
