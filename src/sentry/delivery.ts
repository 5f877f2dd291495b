/** What an envelope contains. */
export type Content = 'event' | 'check-in';

/**
 * The outcome of sending one envelope: Sentry's status code or the error code of a failed
 * connection. `rate-limited`: an earlier answer forbade sending it. `unanswered`: time ran out.
 * `not-sent`: Sentry's client discarded it.
 */
export type Outcome =
  | { readonly status: number }
  | { readonly code: string }
  | 'rate-limited'
  | 'unanswered'
  | 'not-sent';

/** One envelope and its outcome. */
export interface Delivery {
  readonly content: Content;
  readonly outcome: Outcome;
}

/**
 * Makes one warning for each kind of failed delivery; none if Sentry accepted everything. Warnings
 * name only the host and codes, since the text of an error may contain an address with credentials.
 */
export function warningsAbout(deliveries: readonly Delivery[], host: string): string[] {
  const groups = new Map<string, Content[]>();
  for (const { content, outcome } of deliveries) {
    if (isAccepted(outcome)) continue;
    const reason = reasonFor(outcome, host);
    groups.set(reason, [...(groups.get(reason) ?? []), content]);
  }
  return [...groups].map(([reason, contents]) => notReceived(count(contents), reason));
}

/** The warning that Sentry did not receive something, and why. */
export function notReceived(what: string, reason: string): string {
  return `Sentry did not get ${what}: ${reason}. This does not change the result of the step.`;
}

function isAccepted(outcome: Outcome): boolean {
  return (
    typeof outcome === 'object' &&
    'status' in outcome &&
    outcome.status >= 200 &&
    outcome.status < 300
  );
}

function reasonFor(outcome: Outcome, host: string): string {
  if (outcome === 'rate-limited') return `${host} had set a rate limit before`;
  if (outcome === 'unanswered') return `${host} did not answer in time`;
  if (outcome === 'not-sent') return "Sentry's client discarded it";
  if ('code' in outcome) return reasonForCode(outcome.code, host);
  const { status } = outcome;
  const meaning = STATUSES[status] ?? STATUSES[Math.floor(status / 100)];
  return `${host} answered ${status}${meaning ? `, ${meaning}` : ''}`;
}

/** By status, or by its first digit. */
const STATUSES: Readonly<Record<number, string>> = {
  3: 'a redirect, which is not followed',
  5: 'a server error',
  400: 'the request is invalid',
  401: 'the key in the DSN is unknown',
  403: 'the key in the DSN is not accepted, or not for this project',
  404: 'the project does not exist: check the DSN',
  407: 'the proxy requires other credentials',
  413: 'the request is too large',
  429: 'the rate limit or the quota is used up',
};

const TLS_CODE = /CERT|SSL|TLS|SIGNED|VERIFY|ISSUER|EPROTO/;

function reasonForCode(code: string, host: string): string {
  if (code === 'ECONNREFUSED') return `the connection to ${host} was refused`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `the host name ${host} does not resolve`;
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return `the connection to ${host} was closed before an answer came`;
  }
  if (TLS_CODE.test(code)) return `no trusted TLS connection to ${host} (${code})`;
  return `the connection to ${host} failed (${code})`;
}

function count(contents: readonly Content[]): string {
  return (['event', 'check-in'] as const)
    .map((content) => ({ content, total: contents.filter((one) => one === content).length }))
    .filter(({ total }) => total > 0)
    .map(({ content, total }) => `${total} ${content}${total > 1 ? 's' : ''}`)
    .join(' and ');
}
