import assert from 'node:assert/strict';
import { cuttingProxy } from './cutting-proxy.js';
import {
  cronTrigger,
  eventTrigger,
  remoteSchema,
  savedQuery,
  selectPermission,
} from './metadata.js';

/** @typedef {import('./scenario.js').Stage} Stage */
/** @typedef {(stage: Stage) => Promise<void>} Check */

const APPLIED = { applied: 'true', consistent: 'true' };
const CONSISTENT = { consistent: 'true' };
const BROKEN = { notes: selectPermission(['id', 'no_such_column']) };
const ILLEGAL_NAME = { notes: eventTrigger('note added') };

/** What the server has before deploys are refused. */
const STARTED = {
  notes: eventTrigger('note_changed'),
  cronTriggers: [cronTrigger('0 0 1 1 *')],
  hasSecond: true,
};

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

/**
 * All that the action promises, from a consistent server to refused deploys: each step begins where
 * the one before it has left the server.
 * @type {Readonly<Record<string, Check>>}
 */
export const STEPS = {
  'apply, then consistent': async ({ apply, run, expect }) => {
    const result = await apply({}, { 'wait-timeout': '120' });
    expect(result, 0, { ...APPLIED, 'inconsistency-count': '0' });
    assert.match(result.outputs['server-version'] ?? '', /^v\d+\.\d+\.\d+/);
    expect(await run(), 0, CONSISTENT);
  },
  'a dropped table, and its way back': async ({ server, run, expect }) => {
    await server.dropNotes();
    const result = await run();
    expect(result, 1, { consistent: 'false', 'inconsistency-count': '1' });
    assert.match(result.log, /^::error title=Inconsistent%3A table notes in default/m);
    assert.match(result.summary, /table <b>notes<\/b>/);
    await server.createTables();
    expect(await run(), 0, CONSISTENT);
  },
  'a remote schema that starts late recovers': async ({ server, apply, expect }) => {
    const late = await server.remoteSchema();
    setTimeout(() => late.start(), 2_000);
    const result = await apply(
      { remoteSchemas: [remoteSchema(late.url)] },
      { 'allow-inconsistent-metadata': 'true', 'retry-timeout': '60' },
    );
    await late.stop();
    expect(result, 0, { ...APPLIED, 'recovered-count': '1' });
    expect(await apply(), 0, CONSISTENT);
  },
  'a saved query is a consequence of the remote schema that it needs': async ({
    server,
    apply,
    run,
    expect,
  }) => {
    const down = await server.remoteSchema();
    const result = await apply(
      { remoteSchemas: [remoteSchema(down.url)], queries: [savedQuery('greeting', '{ hello }')] },
      { 'allow-inconsistent-metadata': 'true' },
    );
    expect(result, 1, { applied: 'true', 'inconsistency-count': '2' });
    const [cause, query] = JSON.parse(result.outputs['inconsistencies'] ?? '[]');
    assert.deepEqual([cause.type, cause.cause], ['remote_schema', null]);
    assert.deepEqual([query.type, query.cause], ['query_collections', cause.name]);
    expect(await run({ command: 'check', ignore: 'remote schema late' }), 0, CONSISTENT);
    expect(await apply(), 0, CONSISTENT);
  },
  'inconsistent metadata is refused, and nothing changes': async ({ apply, run, expect }) => {
    const result = await apply(BROKEN);
    expect(result, 1, { applied: 'false', consistent: 'false' });
    assert.match(result.log, /Nothing was applied/);
    expect(await run({ command: 'check' }), 0, CONSISTENT);
  },
  'inconsistent metadata is stored if that is allowed': async ({ apply, expect }) => {
    const result = await apply(BROKEN, { 'allow-inconsistent-metadata': 'true' });
    expect(result, 1, { applied: 'true', consistent: 'false' });
    expect(await apply(), 0, CONSISTENT);
  },
  'a warning': async ({ apply, expect }) => {
    const result = await apply(ILLEGAL_NAME);
    expect(result, 0, APPLIED);
    if (warns(result.outputs['server-version'])) expect(result, 0, { 'warning-count': '1' });
    expect(await apply(), 0, CONSISTENT);
  },
  'a warning that can be predicted refuses the deploy before anything is sent': async ({
    apply,
    run,
    expect,
    expectNoTrace,
  }) => {
    await expectNoTrace(async () => {
      const result = await apply(ILLEGAL_NAME, { 'fail-on-warning': 'true' });
      expect(result, 1, { applied: 'false', 'warning-count': '1' });
      assert.match(result.log, /Nothing was applied/);
    });
    expect(await run(), 0, CONSISTENT);
  },
  'event triggers, a cron trigger and a second source': async ({ apply, expect }) => {
    expect(await apply(STARTED), 0, APPLIED);
  },
  ...Object.fromEntries(
    Object.entries(REFUSED_CHANGES).map(([name, change]) => [
      `a refused deploy leaves no trace: ${name}`,
      refusedDeploy(change),
    ]),
  ),
  'a refused deploy leaves no trace: an event trigger on a missing column': async ({
    apply,
    expect,
    expectNoTrace,
  }) => {
    const owners = eventTrigger('owner_changed', { update: { columns: ['no_such_column'] } });
    await expectNoTrace(async () => {
      const result = await apply({ ...STARTED, owners });
      expect(result, 1, { applied: 'false', 'inconsistency-count': '1' });
      assert.match(result.log, /event trigger owner_changed on owners/);
    });
  },
  'a removed source whose database is down: refused for the warning, without a trace': async ({
    server,
    apply,
    run,
    expect,
    expectNoTrace,
  }) => {
    await expectNoTrace(async () => {
      await server.breakSecond();
      await run();
      const result = await apply({ ...STARTED, hasSecond: false }, { 'fail-on-warning': 'true' });
      await server.repairSecond();
      expect(result, 1, { applied: 'false', 'warning-count': '1' });
    });
    expect(await run(), 0, CONSISTENT);
  },
  'a removed source and no warning: applied, although warnings are fatal': async ({
    apply,
    expect,
  }) => {
    const result = await apply({ ...STARTED, hasSecond: false }, { 'fail-on-warning': 'true' });
    expect(result, 0, APPLIED);
  },
  'the answer to a reload is lost: the verdict is asked for': async ({ server, run, expect }) => {
    await server.dropNotes();
    const proxy = await cuttingProxy(server.endpoint, 'reload_metadata');
    const result = await run({ endpoint: proxy.url });
    await proxy.close();
    expect(result, 1, { consistent: 'false', 'inconsistency-count': '1' });
    assert.match(result.log, /The answer to the reload was lost/);
    assert.equal(proxy.cut, 1);
    await server.createTables();
    expect(await run(), 0, CONSISTENT);
  },
  'the answer to a replacement is lost: one export decides': async ({ server, apply, expect }) => {
    expect(await apply(), 0, { applied: 'true' });
    const proxy = await cuttingProxy(server.endpoint, 'replace_metadata');
    const result = await apply(
      { notes: selectPermission(['id', 'text']) },
      { endpoint: proxy.url },
    );
    await proxy.close();
    expect(result, 0, APPLIED);
    assert.match(result.log, /export_metadata shows what was sent/);
    assert.equal(proxy.cut, 1);
    expect(await apply(), 0, APPLIED);
  },
};

/**
 * A deploy that also breaks something, so that the server refuses it.
 * @param {import('./metadata.js').Options} change
 * @returns {Check}
 */
function refusedDeploy(change) {
  return async ({ apply, run, expect, expectNoTrace }) => {
    await expectNoTrace(async () => {
      const result = await apply({ ...STARTED, ...change, isBroken: true });
      expect(result, 1, { applied: 'false', 'inconsistency-count': '1' });
      assert.match(result.log, /dry run/);
    });
    await expectNoTrace(async () => expect(await run(), 0, CONSISTENT));
  };
}

/** Whether a version has warnings. */
function warns(version = '') {
  const [, minor = '0'] = /^v2\.(\d+)/.exec(version) ?? [];
  return Number(minor) >= 20;
}
