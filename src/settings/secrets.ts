import { decoded } from './endpoint.js';
import type { InputName, ReadInput } from './inputs.js';

const PROXIES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

/**
 * The secrets among the inputs and in the proxies' URLs: the admin secret, the token, the values of
 * headers, credentials in URLs, the key of the DSN. They must be masked before anything else happens, so
 * this works for invalid inputs too.
 */
export function findSecrets(read: ReadInput): string[] {
  const text = (name: InputName): string => read(name) ?? '';
  const urls = [
    text('endpoint'),
    text('sentry-dsn'),
    ...PROXIES.map((name) => process.env[name] ?? ''),
  ];
  const secrets = [
    text('admin-secret'),
    text('github-token'),
    ...text('headers').split(/\r?\n/).flatMap(headerSecrets),
    ...urls.flatMap(urlSecrets),
  ];
  return [...new Set(secrets.filter((secret) => secret.trim() !== ''))];
}

function headerSecrets(line: string): string[] {
  // A line without a colon is an error, but it may hold a secret all the same.
  const value = line.slice(line.indexOf(':') + 1).trim();
  return [value, value.replace(/^(?:bearer|basic|token)\s+/i, '')];
}

function urlSecrets(url: string): string[] {
  // The text may not be a valid URL: its credentials are secret anyway.
  const credentials = /^(?:[a-z][a-z0-9+.-]*:?\/+)?(.*)@/is.exec(url)?.[1];
  if (credentials === undefined) return [];
  const colon = credentials.indexOf(':');
  const password = credentials.slice(colon + 1);
  // A token may come instead of a name, as in https://token:@host. An old DSN has two secrets.
  const hasSecretUser = password === '' || /\/\d+$/.test(url);
  const user = hasSecretUser ? credentials.slice(0, Math.max(colon, 0)) : '';
  return [credentials, password, decoded(password), decoded(credentials), user, decoded(user)];
}
