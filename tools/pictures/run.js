import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { marked } from 'marked';
import { chromium } from 'playwright-core';
import { SHOP_ADMIN_SECRET, shopEnvironment, startShop } from '../stand-in/shop.js';
import { diffPage, summaryPage } from './pages.js';

// Takes the pictures of the README from what the built action really writes: it applies the
// project in tools/stand-in/shop to the stand-in, and Chromium takes screenshots.
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

const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
const browser = await chromium.launch({ executablePath });
try {
  const { summary, log } = await runAction();
  const html = await marked.parse(summary, { gfm: true });
  const yaml = readFileSync(join(folder, 'workspace', SHOWN_FILE), 'utf8').split('\n');
  const annotation = annotationIn(log, SHOWN_FILE);
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    await takePicture(`summary-${theme}.png`, summaryPage(html, styleOf(theme), theme));
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

/**
 * Applies the shop's project as a runner would, from a checkout that contains it in `hasura/`.
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
  // The picture shows the port: take the usual one.
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
      INPUT_COMMAND: 'apply',
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
