import type { Redactor } from '../redact/redactor.js';
import { type Attempt, HasuraError, type HasuraErrorKind } from './errors.js';
import { HttpError, MAX_ANSWER_BYTES } from './http.js';

const CHECK_ENDPOINT =
  'Check the input "endpoint", and that the server can be reached from where this runs';

/** Turns a request without an answer into an error that says what to do. */
export function explainNoAnswer(error: unknown, attempt: Attempt, redactor: Redactor): HasuraError {
  if (!(error instanceof HttpError)) throw error;
  const sent = error.phase === 'answering' || isAfterSending(error.code);
  const facts = { mayHaveHappened: sent, cause: error };
  const fail = (kind: HasuraErrorKind, cameBack: string, remedy: string): HasuraError =>
    new HasuraError(attempt.tried, cameBack, remedy, { kind, ...facts });
  const said = redactor.text(error.message);
  const { code } = error;
  switch (code) {
    case 'ECONNREFUSED':
      return fail(
        'connection-refused',
        'the connection was refused',
        `Nothing listens there: is the server running? ${CHECK_ENDPOINT}.`,
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return fail(
        'name-not-found',
        `the host name does not resolve (${code})`,
        `${CHECK_ENDPOINT}.`,
      );
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
      return fail(
        error.phase === 'answering' ? 'answer-cut' : 'connection-reset',
        'the connection was closed before the answer was complete',
        'A proxy or load balancer may have cut it, or the server went down: look at their logs, then run this step again.',
      );
    case 'TIMEOUT':
    case 'ETIMEDOUT':
      return fail(
        'timeout',
        `no complete answer within ${attempt.timeoutSeconds} s`,
        'The server may still be at work on it. Raise the input "timeout", or find out what is slow: often a source or remote schema that does not answer.',
      );
    case 'CANCELLED':
      return fail('cancelled', 'the run was cancelled', 'Run it again when it is wanted.');
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return fail(
        'network-unreachable',
        `the network does not reach it (${code})`,
        `${CHECK_ENDPOINT}.`,
      );
    case 'TOO_LARGE':
      return fail(
        'too-large',
        `the answer is larger than ${MAX_ANSWER_BYTES / 1024 / 1024} MB`,
        'Nobody can read that many problems: mend what breaks them all first, often a source that cannot be reached.',
      );
    case 'ENCODING':
      return fail(
        'not-json',
        `the answer could not be unpacked (${said})`,
        'Something between here and the server damages answers: ask it directly.',
      );
    case 'PROXY':
      return fail(
        'proxy',
        `the proxy did not open the way (${said})`,
        'Check https_proxy, http_proxy and no_proxy, and that the proxy lets this host through.',
      );
    default:
      return (
        explainTls(code, said, fail) ??
        fail('network-unreachable', `${said} (${code})`, `${CHECK_ENDPOINT}.`)
      );
  }
}

/** With these, a request was under way already: the server may have got it. */
function isAfterSending(code: string): boolean {
  // What came back is no HTTP: something did come back.
  return AFTER_SENDING.has(code) || code.startsWith('HPE_');
}

const AFTER_SENDING = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'TIMEOUT', 'CANCELLED']);

function explainTls(
  code: string,
  said: string,
  fail: (kind: HasuraErrorKind, cameBack: string, remedy: string) => HasuraError,
): HasuraError | undefined {
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return fail(
      'tls',
      `TLS failed: the server's certificate is out of date (${code})`,
      'Renew the certificate; check the clock of this machine too.',
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return fail(
      'tls',
      `TLS failed: the certificate is for another host (${code})`,
      'Use the host name that the certificate is made for in the input "endpoint".',
    );
  }
  if (/^(UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|CERT_)/.test(code)) {
    return fail(
      'tls',
      `TLS failed: the certificate is not signed by anyone that is trusted here (${code})`,
      'For an authority of your own, set NODE_EXTRA_CA_CERTS to the path of its certificate.',
    );
  }
  if (/^(ERR_SSL|ERR_TLS|EPROTO)/.test(code)) {
    return fail(
      'tls',
      `TLS failed (${code}: ${said})`,
      'Does the server speak https on this port? If it speaks http, say so in the input "endpoint".',
    );
  }
  return undefined;
}
