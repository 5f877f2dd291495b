import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAction } from './action.js';
import { eventTrigger, metadata, remoteSchema, selectPermission } from './metadata.js';

/**
 * What the scenario needs to know of a server, and to do to its database.
 * @typedef {object} Server
 * @property {string} endpoint
 * @property {string} adminSecret
 * @property {() => Promise<void>} createTables `notes (id, text)` and `owners (id)`, where they are not
 * @property {() => Promise<void>} dropNotes
 * @property {() => Promise<{ url: string, start(): Promise<void>, stop(): Promise<void> }>} remoteSchema
 *   reserves an address, seen from the server, where a GraphQL service can be started
 */

/** @typedef {(name: string, check: () => Promise<void>) => Promise<void>} Step */

/**
 * Takes a server through all that the action promises, from consistent to refused.
 * @param {Server} server
 * @param {string} bundle path of the action's index.js
 * @param {Step} step told of each, to time and to name it
 */
export async function playScenario(server, bundle, step) {
  const folder = await mkdtemp(join(tmpdir(), 'e2e-metadata-'));
  const base = { endpoint: server.endpoint, 'admin-secret': server.adminSecret };
  const reload = (/** @type {Record<string, string>} */ inputs = {}) =>
    runAction(bundle, { ...base, 'retry-timeout': '0', ...inputs });
  const apply = async (
    /** @type {unknown} */ json,
    /** @type {Record<string, string>} */ inputs = {},
  ) => {
    const project = join(folder, 'metadata.json');
    await writeFile(project, JSON.stringify(json));
    return reload({ project, apply: 'true', ...inputs });
  };
  let version = '';
  await server.createTables();
  try {
    await step('apply, then consistent', async () => {
      const result = await apply(metadata(), { 'wait-timeout': '120' });
      expectOutputs(result, 0, { applied: 'true', consistent: 'true', 'inconsistency-count': '0' });
      version = result.outputs['server-version'] ?? '';
      assert.match(version, /^v\d+\.\d+\.\d+/, 'the version of the server');
      expectOutputs(await reload(), 0, { consistent: 'true' });
    });
    await step('a dropped table, and its way back', async () => {
      await server.dropNotes();
      const result = await reload();
      expectOutputs(result, 1, { consistent: 'false', 'inconsistency-count': '1' });
      assert.match(result.log, /^::error title=Inconsistent%3A table notes in default/m);
      assert.match(result.summary, /table <b>notes<\/b>/);
      await server.createTables();
      expectOutputs(await reload(), 0, { consistent: 'true' });
    });
    await step('a remote schema that comes up late heals', async () => {
      const late = await server.remoteSchema();
      const json = metadata({ remoteSchemas: [remoteSchema(late.url)] });
      setTimeout(() => late.start(), 2_000);
      const result = await apply(json, {
        'allow-inconsistent-metadata': 'true',
        'retry-timeout': '60',
      });
      await late.stop();
      expectOutputs(result, 0, { applied: 'true', consistent: 'true', 'recovered-count': '1' });
      expectOutputs(await apply(metadata()), 0, { consistent: 'true' });
    });
    await step('inconsistent metadata is refused, and nothing changes', async () => {
      const json = metadata({ notes: selectPermission(['id', 'no_such_column']) });
      const result = await apply(json);
      expectOutputs(result, 1, { applied: 'false', consistent: 'false' });
      assert.match(result.log, /Nothing was applied/);
      expectOutputs(await reload({ reload: 'false' }), 0, { consistent: 'true' });
    });
    await step('inconsistent metadata is stored where that is allowed', async () => {
      const json = metadata({ notes: selectPermission(['id', 'no_such_column']) });
      const result = await apply(json, { 'allow-inconsistent-metadata': 'true' });
      expectOutputs(result, 1, { applied: 'true', consistent: 'false' });
      expectOutputs(await apply(metadata()), 0, { consistent: 'true' });
    });
    await step('a warning', async () => {
      const result = await apply(metadata({ notes: eventTrigger('note added') }));
      expectOutputs(result, 0, { applied: 'true', consistent: 'true' });
      if (warns(version)) expectOutputs(result, 0, { 'warning-count': '1' });
      expectOutputs(await apply(metadata()), 0, { consistent: 'true' });
    });
    await step('a warning, strictly', async () => {
      if (!warns(version)) return;
      const json = metadata({ notes: eventTrigger('note added') });
      const result = await apply(json, { 'fail-on-warning': 'true' });
      expectOutputs(result, 1, { applied: 'false', 'warning-count': '1' });
      assert.match(result.log, /Nothing was applied/);
      expectOutputs(await reload(), 0, { consistent: 'true' });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether a version has warnings and strict mode. @param {string} version */
function warns(version) {
  const [, minor = '0'] = /^v2\.(\d+)/.exec(version) ?? [];
  return Number(minor) >= 20;
}

/**
 * @param {import('./action.js').Result} result
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
