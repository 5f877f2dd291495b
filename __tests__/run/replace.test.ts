import { describe, expect, test } from '@jest/globals';
import type { FailureKind } from '../../src/hasura/failures.js';
import { replaceMetadata } from '../../src/run/replace.js';
import { failed, ok, scripted } from './contexts.js';

/** Metadata in which a role sees these columns of a table. */
function shop(...columns: string[]) {
  const permission = { columns, filter: {} };
  const table = { schema: 'public', name: 'orders' };
  const tables = [{ table, select_permissions: [{ role: 'clerk', permission }] }];
  return {
    version: 3,
    sources: [{ name: 'default', kind: 'postgres', tables, configuration: {} }],
  };
}

const SENT = shop('id', 'total');
const BEFORE = { resourceVersion: 5, metadata: shop('id') };
/** What was sent, as a server prints it: in another order. */
const STORED = ok({ resourceVersion: 6, metadata: shop('total', 'id') });
const UNCHANGED = ok(BEFORE);
/** Another deploy gave the role more. */
const OTHERS = ok({ resourceVersion: 6, metadata: shop('id', 'total', 'secret') });
const CONSISTENT = ok({ objects: [], warnings: [] });
const HEALTHY = ok('ok' as const);

const SETTINGS = { metadata: SENT, allowInconsistentMetadata: false, allowWarnings: true };

function replace({ context }: ReturnType<typeof scripted>) {
  return replaceMetadata(context, BEFORE, SETTINGS);
}

test('a replacement that is answered is one request, for the version that was read', async () => {
  const run = scripted({ replaceMetadata: [CONSISTENT] });
  expect(await replace(run)).toEqual({
    outcome: 'applied',
    resourceVersion: 6,
    notes: [],
    verdict: { objects: [], warnings: [] },
  });
  expect(run.sent('replaceMetadata')).toEqual([{ ...SETTINGS, resourceVersion: 5 }]);
});

test.each<FailureKind>(['connection-refused', 'name-not-found', 'too-many-requests'])(
  'a request that is not accepted (%s) is sent again without asking',
  async (kind) => {
    const run = scripted({ replaceMetadata: [failed(kind), CONSISTENT] });
    expect(await replace(run)).toMatchObject({ outcome: 'applied', notes: [] });
    expect(run.calls).toEqual(['replaceMetadata', 'replaceMetadata']);
  },
);

const LOST: readonly FailureKind[] = [
  'connection-reset',
  'answer-cut',
  'timeout',
  'gateway-timeout',
  'gateway',
  'not-json',
  'unexpected-shape',
  'too-large',
  'server-error',
];

describe('if the answer is lost', () => {
  test('and the server has what was sent except for a key that it ignores, it was applied', async () => {
    const run = scripted({ replaceMetadata: [failed('timeout')], exportMetadata: [STORED] });
    const metadata = { ...SENT, misspelled: 1 };
    const outcome = await replaceMetadata(run.context, BEFORE, { ...SETTINGS, metadata });
    expect(outcome.outcome).toBe('applied');
  });

  test.each(LOST)('(%s) and the server has what was sent, it was applied', async (kind) => {
    const run = scripted({ replaceMetadata: [failed(kind)], exportMetadata: [STORED] });
    expect(await replace(run)).toEqual({
      outcome: 'applied',
      resourceVersion: 6,
      notes: [
        `The answer to replace_metadata was lost (${kind}). The metadata was applied: export_metadata shows what was sent. Its warnings, if there were any, are unknown.`,
      ],
    });
    expect(run.waits).toEqual([]);
  });

  test.each(LOST.filter((kind) => kind !== 'connection-reset' && kind !== 'gateway'))(
    '(%s) and the server has its previous metadata, it is not sent again',
    async (kind) => {
      const run = scripted({ replaceMetadata: [failed(kind)], exportMetadata: [UNCHANGED] });
      expect(await replace(run)).toMatchObject({
        outcome: 'not-applied',
        failure: { kind, received: expect.stringContaining('The metadata was not applied') },
      });
      expect(run.calls).toEqual(['replaceMetadata', 'exportMetadata']);
    },
  );

  test.each<FailureKind>(['connection-reset', 'gateway'])(
    '(%s) before the server had it, it is sent again for the same version',
    async (kind) => {
      const run = scripted({
        replaceMetadata: [failed(kind), CONSISTENT],
        exportMetadata: [UNCHANGED],
      });
      expect(await replace(run)).toMatchObject({ outcome: 'applied', resourceVersion: 6 });
      const again = { ...SETTINGS, resourceVersion: 5 };
      expect(run.sent('replaceMetadata')).toEqual([again, again]);
    },
  );

  test('and another deploy gave a role more, it is never called ours', async () => {
    const run = scripted({ replaceMetadata: [failed('timeout')], exportMetadata: [OTHERS] });
    expect(await replace(run)).toMatchObject({ outcome: 'not-applied' });
  });

  test('and identical metadata was there before, it was applied', async () => {
    const run = scripted({ replaceMetadata: [failed('timeout')], exportMetadata: [STORED] });
    const before = { resourceVersion: 6, metadata: SENT };
    const outcome = await replaceMetadata(run.context, before, SETTINGS);
    expect(outcome).toMatchObject({ outcome: 'applied' });
  });

  test('and the server cannot be asked, the outcome is unknown', async () => {
    const run = scripted({
      replaceMetadata: [failed('gateway-timeout')],
      exportMetadata: [failed('forbidden')],
    });
    expect(await replace(run)).toEqual({
      outcome: 'unknown',
      failure: expect.objectContaining({
        kind: 'gateway-timeout',
        received:
          'gateway-timeout; could not determine whether the metadata was applied, because export_metadata failed too: forbidden',
        fix: expect.stringMatching(/^Check the server before anything else is deployed/),
      }),
    });
  });

  test('the server is asked as often as it takes within "wait-timeout"', async () => {
    const run = scripted({
      replaceMetadata: [failed('connection-reset')],
      exportMetadata: [failed('connection-refused'), failed('gateway'), STORED],
      health: [HEALTHY, HEALTHY],
    });
    expect(await replace(run)).toMatchObject({ outcome: 'applied' });
  });

  test('and the second request is a conflict because of the first, it was applied', async () => {
    const run = scripted({
      replaceMetadata: [failed('gateway'), failed('conflict')],
      exportMetadata: [UNCHANGED, STORED],
    });
    expect(await replace(run)).toMatchObject({
      outcome: 'applied',
      notes: [expect.stringContaining('was lost (gateway)')],
    });
  });

  test('and the second request is a conflict because of another deploy, that is said', async () => {
    const run = scripted({
      replaceMetadata: [failed('gateway'), failed('conflict')],
      exportMetadata: [UNCHANGED, OTHERS],
    });
    expect(await replace(run)).toMatchObject({
      outcome: 'not-applied',
      failure: { kind: 'conflict' },
    });
  });

  test('time after time, it is given up at the end of "wait-timeout"', async () => {
    const run = scripted({
      replaceMetadata: Array(99).fill(failed('gateway')),
      exportMetadata: Array(99).fill(UNCHANGED),
    });
    expect(await replace(run)).toMatchObject({ outcome: 'not-applied' });
    expect(run.context.clock.now()).toBe(60);
  });
});

test('a conflict is left to the caller, since other metadata is to be replaced then', async () => {
  const run = scripted({ replaceMetadata: [failed('conflict')] });
  expect(await replace(run)).toMatchObject({
    outcome: 'not-applied',
    failure: { kind: 'conflict', received: 'conflict' },
  });
  expect(run.calls).toEqual(['replaceMetadata']);
});

describe('a cancelled run', () => {
  test('has not applied anything before the request', async () => {
    const run = scripted({}, { signal: AbortSignal.abort() });
    expect(await replace(run)).toMatchObject({ outcome: 'not-applied' });
  });

  test('may have applied the metadata during the request', async () => {
    const run = scripted({ replaceMetadata: [failed('cancelled')] });
    expect(await replace(run)).toMatchObject({
      outcome: 'unknown',
      failure: { kind: 'cancelled' },
    });
  });

  test('may have applied the metadata while it asks about a lost answer', async () => {
    const run = scripted({
      replaceMetadata: [failed('timeout')],
      exportMetadata: [failed('cancelled')],
    });
    expect(await replace(run)).toMatchObject({ outcome: 'unknown' });
  });

  test('has not applied the metadata if the server still has its own before the next try', async () => {
    const cancel = new AbortController();
    const run = scripted(
      { replaceMetadata: [failed('gateway')], exportMetadata: [UNCHANGED] },
      { signal: cancel.signal, onSleep: () => cancel.abort() },
    );
    expect(await replace(run)).toMatchObject({
      outcome: 'not-applied',
      failure: { kind: 'cancelled' },
    });
  });
});
