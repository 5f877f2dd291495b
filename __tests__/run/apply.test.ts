import { describe, expect, test } from '@jest/globals';
import type { MetadataWarning } from '../../src/model/report.js';
import { type ApplySettings, applyMetadata } from '../../src/run/apply.js';
import { failed, ok, scripted } from './contexts.js';
import { missingTable, read, remoteSchemaDown } from './objects.js';

const METADATA = { version: 3, sources: [{ name: 'default', kind: 'postgres', tables: [] }] };
const SETTINGS: ApplySettings = {
  metadata: METADATA,
  allowInconsistentMetadata: false,
  failOnWarning: false,
  retryTimeoutSeconds: 60,
  projectWarnings: async () => [],
  isAllowed: async () => true,
};

const exported = (resourceVersion: number) => ok({ resourceVersion, metadata: METADATA });
const CONSISTENT = ok({ objects: [], warnings: [] });
const RELOADED = ok({ objects: [] });
const refusedFor = (...objects: object[]) =>
  failed('inconsistent-refused', { objects: read(...objects) });
const DUPLICATE: MetadataWarning = { message: 'orders twice', origin: 'project' };

const everything = {
  sources: true,
  remoteSchemas: true,
  dataConnectors: true,
  recreateEventTriggers: false,
};

describe('a refusal', () => {
  test('for nothing but what can recover leads to a reload of that, and another try', async () => {
    const run = scripted({
      exportMetadata: [exported(5), exported(6)],
      replaceMetadata: [refusedFor(remoteSchemaDown('payments')), CONSISTENT],
      reloadMetadata: [RELOADED],
    });
    expect(await applyMetadata(run.context, SETTINGS)).toMatchObject({
      outcome: 'applied',
      reloads: 1,
      resourceVersion: 7,
    });
    expect(run.sent('reloadMetadata')).toEqual([
      { ...everything, sources: false, remoteSchemas: ['payments'], dataConnectors: false },
    ]);
    expect(run.sent('replaceMetadata')).toMatchObject([
      { resourceVersion: 5 },
      { resourceVersion: 6 },
    ]);
  });

  test('for a remote schema that only the project has reloads everything instead', async () => {
    const run = scripted({
      exportMetadata: [exported(5), exported(6)],
      replaceMetadata: [refusedFor(remoteSchemaDown('new')), CONSISTENT],
      reloadMetadata: [failed('not-exists'), RELOADED],
    });
    expect(await applyMetadata(run.context, SETTINGS)).toMatchObject({ outcome: 'applied' });
    expect(run.sent('reloadMetadata').at(-1)).toEqual(everything);
  });

  test('for something that cannot recover is final, whatever else is refused', async () => {
    const run = scripted({
      exportMetadata: [exported(5)],
      replaceMetadata: [refusedFor(remoteSchemaDown('payments'), missingTable('orders'))],
    });
    const outcome = await applyMetadata(run.context, SETTINGS);
    expect(outcome).toMatchObject({ outcome: 'refused', reloads: 0 });
    expect(outcome.objects).toHaveLength(2);
    expect(run.waits).toEqual([]);
  });

  test('is final at the end of "retry-timeout"', async () => {
    const run = scripted({
      exportMetadata: Array(99).fill(exported(5)),
      replaceMetadata: Array(99).fill(refusedFor(remoteSchemaDown('payments'))),
      reloadMetadata: Array(99).fill(RELOADED),
    });
    const outcome = await applyMetadata(run.context, { ...SETTINGS, retryTimeoutSeconds: 20 });
    expect(outcome).toMatchObject({ outcome: 'refused', objects: [{ type: 'remote_schema' }] });
    expect(run.context.clock.now()).toBe(20);
  });

  test('before v2.14 leads to one reload, since such a server knows its databases from before', async () => {
    const refused = refusedFor(missingTable('orders'));
    const run = scripted(
      {
        exportMetadata: [exported(5), exported(6)],
        replaceMetadata: [refused, refused],
        reloadMetadata: [RELOADED],
      },
      { version: 'v2.13.2' },
    );
    expect(await applyMetadata(run.context, SETTINGS)).toMatchObject({
      outcome: 'refused',
      reloads: 1,
    });
    expect(run.sent('reloadMetadata')).toEqual([everything]);
    expect(run.waits).toEqual([]);
  });

  test('that names no objects is reported with its reason', async () => {
    const run = scripted({
      exportMetadata: [exported(5)],
      replaceMetadata: [failed('parse-failed', { path: '$.args.metadata' })],
    });
    expect(await applyMetadata(run.context, SETTINGS)).toMatchObject({
      outcome: 'refused',
      failure: { kind: 'parse-failed', path: '$.args.metadata' },
    });
  });
});

describe('a conflict', () => {
  test('leads to another try for the metadata that is there by then', async () => {
    const run = scripted({
      exportMetadata: [exported(5), exported(6)],
      replaceMetadata: [failed('conflict'), CONSISTENT],
    });
    expect(await applyMetadata(run.context, SETTINGS)).toMatchObject({
      outcome: 'applied',
      resourceVersion: 7,
      reloads: 0,
    });
  });

  test('five times in a row ends the run', async () => {
    const run = scripted({
      exportMetadata: Array(99).fill(exported(5)),
      replaceMetadata: Array(99).fill(failed('conflict')),
    });
    expect(await applyMetadata(run.context, SETTINGS)).toMatchObject({
      outcome: 'failed',
      failure: { kind: 'conflict', received: 'conflict, 5 times in a row' },
    });
    expect(run.sent('replaceMetadata')).toHaveLength(5);
  });

  test('counts only together with those directly before it', async () => {
    const conflict = failed('conflict');
    const run = scripted({
      exportMetadata: Array(99).fill(exported(5)),
      replaceMetadata: [
        ...Array(4).fill(conflict),
        refusedFor(remoteSchemaDown('payments')),
        ...Array(4).fill(conflict),
        CONSISTENT,
      ],
      reloadMetadata: [RELOADED],
    });
    expect(await applyMetadata(run.context, SETTINGS)).toMatchObject({ outcome: 'applied' });
  });

  test('is not tried again once the run is cancelled', async () => {
    const cancel = new AbortController();
    const run = scripted(
      { exportMetadata: [exported(5)], replaceMetadata: [failed('conflict')] },
      { signal: cancel.signal, onSleep: () => cancel.abort() },
    );
    expect(await applyMetadata(run.context, SETTINGS)).toMatchObject({ outcome: 'failed' });
  });
});

describe('the outcome', () => {
  test('is "failed" if the metadata cannot be read, and nothing is sent', async () => {
    const run = scripted({ exportMetadata: [failed('unauthorized')] });
    expect(await applyMetadata(run.context, SETTINGS)).toMatchObject({
      outcome: 'failed',
      failure: { kind: 'unauthorized' },
    });
    expect(run.calls).toEqual(['exportMetadata']);
  });

  test('is "lost" if the answer is lost and the server cannot be asked', async () => {
    const run = scripted({
      exportMetadata: [exported(5), failed('forbidden')],
      replaceMetadata: [failed('timeout')],
    });
    const outcome = await applyMetadata(run.context, SETTINGS);
    expect(outcome).toMatchObject({ outcome: 'lost', failure: { kind: 'timeout' } });
    expect(outcome.resourceVersion).toBeUndefined();
  });
});

describe('a duplicate in the project', () => {
  const settings = { ...SETTINGS, projectWarnings: async () => [DUPLICATE] };

  test('is a warning beside those of the server', async () => {
    const odd: MetadataWarning = { message: 'odd', origin: 'server' };
    const run = scripted({
      exportMetadata: [exported(5)],
      replaceMetadata: [ok({ objects: [], warnings: [odd] })],
    });
    const outcome = await applyMetadata(run.context, settings);
    expect(outcome).toMatchObject({ outcome: 'applied', warnings: [DUPLICATE, odd], notes: [] });
  });

  test('refuses the metadata with "fail-on-warning" before anything is sent', async () => {
    const run = scripted({ exportMetadata: [exported(5)] });
    const outcome = await applyMetadata(run.context, { ...settings, failOnWarning: true });
    expect(outcome).toMatchObject({ outcome: 'refused', warnings: [DUPLICATE] });
    expect(run.calls).toEqual(['exportMetadata']);
  });
});
