import { REMOVED, redactText } from '../redact/text.js';
import { HEADER_TEXT } from './values.js';

/** Endings that people copy from the console or their client, and that are not in the base URL. */
const SUFFIXES =
  /(?:\/+(?:v1\/graphql|v1alpha1\/graphql|v1beta1\/relay|v1\/metadata|v1\/query|v2\/query|console(?:\/.*)?))?\/*$/;

/** A base URL without a trailing slash, or the problem with the text. */
export type Endpoint =
  | {
      readonly ok: true;
      readonly url: string;
      /** Credentials of the URL as an `Authorization` header. */
      readonly headers: Readonly<Record<string, string>>;
      /** What was cut off, as sentences for the log. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problem: string };

/** Reads the input `endpoint`. A problem never shows credentials. */
export function parseEndpoint(text: string): Endpoint {
  if (text === '') {
    return {
      ok: false,
      problem:
        'Input "endpoint" and the environment variable HASURA_GRAPHQL_ENDPOINT are empty: expected the URL of GraphQL Engine, such as https://my-app.hasura.app.',
    };
  }
  const reject = (expected: string): Endpoint => ({
    ok: false,
    problem: `Input "endpoint" is "${masked(text)}": expected ${expected}.`,
  });
  if (!URL.canParse(text)) return reject('a URL such as https://my-app.hasura.app');
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) return reject('a URL that begins with http:// or https://');
  if (url.search !== '' || url.hash !== '') return reject('a URL without "?" and "#"');
  const suffix = SUFFIXES.exec(url.pathname)?.[0] ?? '';
  const path = url.pathname.slice(0, url.pathname.length - suffix.length);
  const base = `${url.protocol}//${url.host}${path}`;
  const notes: string[] = [];
  if (suffix.length > 1) {
    notes.push(`Removed "${suffix}" from the endpoint: using ${redactText(base)}.`);
  } else if (suffix === '/' && text.endsWith('/')) {
    notes.push('Removed the trailing "/" from the endpoint.');
  }
  return { ok: true, url: base, headers: basicAuthorization(url), notes };
}

/** Also for text that is not a URL but may hold credentials, such as `user:password@host`. */
function masked(text: string): string {
  return redactText(text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, `$1${REMOVED}@`));
}

function basicAuthorization(url: URL): Record<string, string> {
  if (url.username === '' && url.password === '') return {};
  const pair = `${decoded(url.username)}:${decoded(url.password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** URL-encoded text decoded; text that only looks encoded stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Reads the input `headers`, one `Name: value` per line. Returns them by lower-case name, and what is
 * wrong with the other lines, which never shows a value.
 */
export function parseHeaders(text: string) {
  const headers: Record<string, string> = {};
  const problems: string[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim();
    const value = line.slice(colon + 1).trim();
    const problem =
      colon < 0
        ? 'it has no colon; expected "Name: value"'
        : !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)
          ? 'the text before the colon is not a header name; expected "Name: value"'
          : !HEADER_TEXT.test(value)
            ? `the value of ${name} has a character that an HTTP header cannot carry`
            : undefined;
    if (problem) problems.push(`Input "headers", line ${index + 1}, is not shown: ${problem}.`);
    else headers[name.toLowerCase()] = value;
  }
  return { headers, problems };
}
