/** The text that replaces everything that was removed. */
export const REMOVED = '***';

/*
 * A text can be as long as an answer, and anybody's: each pattern here is bounded where it could
 * be begun at every character, so that it takes a time that grows with the text and no faster.
 */

/** Texts without any of these need no further look: most of a big answer. */
const SUSPICIOUS = /[:=]|bearer|basic|eyJ|-----BEGIN|\/[^\s/]{16}|\{\{/i;
/** A colon stands in nearly every reason; alone, without one of these, it hides nothing. */
const MORE_THAN_A_COLON =
  /[=?]|:\/\/|:\s*\\*["']|pass|pwd|secret|token|key|auth|credential|sig|cookie|account|bearer|basic|jdbc|eyJ|-----BEGIN|\/[^\s/]{16}|\{\{/i;

const PASSWORD_WORDS = 'password|passwd|passphrase|pwd';
const SECRET_WORDS = `${PASSWORD_WORDS}|secret(?:[_-]?(?:key|access[_-]?key))?|token|api[_-]?key|access[_-]?key(?:[_-]?id)?|account[_-]?key|private[_-]?key(?:[_-]?id)?`;
/** These are parts of harmless words as well. */
const WHOLE_WORDS =
  'pass|credentials?|authorization|sig|signature|cookie|shared[_-]?access[_-]?key|service[_-]?account';

/** Keys of a JSON object whose value is a secret, whatever it looks like. */
export const SECRET_KEY = new RegExp(
  `^(?:[a-z0-9_-]*(?:${SECRET_WORDS})s?|(?:[a-z0-9_-]*[_-])?(?:${WHOLE_WORDS}))$`,
  'i',
);

const NAME = `(?:${SECRET_WORDS}|(?<![a-z])(?:${WHOLE_WORDS}))\\\\{0,8}["']?\\s{0,20}(?:=|:(?=\\s{0,20}\\\\{0,8}["']))\\s{0,20}`;
const QUOTED = [
  // In a text that is JSON within JSON, quotes have backslashes.
  '(\\\\{1,8})"[^"]*(?<!\\\\)\\2"',
  '"(?:[^"\\\\]|\\\\.)*"',
  "'(?:[^'\\\\]|\\\\.|'')*'",
  // Of ODBC, whose closing brace is doubled inside.
  '\\{(?:[^}\\n]|\\}\\})*\\}',
  // Cut before it was closed.
  '["\'{][^\\n]*',
].join('|');

/** `password=…`, `Pwd={…};`, `"private_key":"…"`, also inside JSON that was put into a string. */
const QUOTED_SECRET = new RegExp(`(${NAME})(?:${QUOTED})`, 'gis');
/** Unquoted, a password goes on to the semicolon, else to the blank, whatever it holds. */
const BARE_PASSWORD = new RegExp(
  `((?:${PASSWORD_WORDS})\\s{0,20}=\\s{0,20})(?!\\*\\*\\*)(?:[^\\s;=][^;=\\n]{0,200}?(?=\\s{0,20};)|[^\\s;]+?(?=\\\\*["'](?:$|[,:}\\]])|[\\s;]|$))`,
  'gi',
);
const BARE_SECRET = new RegExp(`(${NAME})(?!\\*\\*\\*)["']?[^\\s;,&"'}{)]+`, 'gi');
const SPOKEN_PASSWORD =
  /((?:password|passwd|pwd|admin[_-]?secret)\s{0,20}:\s{0,20})(?!\*\*\*)[^\s"',;]+/gi;
/** `token: …` stands in schemas as well: there no digit follows. */
const SPOKEN_SECRET =
  /((?:secret|token|api[_-]?key|access[_-]?key|authorization)\s{0,20}:\s{0,20})(?=[^\s"',;]*\d)[^\s"',;]{8,}/gi;
const AUTHORIZATION =
  /\b(bearer|basic|token)(\s{1,20})(?=[a-z0-9._~+/=-]*[0-9=._])[a-z0-9._~+/=-]{8,}/gi;
const JSON_WEB_TOKEN = /(?<![\w-])eyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)?/g;
const PRIVATE_KEY =
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g;
const ORACLE_CREDENTIALS = /(\bjdbc:oracle:[a-z]{1,10}:)[^\s@]{1,400}@/gi;
const QUERY_VALUE = /([?&][\w.~%-]{1,80}=)(?!\*\*\*)[^&#\s;"'<>)\]}]+/g;
const PATH_PIECE = /\/[^\s/?&#;="'`<>\\,)\]}]{16,}/g;

/** Removes from a text what by its place or form is a secret. */
export function redactText(from: string): string {
  if (!SUSPICIOUS.test(from) || !MORE_THAN_A_COLON.test(from)) return from;
  return redactUrls(from.replace(PRIVATE_KEY, REMOVED))
    .replace(ORACLE_CREDENTIALS, `$1${REMOVED}@`)
    .replace(QUOTED_SECRET, `$1${REMOVED}`)
    .replace(BARE_PASSWORD, `$1${REMOVED}`)
    .replace(BARE_SECRET, `$1${REMOVED}`)
    .replace(SPOKEN_PASSWORD, `$1${REMOVED}`)
    .replace(SPOKEN_SECRET, `$1${REMOVED}`)
    .replace(AUTHORIZATION, `$1$2${REMOVED}`)
    .replace(JSON_WEB_TOKEN, REMOVED)
    .replace(QUERY_VALUE, `$1${REMOVED}`)
    .replace(PATH_PIECE, (piece) => (isToken(piece.slice(1)) ? `/${REMOVED}` : piece));
}

/** The beginning of a URL; Hasura's own form has an environment variable in the place of a host. */
const START = /[a-z][a-z0-9+.-]{0,30}:\/\/|\{\{[\w .-]{1,80}\}\}(?=[/?])/gi;
/** Where the line ends, or another URL begins. */
const LINE_END = /\n|[a-z][a-z0-9+.-]{0,30}:\/\//gi;
/** A blank ends a URL, or a quote that closes a text and is not part of a password. */
const UNQUOTED_END = /\s|\\*["'`](?=$|[\s,;:.)}\]])/g;
const PLAIN_END = /[\s"'`<>\\]/g;
const WEB = /^(?:https?|wss?):/i;

/**
 * Removes credentials, the values of queries and tokens in paths from every URL of a text. A
 * password may hold any character, since it was written by hand and not encoded.
 */
function redactUrls(text: string): string {
  START.lastIndex = 0;
  let to = '';
  let from = 0;
  for (let match = START.exec(text); match; match = START.exec(text)) {
    const begin = START.lastIndex;
    const host = match[0].startsWith('{{') ? begin : skipCredentials(text, begin, match[0]);
    const end = indexOf(PLAIN_END, text, host);
    to += text.slice(from, begin);
    if (host > begin) to += text[host - 1] === '@' ? `${REMOVED}@` : REMOVED;
    to += redactPath(text.slice(host, end));
    from = end;
    START.lastIndex = end;
  }
  return to + text.slice(from);
}

/** The values of a query, and pieces of a path that are tokens; a full stop after a removed one stays. */
function redactPath(url: string): string {
  return url
    .replace(/([?&;#][^=&?#;\s]*=)(?!\*{3}[.,:]?$)[^&#\s;]+/g, `$1${REMOVED}`)
    .replace(/[/?&#;]([^/?&#;=]+)/g, (all, piece: string) =>
      isToken(piece) ? `${all[0]}${REMOVED}` : all,
    );
}

/** Gives where the host begins: behind the credentials, if there are any. */
function skipCredentials(text: string, begin: number, scheme: string): number {
  const limit = indexOf(LINE_END, text, begin);
  const run = text.slice(begin, Math.min(limit, indexOf(UNQUOTED_END, text, begin)));
  const authority = /^[^/?#]*/.exec(run)?.[0] ?? '';
  const hasPassword = /^[^[\]:]*:(?!\d*(?:$|[^\w@]))/.test(authority);
  // `user:12/34@host`: its password only looks like a port, which it would be on the web.
  const isOdd = authority.includes(':') && !WEB.test(scheme);
  const at = run.lastIndexOf('@');
  if (at >= 0 && (authority.includes('@') || hasPassword || isOdd)) return begin + at + 1;
  if (!hasPassword) return begin;
  // The password holds a blank or a quote, or the text was cut before the host.
  const later = text.slice(begin, Math.min(limit, begin + 400)).indexOf('@');
  return later >= 0 ? begin + later + 1 : begin + authority.length;
}

/** The index of the first match at or after `begin`; the length of the text if there is none. */
function indexOf(pattern: RegExp, text: string, begin: number): number {
  pattern.lastIndex = begin;
  return pattern.exec(text)?.index ?? text.length;
}

/** A piece of a path that nobody would choose as a name: webhooks carry their token there. */
function isToken(piece: string): boolean {
  if (piece.length < 16) return false;
  if (UUID.test(piece)) return true;
  const runs = piece.split(/[-_.~:%]/);
  if (runs.some((run) => run.length >= 16 && /\d/.test(run) && /[a-z]/i.test(run))) return true;
  const whole = runs.join('');
  return whole.length >= 20 && /[a-z]/.test(whole) && /[A-Z]/.test(whole) && /\d.*\d/.test(whole);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
