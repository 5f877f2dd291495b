import { REMOVED } from './removed.js';

/** The beginning of a URL; Hasura's own form has an environment variable in the place of a host. */
const START = /[a-z][a-z0-9+.-]{0,30}:\/\/|\{\{[\w .-]{1,80}\}\}(?=[/?])/gi;
const NEXT_SCHEME = /[a-z][a-z0-9+.-]{0,30}:\/\//gi;
const WEB = /^(?:https?|wss?):/i;

/**
 * Removes credentials, the values of queries and tokens in paths from every URL of a text. A
 * password may hold any character, since it was written by hand and not encoded.
 */
export function redactUrls(text: string): string {
  START.lastIndex = 0;
  let to = '';
  let from = 0;
  for (let match = START.exec(text); match; match = START.exec(text)) {
    const begin = START.lastIndex;
    const host = match[0].startsWith('{{') ? begin : skipCredentials(text, begin, match[0]);
    const end = plainEnd(text, host);
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
  const limit = lineEnd(text, begin);
  const run = text.slice(begin, Math.min(limit, unquotedEnd(text, begin)));
  const authority = /^[^/?#]*/.exec(run)?.[0] ?? '';
  const hasPassword = /^[^[\]:]*:(?!\d*(?:$|[^\w@]))/.test(authority);
  const at = run.lastIndexOf('@');
  if (at >= 0 && (authority.includes('@') || hasPassword || isOdd(authority, scheme))) {
    return begin + at + 1;
  }
  if (!hasPassword) return begin;
  // The password holds a blank or a quote, or the text was cut before the host.
  const later = text.slice(begin, Math.min(limit, begin + 400)).indexOf('@');
  return later >= 0 ? begin + later + 1 : begin + authority.length;
}

/** `user:12/34@host`, whose password only looks like a port: on the web that is a port. */
function isOdd(authority: string, scheme: string): boolean {
  return authority.includes(':') && !WEB.test(scheme);
}

/** Where the line ends, or another URL begins. */
function lineEnd(text: string, begin: number): number {
  const line = text.indexOf('\n', begin);
  NEXT_SCHEME.lastIndex = begin;
  const next = NEXT_SCHEME.exec(text.slice(0, line < 0 ? undefined : line))?.index;
  return next ?? (line < 0 ? text.length : line);
}

/** Where a blank ends the URL, or a quote that closes a text and is no part of a password. */
function unquotedEnd(text: string, begin: number): number {
  const end = /\s|\\*["'`](?=$|[\s,;:.)}\]])/g;
  end.lastIndex = begin;
  return end.exec(text)?.index ?? text.length;
}

function plainEnd(text: string, begin: number): number {
  const end = /[\s"'`<>\\]/g;
  end.lastIndex = begin;
  return end.exec(text)?.index ?? text.length;
}

/** A piece of a path that nobody would choose as a name: webhooks carry their token there. */
export function isToken(piece: string): boolean {
  if (piece.length < 16) return false;
  if (UUID.test(piece)) return true;
  const runs = piece.split(/[-_.~:%]/);
  if (runs.some((run) => run.length >= 16 && /\d/.test(run) && /[a-z]/i.test(run))) return true;
  const whole = runs.join('');
  return whole.length >= 20 && /[a-z]/.test(whole) && /[A-Z]/.test(whole) && /\d.*\d/.test(whole);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
