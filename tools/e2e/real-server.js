import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { buildSchema, graphql } from 'graphql';

/** @typedef {import('./scenario.js').Server} Server */

/** How long a container may take to start. */
const START_SECONDS = 120;
/** The host as a container sees it. */
const HOST = process.env['E2E_HOST'] ?? 'host.docker.internal';

/**
 * Waits for a GraphQL Engine whose database may be changed at will, and takes it in hand.
 * @param {string} endpoint
 * @param {string} adminSecret
 * @returns {Promise<Server>}
 */
export async function openServer(endpoint, adminSecret) {
  await untilHealthy(endpoint);
  /** @param {string} path @param {unknown} body */
  const call = async (path, body) => {
    const response = await fetch(endpoint + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hasura-admin-secret': adminSecret },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status}, ${await response.text()}`);
  };
  /** @param {string} sql */
  const runSql = (sql) =>
    call('/v2/query', {
      type: 'run_sql',
      args: { source: 'default', sql, check_metadata_consistency: false },
    });
  // run_sql needs a source; the scenario's own metadata replaces it.
  await call('/v1/metadata', {
    type: 'replace_metadata',
    version: 2,
    args: { allow_inconsistent_metadata: true, metadata: EMPTY },
  });
  return {
    endpoint,
    adminSecret,
    createTables: () =>
      runSql(`CREATE TABLE IF NOT EXISTS notes (id serial PRIMARY KEY, text text);
        CREATE TABLE IF NOT EXISTS owners (id serial PRIMARY KEY);`),
    dropNotes: () => runSql('DROP TABLE notes;'),
    remoteSchema,
  };
}

const EMPTY = {
  version: 3,
  sources: [
    {
      name: 'default',
      kind: 'postgres',
      tables: [],
      configuration: { connection_info: { database_url: { from_env: 'E2E_DATABASE_URL' } } },
    },
  ],
};

/** @param {string} endpoint */
async function untilHealthy(endpoint) {
  const end = performance.now() + START_SECONDS * 1000;
  for (;;) {
    try {
      const response = await fetch(`${endpoint}/healthz`);
      if (response.ok) return;
    } catch {
      // Nothing listens there yet.
    }
    if (performance.now() > end) throw new Error(`${endpoint} is not there.`);
    await delay(1000);
  }
}

/** @type {Server['remoteSchema']} */
async function remoteSchema() {
  const schema = buildSchema('type Query { hello: String }');
  const open = () =>
    createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      const { query } = JSON.parse(body);
      const answer = await graphql({ schema, source: query, rootValue: { hello: 'there' } });
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  const reserved = open().listen(0, '0.0.0.0');
  await once(reserved, 'listening');
  const address = reserved.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  reserved.close();
  const server = open();
  return {
    url: `http://${HOST}:${port}/graphql`,
    async start() {
      server.listen(port, '0.0.0.0');
      await once(server, 'listening');
    },
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
