/** What an envelope carries, in the words of a warning. */
export type Cargo = 'event' | 'check-in';

/**
 * What became of one envelope: Sentry's status code, the error code of a connection that failed,
 * `withheld` where a rate limit that Sentry set before forbade to send it, `unanswered` where time
 * ran out, `unsent` where Sentry's client never came to send it.
 */
export type Outcome =
  | { readonly status: number }
  | { readonly code: string }
  | 'withheld'
  | 'unanswered'
  | 'unsent';

/** One envelope on its way, and what became of it. */
export interface Delivery {
  readonly cargo: Cargo;
  readonly outcome: Outcome;
}

/**
 * A warning for each way in which deliveries went wrong, with how many did; empty when Sentry took
 * all. It names the host and codes only, since an error's own words may carry an address with
 * credentials.
 */
export function warningsAbout(deliveries: readonly Delivery[], host: string): string[] {
  const groups = new Map<string, Cargo[]>();
  for (const { cargo, outcome } of deliveries) {
    if (isTaken(outcome)) continue;
    const complaint = complain(outcome, host);
    groups.set(complaint, [...(groups.get(complaint) ?? []), cargo]);
  }
  return [...groups].map(([complaint, cargo]) => unreported(count(cargo), complaint));
}

/** The warning that Sentry does not know of something, and why. */
export function unreported(what: string, why: string): string {
  return `Sentry did not get ${what}: ${why}. The step's result does not depend on it.`;
}

function isTaken(outcome: Outcome): boolean {
  return (
    typeof outcome === 'object' &&
    'status' in outcome &&
    outcome.status >= 200 &&
    outcome.status < 300
  );
}

function complain(outcome: Outcome, host: string): string {
  if (outcome === 'withheld') return `${host} had set a rate limit on what came before`;
  if (outcome === 'unanswered') return `${host} gave no answer in time`;
  if (outcome === 'unsent') return "Sentry's client did not send it";
  return 'status' in outcome ? ofStatus(outcome.status, host) : ofCode(outcome.code, host);
}

function ofStatus(status: number, host: string): string {
  const remark = REMARKS[status] ?? REMARKS[Math.floor(status / 100)];
  return `${host} answered ${status}${remark ? `, ${remark}` : ''}`;
}

/** By status, or by its first digit. */
const REMARKS: Readonly<Record<number, string>> = {
  3: 'a redirect, and those are not followed',
  5: 'an error of its own',
  400: 'it cannot read what was sent',
  401: 'it does not know the key in the DSN',
  403: 'it does not accept the key in the DSN, or not for this project',
  404: 'it knows no such project: check the DSN',
  407: 'which means that the proxy on the way wants other credentials',
  413: 'it is too large',
  429: 'the rate limit or the quota is used up',
};

function ofCode(code: string, host: string): string {
  if (code === 'ECONNREFUSED') return `the connection to ${host} was refused`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `the name ${host} does not resolve`;
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return `the connection to ${host} was closed before an answer came`;
  }
  if (TLS_CODE.test(code)) return `no trusted TLS connection to ${host} came about (${code})`;
  return `the connection to ${host} failed (${code})`;
}

function count(cargo: readonly Cargo[]): string {
  return (['event', 'check-in'] as const)
    .map((kind) => ({ kind, many: cargo.filter((one) => one === kind).length }))
    .filter(({ many }) => many > 0)
    .map(({ kind, many }) => `${many} ${kind}${many > 1 ? 's' : ''}`)
    .join(' and ');
}

const TLS_CODE = /CERT|SSL|TLS|SIGNED|VERIFY|ISSUER|EPROTO/;
