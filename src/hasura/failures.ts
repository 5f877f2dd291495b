/**
 * Why a call has no usable answer: one row per kind of failure. The type of kinds, every decision
 * to send a call again, and the table in docs/troubleshooting.md come from this table.
 */

/** What a call does to the server: `validate` has it build its schema without storing anything. */
export type CallEffect = 'read' | 'validate' | 'reload' | 'replace';

/**
 * What to do after a failure: send the call again; ask for the outcome of the call, and send it
 * again only if `repeat` says so and it was not carried out; read what is there now and start over;
 * or give up.
 */
type NextStep = 'repeat' | 'ask' | 'ask-then-repeat' | 'start-over' | 'fail';

/** One kind of failure. */
export interface FailureRow {
  /** What it means, for someone who reads the documentation. */
  readonly meaning: string;
  /** How to fix it, in one or two sentences. */
  readonly fix: string;
  /** Whether the server may have carried out the request. */
  readonly carriedOut: 'no' | 'maybe';
  readonly next: Readonly<Record<CallEffect, NextStep>>;
  /** Whether it is the server's judgment of the metadata that it was sent. */
  readonly isRefusal?: true;
}

type Course = Pick<FailureRow, 'carriedOut' | 'next'>;

/** The server has not accepted the request. */
const NOT_ACCEPTED: Course = {
  carriedOut: 'no',
  next: { read: 'repeat', validate: 'repeat', reload: 'repeat', replace: 'repeat' },
};
/** The answer is lost early: usually the server was not there. Reloading twice does no harm. */
const LOST_EARLY: Course = {
  carriedOut: 'maybe',
  next: { read: 'repeat', validate: 'repeat', reload: 'repeat', replace: 'ask-then-repeat' },
};
/** The answer is lost late: the server may still be working, and a second reload would add to it. */
const LOST_LATE: Course = {
  carriedOut: 'maybe',
  next: { read: 'repeat', validate: 'fail', reload: 'ask', replace: 'ask' },
};
/** There is an answer, but not one that says what happened. */
const UNREADABLE: Course = {
  carriedOut: 'maybe',
  next: { read: 'fail', validate: 'fail', reload: 'ask', replace: 'ask' },
};
const FAILED: Course = {
  carriedOut: 'maybe',
  next: { read: 'fail', validate: 'fail', reload: 'fail', replace: 'ask' },
};
const REFUSED: Course = {
  carriedOut: 'no',
  next: { read: 'fail', validate: 'fail', reload: 'fail', replace: 'fail' },
};

/** The server has judged the metadata. */
const JUDGED = { ...REFUSED, isRefusal: true } as const;

/** All kinds of failures. Their names are stable: they are in the report file and in the log. */
export const FAILURES = {
  'connection-refused': {
    ...NOT_ACCEPTED,
    meaning: 'Nothing listens at that address and port',
    fix: 'Start the server, or correct `endpoint`. If the server is slow to start, raise `wait-timeout`.',
  },
  'name-not-found': {
    ...NOT_ACCEPTED,
    meaning: 'The host name does not resolve from the runner',
    fix: 'Correct `endpoint`. A private name needs a runner in that network.',
  },
  'network-unreachable': {
    ...NOT_ACCEPTED,
    meaning: 'The runner has no route to that network',
    fix: 'Check `endpoint`, and that the runner can reach the server.',
  },
  'connection-reset': {
    ...LOST_EARLY,
    meaning: 'The connection was closed before an answer began',
    fix: 'Check the logs of the server and of the load balancer, then run this step again.',
  },
  'answer-cut': {
    ...LOST_LATE,
    meaning: 'The connection was closed in the middle of the answer',
    fix: 'Check the logs of the server and of the load balancer, then run this step again.',
  },
  timeout: {
    ...LOST_LATE,
    meaning: 'No complete answer within `timeout` seconds. The server may still be working',
    fix: 'Find the database or remote schema that does not answer, or raise `timeout`.',
  },
  'gateway-timeout': {
    ...LOST_LATE,
    meaning: '504 or 408: a load balancer stopped waiting. The server may still be working',
    fix: "Raise the load balancer's idle timeout above the duration of the longest reload.",
  },
  gateway: {
    ...LOST_EARLY,
    meaning: '502 or 503: a gateway answers, but not the server behind it',
    fix: 'Check whether the server is starting or down. If it is slow to start, raise `wait-timeout`.',
  },
  tls: {
    ...REFUSED,
    meaning:
      'The certificate is expired, for another host, or signed by an authority that the runner does not trust; or the port does not speak HTTPS',
    fix: "Renew the certificate, or use the host name that it is for. For an authority of your own, set `NODE_EXTRA_CA_CERTS` in the step's `env`.",
  },
  proxy: {
    ...REFUSED,
    meaning: 'The proxy of `https_proxy` did not connect to the server',
    fix: 'Check `https_proxy`, `http_proxy` and `no_proxy`, and what the proxy allows.',
  },
  cancelled: {
    carriedOut: 'maybe',
    next: REFUSED.next,
    meaning: 'The job was cancelled before there was a verdict',
    fix: 'Run the step again.',
  },
  unauthorized: {
    ...REFUSED,
    meaning:
      '401: the admin secret is wrong or empty. With JWTs, 400 because there is no token either. Runs of forks and of Dependabot have no secrets',
    fix: "Compare `admin-secret` with the server's HASURA_GRAPHQL_ADMIN_SECRET.",
  },
  forbidden: {
    ...REFUSED,
    meaning:
      '403 from something in front of the server, or `access-denied` for a role that is not admin',
    fix: 'Allow the runner in the firewall or gateway in front of the server. Remove `X-Hasura-Role` from `headers`.',
  },
  'not-hasura': {
    ...REFUSED,
    meaning: '404: there is no metadata API at that address',
    fix: 'Set `endpoint` to the base URL of GraphQL Engine v2, with its path prefix. Enable `metadata` in HASURA_GRAPHQL_ENABLED_APIS. GraphQL Engine v1 and Hasura DDN do not have this API.',
  },
  redirect: {
    ...REFUSED,
    meaning:
      'The server answered with a redirect, often to a login page. It is not followed, because the admin secret would be sent along',
    fix: 'Set `endpoint` to the final address, or allow the runner past the login page.',
  },
  'not-json': {
    ...UNREADABLE,
    meaning: 'HTML or other text instead of JSON, or an answer that cannot be decompressed',
    fix: 'Something other than GraphQL Engine answers there: check `endpoint`, and any proxy or login page in front of the server.',
  },
  'unexpected-shape': {
    ...FAILED,
    meaning: 'JSON that GraphQL Engine v2 does not send',
    fix: 'Check `endpoint`. If it is GraphQL Engine v2, please report this.',
  },
  'too-large': {
    ...FAILED,
    meaning: 'The answer is larger than 64 MB',
    fix: 'Fix what breaks most objects first, often a database that cannot be reached.',
  },
  'request-too-large': {
    ...REFUSED,
    meaning: '413: a proxy considers the request too large',
    fix: 'Raise the limit for request bodies of the proxy in front of the server.',
  },
  conflict: {
    carriedOut: 'no',
    next: { read: 'fail', validate: 'fail', reload: 'repeat', replace: 'start-over' },
    meaning: '409, five times in a row: something else keeps changing the metadata',
    fix: 'Let one deploy at a time change the metadata (`concurrency` in the workflow), then run this step again.',
  },
  'too-many-requests': {
    ...NOT_ACCEPTED,
    meaning: '429, for longer than `wait-timeout`',
    fix: 'Spread the calls, or wait.',
  },
  'server-error': {
    ...FAILED,
    meaning: '500 or higher from the server itself',
    fix: "Check the server's log and its metadata database.",
  },
  'name-conflict': {
    ...JUDGED,
    meaning:
      'Two definitions in the GraphQL schema have the same name. The server keeps its previous state. Servers before v2.45.2 then report themselves as consistent, but **do not start again**',
    fix: 'Rename one of the two, or customize it with a custom name or with a prefix for its source or remote schema. Running this step again does not help by itself.',
  },
  refused: {
    ...JUDGED,
    meaning:
      'The server refuses the metadata for the reason in the message, such as a duplicate, a cycle, or read-only mode',
    fix: "Fix it in the metadata. If the message names nothing to fix, check the server's log. Running this step again does not help by itself.",
  },
  'parse-failed': {
    ...JUDGED,
    meaning:
      'The server does not understand the metadata at the place that the annotation points at',
    fix: 'Correct the metadata there, or upgrade the server if it is older than the metadata.',
  },
  'inconsistent-refused': {
    ...JUDGED,
    meaning: 'The server refused inconsistent metadata',
    fix: 'Fix what is inconsistent.',
  },
  'warnings-refused': {
    ...JUDGED,
    meaning: 'The server refused metadata with warnings, because of `fail-on-warning`',
    fix: 'Fix what the warnings name, or set `fail-on-warning` to `false`.',
  },
  'not-validated': {
    ...REFUSED,
    meaning:
      'The server did not say what would be inconsistent, which a plan needs, and an apply that changes event triggers or cron triggers. Nothing was applied',
    fix: 'Fix what the message names, then run this step again.',
  },
  'not-exists': {
    ...REFUSED,
    meaning: 'An input names something that the server does not have',
    fix: 'Correct the name in the input that lists what to reload.',
  },
  'bad-request': {
    ...REFUSED,
    meaning: 'The server does not accept the call',
    fix: 'Upgrade the server: its version may be older than the call.',
  },
} as const satisfies Readonly<Record<string, FailureRow>>;

/** Why a call has no usable answer. */
export type FailureKind = keyof typeof FAILURES;

/** What to do after a call with this effect has failed. */
export function nextStep({ kind }: { readonly kind: FailureKind }, effect: CallEffect): NextStep {
  return FAILURES[kind].next[effect];
}

/** Whether the server may have carried out the call although there is no usable answer. */
export function mayBeCarriedOut({ kind }: { readonly kind: FailureKind }): boolean {
  return FAILURES[kind].carriedOut === 'maybe';
}

/** How to fix this kind of failure, as a message says it: without the marks of code. */
export function fixFor(kind: FailureKind): string {
  return FAILURES[kind].fix.replaceAll('`', '"');
}

/** Whether the server refused the metadata, rather than failed or could not be reached. */
export function isRefusal({ kind }: { readonly kind: FailureKind }): boolean {
  return 'isRefusal' in FAILURES[kind];
}
