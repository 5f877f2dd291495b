import { describe, expect, test } from '@jest/globals';
import type { ReloadScope } from '../../src/hasura/calls.js';
import { compileIgnorePatterns } from '../../src/model/ignore.js';
import type { InconsistentObject } from '../../src/model/report.js';
import { type RecoverSettings, recover } from '../../src/run/recover.js';
import { failed, ok, scripted } from './contexts.js';
import { missingTable, read, remoteSchemaDown, sourceDown } from './objects.js';

const ALL: ReloadScope = {
  sources: true,
  remoteSchemas: true,
  dataConnectors: true,
  recreateEventTriggers: false,
};

const DOWN = read(remoteSchemaDown('payments'));
const verdict = (objects: InconsistentObject[]) => ok({ objects });

function settings(more: Partial<RecoverSettings> = {}): RecoverSettings {
  return {
    objects: DOWN,
    retryTimeoutSeconds: 60,
    ignore: [],
    scope: ALL,
    reloads: 1,
    ...more,
  };
}

describe('an object that can recover', () => {
  test('is reloaded by name until it has recovered', async () => {
    const run = scripted({ reloadMetadata: [verdict(DOWN), verdict([])] });
    const outcome = await recover(run.context, settings());
    expect(outcome).toEqual({
      objects: [],
      notes: [],
      reloads: 3,
      answered: 3,
      recovered: [{ object: DOWN[0], dependents: 0, attempt: 3, seconds: expect.any(Number) }],
    });
    const scope = {
      sources: false,
      remoteSchemas: ['payments'],
      dataConnectors: false,
      recreateEventTriggers: false,
    };
    expect(run.sent('reloadMetadata')).toEqual([scope, scope]);
    expect(outcome.recovered[0]?.seconds).toBe(run.waits.reduce((sum, wait) => sum + wait));
    expect(run.log.at(-1)).toBe('remote schema payments recovered at attempt 3.');
  });

  test('and fails again has not recovered', async () => {
    const both = read(remoteSchemaDown('payments'), remoteSchemaDown('shipping'));
    const shipping = both.slice(1);
    const run = scripted({ reloadMetadata: [verdict(shipping), verdict(both), verdict([])] });
    const { recovered } = await recover(run.context, settings({ objects: both }));
    expect(recovered.map(({ object, attempt }) => [object.name, attempt])).toEqual([
      ['remote_schema payments', 4],
      ['remote_schema shipping', 4],
    ]);
  });

  test('is given up at the end of "retry-timeout", with the last verdict', async () => {
    const run = scripted({ reloadMetadata: Array(99).fill(verdict(DOWN)) });
    const outcome = await recover(run.context, settings({ retryTimeoutSeconds: 20 }));
    expect(outcome).toMatchObject({ objects: DOWN, recovered: [] });
    expect(run.context.clock.now()).toBe(20);
    expect(run.log.at(-1)).toBe(
      `Gave up on remote schema payments after ${outcome.reloads} reloads: "retry-timeout" is 20 s.`,
    );
  });

  test('is not waited for if "retry-timeout" is 0', async () => {
    const run = scripted({});
    const outcome = await recover(run.context, settings({ retryTimeoutSeconds: 0 }));
    expect(outcome).toMatchObject({ objects: DOWN, reloads: 1 });
    expect(run.log).toEqual([]);
  });

  test('is not waited for if it is ignored', async () => {
    const run = scripted({});
    const ignore = compileIgnorePatterns(['remote_schema payments']);
    expect(await recover(run.context, settings({ ignore }))).toMatchObject({ objects: DOWN });
  });

  test('is waited for although something else cannot recover', async () => {
    const table = read(missingTable('orders'));
    const run = scripted({ reloadMetadata: [verdict(table)] });
    const outcome = await recover(run.context, settings({ objects: [...table, ...DOWN] }));
    expect(outcome.objects).toEqual(table);
    expect(outcome.recovered).toHaveLength(1);
  });
});

test('what cannot recover is not waited for', async () => {
  const objects = read(missingTable('orders'), remoteSchemaDown('crm', 'status code 401'));
  const run = scripted({});
  expect(await recover(run.context, settings({ objects }))).toMatchObject({ objects, reloads: 1 });
  expect(run.waits).toEqual([]);
});

test('a source is reloaded with the data connectors that were asked for', async () => {
  const run = scripted({ reloadMetadata: [verdict([])] });
  await recover(run.context, settings({ objects: read(sourceDown('analytics')) }));
  expect(run.sent('reloadMetadata')).toEqual([
    {
      sources: ['analytics'],
      remoteSchemas: false,
      dataConnectors: true,
      recreateEventTriggers: false,
    },
  ]);
});

test('a name that is gone leads to a reload of everything, and is not a recovery', async () => {
  const run = scripted({ reloadMetadata: [failed('not-exists'), verdict([])] });
  const outcome = await recover(run.context, settings());
  expect(outcome).toMatchObject({ objects: [], recovered: [], reloads: 3 });
  expect(run.sent('reloadMetadata').at(-1)).toEqual(ALL);
});

describe('a reload that fails on the way', () => {
  test('keeps the previous verdict and is tried again if the server cannot be reached', async () => {
    const run = scripted(
      { reloadMetadata: [failed('connection-refused'), verdict([])] },
      { waitTimeoutSeconds: 0 },
    );
    const outcome = await recover(run.context, settings());
    expect(outcome).toMatchObject({ objects: [], reloads: 3, answered: 2 });
    expect(run.log).toContainEqual(expect.stringContaining('Keeping the previous result.'));
  });

  test('ends the run with what is known if it will not get better', async () => {
    const run = scripted({ reloadMetadata: [failed('unauthorized')] });
    const outcome = await recover(run.context, settings());
    expect(outcome).toMatchObject({ objects: DOWN, failure: { kind: 'unauthorized' } });
  });

  test('gives its verdict by get_inconsistent_metadata if its answer is lost', async () => {
    const run = scripted({
      reloadMetadata: [failed('timeout')],
      getInconsistentMetadata: [verdict([])],
    });
    const outcome = await recover(run.context, settings());
    expect(outcome).toMatchObject({ objects: [], recovered: [{ attempt: 2 }] });
    expect(outcome.notes).toEqual([expect.stringMatching(/^The answer to the reload was lost/)]);
  });
});
