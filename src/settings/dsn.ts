/** A Sentry DSN, `https://<key>@<host>[:port]/[path/]<project>`. */
export interface Dsn {
  /** The whole DSN, including its key. */
  readonly text: string;
  /** The host that receives the events, with the port if one is given. It may be shown. */
  readonly host: string;
}

/**
 * Reads a DSN; `undefined` if it is invalid. It accepts nothing that Sentry's client rejects, since
 * the client prints an invalid DSN, including its key.
 */
export function readDsn(text: string): Dsn | undefined {
  const host = DSN.exec(text)?.[1];
  return host !== undefined && URL.canParse(text) ? { text, host } : undefined;
}

const DSN = /^https?:\/\/\w+(?::\w+)?@((?:\[[:.\w]+\]|[\w.-]+)(?::\d{1,5})?)\/(?:[\w.~%-]+\/)*\d+$/;
