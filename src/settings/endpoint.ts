import { createRedactor, REMOVED } from '../redact/redactor.js';

/** What people copy out of the console or out of their client, and what is no part of the base URL. */
const SUFFIXES =
  /(?:\/+(?:v1\/graphql|v1alpha1\/graphql|v1beta1\/relay|v1\/metadata|v1\/query|v2\/query|console(?:\/.*)?))?\/*$/;

/**
 * Reads the input `endpoint`: a base URL without a slash at its end and without credentials, which
 * become an `Authorization` header. Adds to `problems` what is wrong, to `notes` what was cut off.
 */
export function parseEndpoint(
  text: string,
  problems: string[],
  notes: string[],
): { url: string; headers: Record<string, string> } {
  const nothing = { url: '', headers: {} };
  const wrong = (expected: string): typeof nothing => {
    // What is no URL may hold credentials all the same: `user:password@host`, say.
    const shown = createRedactor([]).text(
      text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, `$1${REMOVED}@`),
    );
    problems.push(`Input "endpoint" is "${shown}": expected ${expected}.`);
    return nothing;
  };
  if (text === '') {
    problems.push(
      'Input "endpoint" is empty, and so is HASURA_GRAPHQL_ENDPOINT: expected the URL of GraphQL Engine, such as https://my-app.hasura.app.',
    );
    return nothing;
  }
  if (!URL.canParse(text)) return wrong('a URL such as https://my-app.hasura.app');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return wrong('a URL that begins with http:// or https://');
  }
  if (url.search !== '' || url.hash !== '') return wrong('a URL without "?" and "#"');
  const cut = SUFFIXES.exec(url.pathname)?.[0] ?? '';
  const path = url.pathname.slice(0, url.pathname.length - cut.length);
  const base = `${url.protocol}//${url.host}${path}`;
  if (cut !== '' && cut !== '/')
    notes.push(`Cut "${cut}" off the endpoint: using ${createRedactor([]).text(base)}.`);
  else if (cut === '/' && text.endsWith('/'))
    notes.push(`Cut the "/" off the end of the endpoint.`);
  return { url: base, headers: basicAuthorization(url) };
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

/** Reads the input `headers`: `Name: value` a line. Names come out in lower case. */
export function parseHeaders(text: string, problems: string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const place = `Input "headers", line ${index + 1}, is not shown`;
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim();
    const value = line.slice(colon + 1).trim();
    if (colon < 0) problems.push(`${place}: it has no colon; expected "Name: value".`);
    else if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
      problems.push(
        `${place}: what stands before the colon is no header name; expected "Name: value".`,
      );
    } else if (/[^\t\u0020-\u007e\u0080-\u00ff]/.test(value)) {
      problems.push(
        `${place}: the value of ${name} holds a character that no HTTP header can carry.`,
      );
    } else headers[name.toLowerCase()] = value;
  }
  return headers;
}
