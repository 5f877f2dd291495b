import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import type { makeNodeTransport } from '@sentry/node';

type HttpModule = NonNullable<Parameters<typeof makeNodeTransport>[0]['httpModule']>;

// https://nodejs.org/api/diagnostics_channel.html#net
const SOCKET_CHANNEL = 'net.client.socket';

/**
 * Everything that a transport opens, so that it can be closed at once: a request or a socket
 * without an answer would keep the process running. A socket to a proxy belongs to no request
 * until the proxy answers, so it is recognized by the async context that opened it.
 */
export class Connections {
  readonly #open = new Set<http.ClientRequest | Socket>();
  readonly #ours = new AsyncLocalStorage<true>();

  constructor() {
    subscribe(SOCKET_CHANNEL, this.#onSocket);
  }

  /** The module that the transport must open its requests with. */
  module(protocol: 'http:' | 'https:'): HttpModule {
    const native = protocol === 'https:' ? https : http;
    return {
      request: (options, callback) =>
        this.#ours.run(true, () =>
          this.#keep(
            native.request(
              options as http.RequestOptions,
              callback as ((response: http.IncomingMessage) => void) | undefined,
            ),
          ),
        ),
    };
  }

  /** Closes everything that is open. */
  close(): void {
    unsubscribe(SOCKET_CHANNEL, this.#onSocket);
    // Without an error, the transport would try some requests again, and code that waits for the
    // socket of a proxy would wait forever.
    const error = new Error('closed');
    for (const one of this.#open) one.on('error', () => {}).destroy(error);
  }

  readonly #onSocket = (message: unknown): void => {
    if (this.#ours.getStore()) this.#keep((message as { socket: Socket }).socket);
  };

  #keep<T extends http.ClientRequest | Socket>(one: T): T {
    this.#open.add(one);
    one.once('close', () => this.#open.delete(one));
    return one;
  }
}
