import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openServer } from './real-server.js';
import { playScenario } from './scenario.js';

// Plays the scenario on a real GraphQL Engine: that of tools/e2e/compose.yaml, or the one that
// HASURA_GRAPHQL_ENDPOINT names. Its database needs E2E_DATABASE_URL in the server's environment.
// The server's metadata is replaced: never point this at one that anybody uses.

const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = resolve(root, process.env['BUNDLE'] ?? 'dist', 'index.js');
const server = await openServer(
  process.env['HASURA_GRAPHQL_ENDPOINT'] ?? 'http://127.0.0.1:8080',
  process.env['HASURA_GRAPHQL_ADMIN_SECRET'] ?? 'e2e-admin-secret',
);

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
