import type { makeNodeTransport, NodeClient } from '@sentry/node';
import { Connections } from './connections.js';
import type { Content, Delivery, Outcome } from './delivery.js';

type TransportFactory = ConstructorParameters<typeof NodeClient>[0]['transport'];
type Transport = ReturnType<TransportFactory>;
type Envelope = Parameters<Transport['send']>[0];

interface Sent {
  readonly content: Content;
  outcome: Outcome;
  done: Promise<void>;
}

/**
 * Sentry's own transport, which also records the outcome of each envelope: the client ignores
 * answers and errors, and its `flush` returns `true` after either.
 */
export class RecordingTransport {
  readonly #make: typeof makeNodeTransport;
  readonly #expected: Content[] = [];
  readonly #sent: Sent[] = [];
  readonly #connections = new Connections();

  constructor(make: typeof makeNodeTransport) {
    this.#make = make;
  }

  /** The transport to give to Sentry's client. Throws if the address of a proxy is invalid. */
  readonly factory: TransportFactory = (options) => {
    const protocol = options.url.startsWith('https:') ? 'https:' : 'http:';
    const inner = this.#make({ ...options, httpModule: this.#connections.module(protocol) });
    return {
      send: (envelope) => this.#send(inner, envelope),
      flush: async (withinMs = 0) => {
        await within(withinMs, this.settled());
        return true;
      },
    };
  };

  /** Records that the client is about to get something to send, which it may discard silently. */
  expect(content: Content): void {
    this.#expected.push(content);
  }

  /** Everything that was expected or sent so far. */
  get deliveries(): readonly Delivery[] {
    const sent = this.#sent.map(({ content, outcome }) => ({ content, outcome }));
    const unmatched = sent.map(({ content }) => content);
    const notSent = this.#expected.filter((content) => {
      const at = unmatched.indexOf(content);
      if (at >= 0) unmatched.splice(at, 1);
      return at < 0;
    });
    return [...sent, ...notSent.map((content) => ({ content, outcome: 'not-sent' as const }))];
  }

  /** Resolves, never rejects, once everything that was sent so far is answered or has failed. */
  async settled(): Promise<void> {
    await Promise.all(this.#sent.map(({ done }) => done));
  }

  /** Closes all connections, so that none keeps the process running. */
  close(): void {
    this.#connections.close();
  }

  #send(inner: Transport, envelope: Envelope): ReturnType<Transport['send']> {
    const answer = inner.send(envelope);
    const sent: Sent = {
      content: contentOf(envelope),
      outcome: 'unanswered',
      done: Promise.resolve(
        answer.then(
          ({ statusCode }) => {
            // Without a status there was no request: the transport obeys Sentry's rate limits.
            sent.outcome = statusCode === undefined ? 'rate-limited' : { status: statusCode };
          },
          (error: unknown) => {
            sent.outcome = { code: codeOf(error) };
          },
        ),
      ),
    };
    this.#sent.push(sent);
    return answer;
  }
}

/** Resolves when the work is done or the time is up; rejects if the work fails before that. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function contentOf(envelope: Envelope): Content {
  return envelope[1].some(([header]) => header.type === 'check_in') ? 'check-in' : 'event';
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'no further details';
}
