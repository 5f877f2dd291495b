import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { HttpClient } from '@actions/http-client';
import { entryOf } from '../lib/json.js';
import { messageOfError } from '../lib/text.js';

/** The most that is read of an answer, unpacked: more is no list of problems that anyone reads. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** One request. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** For the whole of it, the answer's last byte included. */
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

/** An answer, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** How far a request got before it failed. */
type Phase = 'sending' | 'answering';

/** A request without an answer. `code` is Node's or one of those below; the text is for debugging. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  constructor(
    readonly code: string,
    readonly phase: Phase,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/**
 * Sends a request and reads the answer, whatever its status; redirects are not followed, since the
 * admin secret would go along. Fails with an `HttpError`: `TIMEOUT`, `CANCELLED`, `TOO_LARGE`,
 * `ENCODING`, `PROXY`, or the code of Node's own error.
 */
export async function send(request: HttpRequest): Promise<HttpAnswer> {
  // What is left of a longer wait has fractions, which Node refuses.
  const deadline = AbortSignal.timeout(Math.ceil(request.timeoutSeconds * 1000));
  const signal = AbortSignal.any([deadline, request.signal]);
  let phase: Phase = 'sending';
  try {
    signal.throwIfAborted();
    const client = new HttpClient('hasura-metadata-reloader', [prepare(signal)], {
      allowRedirects: false,
      // The deadline above is for the whole request; this one, for silence, must not come first.
      socketTimeout: request.timeoutSeconds * 1000 + 60_000,
    });
    const response = await client.request(request.method, request.url.href, request.body ?? null, {
      ...request.headers,
    });
    phase = 'answering';
    const { message } = response;
    const bytes = await readAll(message, signal);
    const body = await decode(bytes, message.headers['content-encoding']);
    return { status: message.statusCode ?? 0, headers: message.headers, body };
  } catch (error) {
    if (error instanceof HttpError) throw error;
    if (request.signal.aborted)
      throw new HttpError('CANCELLED', phase, 'cancelled', { cause: error });
    if (deadline.aborted) throw new HttpError('TIMEOUT', phase, 'timed out', { cause: error });
    const first = firstOf(error);
    throw new HttpError(codeOf(first), phase, messageOfError(first), { cause: error });
  }
}

/** What the client leaves to be set on Node's request. */
function prepare(signal: AbortSignal) {
  return {
    prepareRequest(options: RequestOptions): void {
      // The client has no way to end a request that hangs before its answer.
      options.signal = signal;
      // It hands `[::1]` on with its brackets, which no resolver knows.
      if (options.host) options.host = withoutBrackets(options.host);
      correctTunnel(options.agent, signal);
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () => Promise.reject(new Error('not handled')),
  };
}

async function readAll(message: IncomingMessage, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const abort = (): unknown => message.destroy(new Error('aborted'));
  signal.addEventListener('abort', abort, { once: true });
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) throw tooLarge();
      chunks.push(chunk);
    }
  } finally {
    signal.removeEventListener('abort', abort);
  }
  if (!message.complete) throw new HttpError('ECONNRESET', 'answering', 'the answer was cut off');
  return Buffer.concat(chunks, size);
}

/** No encoding is asked for; some proxies compress all the same. */
async function decode(bytes: Buffer, encoding: string | undefined): Promise<string> {
  const name = encoding?.trim().toLowerCase() || 'identity';
  if (name === 'identity') return bytes.toString('utf8');
  const zlib = await import('node:zlib');
  const decoders = {
    gzip: zlib.gunzipSync,
    'x-gzip': zlib.gunzipSync,
    deflate: zlib.inflateSync,
    br: zlib.brotliDecompressSync,
  };
  const decoder = entryOf<typeof zlib.gunzipSync>(decoders, name);
  if (!decoder) throw new HttpError('ENCODING', 'answering', 'unknown content encoding');
  try {
    return decoder(bytes, { maxOutputLength: MAX_ANSWER_BYTES }).toString('utf8');
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new HttpError('ENCODING', 'answering', messageOfError(error), { cause: error });
  }
}

function tooLarge(): HttpError {
  return new HttpError('TOO_LARGE', 'answering', `more than ${MAX_ANSWER_BYTES} bytes`);
}

/** The error, or the first of several where every address was tried. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
}

/** Node's code of an error. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  const { code } = error as NodeJS.ErrnoException;
  // The tunnel through a proxy says ECONNRESET for everything; only its text tells it apart.
  if (error.message.startsWith('tunneling socket could not be established')) return 'PROXY';
  return typeof code === 'string' ? code : 'UNKNOWN';
}

/** The agent by which `@actions/http-client` goes through a proxy, as far as it is corrected here. */
interface TunnelingAgent {
  proxyOptions: { host?: string; proxyAuth?: string };
  request(options: RequestOptions): ClientRequest;
}

/**
 * Corrects three flaws of the client's tunnel through a proxy, if there is a proxy. The request to
 * the proxy ignores the signal of the actual request, so a proxy that hangs would keep the process
 * alive. Credentials are encoded with a deprecated function, so Node writes a warning to the log.
 * And an IPv6 address goes to the resolver with its brackets.
 */
function correctTunnel(agent: RequestOptions['agent'], signal: AbortSignal): void {
  if (typeof agent !== 'object' || !('proxyOptions' in agent)) return;
  const tunnel = agent as object as TunnelingAgent;
  const { request, proxyOptions } = tunnel;
  const { proxyAuth } = proxyOptions;
  delete proxyOptions.proxyAuth;
  if (proxyOptions.host) proxyOptions.host = withoutBrackets(proxyOptions.host);
  const authorization = proxyAuth && {
    'proxy-authorization': `Basic ${Buffer.from(proxyAuth).toString('base64')}`,
  };
  tunnel.request = (options) =>
    request({
      ...options,
      signal,
      headers: { ...options.headers, ...authorization },
    } as RequestOptions);
}

/** `[::1]`, as it stands in a URL, as resolvers know it. */
function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
