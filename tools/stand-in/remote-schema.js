import http from 'node:http';
import { buildSchema, getIntrospectionQuery, graphqlSync } from 'graphql';
import { closeAtOnce, listen, listenOnOwnPort } from './listening.js';

/**
 * @typedef {object} RemoteSchemaOptions
 * @property {string[]} [fields] root fields of its query type, default `hello`
 * @property {string} [sdl] its schema, in place of `fields`
 * @property {number} [port] default any free one
 * @property {string} [host] default `127.0.0.1`
 * @property {number} [status] default 200
 * @property {string} [body] answered instead of a schema
 * @property {number} [delayMs] waited before each answer
 */

/**
 * @typedef {object} RemoteSchema
 * @property {string} url of its GraphQL endpoint
 * @property {number} port
 * @property {RemoteSchemaOptions} options change them while it runs
 * @property {http.IncomingHttpHeaders[]} requests the headers of all requests
 * @property {() => Promise<void>} stop closes its port
 * @property {() => Promise<void>} start opens the same port again
 */

/**
 * Starts a GraphQL server that answers introspection and nothing else.
 * @param {RemoteSchemaOptions} [given]
 * @returns {Promise<RemoteSchema>}
 */
export async function startRemoteSchema(given = {}) {
  const options = { ...given };
  const host = options.host ?? '127.0.0.1';
  /** @type {http.IncomingHttpHeaders[]} */
  const requests = [];
  const open = () =>
    http.createServer((request, response) => {
      requests.push(request.headers);
      request.resume();
      setTimeout(() => {
        response.writeHead(options.status ?? 200, { 'content-type': 'application/json' });
        response.end(options.body ?? introspectionOf(options));
      }, options.delayMs ?? 0).unref();
    });
  let server = open();
  let running = true;
  const { port: wanted } = options;
  const port = await (wanted ? listen(server, host, wanted) : listenOnOwnPort(server, host));
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/graphql`,
    port,
    options,
    requests,
    async stop() {
      if (running) {
        running = false;
        await closeAtOnce(server);
      }
    },
    async start() {
      if (!running) {
        server = open();
        await listen(server, host, port);
        running = true;
      }
    },
  };
}

/** @param {RemoteSchemaOptions} options @returns {string} the answer to an introspection query */
function introspectionOf({ fields = ['hello'], sdl = sdlOf(fields) }) {
  return JSON.stringify(graphqlSync({ schema: buildSchema(sdl), source: getIntrospectionQuery() }));
}

/** @param {string[]} fields */
function sdlOf(fields) {
  return `type Query { ${fields.map((field) => `${field}: String`).join(' ')} }`;
}
