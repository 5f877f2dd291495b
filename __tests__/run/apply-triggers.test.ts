import { describe, expect, test } from '@jest/globals';
import { applyMetadata } from '../../src/run/apply.js';
import type { JsonObject, StandIn } from '../../tools/stand-in/types.js';
import {
  metadataOf,
  type Options,
  source,
  standInFor,
  table,
  trigger,
} from '../stand-in/calling.js';
import { against } from './contexts.js';

const CRON = {
  name: 'nightly',
  webhook: 'http://handlers.invalid/',
  schedule: '0 1 * * *',
  include_in_metadata: true,
};
const READERS = {
  select_permissions: [{ role: 'reader', permission: { columns: [], filter: {} } }],
};
/** Each table has an event trigger; there is a cron trigger. */
const BEFORE = metadataOf(
  [
    table('orders', { event_triggers: [trigger('order_added')] }),
    table('items', { event_triggers: [trigger('item_added')] }),
  ],
  { cron_triggers: [CRON] },
);

/** The same metadata with other tables or other parts. */
function changed(tables: JsonObject = {}, parts: JsonObject = {}): JsonObject {
  const { orders = [trigger('order_added')], items = [trigger('item_added')] } = tables;
  return metadataOf(
    [table('orders', { event_triggers: orders }), table('items', { event_triggers: items })],
    { cron_triggers: [CRON], ...parts },
  );
}

const onDelete = { ...trigger('order_added'), definition: { delete: { columns: '*' } } };

interface Flags {
  readonly allowInconsistentMetadata?: boolean;
  readonly failOnWarning?: boolean;
}

/** Applies metadata to a stand-in; gives the outcome and the replacements that were sent. */
async function apply(metadata: JsonObject, flags: Flags = {}, options: Options = {}) {
  const states: JsonObject[] = [];
  const { onRequest } = options;
  const server: StandIn = await standInFor({
    metadata: BEFORE,
    resourceVersion: 5,
    ...options,
    onRequest: (call) => {
      if (call.type === 'replace_metadata') states.push(stateOf(server));
      return onRequest?.(call);
    },
  });
  const untouched = stateOf(server);
  const outcome = await applyMetadata(against(server).context, {
    metadata,
    allowInconsistentMetadata: false,
    failOnWarning: false,
    retryTimeoutSeconds: 0,
    isAllowed: async () => true,
    projectWarnings: async () => [],
    ...flags,
  });
  const sent = server.calls.filter(({ type }) => type === 'replace_metadata');
  const calls = server.calls.filter(({ method }) => method === 'POST').map(({ type }) => type);
  return { outcome, server, calls, sent: sent.map(({ json }) => json), states, untouched };
}

/** What a refused replacement must not touch. */
function stateOf({ metadata, catalogs, resourceVersion }: StandIn): JsonObject {
  return structuredClone({ metadata, catalogs, resourceVersion });
}

const MOVED = changed({ orders: [], items: [trigger('item_added'), trigger('order_added')] });
const TRIGGER_CHANGES: readonly [what: string, metadata: JsonObject][] = [
  ['an added event trigger', changed({ orders: [trigger('order_added'), trigger('order_paid')] })],
  ['a removed event trigger', changed({ orders: [] })],
  ['a changed event trigger', changed({ orders: [onDelete] })],
  ['an event trigger on another table', MOVED],
  ['an added cron trigger', changed({}, { cron_triggers: [CRON, { ...CRON, name: 'weekly' }] })],
  ['a removed cron trigger', changed({}, { cron_triggers: [] })],
  ['a changed cron trigger', changed({}, { cron_triggers: [{ ...CRON, schedule: '* * * * *' }] })],
  ['a source with triggers that is removed', { version: 3, sources: [], cron_triggers: [CRON] }],
];

describe('a dry run', () => {
  test('is not needed if no trigger changes', async () => {
    const metadata = metadataOf(
      [
        table('orders', { event_triggers: [trigger('order_added')], ...READERS }),
        table('items', { event_triggers: [trigger('item_added')] }),
      ],
      { cron_triggers: [CRON] },
    );
    const { outcome, calls, sent } = await apply(metadata);
    expect(outcome.outcome).toBe('applied');
    expect(calls).toEqual(['export_metadata', 'replace_metadata']);
    expect(sent).toEqual([
      {
        type: 'replace_metadata',
        version: 2,
        resource_version: 5,
        args: { allow_inconsistent_metadata: false, allow_warnings: true, metadata },
      },
    ]);
  });

  test.each(TRIGGER_CHANGES)('comes before %s', async (_what, metadata) => {
    const { outcome, calls, sent, states, untouched } = await apply(metadata);
    expect(outcome).toMatchObject({ outcome: 'applied', resourceVersion: 6 });
    expect(calls).toEqual(['export_metadata', 'replace_metadata', 'replace_metadata']);
    // When the real request arrives, nothing has changed yet.
    expect(states[1]).toEqual(untouched);
    expect(sent[1]).toMatchObject({ resource_version: 5, args: { metadata } });
  });

  test.each(TRIGGER_CHANGES)(
    'for %s can never be stored, nor touch a trigger',
    async (_what, metadata) => {
      const { sent } = await apply(metadata, { allowInconsistentMetadata: true });
      const [dry] = sent;
      expect(dry.resource_version).toBe(Number.MAX_SAFE_INTEGER);
      expect(dry.args).toMatchObject({ allow_inconsistent_metadata: false, allow_warnings: true });
      const { sources, cron_triggers, rest_endpoints, query_collections } = dry.args.metadata;
      // An empty segment is what no server accepts in a URL.
      expect(rest_endpoints.at(-1)).toMatchObject({ name: 'dry_run', url: 'dry_run//dry_run' });
      expect(query_collections.at(-1)).toMatchObject({ name: 'dry_run' });
      expect(cron_triggers).toEqual([CRON]);
      const own: Record<string, unknown> = {
        orders: [trigger('order_added')],
        items: [trigger('item_added')],
      };
      for (const { tables } of sources) {
        for (const { table, event_triggers } of tables) {
          expect(event_triggers).toEqual(own[table.name]);
        }
      }
    },
  );

  test('refuses what the server would refuse, without its marker, and nothing is touched', async () => {
    const tables = { orders: ['id'], items: ['id'] };
    const metadata = metadataOf([
      table('orders', { event_triggers: [trigger('order_paid')] }),
      table('gone'),
    ]);
    const databases = { default: { tables } };
    const { outcome, server, sent, untouched } = await apply(metadata, {}, { databases });
    expect(outcome).toMatchObject({ outcome: 'refused', notes: [] });
    expect(outcome.objects?.map(({ name }) => name)).toEqual(['table gone in source default']);
    expect(sent).toHaveLength(1);
    expect(stateOf(server)).toEqual(untouched);
  });

  test('lets inconsistent metadata pass if that is allowed', async () => {
    const metadata = metadataOf([table('orders'), table('gone')]);
    const databases = { default: { tables: { orders: ['id'], items: ['id'] } } };
    const flags = { allowInconsistentMetadata: true };
    const { outcome, sent } = await apply(metadata, flags, { databases });
    expect(outcome).toMatchObject({ outcome: 'applied', objects: [{ type: 'table' }] });
    expect(sent[1].args.allow_inconsistent_metadata).toBe(true);
  });

  test.each<[what: string, options: Options, says: RegExp]>([
    [
      'accepts the dry run',
      {
        onRequest: () => ({ status: 200, body: { is_consistent: true, inconsistent_objects: [] } }),
      },
      /by a dry run: the server accepted it/,
    ],
    [
      'only objects to its version',
      { onRequest: () => ({ status: 409, body: { path: '$', error: 'old', code: 'conflict' } }) },
      /by a dry run: HTTP 409, old \(conflict\)$/,
    ],
    ['does not name what is inconsistent', { internalErrors: false }, /ADMIN_INTERNAL_ERRORS/],
  ])('that fails because the server %s sends nothing else', async (_what, options, says) => {
    const { onRequest } = options;
    const { outcome, calls } = await apply(
      changed({ orders: [] }),
      {},
      {
        ...options,
        ...(onRequest && {
          onRequest: (call) => (call.type === 'replace_metadata' ? onRequest(call) : undefined),
        }),
      },
    );
    expect(outcome).toMatchObject({
      outcome: 'failed',
      failure: { kind: 'not-validated', received: expect.stringMatching(says) },
    });
    expect(calls).toEqual(['export_metadata', 'replace_metadata']);
  });

  test('that the server refuses as a whole is the refusal', async () => {
    const metadata = { ...changed({ orders: [] }), surprise: true };
    const { outcome, sent } = await apply(
      metadata,
      {},
      {
        onRequest: ({ type }) =>
          type === 'replace_metadata'
            ? { status: 400, body: { path: '$.args.metadata', error: 'odd', code: 'parse-failed' } }
            : undefined,
      },
    );
    expect(outcome).toMatchObject({ outcome: 'refused', failure: { kind: 'parse-failed' } });
    expect(sent).toHaveLength(1);
  });
});

test('a refusal for a new event trigger names it, since a dry run cannot contain it', async () => {
  const internal = [
    {
      type: 'event_trigger',
      name: 'event_trigger order_paid in table orders in source default',
      definition: { table: { schema: 'public', name: 'orders' }, configuration: {} },
      reason: 'Inconsistent object: environment variable "X" not set',
    },
  ];
  const error = 'cannot continue due to inconsistent metadata';
  const metadata = changed({ orders: [trigger('order_added'), trigger('order_paid')] });
  const { outcome } = await apply(
    metadata,
    {},
    {
      onRequest: ({ type, ordinalOfKind }) =>
        type === 'replace_metadata' && ordinalOfKind === 2
          ? { status: 400, body: { path: '$.args', error, code: 'unexpected', internal } }
          : undefined,
    },
  );
  expect(outcome).toMatchObject({ outcome: 'refused', objects: [{ type: 'event_trigger' }] });
  expect(outcome.notes).toEqual([
    expect.stringMatching(/new event trigger order_paid on orders in default, which a dry run/),
  ]);
});

describe('with "fail-on-warning"', () => {
  const strict = { failOnWarning: true };
  const withReaders = metadataOf(
    [
      table('orders', { event_triggers: [trigger('order_added')], ...READERS }),
      table('items', { event_triggers: [trigger('item_added')] }),
    ],
    { cron_triggers: [CRON] },
  );

  test('the server refuses warnings itself if that is safe', async () => {
    const warnings = [{ message: 'odd', code: 'x' }];
    const { outcome, sent, server, untouched } = await apply(withReaders, strict, { warnings });
    expect(sent.map(({ args }) => args.allow_warnings)).toEqual([false]);
    expect(outcome).toMatchObject({ outcome: 'refused', warnings: [{ message: 'odd' }] });
    expect(stateOf(server)).toEqual(untouched);
  });

  test.each([
    ...TRIGGER_CHANGES,
    [
      'a source with another configuration',
      {
        ...withReaders,
        sources: [{ ...withReaders.sources[0], configuration: { connection_info: { a: 1 } } }],
      },
    ] as const,
  ])('the server is never asked to refuse warnings for %s', async (_what, metadata) => {
    const { sent } = await apply(metadata, strict);
    expect(sent.map(({ args }) => args.allow_warnings)).not.toContain(false);
  });

  test('a warning that could not be predicted is reported after the apply', async () => {
    const warnings = [{ message: 'odd', code: 'x' }];
    const { outcome } = await apply(changed({ orders: [] }), strict, { warnings });
    expect(outcome).toMatchObject({ outcome: 'applied', warnings: [{ message: 'odd' }] });
    expect(outcome.notes).toEqual([
      expect.stringMatching(
        /^The metadata was applied although it has warnings: the server was not/,
      ),
    ]);
  });

  test('the bad name of a new event trigger refuses the metadata before anything is sent', async () => {
    const metadata = changed({ orders: [trigger('order_added'), trigger('order paid')] });
    const { outcome, calls } = await apply(metadata, strict);
    expect(outcome).toMatchObject({
      outcome: 'refused',
      warnings: [{ code: 'illegal-event-trigger-name', origin: 'predicted' }],
    });
    expect(calls).toEqual(['export_metadata']);
  });

  test('triggers in a source that is down now refuse the metadata before anything is sent', async () => {
    const metadata = { version: 3, sources: [], cron_triggers: [CRON] };
    const { outcome, calls } = await apply(metadata, strict, { databases: {} });
    expect(outcome).toMatchObject({
      outcome: 'refused',
      warnings: [{ code: 'source-cleanup-failed', origin: 'predicted' }],
    });
    expect(calls).toEqual(['export_metadata', 'get_inconsistent_metadata']);
  });

  test('the server is not asked to refuse warnings if a source without triggers changes', async () => {
    const of = (a: number) => ({
      version: 3,
      sources: [source([table('orders')], { configuration: { connection_info: { a } } })],
    });
    const { calls, sent } = await apply(of(2), strict, { metadata: of(1) });
    expect(calls).toEqual(['export_metadata', 'replace_metadata']);
    expect(sent[0].args.allow_warnings).toBe(true);
  });

  test('a removed source without triggers does not refuse the deploy', async () => {
    const before = { version: 3, sources: [source([table('orders')])] };
    const { outcome } = await apply({ version: 3, sources: [] }, strict, { metadata: before });
    expect(outcome).toMatchObject({ outcome: 'applied', warnings: [] });
  });
});
