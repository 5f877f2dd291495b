import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { marked } from 'marked';
import { chromium } from 'playwright-core';
import { startRemoteSchema } from '../stand-in/remote-schema.js';
import { SHOP_ADMIN_SECRET, shopDatabases, shopEnvironment, startShop } from '../stand-in/shop.js';
import { diffPage, summaryPage } from './pages.js';

// Takes the pictures of the README from what the built action really writes: it applies the
// project in tools/stand-in/shop to the stand-in, and plans a change of it. Chromium takes
// screenshots.
// Usage: node tools/pictures/run.js [folder]. The folder defaults to docs/pictures. CHROMIUM is the
// browser's executable, and BUNDLE a folder to use instead of dist/.

const root = fileURLToPath(new URL('../..', import.meta.url));
const target = resolve(root, process.argv[2] ?? 'docs/pictures');
const bundle = join(resolve(root, process.env['BUNDLE'] ?? 'dist'), 'index.js');
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** The width of a job summary on GitHub, in CSS pixels. */
const WIDTH = 980;
/** A file of the shop's project that an annotation points to. */
const SHOWN_FILE = 'hasura/metadata/databases/default/tables/public_orders.yaml';

const SECRETS = { PAYMENTS_AUTHORIZATION: 'none', SHOP_HANDLERS_TOKEN: 'none' };

/** The change that the picture of a plan is about; it begins with a shop without faults. */
const FAULT = '        - discount\n';
/** @type {readonly (readonly [file: string, from: string, to: string])[]} */
const CHANGE = [
  // A wider permission.
  [
    'public_customers.yaml',
    '        - name\n      filter:',
    '        - name\n        - email\n      filter:',
  ],
  // A rewritten filter.
  [
    'public_orders.yaml',
    '      filter:\n        customer_id:\n          _eq: X-Hasura-User-Id\nevent',
    '      filter:\n        customer:\n          id:\n            _eq: X-Hasura-User-Id\nevent',
  ],
  // A permission that would break.
  ['public_products.yaml', '        - price\n', '        - price\n        - discount\n'],
];

const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
const browser = await chromium.launch({ executablePath });
try {
  const { summary, log } = await runOnBrokenShop();
  const plan = await planOnWorkingShop();
  const yaml = readFileSync(join(folder, 'broken', SHOWN_FILE), 'utf8').split('\n');
  const annotation = annotationIn(log, SHOWN_FILE);
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    for (const [name, markdown] of Object.entries({ summary, plan })) {
      const folded = await marked.parse(markdown, { gfm: true });
      // One cause, with the shortest definition, shows what the others have behind their headings.
      const html =
        name === 'summary'
          ? folded.replace(/(<details>)(?=<summary>select)/, '<details open>')
          : folded;
      await takePicture(`${name}-${theme}.png`, summaryPage(html, styleOf(theme), theme));
    }
    await takePicture(`diff-${theme}.png`, diffPage(annotation, yaml, theme));
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {string} name
 * @param {string} html
 */
async function takePicture(name, html) {
  // A full page is at least as high as the window.
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 1 } });
  await page.setContent(html);
  await page.screenshot({ path: join(target, name), fullPage: true });
  await page.close();
}

/** Applies the shop's project, which is broken on purpose. */
async function runOnBrokenShop() {
  const env = { ...shopEnvironment(), ...SECRETS, PAYMENTS_URL: 'http://127.0.0.1:1/graphql' };
  // The picture shows the port: take the usual one.
  const shop = await startShop({ env: { ...env, CATALOG_URL: '' }, port: 8080 });
  Object.assign(shop.env, { CATALOG_URL: catalogUrlOf(shop) });
  const inputs = { command: 'apply', 'allow-inconsistent-metadata': 'true', 'retry-timeout': '3' };
  const { exitCode, ...result } = await runAction(checkout('broken'), shop.url, inputs);
  await shop.close();
  if (exitCode !== 1) throw new Error(`Expected a failed step, not ${exitCode}:\n${result.log}`);
  return result;
}

/** Applies the shop's project without its faults, then plans a change of it. */
async function planOnWorkingShop() {
  const payments = await startRemoteSchema({ fields: ['payment', 'payments'] });
  const databases = shopDatabases();
  Object.assign(databases.default.tables, { 'inventory.items': ['product_id', 'count'] });
  const env = { ...shopEnvironment(), ...SECRETS, PAYMENTS_URL: payments.url, CATALOG_URL: '' };
  const shop = await startShop({ env, databases, paymentsUrl: payments.url, port: 8080 });
  Object.assign(shop.env, { CATALOG_URL: catalogUrlOf(shop) });
  const workspace = checkout('working');
  edit(workspace, 'public_orders.yaml', FAULT, '');
  const applied = await runAction(workspace, shop.url, { command: 'apply' });
  for (const [file, from, to] of CHANGE) edit(workspace, file, from, to);
  removeEventTrigger(workspace);
  const { exitCode, log, summary } = await runAction(workspace, shop.url, { command: 'plan' });
  await Promise.all([shop.close(), payments.stop()]);
  if (applied.exitCode !== 0 || exitCode !== 1) {
    throw new Error(`Expected a plan that fails, not ${exitCode}:\n${applied.log}\n${log}`);
  }
  return summary;
}

/** @param {import('../stand-in/types.js').StandIn} shop */
function catalogUrlOf({ metadata }) {
  const schemas = /** @type {any[]} */ (metadata['remote_schemas']);
  return schemas.find(({ name }) => name === 'catalog-api').definition.url;
}

/**
 * A workspace with the shop's project in `hasura/`, as if it were checked out.
 * @param {string} name
 */
function checkout(name) {
  const workspace = join(folder, name);
  cpSync(join(root, 'tools/stand-in/shop'), join(workspace, 'hasura'), { recursive: true });
  mkdirSync(join(workspace, '.git'));
  return workspace;
}

/**
 * Changes a table's file.
 * @param {string} workspace
 * @param {string} file
 * @param {string} from
 * @param {string} to
 */
function edit(workspace, file, from, to) {
  const path = join(workspace, 'hasura/metadata/databases/default/tables', file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
  writeFileSync(path, text.replace(from, to));
}

/** Removes the last event trigger of the orders. @param {string} workspace */
function removeEventTrigger(workspace) {
  const path = join(workspace, SHOWN_FILE);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, text.indexOf('  - name: order cancelled')));
}

/**
 * Runs the action as a runner would.
 * @param {string} workspace
 * @param {string} endpoint
 * @param {Record<string, string>} inputs
 * @returns {Promise<{ summary: string, log: string, exitCode: number }>}
 */
async function runAction(workspace, endpoint, inputs) {
  const files = { output: join(folder, 'output'), summary: join(folder, 'summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const given = { endpoint, 'admin-secret': SHOP_ADMIN_SECRET, project: 'hasura', ...inputs };
  const child = spawn(process.execPath, [bundle], {
    cwd: workspace,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      ...Object.fromEntries(
        Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      GITHUB_WORKSPACE: workspace,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_SHA: '8df91d0800266d98e3decdff9dc40f5ec9786526',
      GITHUB_RUN_ID: '1',
      RUNNER_TEMP: folder,
    },
  });
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    log += text;
  });
  const [exitCode] = await once(child, 'close');
  return { summary: readFileSync(files.summary, 'utf8'), log, exitCode };
}

/**
 * Finds the error that the log reports for a file.
 * @param {string} log
 * @param {string} file
 * @returns {import('./pages.js').Annotation}
 */
function annotationIn(log, file) {
  for (const [, properties = '', text = ''] of log.matchAll(/^::error ([^\n]*?)::(.*)$/gm)) {
    const value = Object.fromEntries(
      properties.split(',').map((pair) => pair.split('=').map(unescaped)),
    );
    if (value.file !== file) continue;
    return { file, line: Number(value.line), title: value.title, message: unescaped(text) };
  }
  throw new Error(`No error points to ${file}:\n${log}`);
}

/** @param {string} text from a workflow command */
function unescaped(text) {
  return text
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%25', '%');
}

/** @param {'light' | 'dark'} theme */
function styleOf(theme) {
  const css = createRequire(import.meta.url).resolve(
    `github-markdown-css/github-markdown-${theme}.css`,
  );
  return readFileSync(css, 'utf8');
}
