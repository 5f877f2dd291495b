import { type HttpError, MAX_ANSWER_BYTES } from '../http/send.js';
import type { Redactor } from '../redact/redactor.js';
import { type CallFailure, createFailure } from './calls.js';
import type { FailureKind } from './failures.js';

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

/**
 * What codes of Node's, or of src/http/send.ts, mean. `{code}` and `{text}` are those of the error,
 * where they add something, and `{seconds}` is the timeout. A fix is given where the row of the kind
 * says too little.
 */
type Explanation = readonly [codes: RegExp, kind: FailureKind, received: string, fix?: string];

const SPEAKS_HTTPS =
  'Check whether the server speaks https on this port. If it speaks http, say so in "endpoint".';

/** The first that fits counts. */
const EXPLANATIONS: readonly Explanation[] = [
  [/^ECONNREFUSED$/, 'connection-refused', 'the connection was refused'],
  [
    /^(?:ENOTFOUND|EAI_AGAIN|EAI_FAIL)$/,
    'name-not-found',
    'the host name does not resolve ({code})',
  ],
  [
    /^(?:ECONNRESET|EPIPE|ECONNABORTED)$/,
    'connection-reset',
    'the connection was closed before the answer was complete',
  ],
  [/^(?:TIMEOUT|ETIMEDOUT)$/, 'timeout', 'no complete answer within {seconds} s'],
  [/^CANCELLED$/, 'cancelled', 'the run was cancelled'],
  [/^EHOSTUNREACH$/, 'network-unreachable', 'there is no route to the host ({code})'],
  [/^ENETUNREACH$/, 'network-unreachable', 'there is no route to the network ({code})'],
  [/^EADDRNOTAVAIL$/, 'network-unreachable', 'no address to connect from ({code})'],
  [/^TOO_LARGE$/, 'too-large', `the answer is larger than ${MAX_ANSWER_BYTES / 1024 / 1024} MB`],
  [/^ENCODING$/, 'not-json', 'the answer cannot be decompressed ({text})'],
  [/^PROXY$/, 'proxy', 'the proxy did not connect to the server ({text})'],
  [
    /^CERT_HAS_EXPIRED$/,
    'tls',
    "TLS failed: the server's certificate is out of date ({code})",
    'Renew the certificate, and check the clock of this machine.',
  ],
  [
    /^CERT_NOT_YET_VALID$/,
    'tls',
    "TLS failed: the server's certificate is not valid yet ({code})",
    'Renew the certificate, and check the clock of this machine.',
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    'tls',
    'TLS failed: the certificate is for another host ({code})',
    'Use the host name that the certificate is for in "endpoint".',
  ],
  [
    /^(?:UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|CERT_)/,
    'tls',
    'TLS failed: the certificate is not signed by a trusted authority ({code})',
    'For an authority of your own, set NODE_EXTRA_CA_CERTS to the path of its certificate.',
  ],
  [/^ERR_TLS_CERT/, 'tls', 'TLS failed ({code})', SPEAKS_HTTPS],
  [/^(?:ERR_SSL|ERR_TLS|EPROTO)/, 'tls', 'TLS failed ({code}: {text})', SPEAKS_HTTPS],
  // Something came back that is not HTTP.
  [/^HPE_/, 'not-json', 'the answer is not HTTP ({code}: {text})'],
];

const OTHER: Explanation = [/^/, 'network-unreachable', 'the request failed ({code})'];

/** Explains a request that got no answer. */
export function explainNoResponse(
  { code, message, phase }: HttpError,
  { attempted, timeoutSeconds }: Attempt,
  redactor: Redactor,
): CallFailure {
  const [, kind, received, fix] = EXPLANATIONS.find(([codes]) => codes.test(code)) ?? OTHER;
  const isCut = kind === 'connection-reset' && phase === 'answering';
  const parts = { code, text: redactor.text(message), seconds: timeoutSeconds };
  const shown = received.replace(/\{(code|text|seconds)\}/g, (_, name: keyof typeof parts) =>
    String(parts[name]),
  );
  return createFailure(isCut ? 'answer-cut' : kind, attempted, shown, fix);
}
