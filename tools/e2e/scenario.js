import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAction } from './action.js';
import { cuttingProxy } from './cutting-proxy.js';
import {
  cronTrigger,
  eventTrigger,
  metadata,
  remoteSchema,
  savedQuery,
  selectPermission,
} from './metadata.js';

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

/** @typedef {(name: string, check: () => Promise<void>) => Promise<void>} Step */

/**
 * Takes a server through all that the action promises, from consistent to refused.
 * @param {Server} server
 * @param {string} bundle path of the action's index.js
 * @param {Step} step called with each step, to time it and to name it
 */
export async function playScenario(server, bundle, step) {
  const folder = await mkdtemp(join(tmpdir(), 'e2e-metadata-'));
  const base = { endpoint: server.endpoint, 'admin-secret': server.adminSecret };
  const run = (/** @type {Record<string, string>} */ inputs = {}) =>
    runAction(bundle, { ...base, 'retry-timeout': '0', ...inputs });
  const apply = async (
    /** @type {import('./metadata.js').Options} */ options = {},
    /** @type {Record<string, string>} */ inputs = {},
  ) => {
    const project = join(folder, 'metadata.json');
    await writeFile(project, JSON.stringify(metadata(server.databases, options)));
    return run({ project, command: 'apply', ...inputs });
  };
  let version = '';
  await server.createTables();
  try {
    await step('apply, then consistent', async () => {
      const result = await apply({}, { 'wait-timeout': '120' });
      expectOutputs(result, 0, { applied: 'true', consistent: 'true', 'inconsistency-count': '0' });
      version = result.outputs['server-version'] ?? '';
      assert.match(version, /^v\d+\.\d+\.\d+/, 'the version of the server');
      expectOutputs(await run(), 0, { consistent: 'true' });
    });
    await step('a dropped table, and its way back', async () => {
      await server.dropNotes();
      const result = await run();
      expectOutputs(result, 1, { consistent: 'false', 'inconsistency-count': '1' });
      assert.match(result.log, /^::error title=Inconsistent%3A table notes in default/m);
      assert.match(result.summary, /table <b>notes<\/b>/);
      await server.createTables();
      expectOutputs(await run(), 0, { consistent: 'true' });
    });
    await step('a remote schema that starts late recovers', async () => {
      const late = await server.remoteSchema();
      setTimeout(() => late.start(), 2_000);
      const result = await apply(
        { remoteSchemas: [remoteSchema(late.url)] },
        { 'allow-inconsistent-metadata': 'true', 'retry-timeout': '60' },
      );
      await late.stop();
      expectOutputs(result, 0, { applied: 'true', consistent: 'true', 'recovered-count': '1' });
      expectOutputs(await apply(), 0, { consistent: 'true' });
    });
    await step('a saved query is a consequence of the remote schema that it needs', async () => {
      const down = await server.remoteSchema();
      const result = await apply(
        { remoteSchemas: [remoteSchema(down.url)], queries: [savedQuery('greeting', '{ hello }')] },
        { 'allow-inconsistent-metadata': 'true' },
      );
      expectOutputs(result, 1, { applied: 'true', 'inconsistency-count': '2' });
      const [cause, query] = JSON.parse(result.outputs['inconsistencies'] ?? '[]');
      assert.deepEqual([cause.type, cause.cause], ['remote_schema', null]);
      assert.deepEqual([query.type, query.cause], ['query_collections', cause.name]);
      expectOutputs(await run({ command: 'check', ignore: 'remote schema late' }), 0, {
        consistent: 'true',
      });
      expectOutputs(await apply(), 0, { consistent: 'true' });
    });
    await step('inconsistent metadata is refused, and nothing changes', async () => {
      const result = await apply({ notes: selectPermission(['id', 'no_such_column']) });
      expectOutputs(result, 1, { applied: 'false', consistent: 'false' });
      assert.match(result.log, /Nothing was applied/);
      expectOutputs(await run({ command: 'check' }), 0, { consistent: 'true' });
    });
    await step('inconsistent metadata is stored if that is allowed', async () => {
      const result = await apply(
        { notes: selectPermission(['id', 'no_such_column']) },
        { 'allow-inconsistent-metadata': 'true' },
      );
      expectOutputs(result, 1, { applied: 'true', consistent: 'false' });
      expectOutputs(await apply(), 0, { consistent: 'true' });
    });
    await step('a warning', async () => {
      const result = await apply({ notes: eventTrigger('note added') });
      expectOutputs(result, 0, { applied: 'true', consistent: 'true' });
      if (warns(version)) expectOutputs(result, 0, { 'warning-count': '1' });
      expectOutputs(await apply(), 0, { consistent: 'true' });
    });
    await step(
      'a warning that can be predicted refuses the deploy before anything is sent',
      async () => {
        const before = await server.traces();
        const result = await apply(
          { notes: eventTrigger('note added') },
          { 'fail-on-warning': 'true' },
        );
        expectOutputs(result, 1, { applied: 'false', 'warning-count': '1' });
        assert.match(result.log, /Nothing was applied/);
        assert.deepEqual(await server.traces(), before);
        expectOutputs(await run(), 0, { consistent: 'true' });
      },
    );

    const started = {
      notes: eventTrigger('note_changed'),
      cronTriggers: [cronTrigger('0 0 1 1 *')],
      hasSecond: true,
    };
    await step('event triggers, a cron trigger and a second source', async () => {
      expectOutputs(await apply(started), 0, { applied: 'true', consistent: 'true' });
    });
    for (const [name, change] of Object.entries(REFUSED_CHANGES)) {
      await step(`a refused deploy leaves no trace: ${name}`, async () => {
        const before = await server.traces();
        const result = await apply({ ...started, ...change, isBroken: true });
        expectOutputs(result, 1, { applied: 'false', 'inconsistency-count': '1' });
        assert.match(result.log, /dry run/);
        assert.deepEqual(await server.traces(), before);
        expectOutputs(await run(), 0, { consistent: 'true' });
        assert.deepEqual(await server.traces(), before);
      });
    }
    await step(
      'a refused deploy leaves no trace: an event trigger on a missing column',
      async () => {
        const before = await server.traces();
        const owners = eventTrigger('owner_changed', { update: { columns: ['no_such_column'] } });
        const result = await apply({ ...started, owners });
        expectOutputs(result, 1, { applied: 'false', 'inconsistency-count': '1' });
        assert.match(result.log, /event trigger owner_changed on owners/);
        assert.deepEqual(await server.traces(), before);
      },
    );
    await step(
      'a removed source whose database is down: refused for the warning, without a trace',
      async () => {
        const before = await server.traces();
        await server.breakSecond();
        await run();
        const result = await apply({ ...started, hasSecond: false }, { 'fail-on-warning': 'true' });
        await server.repairSecond();
        expectOutputs(result, 1, { applied: 'false', 'warning-count': '1' });
        assert.deepEqual(await server.traces(), before);
        expectOutputs(await run(), 0, { consistent: 'true' });
      },
    );
    await step(
      'a removed source and no warning: applied, although warnings are fatal',
      async () => {
        const result = await apply({ ...started, hasSecond: false }, { 'fail-on-warning': 'true' });
        expectOutputs(result, 0, { applied: 'true', consistent: 'true' });
      },
    );
    await step('the answer to a reload is lost: the verdict is asked for', async () => {
      await server.dropNotes();
      const proxy = await cuttingProxy(server.endpoint, 'reload_metadata');
      const result = await run({ endpoint: proxy.url });
      await proxy.close();
      expectOutputs(result, 1, { consistent: 'false', 'inconsistency-count': '1' });
      assert.match(result.log, /The answer to the reload was lost/);
      assert.equal(proxy.cut, 1);
      await server.createTables();
      expectOutputs(await run(), 0, { consistent: 'true' });
    });
    await step('the answer to a replacement is lost: one export decides', async () => {
      expectOutputs(await apply(), 0, { applied: 'true' });
      const proxy = await cuttingProxy(server.endpoint, 'replace_metadata');
      const result = await apply(
        { notes: selectPermission(['id', 'text']) },
        { endpoint: proxy.url },
      );
      await proxy.close();
      expectOutputs(result, 0, { applied: 'true', consistent: 'true' });
      assert.match(result.log, /export_metadata shows what was sent/);
      assert.equal(proxy.cut, 1);
      expectOutputs(await apply(), 0, { applied: 'true', consistent: 'true' });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Changes that a server acts on before it refuses metadata. */
const REFUSED_CHANGES = {
  'an added event trigger': { owners: eventTrigger('owner_added') },
  'an event trigger that moved to another table': {
    notes: {},
    owners: eventTrigger('note_changed'),
  },
  'an event trigger with other operations': {
    notes: eventTrigger('note_changed', { delete: { columns: '*' } }),
  },
  'a removed event trigger': { notes: {} },
  'a changed cron trigger': { cronTriggers: [cronTrigger('0 0 2 2 *')] },
};

/** Whether a version has warnings. @param {string} version */
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
