import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SHOP_ADMIN_SECRET, shopEnvironment, startShop } from '../stand-in/shop.js';

// Runs the built action as a runner would, and shows what a user sees. Without
// HASURA_GRAPHQL_ENDPOINT it applies the shop's metadata to the stand-in, where a service is down,
// a migration has not run, a permission names a column that is gone, and a name is a bad one.

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = mkdtempSync(join(tmpdir(), 'hasura-metadata-'));
const output = join(files, 'output');
const summary = join(files, 'summary.md');
for (const file of [output, summary]) writeFileSync(file, '');

const own = process.env['HASURA_GRAPHQL_ENDPOINT'];
const shop = own ? undefined : await openShop();
const exitCode = (await runAction(shop ? shop.inputs : {})) ?? 1;
await shop?.close();

show('The job summary, as Markdown', readFileSync(summary, 'utf8').trim());
show('The outputs', readOutputs(readFileSync(output, 'utf8')));
if (shop) {
  console.log('\nThe shop is broken on purpose: a step that fails is what this shows.');
  // Anything else than a failed step would be a defect.
  process.exitCode = exitCode === 1 ? 0 : 1;
} else {
  process.exitCode = exitCode;
}
rmSync(files, { recursive: true, force: true });

/** Starts the shop and gives the inputs that apply its metadata. */
async function openShop() {
  const remotes = { PAYMENTS_URL: 'http://127.0.0.1:1/graphql', CATALOG_URL: '' };
  const env = {
    ...shopEnvironment(),
    ...remotes,
    PAYMENTS_AUTHORIZATION: 'none',
    SHOP_HANDLERS_TOKEN: 'none',
  };
  const server = await startShop({ env });
  const remoteSchemas = /** @type {any[]} */ (server.metadata['remote_schemas']);
  const catalog = remoteSchemas.find(({ name }) => name === 'catalog-api');
  env.CATALOG_URL = catalog.definition.url;
  return {
    close: () => server.close(),
    inputs: {
      endpoint: `${server.url}/v1/graphql`,
      'admin-secret': SHOP_ADMIN_SECRET,
      project: 'tools/stand-in/shop',
      command: 'apply',
      'allow-inconsistent-metadata': 'true',
      'retry-timeout': '3',
    },
  };
}

/**
 * Runs the action with the environment that a runner gives it.
 * @param {Record<string, string>} inputs by name
 * @returns {Promise<number | null>} its exit code
 */
function runAction(inputs) {
  console.log('── The log of the step, workflow commands included ──\n');
  const child = spawn(process.execPath, [join(root, 'dist/index.js')], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_WORKSPACE: root,
      RUNNER_TEMP: files,
    },
  });
  return new Promise((done) => {
    child.once('exit', (code) => {
      console.log(`\nexit code ${code}`);
      done(code);
    });
  });
}

/**
 * @param {string} title
 * @param {string} text
 */
function show(title, text) {
  console.log(`\n── ${title} ──\n\n${text}`);
}

/**
 * Outputs as `name: value`, long values cut.
 * @param {string} text the file that the action wrote, `name<<delimiter`, value, `delimiter`
 */
function readOutputs(text) {
  return [...text.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n\2$/gm)]
    .map(([, name, , value = '']) => {
      const shown =
        value.length > 160 ? `${value.slice(0, 160)}… (${value.length} characters)` : value;
      return `${name}: ${shown}`;
    })
    .join('\n');
}
