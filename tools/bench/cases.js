import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { startStandIn } from '../stand-in/server.js';
import { measure, measureInTurn } from './measure.js';
import { beyond, count, ratio } from './rows.js';
import {
  brokenPermissions,
  CONSISTENT,
  databaseOf,
  inconsistentAnswer,
  startProjectServer,
  startServer,
  writeProject,
} from './worlds.js';

/** @typedef {import('./measure.js').Command} Command */
/** @typedef {import('../stand-in/types.js').Call} Call */

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-'));

/** The folder that the cases write to. Remove it at the end. */
export const BENCH_FOLDER = folder;

/**
 * The built action, with the files that a runner gives it.
 * @param {string} endpoint
 * @param {number} exitCode
 * @param {Record<string, string>} [inputs]
 * @returns {Command}
 */
function action(endpoint, exitCode, inputs = {}) {
  const files = {
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
  };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const given = { endpoint, 'retry-timeout': '0', ...inputs };
  const named = Object.entries(given).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  return {
    script: join(root, process.env['BUNDLE'] ?? 'dist', 'index.js'),
    env: { ...files, ...Object.fromEntries(named), GITHUB_WORKSPACE: folder, RUNNER_TEMP: folder },
    exitCode,
  };
}

/**
 * @param {string} name of the file
 * @param {string[]} args
 * @returns {Command}
 */
function yardstick(name, ...args) {
  return { script: join(root, 'tools/bench/yardsticks', name), args, exitCode: 0 };
}

/** @param {number} runs */
export async function coldStart(runs) {
  const server = await startServer(CONSISTENT);
  const [a = [], b = []] = await measureInTurn(
    [action(server.url, 0), yardstick('post.cjs', server.url)],
    runs,
  );
  server.close();
  const name = 'cold start, consistent server';
  return [
    ratio(name, 'wallMs', 3, a, b),
    ratio(name, 'cpuMs', 2.6, a, b),
    ratio(name, 'peakKiB', 1.4, a, b),
  ];
}

/** What the server is asked for. Counted, not measured: one run each is enough. */
export async function serverWork() {
  const healthy = await startStandIn();
  await measure(action(healthy.url, 0));
  await healthy.close();

  const project = join(folder, 'tables-20');
  writeProject(project, 20);
  const applied = await startStandIn({
    databases: { default: databaseOf(20) },
    env: { DATABASE_URL: 'postgres://db:5432/app' },
  });
  await measure(action(applied.url, 0, { project, command: 'apply' }));
  await applied.close();
  return [
    count('reload of a healthy server', 'requests', 2, healthy.calls),
    count('apply of 20 new tables', 'schema rebuilds', 1, applied.calls.filter(rebuildsSchema)),
  ];
}

/** Whether a call makes the server read its databases. @param {Call} call */
function rebuildsSchema({ type, json }) {
  if (type !== 'reload_metadata') return type === 'replace_metadata';
  const sources = json.args?.reload_sources ?? true;
  return Array.isArray(sources) ? sources.length > 0 : sources;
}

/** @param {number} runs */
export async function nineProblems(runs) {
  const project = join(folder, 'tables-500');
  writeProject(project, 500);
  const server = await startServer(brokenPermissions(9, 50));
  const [a = [], b = []] = await measureInTurn(
    [action(server.url, 1, { project }), yardstick('post.cjs', server.url)],
    runs,
  );
  server.close();
  return [ratio('9 problems located in 500 tables, fully reported', 'cpuMs', 5, a, b)];
}

/** @param {number} runs */
export async function manyObjects(runs) {
  const server = await startServer(inconsistentAnswer(10_000, 2000));
  const [a = [], b = []] = await measureInTurn(
    [action(server.url, 1), yardstick('receive.cjs', server.url)],
    runs,
  );
  server.close();
  const name = '10,000 inconsistent objects, 20 MB';
  return [ratio(name, 'cpuMs', 5, a, b), ratio(name, 'peakKiB', 1.7, a, b)];
}

/**
 * These objects are smaller than those above: 40,000 objects of 2 KB would exceed the limit of 64 MB
 * for an answer.
 * @param {number} runs
 */
export async function growth(runs) {
  const [large, small] = await Promise.all(
    [40_000, 10_000].map((count) => startServer(inconsistentAnswer(count, 1500))),
  );
  if (!large || !small) throw new Error('no servers');
  const [a = [], b = []] = await measureInTurn([action(large.url, 1), action(small.url, 1)], runs);
  for (const server of [large, small]) server.close();
  return [ratio('40,000 objects of 1.5 KB : 10,000 of them', 'cpuMs', 4.4, a, b)];
}

/**
 * A run that applies a project builds it before it asks the server. Where nothing listens it ends right
 * after that, so that only building is measured.
 * @param {number} runs
 */
export async function bigProject(runs) {
  const project = join(folder, 'tables-5000');
  writeProject(project, 5000);
  const healthy = await startServer(CONSISTENT);
  const broken = await startServer(brokenPermissions(9, 500));
  const nobody = await startServer('');
  nobody.close();
  const refused = { 'wait-timeout': '0' };
  const usages = await measureInTurn(
    [
      action(nobody.url, 1, { ...refused, project, command: 'apply' }),
      action(nobody.url, 1, refused),
      yardstick('parse-yaml.js', project),
      yardstick('nothing.js'),
      action(broken.url, 1, { project }),
      action(healthy.url, 0, { project }),
      action(healthy.url, 0),
    ],
    runs,
  );
  for (const server of [healthy, broken]) server.close();
  const [build = [], refusal = [], parse = [], nothing = [], locate = [], idle = [], none = []] =
    usages;
  return [
    ratio(
      'building 5,000 tables : parsing their YAML',
      'cpuMs',
      1.7,
      beyond(build, refusal),
      beyond(parse, nothing),
    ),
    ratio('9 problems located in 5,000 tables : building them', 'cpuMs', 0.75, locate, build),
    ratio('consistent server, 5,000 tables to locate in : none', 'cpuMs', 1.35, idle, none),
  ];
}

/**
 * Plans of a project that the server has, except for some permissions.
 * @param {number} runs
 */
export async function plans(runs) {
  const project = join(folder, 'tables-5000');
  writeProject(project, 5000);
  const same = await startProjectServer(5000, 0);
  const other = await startProjectServer(5000, 100);
  const usages = await measureInTurn(
    [
      action(same.url, 0, { project, command: 'plan' }),
      action(same.url, 0, { project, command: 'apply' }),
      action(other.url, 0, { project, command: 'plan' }),
    ],
    runs,
  );
  for (const server of [same, other]) server.close();
  const [plan = [], apply = [], changed = []] = usages;
  return [
    ratio('plan of 5,000 tables : apply of them', 'cpuMs', 1.6, plan, apply),
    ratio('plan of 5,000 tables with 100 changes : with none', 'cpuMs', 1.1, changed, plan),
  ];
}

/** Measures what the runner downloads: the archive of the commit. */
export async function archive() {
  const tar = execFileSync('git', ['archive', 'HEAD'], { cwd: root, maxBuffer: 1 << 28 });
  const megabytes = gzipSync(tar, { level: 6 }).length / 1e6;
  return [
    {
      name: "the repository's archive, gzipped",
      figure: 'MB',
      value: megabytes,
      most: 1.5,
      detail: 'git archive HEAD',
    },
  ];
}
