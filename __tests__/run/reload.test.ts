import { describe, expect, test } from '@jest/globals';
import type { ReloadScope } from '../../src/hasura/calls.js';
import { reload } from '../../src/run/reload.js';
import { failed, ok, scripted } from './contexts.js';
import { missingTable, read } from './objects.js';

const ALL: ReloadScope = {
  sources: true,
  remoteSchemas: true,
  dataConnectors: true,
  recreateEventTriggers: false,
};
const OBJECTS = read(missingTable('orders'));

test('a reload that is answered is one request', async () => {
  const run = scripted({ reloadMetadata: [ok({ objects: OBJECTS })] });
  expect(await reload(run.context, ALL)).toEqual({
    outcome: 'verdict',
    objects: OBJECTS,
    notes: [],
  });
  expect(run.calls).toEqual(['reloadMetadata']);
});

test('before v2.4, the verdict is asked for, since the answer has none', async () => {
  const run = scripted({
    reloadMetadata: [ok({})],
    getInconsistentMetadata: [ok({ objects: OBJECTS })],
  });
  expect(await reload(run.context, ALL)).toMatchObject({ outcome: 'verdict', objects: OBJECTS });
});

describe('if the answer to a reload is lost', () => {
  test.each<[version: string | undefined, asked: number]>([
    ['v2.48.16', 1],
    ['v2.24.0', 1],
    ['v2.23.1', 2],
    [undefined, 1],
  ])('a server of version %s is asked %s times', async (version, asked) => {
    const stale = ok({ objects: [] });
    const fresh = ok({ objects: OBJECTS });
    const run = scripted(
      {
        reloadMetadata: [failed('gateway-timeout')],
        getInconsistentMetadata: asked === 2 ? [stale, fresh] : [fresh],
      },
      { version },
    );
    const outcome = await reload(run.context, ALL);
    expect(outcome).toMatchObject({ outcome: 'verdict', objects: OBJECTS });
    expect(outcome.notes).toEqual([
      expect.stringMatching(
        /^The answer to the reload was lost \(gateway-timeout\)\. The verdict is from get_inconsistent_metadata/,
      ),
    ]);
    expect(run.calls).toHaveLength(1 + asked);
    expect(run.waits).toEqual([]);
  });

  test('and the server cannot be asked, the failure is that of the reload', async () => {
    const run = scripted({
      reloadMetadata: [failed('answer-cut')],
      getInconsistentMetadata: [failed('forbidden')],
    });
    expect(await reload(run.context, ALL)).toMatchObject({
      outcome: 'failed',
      failure: { kind: 'answer-cut' },
    });
  });

  test('and the run is cancelled meanwhile, it is reported as cancelled', async () => {
    const run = scripted({
      reloadMetadata: [failed('timeout')],
      getInconsistentMetadata: [failed('cancelled')],
    });
    expect(await reload(run.context, ALL)).toMatchObject({ failure: { kind: 'cancelled' } });
  });

  test('early, the reload is sent again, since it does no harm', async () => {
    const run = scripted({
      reloadMetadata: [failed('connection-reset'), ok({ objects: [] })],
      health: [ok('ok')],
    });
    expect(await reload(run.context, ALL)).toEqual({ outcome: 'verdict', objects: [], notes: [] });
  });
});
