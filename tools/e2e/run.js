import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openServer } from './real-server.js';
import { playScenario } from './scenario.js';

// Plays the scenario on a real GraphQL Engine and its Postgres: those of tools/e2e/compose.yaml, or
// those that the variables below name. The server's metadata is replaced, and the databases
// e2e_first and e2e_second are created anew: never point this at a server that anybody uses.

const {
  HASURA_GRAPHQL_ENDPOINT: endpoint = 'http://127.0.0.1:8080',
  HASURA_GRAPHQL_ADMIN_SECRET: adminSecret = 'e2e-admin-secret',
  E2E_POSTGRES: postgres = 'postgres://postgres@127.0.0.1:5432',
  E2E_POSTGRES_FROM_SERVER: postgresFromServer = 'postgres://postgres@postgres:5432',
  E2E_METADATA_DATABASE: metadataDatabase = 'postgres',
  E2E_HOST: host = 'host.docker.internal',
} = process.env;
const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = resolve(root, process.env['BUNDLE'] ?? 'dist', 'index.js');
const server = await openServer({
  endpoint,
  adminSecret,
  postgres,
  postgresFromServer,
  metadataDatabase,
  host,
});

await playScenario(server, bundle, async (name, check) => {
  const started = performance.now();
  try {
    await check();
  } catch (error) {
    console.error(`✗ ${name}`);
    throw error;
  }
  console.log(`✓ ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
});
