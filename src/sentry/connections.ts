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
 * All that a transport opens, to be closed at once: a request or a socket without an answer would
 * keep the process from ending. A socket to a proxy belongs to no request until the proxy has
 * answered, and is therefore told by where it was opened from.
 */
export class Connections {
  readonly #requests = new Set<http.ClientRequest>();
  readonly #sockets = new Set<Socket>();
  readonly #ours = new AsyncLocalStorage<true>();

  constructor() {
    subscribe(SOCKET_CHANNEL, this.#noticed);
  }

  /** What the transport is to open its requests with. */
  module(protocol: 'http:' | 'https:'): HttpModule {
    const native = protocol === 'https:' ? https : http;
    return {
      request: (options, callback) => {
        const request = this.#ours.run(true, () =>
          native.request(
            options as http.RequestOptions,
            callback as ((response: http.IncomingMessage) => void) | undefined,
          ),
        );
        keep(request, this.#requests);
        return request;
      },
    };
  }

  /** Closes what is open. */
  close(): void {
    unsubscribe(SOCKET_CHANNEL, this.#noticed);
    // Closed without an error a request would look reset, and the transport tries some of those
    // again; and who waits for a proxy's socket would never hear of it.
    const error = new Error('hung up');
    for (const request of this.#requests) request.destroy(error);
    for (const socket of this.#sockets) socket.on('error', () => {}).destroy(error);
  }

  readonly #noticed = (message: unknown): void => {
    if (this.#ours.getStore()) keep((message as { socket: Socket }).socket, this.#sockets);
  };
}

function keep<T extends http.ClientRequest | Socket>(one: T, among: Set<T>): void {
  among.add(one);
  one.once('close', () => among.delete(one));
}
