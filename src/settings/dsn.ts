/** A Sentry DSN, `https://<key>@<host>[:port]/[path/]<project>`. */
export interface Dsn {
  /** All of it, the key too. */
  readonly text: string;
  /** Where its events go, in a form that may be shown: the host, and the port where one is given. */
  readonly host: string;
}

/**
 * Reads a DSN; `undefined` when it is none. It is never stricter about a part than it must be, nor
 * laxer than Sentry's client, which prints a DSN that it cannot read, key and all.
 */
export function readDsn(text: string): Dsn | undefined {
  const host = DSN.exec(text)?.[1];
  return host !== undefined && URL.canParse(text) ? { text, host } : undefined;
}

const DSN = /^https?:\/\/\w+(?::\w+)?@((?:\[[:.\w]+\]|[\w.-]+)(?::\d{1,5})?)\/(?:[\w.~%-]+\/)*\d+$/;
