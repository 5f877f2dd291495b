import http from 'node:http';
import { closeAtOnce, listen, listenOnOwnPort } from './listening.js';

/**
 * @typedef {object} RemoteSchemaOptions
 * @property {string[]} [fields] root fields of its query type, default `hello`
 * @property {string[]} [mutations] root fields of its mutation type
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
 * @property {http.IncomingHttpHeaders[]} requests the headers of what it was asked
 * @property {() => Promise<void>} stop nothing listens there any more
 * @property {() => Promise<void>} start it listens again, on the same port
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
        response.end(options.body ?? JSON.stringify({ data: { __schema: schemaOf(options) } }));
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

/** @param {RemoteSchemaOptions} options */
function schemaOf({ fields = ['hello'], mutations = [] }) {
  return {
    queryType: { name: 'Query' },
    mutationType: mutations.length > 0 ? { name: 'Mutation' } : null,
    subscriptionType: null,
    directives: [],
    types: [
      objectType('Query', fields),
      ...(mutations.length > 0 ? [objectType('Mutation', mutations)] : []),
      { kind: 'SCALAR', name: 'String', fields: null },
    ],
  };
}

/** @param {string} name @param {string[]} fields */
function objectType(name, fields) {
  return {
    kind: 'OBJECT',
    name,
    interfaces: [],
    fields: fields.map((field) => ({
      name: field,
      args: [],
      type: { kind: 'SCALAR', name: 'String', ofType: null },
      isDeprecated: false,
    })),
  };
}
