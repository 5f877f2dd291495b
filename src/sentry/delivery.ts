import type { makeNodeTransport, NodeClient } from '@sentry/node';
import { Connections } from './connections.js';
import type { Cargo, Delivery, Outcome } from './outcome.js';

type TransportFactory = ConstructorParameters<typeof NodeClient>[0]['transport'];
type Transport = ReturnType<TransportFactory>;
type Parcel = Parameters<Transport['send']>[0];

interface Pending {
  readonly cargo: Cargo;
  outcome: Outcome;
  settled: Promise<void>;
}

/**
 * Sentry's own transport, watched: the client swallows answers and errors alike, and its `flush`
 * says `true` after either, so what became of each envelope is kept here.
 */
export class Courier {
  readonly #make: typeof makeNodeTransport;
  readonly #deliveries: Pending[] = [];
  readonly #connections = new Connections();

  constructor(make: typeof makeNodeTransport) {
    this.#make = make;
  }

  /** The transport to give to Sentry's client. Throws where a proxy's address is invalid. */
  readonly transport: TransportFactory = (options) => {
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

  /** Notes what is handed to the client, which may throw it away without a word. */
  expect(cargo: Cargo): void {
    this.#note(cargo);
  }

  /** All that was handed to the client so far, and what became of it. */
  get deliveries(): readonly Delivery[] {
    return this.#deliveries.map(({ cargo, outcome }) => ({ cargo, outcome }));
  }

  /** Resolves, never rejects, once all that is under way by now is answered or has failed. */
  async settled(): Promise<void> {
    await Promise.all(this.#deliveries.map((delivery) => delivery.settled));
  }

  /** Closes every connection, so that none keeps the process from ending. */
  hangUp(): void {
    this.#connections.close();
  }

  #send(inner: Transport, envelope: Parcel): ReturnType<Transport['send']> {
    const sent = inner.send(envelope);
    const delivery = this.#claim(cargoOf(envelope));
    delivery.outcome = 'unanswered';
    delivery.settled = Promise.resolve(
      sent.then(
        ({ statusCode }) => {
          // Without a status there was no request: the transport keeps to Sentry's rate limits.
          delivery.outcome = statusCode === undefined ? 'withheld' : { status: statusCode };
        },
        (error: unknown) => {
          delivery.outcome = { code: codeOf(error) };
        },
      ),
    );
    return sent;
  }

  #claim(cargo: Cargo): Pending {
    const isWaiting = (one: Pending) => one.cargo === cargo && one.outcome === 'unsent';
    return this.#deliveries.find(isWaiting) ?? this.#note(cargo);
  }

  #note(cargo: Cargo): Pending {
    const delivery: Pending = { cargo, outcome: 'unsent', settled: Promise.resolve() };
    this.#deliveries.push(delivery);
    return delivery;
  }
}

/** Resolves when the work is done or the time is up; rejects only where the work does before. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function cargoOf(envelope: Parcel): Cargo {
  return envelope[1].some(([header]) => header.type === 'check_in') ? 'check-in' : 'event';
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'no further details';
}
