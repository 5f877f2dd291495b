import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAction } from './action.js';
import { metadata } from './metadata.js';
import { STEPS } from './steps.js';

/**
 * What the scenario needs to know of a server, and to do to its databases.
 * @typedef {object} Server
 * @property {string} endpoint
 * @property {string} adminSecret
 * @property {import('./metadata.js').Databases} databases as the server reaches them
 * @property {() => Promise<void>} createTables `notes (id, text)`, `owners (id)`, and
 *   `entries (id)` in the second database, if they are not there
 * @property {() => Promise<void>} dropNotes
 * @property {() => Promise<void>} breakSecond makes the second database unreachable for the server
 * @property {() => Promise<void>} repairSecond
 * @property {() => Promise<unknown>} traces what servers leave in databases: SQL triggers, events, cron events
 * @property {() => Promise<{ url: string, start(): Promise<void>, stop(): Promise<void> }>} remoteSchema
 *   reserves an address, seen from the server, where a GraphQL service can be started
 */

/**
 * What each step works with.
 * @typedef {object} Stage
 * @property {Server} server
 * @property {(inputs?: Record<string, string>) => Promise<Result>} run runs the action
 * @property {(options?: import('./metadata.js').Options, inputs?: Record<string, string>) => Promise<Result>} apply
 *   runs the action to apply metadata
 * @property {(result: Result, exitCode: number, outputs: Record<string, string>) => void} expect
 * @property {(act: () => Promise<void>) => Promise<void>} expectNoTrace expects that something leaves
 *   the databases as they are
 */

/** @typedef {import('./action.js').Result} Result */

/**
 * Takes a server through all steps.
 * @param {Server} server
 * @param {string} bundle path of the action's index.js
 * @param {(name: string, check: () => Promise<void>) => Promise<void>} step called with each step,
 *   to time it and to name it
 */
export async function playScenario(server, bundle, step) {
  const folder = await mkdtemp(join(tmpdir(), 'e2e-metadata-'));
  const base = { endpoint: server.endpoint, 'admin-secret': server.adminSecret };
  /** @type {Stage['run']} */
  const run = (inputs = {}) => runAction(bundle, { ...base, 'retry-timeout': '0', ...inputs });
  /** @type {Stage} */
  const stage = {
    server,
    run,
    apply: async (options = {}, inputs = {}) => {
      const project = join(folder, 'metadata.json');
      await writeFile(project, JSON.stringify(metadata(server.databases, options)));
      return run({ project, command: 'apply', ...inputs });
    },
    expect: expectOutputs,
    expectNoTrace: async (act) => {
      const before = await server.traces();
      await act();
      assert.deepEqual(await server.traces(), before);
    },
  };
  await server.createTables();
  try {
    for (const [name, check] of Object.entries(STEPS)) await step(name, () => check(stage));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {Result} result
 * @param {number} exitCode
 * @param {Record<string, string>} outputs
 */
function expectOutputs(result, exitCode, outputs) {
  const seen = Object.fromEntries(Object.keys(outputs).map((name) => [name, result.outputs[name]]));
  try {
    assert.deepEqual({ exitCode: result.exitCode, ...seen }, { exitCode, ...outputs });
  } catch (error) {
    console.error(result.log);
    throw error;
  }
}
