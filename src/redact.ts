/**
 * The one place that removes secrets. Answers pass through it where they become the report model,
 * error texts where they become errors; no reporter has to remember it. Names of environment
 * variables, hosts and paths stay, since people need them to find what is wrong.
 */

/** What stands in for whatever was removed. */
export const REMOVED = '***';

/** Shorter than this, a value is no secret: masking it would blacken half the log. */
export const SHORTEST_SECRET = 4;

/** Removes secrets: those it was made with, and what by its place or form is one. */
export interface Redactor {
  /** The text without secrets. */
  text(text: string): string;
  /** The JSON value without secrets. It is changed in place: an answer is never held twice. */
  json<T>(value: T): T;
}

/**
 * Makes a redactor that knows `secrets`, in every form in which they could show.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  const known = secrets.flatMap(formsOfSecret).sort((a, b) => b.length - a.length);
  const text = (from: string): string => {
    let to = SUSPICIOUS.test(from) ? redactPatterns(from) : from;
    for (const secret of known) if (to.includes(secret)) to = to.replaceAll(secret, REMOVED);
    return to;
  };
  return { text, json: (value) => redactJson(value, text) };
}

/**
 * Every form in which a secret could show: as it is, trimmed, each line of several, URL-encoded,
 * as base64 and as it stands in JSON. What is too short or too common to be a secret is left out.
 */
export function formsOfSecret(secret: string): string[] {
  const forms = new Set<string>();
  for (const raw of [secret, secret.trim(), ...secret.split(/\r?\n/).map((line) => line.trim())]) {
    forms.add(raw);
    forms.add(encodeURIComponent(raw.toWellFormed()));
    forms.add(encodeURI(raw.toWellFormed()));
    forms.add(Buffer.from(raw).toString('base64'));
    forms.add(Buffer.from(raw).toString('base64url'));
    forms.add(JSON.stringify(raw).slice(1, -1));
  }
  return [...forms].filter((form) => form.length >= SHORTEST_SECRET && !COMMON_WORDS.has(form));
}

/** Header values that are no secrets, and whose masking would break outputs: `consistent=true`. */
const COMMON_WORDS = new Set(['true', 'false', 'null', 'none', 'admin', 'user']);

/** Texts without any of these need no further look: most of a big answer. */
const SUSPICIOUS = /[:=]|bearer|basic|eyJ|-----BEGIN/i;

const SECRET_WORDS =
  'pass(?:word|wd|phrase)?|pwd|secret(?:[_-]?(?:key|access[_-]?key))?|client[_-]?secret|admin[_-]?secret|' +
  '(?:access|auth|api|refresh|id|bearer|session|security)?[_-]?token|api[_-]?key|access[_-]?key(?:[_-]?id)?|' +
  'account[_-]?key|shared[_-]?access[_-]?key|private[_-]?key(?:[_-]?id)?|credentials?|authorization|' +
  'sig|signature|cookie|sslpassword';

/** Keys of a JSON object whose text is a secret, whatever it looks like. */
const SECRET_KEY = new RegExp(
  `^(?:${SECRET_WORDS}|service[_-]?account|x-hasura-admin-secret|[a-z0-9_-]*[_-](?:password|secret|token|api[_-]?key))$`,
  'i',
);

const URL_IN_TEXT = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s"'`<>\\]+)/gi;

/** `password=…`, `Pwd={…};`, `"private_key":"…"`, also inside JSON that was put into a string. */
const ASSIGNED_SECRET = new RegExp(
  `(\\\\*["']?\\b(?:[a-z0-9]+[_-])*(?:${SECRET_WORDS})\\\\*["']?\\s*(?:=|:(?=\\s*\\\\*["'])))\\s*` +
    `(?:\\\\*"(?:[^"\\\\]|\\\\+[^"\\\\])*\\\\*"|'(?:[^'\\\\]|\\\\.)*'|\\{[^}]*\\}|[^\\s;,&"'}{)]+)`,
  'gi',
);
const SPOKEN_PASSWORD = /\b((?:password|passwd|pwd|admin[_-]?secret)\s*:\s*)[^\s"',;]+/gi;
const AUTHORIZATION =
  /\b(bearer|basic|token)(\s+)(?=[a-z0-9._~+/=-]*[0-9=._])[a-z0-9._~+/=-]{8,}/gi;
const JSON_WEB_TOKEN = /\beyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)?/g;
const PRIVATE_KEY =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

function redactPatterns(from: string): string {
  return from
    .replace(PRIVATE_KEY, REMOVED)
    .replace(URL_IN_TEXT, (_all, scheme: string, rest: string) => scheme + redactUrl(rest))
    .replace(ASSIGNED_SECRET, `$1${REMOVED}`)
    .replace(SPOKEN_PASSWORD, `$1${REMOVED}`)
    .replace(AUTHORIZATION, `$1$2${REMOVED}`)
    .replace(JSON_WEB_TOKEN, REMOVED);
}

/**
 * The part of a URL behind `://`, without credentials. A password may hold any character, written
 * by hand and not encoded: so everything up to the last `@` goes where there are credentials.
 */
function redactUrl(rest: string): string {
  const end = rest.search(/[/?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const credentials = authority.includes('@') || /^[^[\]:]*:(?!\d*$)/.test(authority);
  const at = credentials ? rest.lastIndexOf('@') : -1;
  const shown = at < 0 ? rest : `${REMOVED}@${rest.slice(at + 1)}`;
  return shown
    .replace(/([?&;][^=&?#\s]*=)[^&#\s;]+/g, `$1${REMOVED}`)
    .replace(/\/[\w.~%-]+/g, (segment) => (isToken(segment.slice(1)) ? `/${REMOVED}` : segment));
}

/** A path segment that nobody would choose as a name: webhooks carry their token there. */
function isToken(segment: string): boolean {
  return (
    segment
      .split(/[-_.~]/)
      .some((run) => run.length >= 16 && /\d/.test(run) && /[a-z]/i.test(run)) || UUID.test(segment)
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function redactJson<T>(value: T, text: (from: string) => string): T {
  if (typeof value === 'string') return text(value) as T;
  if (typeof value === 'object' && value !== null) redactChildren(value, text, 0);
  return value;
}

/** No metadata nests as deep; what does is an attack on whoever walks through it. */
const DEEPEST = 100;

/** `headers` of definitions, `requestHeaders` of failed requests, `add_headers` of transforms. */
const HEADERS_KEY = /^(?:[a-z]+_?)?headers$/i;

function redactChildren(parent: object, text: (from: string) => string, depth: number): void {
  const children = parent as Record<string, unknown>;
  for (const key of Object.keys(children)) {
    const child = children[key];
    if (typeof child === 'string') {
      children[key] = SECRET_KEY.test(key) ? REMOVED : text(child);
    } else if (typeof child === 'object' && child !== null) {
      if (depth >= DEEPEST) children[key] = REMOVED;
      else if (HEADERS_KEY.test(key)) removeHeaderValues(child, text, depth + 1);
      else if (SECRET_KEY.test(key) && !isReference(child)) children[key] = REMOVED;
      else redactChildren(child, text, depth + 1);
    }
  }
}

/** `[{name, value}]`, `[[name, value]]` and `{name: value}`: the names stay. */
function removeHeaderValues(headers: object, text: (from: string) => string, depth: number): void {
  const entries = headers as Record<string, unknown>;
  for (const key of Object.keys(entries)) {
    const entry = entries[key];
    if (Array.isArray(entry)) {
      if (Array.isArray(headers)) for (let at = 1; at < entry.length; at++) entry[at] = REMOVED;
      else redactChildren(entry, text, depth);
    } else if (typeof entry === 'object' && entry !== null) {
      const header = entry as Record<string, unknown>;
      if ('value' in header) header['value'] = REMOVED;
      redactChildren(header, text, depth);
    } else if (!Array.isArray(headers) && entry !== null && typeof entry !== 'boolean') {
      entries[key] = REMOVED;
    }
  }
}

/** `{from_env: "NAME"}` names a secret's place and is none. */
function isReference(value: object): boolean {
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => key.endsWith('from_env'));
}
