import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { buildSchema, graphql } from 'graphql';
import pg from 'pg';

/** @typedef {import('./scenario.js').Server} Server */

/**
 * Where a real GraphQL Engine and its Postgres are.
 * @typedef {object} Addresses
 * @property {string} endpoint
 * @property {string} adminSecret
 * @property {string} postgres as this machine reaches it, without a database
 * @property {string} postgresFromServer as the server reaches it, without a database
 * @property {string} metadataDatabase the name of the server's metadata database there
 * @property {string} host this machine, as the server reaches it
 */

/** How long a container may take to start. */
const START_SECONDS = 120;
const FIRST = 'e2e_first';
const SECOND = 'e2e_second';

/**
 * Waits for a GraphQL Engine, and gives it two databases of its own, which are created anew.
 * @param {Addresses} addresses
 * @returns {Promise<Server>}
 */
export async function openServer(addresses) {
  const { endpoint, adminSecret, postgresFromServer } = addresses;
  await untilHealthy(endpoint);
  const inDatabase = (/** @type {string} */ database, /** @type {string} */ sql) =>
    query(`${addresses.postgres}/${database}`, sql);
  // The server must let go of what an earlier run has left.
  const response = await fetch(`${endpoint}/v1/metadata`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hasura-admin-secret': adminSecret },
    body: JSON.stringify({
      type: 'replace_metadata',
      version: 2,
      args: { allow_inconsistent_metadata: true, metadata: { version: 3, sources: [] } },
    }),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}, ${await response.text()}`);
  for (const database of [FIRST, SECOND]) {
    await inDatabase('postgres', disconnect(database));
    await inDatabase('postgres', `DROP DATABASE IF EXISTS ${database}`);
    await inDatabase('postgres', `CREATE DATABASE ${database}`);
  }
  const allow = (/** @type {boolean} */ isAllowed) =>
    inDatabase('postgres', `ALTER DATABASE ${SECOND} WITH ALLOW_CONNECTIONS ${isAllowed}`);
  return {
    endpoint,
    adminSecret,
    databases: {
      first: `${postgresFromServer}/${FIRST}`,
      second: `${postgresFromServer}/${SECOND}`,
    },
    createTables: async () => {
      await inDatabase(
        FIRST,
        'CREATE TABLE IF NOT EXISTS notes (id serial PRIMARY KEY, text text)',
      );
      await inDatabase(FIRST, 'CREATE TABLE IF NOT EXISTS owners (id serial PRIMARY KEY)');
      await inDatabase(SECOND, 'CREATE TABLE IF NOT EXISTS entries (id serial PRIMARY KEY)');
    },
    dropNotes: async () => void (await inDatabase(FIRST, 'DROP TABLE notes')),
    breakSecond: async () => {
      await allow(false);
      await inDatabase('postgres', disconnect(SECOND));
    },
    repairSecond: async () => void (await allow(true)),
    traces: async () => ({
      sqlTriggers: await inDatabase(FIRST, SQL_TRIGGERS),
      events: await inDatabase(FIRST, 'SELECT * FROM hdb_catalog.event_log ORDER BY id'),
      secondCatalog: await inDatabase(SECOND, CATALOG_TABLES),
      cronEvents: await inDatabase(addresses.metadataDatabase, CRON_EVENTS),
    }),
    remoteSchema: () => remoteSchema(addresses.host),
  };
}

const SQL_TRIGGERS = `SELECT tgname, tgrelid::regclass::text AS on_table, pg_get_triggerdef(t.oid) AS definition, prosrc
  FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE tgname LIKE 'notify_hasura%' ORDER BY 1, 2`;
const CATALOG_TABLES = `SELECT table_name FROM information_schema.tables
  WHERE table_schema = 'hdb_catalog' ORDER BY 1`;
const CRON_EVENTS = `SELECT trigger_name, scheduled_time, status FROM hdb_catalog.hdb_cron_events
  WHERE trigger_name = 'yearly' ORDER BY 1, 2`;

/** @param {string} database */
function disconnect(database) {
  return `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}'`;
}

/** @param {string} url @param {string} sql @returns {Promise<unknown[]>} the rows */
async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

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
    if (performance.now() > end) throw new Error(`${endpoint} does not answer.`);
    await delay(1000);
  }
}

/** @param {string} host @returns {ReturnType<Server['remoteSchema']>} */
async function remoteSchema(host) {
  const schema = buildSchema('type Query { hello: String }');
  const open = () =>
    createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      const { query: source } = JSON.parse(body);
      const answer = await graphql({ schema, source, rootValue: { hello: 'there' } });
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  const reserved = open().listen(0, '0.0.0.0');
  await once(reserved, 'listening');
  const address = reserved.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  reserved.close();
  const server = open();
  return {
    url: `http://${host}:${port}/graphql`,
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
