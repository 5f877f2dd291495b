import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What a run of the action left behind.
 * @typedef {object} Result
 * @property {number | null} exitCode
 * @property {string} log
 * @property {string} summary
 * @property {Record<string, string>} outputs
 */

/**
 * Runs the built action as a runner would.
 * @param {string} bundle path of its index.js
 * @param {Record<string, string>} inputs
 * @returns {Promise<Result>}
 */
export async function runAction(bundle, inputs) {
  const folder = await mkdtemp(join(tmpdir(), 'e2e-'));
  const files = { output: join(folder, 'output'), summary: join(folder, 'summary') };
  await Promise.all(Object.values(files).map((file) => writeFile(file, '')));
  const child = spawn(process.execPath, [bundle], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
    },
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      log += text;
    });
  }
  const [exitCode] = await once(child, 'close');
  const outputs = outputsIn(await readFile(files.output, 'utf8'));
  const summary = await readFile(files.summary, 'utf8');
  await rm(folder, { recursive: true, force: true });
  return { exitCode, log, summary, outputs };
}

/** @param {string} text `name<<delimiter`, the value's lines, `delimiter` */
function outputsIn(text) {
  return Object.fromEntries(
    [...text.matchAll(/^(.+?)<<(.+)\r?\n([\s\S]*?)\r?\n\2$/gm)].map(
      ([, name = '', , value = '']) => [name, value],
    ),
  );
}
