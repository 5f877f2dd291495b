import { setMaxListeners } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import type { makeNodeTransport } from '@sentry/node';
import { isDoneWithin } from '../lib/world.js';
import type { Delivery } from './delivery.js';

type Options = Parameters<typeof makeNodeTransport>[0];
type Transport = ReturnType<typeof makeNodeTransport>;
type Envelope = Parameters<Transport['send']>[0];
type Answer = Awaited<ReturnType<Transport['send']>>;

/**
 * Sentry's own transport, which also records the outcome of each envelope: the client ignores
 * answers and errors, and its `flush` returns `true` after either.
 */
export class RecordingTransport {
  readonly #sent: Delivery[] = [];
  readonly #answers: Promise<Answer>[] = [];
  readonly #closing = new AbortController();

  /** Opens the transport for Sentry's client. Throws if the address of a proxy is invalid. */
  open(make: typeof makeNodeTransport, options: Options): Transport {
    const inner = make({ ...options, httpModule: closedBy(this.#closing.signal) });
    return {
      send: (envelope) => {
        const answer = this.#send(inner, envelope);
        this.#answers.push(answer);
        return answer;
      },
      flush: (withinMs = 0) => isDoneWithin(withinMs, this.settled()),
    };
  }

  /**
   * Everything that was sent so far, and events without an envelope: of the events that the client
   * was given, it discards some silently. It sends every check-in.
   */
  deliveries(events: number): readonly Delivery[] {
    const sentEvents = this.#sent.filter(({ content }) => content === 'event').length;
    const discarded: Delivery = { content: 'event', outcome: 'DISCARDED' };
    return [...this.#sent, ...Array.from({ length: events - sentEvents }, () => discarded)];
  }

  /** Resolves, never rejects, once everything that was sent so far is answered or has failed. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#answers);
  }

  /** Closes all connections, so that none keeps the process running. */
  close(): void {
    this.#closing.abort();
  }

  async #send(inner: Transport, envelope: Envelope): Promise<Answer> {
    const isCheckIn = envelope[1].some(([header]) => header.type === 'check_in');
    const sent: Delivery = { content: isCheckIn ? 'check-in' : 'event', outcome: 'UNANSWERED' };
    this.#sent.push(sent);
    try {
      const answer = await inner.send(envelope);
      // Without a status there was no request: the transport obeys Sentry's rate limits.
      sent.outcome = answer.statusCode ?? 'RATE_LIMITED';
      return answer;
    } catch (error) {
      sent.outcome = codeOf(error);
      throw error;
    }
  }
}

/** An agent; `connectOpts` is what Sentry's agent for proxies opens sockets with. */
type Agent = http.Agent & { readonly connectOpts?: object };

/** Node's module, with a signal that ends all requests and closes all connections. */
function closedBy(signal: AbortSignal): NonNullable<Options['httpModule']> {
  // There may be more than ten requests, about which Node would warn.
  setMaxListeners(0, signal);
  return {
    request(options: http.RequestOptions, callback) {
      const { request } = options.protocol === 'https:' ? https : http;
      const agent = options.agent as Agent;
      // A socket to a proxy belongs to no request until the proxy answers.
      if (agent.connectOpts) Object.assign(agent.connectOpts, { signal });
      // An idle connection belongs to no request any more.
      signal.addEventListener('abort', () => agent.destroy(), { once: true });
      const onResponse = callback as (response: http.IncomingMessage) => void;
      return request({ ...options, signal }, onResponse);
    },
  };
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'no further details';
}
