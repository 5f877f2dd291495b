import { type HttpError, MAX_ANSWER_BYTES } from '../http/send.js';
import type { Redactor } from '../redact/redactor.js';
import type { CallFailure } from './calls.js';
import { type FailureKind, fixFor } from './failures.js';

/** The request that a failure is about. */
export interface Attempt {
  /** `POST https://host/v1/metadata (reload_metadata)`, without credentials. */
  readonly attempted: string;
  /** Of a metadata call: `reload_metadata`. */
  readonly type?: string | undefined;
  readonly timeoutSeconds: number;
  /** Whether an admin secret was sent. */
  readonly hasSecret: boolean;
}

interface Explanation {
  readonly kind: FailureKind;
  readonly received: string;
  readonly fix?: string;
}

const CLOSED = 'the connection was closed before the answer was complete';

/** What a code of Node's, or of src/http/send.ts, means. */
const BY_CODE: Readonly<Record<string, Explanation>> = {
  ECONNREFUSED: { kind: 'connection-refused', received: 'the connection was refused' },
  ENOTFOUND: { kind: 'name-not-found', received: 'the host name does not resolve' },
  EAI_AGAIN: { kind: 'name-not-found', received: 'the host name does not resolve' },
  EAI_FAIL: { kind: 'name-not-found', received: 'the host name does not resolve' },
  ECONNRESET: { kind: 'connection-reset', received: CLOSED },
  EPIPE: { kind: 'connection-reset', received: CLOSED },
  ECONNABORTED: { kind: 'connection-reset', received: CLOSED },
  TIMEOUT: { kind: 'timeout', received: 'no complete answer' },
  ETIMEDOUT: { kind: 'timeout', received: 'no complete answer' },
  CANCELLED: { kind: 'cancelled', received: 'the run was cancelled' },
  EHOSTUNREACH: { kind: 'network-unreachable', received: 'there is no route to the host' },
  ENETUNREACH: { kind: 'network-unreachable', received: 'there is no route to the network' },
  EADDRNOTAVAIL: { kind: 'network-unreachable', received: 'no address to connect from' },
  TOO_LARGE: {
    kind: 'too-large',
    received: `the answer is larger than ${MAX_ANSWER_BYTES / 1024 / 1024} MB`,
  },
  ENCODING: { kind: 'not-json', received: 'the answer cannot be decompressed' },
  PROXY: { kind: 'proxy', received: 'the proxy did not connect to the server' },
  CERT_HAS_EXPIRED: {
    kind: 'tls',
    received: "TLS failed: the server's certificate is out of date",
    fix: 'Renew the certificate, and check the clock of this machine.',
  },
  CERT_NOT_YET_VALID: {
    kind: 'tls',
    received: "TLS failed: the server's certificate is not valid yet",
    fix: 'Renew the certificate, and check the clock of this machine.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    kind: 'tls',
    received: 'TLS failed: the certificate is for another host',
    fix: 'Use the host name that the certificate is for in "endpoint".',
  },
};

/** Codes that show themselves by how they begin. */
const BY_PREFIX: readonly (readonly [pattern: RegExp, Explanation])[] = [
  [
    /^(?:UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|CERT_)/,
    {
      kind: 'tls',
      received: 'TLS failed: the certificate is not signed by a trusted authority',
      fix: 'For an authority of your own, set NODE_EXTRA_CA_CERTS to the path of its certificate.',
    },
  ],
  [
    /^(?:ERR_SSL|ERR_TLS|EPROTO)/,
    {
      kind: 'tls',
      received: 'TLS failed',
      fix: 'Check whether the server speaks https on this port. If it speaks http, say so in "endpoint".',
    },
  ],
  // Something came back that is not HTTP.
  [/^HPE_/, { kind: 'not-json', received: 'the answer is not HTTP' }],
];

const OTHER: Explanation = { kind: 'network-unreachable', received: 'the request failed' };

/** Codes whose text adds nothing to the explanation. */
const PLAIN = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'CANCELLED',
  'TOO_LARGE',
]);
/** Codes whose text says more than the code. */
const TELLING = /^(?:PROXY|ENCODING|ERR_SSL|ERR_TLS_(?!CERT)|EPROTO|HPE_)/;

/** Explains a request that got no answer. */
export function explainNoResponse(
  error: HttpError,
  attempt: Attempt,
  redactor: Redactor,
): CallFailure {
  const { code } = error;
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  const explanation = known ?? BY_PREFIX.find(([pattern]) => pattern.test(code))?.[1] ?? OTHER;
  const isCut = explanation.kind === 'connection-reset' && error.phase === 'answering';
  const kind = isCut ? 'answer-cut' : explanation.kind;
  return {
    kind,
    attempted: attempt.attempted,
    received: `${explanation.received}${detailOf(explanation, error, attempt, redactor)}`,
    fix: explanation.fix ?? fixFor(kind),
  };
}

function detailOf(
  { kind }: Explanation,
  { code, message }: HttpError,
  { timeoutSeconds }: Attempt,
  redactor: Redactor,
): string {
  if (kind === 'timeout') return ` within ${timeoutSeconds} s`;
  if (PLAIN.has(code)) return '';
  if (code === 'PROXY' || code === 'ENCODING') return ` (${redactor.text(message)})`;
  return TELLING.test(code) ? ` (${code}: ${redactor.text(message)})` : ` (${code})`;
}
