import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { marked } from 'marked';
import { SHOP_ADMIN_SECRET, shopEnvironment, startShop } from '../stand-in/shop.js';
import { diffPage, summaryPage } from './pictures/pages.js';
import { withFewColours } from './pictures/png.js';

// Makes the pictures of the README from what the built action really writes: it applies the
// project of tools/stand-in/shop to the stand-in, and Chromium takes the screenshots.
// Usage: node tools/scripts/pictures.js; CHROMIUM names the browser, BUNDLE another folder than dist/.

const root = fileURLToPath(new URL('../..', import.meta.url));
const target = join(root, 'docs/pictures');
const bundle = join(resolve(root, process.env['BUNDLE'] ?? 'dist'), 'index.js');
const chromium = process.env['CHROMIUM'] ?? 'chromium';

/** The width of a job summary on GitHub, in CSS pixels. */
const WIDTH = 980;
/** The repository is cloned by everybody: no picture is to weigh more. */
const MOST_BYTES = 60 * 1024;
/** A file that the shop's project has, and that an annotation points into. */
const SHOWN_FILE = 'hasura/metadata/databases/default/tables/public_orders.yaml';

const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
try {
  const { summary, log } = await runAction();
  mkdirSync(target, { recursive: true });
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    const style = styleOf(theme);
    const html = await marked.parse(summary, { gfm: true });
    await picture(`summary-${theme}.png`, summaryPage(html, style, theme));
    const yaml = readFileSync(join(folder, 'workspace', SHOWN_FILE), 'utf8');
    const annotation = annotationIn(log, SHOWN_FILE);
    await picture(`diff-${theme}.png`, diffPage(annotation, yaml.split('\n'), theme));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Applies the shop's project as a runner would, from a checkout that has it in `hasura/`.
 * @returns {Promise<{ summary: string, log: string }>}
 */
async function runAction() {
  const workspace = join(folder, 'workspace');
  cpSync(join(root, 'tools/stand-in/shop'), join(workspace, 'hasura'), { recursive: true });
  mkdirSync(join(workspace, '.git'));
  const env = {
    ...shopEnvironment(),
    PAYMENTS_URL: 'http://127.0.0.1:1/graphql',
    PAYMENTS_AUTHORIZATION: 'none',
    SHOP_HANDLERS_TOKEN: 'none',
    CATALOG_URL: '',
  };
  // The port is in the picture: the usual one.
  const shop = await startShop({ env, port: 8080 });
  const schemas = /** @type {any[]} */ (shop.metadata['remote_schemas']);
  env.CATALOG_URL = schemas.find(({ name }) => name === 'catalog-api').definition.url;
  const files = { output: join(folder, 'output'), summary: join(folder, 'summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const child = spawn(process.execPath, [bundle], {
    cwd: workspace,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      INPUT_ENDPOINT: shop.url,
      'INPUT_ADMIN-SECRET': SHOP_ADMIN_SECRET,
      INPUT_PROJECT: 'hasura',
      INPUT_APPLY: 'true',
      'INPUT_ALLOW-INCONSISTENT-METADATA': 'true',
      'INPUT_RETRY-TIMEOUT': '3',
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
  await shop.close();
  if (exitCode !== 1) throw new Error(`Expected a failed step, not exit code ${exitCode}:\n${log}`);
  return { summary: readFileSync(files.summary, 'utf8'), log };
}

/**
 * The error that the log has for a file.
 * @param {string} log
 * @param {string} file
 * @returns {import('./pictures/pages.js').Annotation}
 */
function annotationIn(log, file) {
  for (const [, properties = '', text = ''] of log.matchAll(/^::error ([^\n]*?)::(.*)$/gm)) {
    const value = Object.fromEntries(
      properties.split(',').map((pair) => pair.split('=').map(unescaped)),
    );
    if (value.file !== file) continue;
    return { file, line: Number(value.line), title: value.title, message: unescaped(text) };
  }
  throw new Error(`No error points into ${file}:\n${log}`);
}

/** @param {string} text a value of a workflow command */
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

/**
 * @param {string} name
 * @param {string} page
 */
async function picture(name, page) {
  const html = join(folder, `${name}.html`);
  writeFileSync(html, page);
  const height = await heightOf(html);
  const raw = join(folder, name);
  await browse(html, [`--screenshot=${raw}`, `--window-size=${WIDTH},${height}`]);
  const png = withFewColours(readFileSync(raw));
  if (png.length > MOST_BYTES) {
    throw new Error(`${name} has ${png.length} bytes, more than ${MOST_BYTES}.`);
  }
  writeFileSync(join(target, name), png);
  console.log(`docs/pictures/${name}: ${WIDTH} × ${height}, ${png.length} bytes`);
}

/** How high a page is: it writes that into its title. @param {string} html */
async function heightOf(html) {
  const dom = await browse(html, ['--dump-dom', `--window-size=${WIDTH},800`]);
  const height = Number(/<title>(\d+)<\/title>/.exec(dom)?.[1]);
  if (!(height > 0)) throw new Error(`Chromium did not say how high ${html} is.`);
  return height;
}

/**
 * @param {string} html
 * @param {string[]} flags
 * @returns {Promise<string>} what it printed
 */
async function browse(html, flags) {
  const profile = mkdtempSync(join(folder, 'profile-'));
  const child = spawn(
    chromium,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-lcd-text',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--hide-scrollbars',
      '--force-device-scale-factor=1',
      `--user-data-dir=${profile}`,
      ...flags,
      pathToFileURL(html).href,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text;
  });
  const [exitCode] = await once(child, 'close');
  if (exitCode !== 0) throw new Error(`${chromium} ended with exit code ${exitCode}.`);
  return printed;
}
