/** What a DSN tells apart from its key: where its events go, in a form that may be shown. */
export interface Dsn {
  /** Host, and port where one is given. */
  readonly host: string;
}

/**
 * Reads a Sentry DSN, `https://<key>@<host>[:port]/[path/]<project>`; `undefined` when it is none.
 * It is never stricter about a part than it must be, nor laxer than Sentry's client, which prints a
 * DSN that it cannot read, key and all.
 */
export function readDsn(text: string): Dsn | undefined {
  const host = DSN.exec(text)?.[1];
  return host !== undefined && URL.canParse(text) ? { host } : undefined;
}

const DSN = /^https?:\/\/\w+(?::\w+)?@((?:\[[:.\w]+\]|[\w.-]+)(?::\d{1,5})?)\/(?:[\w.~%-]+\/)*\d+$/;
