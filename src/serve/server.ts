import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** An answer to a call. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers a call of one path and method. */
export type Handler = (request: IncomingMessage) => Answer | Promise<Answer>;

/** Handlers by path, then by method. */
type Routes = Readonly<Record<string, Readonly<Record<string, Handler>>>>;

/** A running service. */
export interface Service {
  readonly server: Server;
  /** Accepts no more connections, and resolves when all pending calls are answered. */
  stop(): Promise<void>;
}

/** The service needs no bodies, but some clients send one. */
const MAX_BODY_BYTES = 64 * 1024;

/** A body beyond the limit is read up to here, so that its sender gets the answer about that. */
const MAX_DISCARDED_BYTES = 1024 * 1024;

const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Load balancers often reuse idle connections for 60 seconds.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
} as const;

const MAX_CONNECTIONS = 2_000;

/** Makes a service from routes; `onError` is called with what a handler throws. */
export function createService(routes: Routes, onError: (error: unknown) => void): Service {
  const underWay = new Set<Promise<unknown>>();
  let stopping = false;

  const server = createServer(LIMITS, (request, response) => {
    const closed: Promise<unknown> = new Promise((resolve) => response.once('close', resolve)).then(
      () => underWay.delete(closed),
    );
    underWay.add(closed);
    const send = (answer: Answer) => sendAnswer(response, answer, stopping);
    answerCall(routes, request, stopping).then(
      (answer) => answer && send(answer),
      (error: unknown) => {
        onError(error);
        send(messageAnswer(500, 'Unexpected error: see the log.'));
      },
    );
  });
  server.maxConnections = MAX_CONNECTIONS;

  return {
    server,
    stop: async () => {
      stopping = true;
      const closed = new Promise((resolve) => server.close(resolve));
      // More calls may come on open connections meanwhile.
      while (underWay.size > 0) await Promise.all(underWay);
      // The remaining connections are idle.
      server.closeAllConnections();
      await closed;
    },
  };
}

/** An answer that is one sentence. */
export function messageAnswer(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, type: JSON_TYPE, body: `${JSON.stringify({ message })}\n`, headers };
}

/** The content type of answers in JSON. */
export const JSON_TYPE = 'application/json; charset=utf-8';

/** `undefined` if the caller is gone. */
async function answerCall(
  routes: Routes,
  request: IncomingMessage,
  stopping: boolean,
): Promise<Answer | undefined> {
  const body = discardBody(request);
  if (stopping) return messageAnswer(503, 'The service is stopping.');
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const methods = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (!methods) return messageAnswer(404, `Not found. Paths: ${Object.keys(routes).join(', ')}.`);
  const method = request.method === 'HEAD' && methods['GET'] ? 'GET' : (request.method ?? '');
  const handler = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!handler) {
    const allow = Object.keys(methods).flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one]));
    return messageAnswer(405, `${path} supports ${allow.join(' and ')} only.`, {
      allow: allow.join(', '),
    });
  }
  const end = await body;
  if (end === 'gone') return undefined;
  if (end === 'too-large') {
    return messageAnswer(413, `The body is longer than ${MAX_BODY_BYTES} bytes.`);
  }
  return handler(request);
}

/** Reads a body without keeping it; closes the connection if it is far beyond the limit. */
function discardBody(request: IncomingMessage): Promise<'ended' | 'too-large' | 'gone'> {
  return new Promise((resolve) => {
    let bytes = 0;
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) resolve('too-large');
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) resolve('too-large');
      if (bytes > MAX_DISCARDED_BYTES) request.destroy();
    });
    request.once('end', () => resolve('ended'));
    request.once('error', () => resolve('gone'));
    request.once('close', () => resolve('gone'));
  });
}

function sendAnswer(response: ServerResponse, answer: Answer, last: boolean): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': Buffer.byteLength(answer.body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(last && { connection: 'close' }),
    ...answer.headers,
  });
  response.end(answer.body);
}
