import { REMOVED } from './removed.js';
import { SECRET_KEY } from './text.js';

type RedactText = (from: string) => string;

/** Removes secrets from a JSON value, in place. */
export function redactJson<T>(value: T, text: RedactText): T {
  if (typeof value === 'string') return text(value) as T;
  if (typeof value === 'object' && value !== null) redactChildren(value, text, 0);
  return value;
}

/** No metadata nests as deep; what does is an attack on whoever walks through it. */
const DEEPEST = 100;

/** `headers` of definitions, `requestHeaders` of failed requests, `add_headers` of transforms. */
const HEADERS_KEY = /headers$/i;
const REMOVED_HEADERS_KEY = /^remove_?headers$/i;
const QUERY_KEY = /^query_?string$/i;

function redactChildren(parent: object, text: RedactText, depth: number): void {
  const children = parent as Record<string, unknown>;
  const isList = Array.isArray(parent);
  for (const key of Object.keys(children)) {
    const child = redactChild(isList ? '' : key, children[key], text, depth);
    const shown = isList ? key : text(key);
    // Written only where it changed: most of a big answer stays as it was parsed.
    if (shown !== key) delete children[key];
    if (shown !== key || child !== children[key]) children[shown] = child;
  }
}

function redactChild(key: string, child: unknown, text: RedactText, depth: number): unknown {
  if (child === null || typeof child === 'boolean') return child;
  if (SECRET_KEY.test(key)) return isReference(child) ? child : REMOVED;
  if (HEADERS_KEY.test(key) && !REMOVED_HEADERS_KEY.test(key)) {
    return redactHeaders(child, text, depth);
  }
  if (typeof child === 'string') {
    return QUERY_KEY.test(key) ? text(child).replace(/=[^&]*/g, `=${REMOVED}`) : text(child);
  }
  if (typeof child !== 'object') return child;
  if (depth >= DEEPEST) return REMOVED;
  redactChildren(child, text, depth + 1);
  return child;
}

/** `[{name, value}]`, `[[name, value]]`, `["name: value"]` and `{name: value}`: the names stay. */
function redactHeaders(headers: unknown, text: RedactText, depth: number): unknown {
  if (Array.isArray(headers)) {
    for (const [at, header] of headers.entries()) headers[at] = redactHeader(header, text);
    return headers;
  }
  if (typeof headers !== 'object' || headers === null || depth >= DEEPEST) return REMOVED;
  const byName = headers as Record<string, unknown>;
  for (const name of Object.keys(byName)) {
    // A transform has lists of headers to add and to remove under the key of all headers.
    byName[name] = HEADERS_KEY.test(name)
      ? redactChild(name, byName[name], text, depth + 1)
      : withoutValue(byName[name]);
  }
  return headers;
}

function redactHeader(header: unknown, text: RedactText): unknown {
  if (typeof header === 'string')
    return text(header).replace(/^([^:=]*[:=]\s*)[\s\S]+/, `$1${REMOVED}`);
  if (Array.isArray(header))
    return header.map((part, at) => (at === 0 ? part : withoutValue(part)));
  if (typeof header !== 'object' || header === null) return header;
  const fields = header as Record<string, unknown>;
  for (const key of Object.keys(fields)) {
    if (!HEADER_NAME_KEY.test(key)) fields[key] = withoutValue(fields[key]);
  }
  return header;
}

const HEADER_NAME_KEY = /^(?:name|key)$|from_env$/i;

function withoutValue(value: unknown): unknown {
  const isHarmless = value === null || typeof value === 'boolean' || isReference(value);
  return isHarmless ? value : REMOVED;
}

/** `{from_env: "NAME"}` names a secret's place and is none. */
function isReference(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.entries(value);
  const named = ([key, name]: [string, unknown]) => /from_env$/.test(key) && isName(name);
  return entries.length > 0 && entries.every(named);
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(value);
}
