import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** One item of an envelope: `event`, `check_in`, … with what it carries. */
export interface EnvelopeItem {
  readonly header: Readonly<Record<string, unknown>> & { readonly type: string };
  readonly payload: Readonly<Record<string, unknown>>;
}

/** An envelope as it came over HTTP, with everything that came along. */
export interface Envelope {
  readonly method: string;
  readonly url: string;
  readonly httpHeaders: IncomingHttpHeaders;
  readonly header: Readonly<Record<string, unknown>>;
  readonly items: readonly EnvelopeItem[];
  /** The body, gunzipped, as it was read. */
  readonly text: string;
}

/**
 * How to answer an envelope: with a status, never (`hang`), with headers and no end of the body
 * (`hang-in-body`), or by closing the connection (`reset`).
 */
export type Answer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | 'hang'
  | 'hang-in-body'
  | 'reset';

/** A Sentry to send to, on a loopback port: reads real envelopes and answers as a test wants. */
export class SentryEndpoint {
  /** In the order of their arrival. */
  readonly envelopes: Envelope[] = [];
  /** Says how to answer each envelope; `200` to all unless it is set. */
  answer: (envelope: Envelope) => Answer | Promise<Answer> = () => ({ status: 200 });
  /** The secret part of the DSN. */
  readonly key = 'f00dfacef00dfacef00dfacef00dface';
  /** Where it listens, after it was closed as well. */
  readonly host: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<SentryEndpoint> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = new SentryEndpoint(server);
    server.on('request', (request, response) => {
      endpoint.#receive(request).then(
        async (envelope) => {
          const answer = await endpoint.answer(envelope);
          if (answer === 'hang') return;
          if (answer === 'reset') {
            request.socket.destroy();
          } else if (answer === 'hang-in-body') {
            response.writeHead(200, { 'content-length': '100' }).write('{');
          } else {
            response.writeHead(answer.status, answer.headers).end('{}');
          }
        },
        (error: unknown) => response.writeHead(400).end(String(error)),
      );
    });
    return endpoint;
  }

  get dsn(): string {
    return `http://${this.key}@${this.host}/42`;
  }

  get events(): Readonly<Record<string, unknown>>[] {
    return this.#payloads('event');
  }

  get checkIns(): Readonly<Record<string, unknown>>[] {
    return this.#payloads('check_in');
  }

  /** Stops; whoever sends from now on is refused. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** How many connections are open, those that wait for a next request included. */
  connections(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });
  }

  #payloads(type: string): EnvelopeItem['payload'][] {
    return this.envelopes
      .flatMap((envelope) => envelope.items)
      .filter((item) => item.header.type === type)
      .map((item) => item.payload);
  }

  async #receive(request: IncomingMessage): Promise<Envelope> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sent = Buffer.concat(chunks);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
    const envelope = {
      method: request.method ?? '',
      url: request.url ?? '',
      httpHeaders: request.headers,
      text: body.toString(),
      ...readEnvelope(body),
    };
    this.envelopes.push(envelope);
    return envelope;
  }
}

/**
 * Reads an envelope: a line of headers, then a line of headers and a payload for each item, which
 * ends at the line's end unless its header tells a length. Throws where it is none.
 */
export function readEnvelope(body: Buffer): Pick<Envelope, 'header' | 'items'> {
  let at = 0;
  const take = (length: number): string => {
    const taken = body.subarray(at, at + length);
    if (taken.length < length) throw new Error('the envelope ends too early');
    at += length + 1;
    return taken.toString();
  };
  const line = (): string => {
    const end = body.indexOf('\n', at);
    return take((end < 0 ? body.length : end) - at);
  };
  const header = JSON.parse(line()) as Envelope['header'];
  const items: EnvelopeItem[] = [];
  while (at < body.length) {
    const itemHeader = JSON.parse(line()) as EnvelopeItem['header'];
    const length = itemHeader['length'];
    const payload = typeof length === 'number' ? take(length) : line();
    items.push({ header: itemHeader, payload: JSON.parse(payload) as EnvelopeItem['payload'] });
  }
  return { header, items };
}
