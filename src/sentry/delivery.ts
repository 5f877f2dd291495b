import { entryOf } from '../lib/json.js';
import { counted } from '../lib/text.js';

/** One envelope and its outcome. */
export interface Delivery {
  readonly content: 'event' | 'check-in';
  /**
   * Sentry's status code, or a code for why there is none: Node's for a failed connection, or
   * `RATE_LIMITED` (an earlier answer forbade sending it), `UNANSWERED` (time ran out) or
   * `DISCARDED` (by Sentry's client).
   */
  outcome: number | string;
}

/**
 * Makes one warning for each kind of failed delivery; none if Sentry accepted everything. Warnings
 * name only the host and codes, since the text of an error may contain an address with credentials.
 */
export function warningsAbout(deliveries: readonly Delivery[], host: string): string[] {
  const totals = new Map<string, Record<Delivery['content'], number>>();
  for (const { content, outcome } of deliveries) {
    if (typeof outcome === 'number' && outcome >= 200 && outcome < 300) continue;
    const reason = reasonFor(outcome, host);
    const total = totals.get(reason) ?? { event: 0, 'check-in': 0 };
    total[content] += 1;
    totals.set(reason, total);
  }
  return [...totals].map(([reason, total]) => {
    const counts = Object.entries(total).filter(([, count]) => count > 0);
    return notReceived(counts.map(([noun, count]) => counted(count, noun)).join(' and '), reason);
  });
}

/** The warning that Sentry did not receive something, and why. */
export function notReceived(what: string, reason: string): string {
  return `Sentry did not get ${what}: ${reason}. This does not change the result of the step.`;
}

function reasonFor(outcome: number | string, host: string): string {
  if (typeof outcome === 'number') {
    const meaning = STATUSES[outcome] ?? STATUSES[Math.floor(outcome / 100)];
    return `${host} answered ${outcome}${meaning ? `, ${meaning}` : ''}`;
  }
  const reason = entryOf(CODES, outcome);
  if (reason) return reason(host);
  if (TLS_CODE.test(outcome)) return `no trusted TLS connection to ${host} (${outcome})`;
  return `the connection to ${host} failed (${outcome})`;
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

const notResolved = (host: string) => `the host name ${host} does not resolve`;
const closed = (host: string) => `the connection to ${host} was closed before an answer came`;

const CODES: Readonly<Record<string, (host: string) => string>> = {
  RATE_LIMITED: (host) => `${host} had set a rate limit before`,
  UNANSWERED: (host) => `${host} did not answer in time`,
  DISCARDED: () => "Sentry's client discarded it",
  ECONNREFUSED: (host) => `the connection to ${host} was refused`,
  ENOTFOUND: notResolved,
  EAI_AGAIN: notResolved,
  ECONNRESET: closed,
  EPIPE: closed,
};

const TLS_CODE = /CERT|SSL|TLS|SIGNED|VERIFY|ISSUER|EPROTO/;
