import { describe, expect, test } from '@jest/globals';
import { databasesFor } from '../../stand-in/databases.js';
import {
  inconsistentObjects,
  type Json,
  metadataOf,
  reload,
  source,
  standInFor,
  table,
} from './calling.js';

const orders = { schema: 'public', name: 'orders' };

/** The names and reasons, which the tests below compare; the shapes are compared further down. */
async function problems(metadata: Json, change?: (databases: Json) => void, env = {}) {
  const databases: Json = databasesFor(metadata);
  change?.(databases);
  const objects = await inconsistentObjects({ metadata, databases, env });
  return objects.map(({ name, reason }) => [name, reason]);
}

const full = metadataOf([
  table('orders', {
    object_relationships: [
      { name: 'customer', using: { foreign_key_constraint_on: 'customer_id' } },
    ],
    computed_fields: [{ name: 'total', definition: { function: 'order_total' } }],
    remote_relationships: [
      {
        name: 'twin',
        definition: {
          to_source: {
            source: 'default',
            table: { schema: 'stock', name: 'items' },
            relationship_type: 'object',
            field_mapping: { id: 'id' },
          },
        },
      },
    ],
    select_permissions: [
      { role: 'clerk', permission: { columns: ['id', 'discount'], filter: { customer: {} } } },
    ],
    event_triggers: [
      {
        name: 'placed',
        definition: { insert: { columns: '*' }, update: { columns: ['state'] } },
        retry_conf: {},
        webhook: 'http://handlers.invalid',
      },
    ],
  }),
  {
    table: { schema: 'stock', name: 'items' },
    array_relationships: [
      {
        name: 'orders',
        using: { manual_configuration: { remote_table: orders, column_mapping: { id: 'item' } } },
      },
    ],
  },
]);

test('what exists is consistent', async () => {
  expect(await problems(full)).toEqual([]);
});

test('a missing table drags along what stands on it and what leads to it', async () => {
  const lost = 'Inconsistent object: table "orders" is not tracked';
  expect(await problems(full, ({ default: database }) => delete database.tables.orders)).toEqual([
    [
      'table orders in source default',
      'Inconsistent object: no such table/view exists in source: "orders"',
    ],
    ['object_relation customer in table orders in source default', lost],
    ['computed_field total in table orders in source default', lost],
    ['remote_relationship twin in table orders in source default', lost],
    ['select_permission clerk in table orders in source default', lost],
    ['event_trigger placed in table orders in source default', lost],
    ['array_relation orders in table stock.items in source default', lost],
  ]);
});

test('an unreachable source makes everything in it inconsistent', async () => {
  const found = await problems(full, (databases) => {
    databases.default.reachable = () => false;
  });
  expect(found).toHaveLength(9);
  expect(found.slice(0, 3)).toEqual([
    ['source default', 'Inconsistent object: connection error'],
    ['table orders in source default', 'Inconsistent object: no such source exists: "default"'],
    [
      'table stock.items in source default',
      'Inconsistent object: no such source exists: "default"',
    ],
  ]);
});

const inOrders = 'Inconsistent object: in table "orders": in ';

test.each<{ missing: string; expected: Json }>([
  {
    missing: 'discount',
    expected: [
      'select_permission clerk in table orders in source default',
      `${inOrders}permission for role "clerk": column "discount" does not exist`,
    ],
  },
  {
    missing: 'state',
    expected: [
      'event_trigger placed in table orders in source default',
      `${inOrders}event trigger "placed": column "state" does not exist`,
    ],
  },
  {
    missing: 'item',
    expected: [
      'array_relation orders in table stock.items in source default',
      'Inconsistent object: in table "stock.items": in relationship "orders": column "item" does not exist',
    ],
  },
])('a missing column $missing breaks what names it', async ({ missing, expected }) => {
  const found = await problems(full, ({ default: database }) => {
    database.tables.orders = database.tables.orders.filter((column: string) => column !== missing);
  });
  expect(found).toEqual([expected]);
});

test('a broken relationship breaks the permission whose filter goes through it', async () => {
  const found = await problems(full, ({ default: { tables } }) => {
    tables.orders = tables.orders.filter((column: string) => column !== 'customer_id');
  });
  expect(found).toEqual([
    [
      'object_relation customer in table orders in source default',
      `${inOrders}relationship "customer": column "customer_id" does not exist`,
    ],
    [
      'select_permission clerk in table orders in source default',
      'Inconsistent object: table "orders" has no field named "customer"',
    ],
  ]);
});

test.each<{ permission: Json; column: string }>([
  { permission: { filter: { _and: [{ _not: { gone: { _eq: 1 } } }] } }, column: 'gone' },
  { permission: { columns: '*', check: { $or: [{ gone: 1 }] } }, column: 'gone' },
  { permission: { columns: [], set: { gone: 'x' } }, column: 'gone' },
])('a column is found in $permission', async ({ permission, column }) => {
  const metadata = metadataOf([
    table('orders', { insert_permissions: [{ role: 'r', permission }] }),
  ]);
  const found = await problems(metadata, ({ default: database }) => {
    database.tables.orders = ['id'];
  });
  expect(found).toEqual([
    [
      'insert_permission r in table orders in source default',
      `${inOrders}permission for role "r": column "${column}" does not exist`,
    ],
  ]);
});

test('an object is reported once, with its first reason', async () => {
  const permission = { columns: ['one', 'two'], filter: {} };
  const metadata = metadataOf([
    table('orders', { select_permissions: [{ role: 'r', permission }] }),
  ]);
  const found = await problems(metadata, ({ default: database }) => {
    database.tables.orders = [];
  });
  expect(found.map(([, reason]) => reason)).toEqual([
    `${inOrders}permission for role "r": column "one" does not exist`,
  ]);
});

test('a filter into another table names columns of that table', async () => {
  const permission = { columns: ['id'], filter: { _exists: { _table: orders, _where: { x: 1 } } } };
  const metadata = metadataOf([
    table('orders', { select_permissions: [{ role: 'r', permission }] }),
  ]);
  expect(await problems(metadata)).toEqual([]);
});

test('a missing function breaks itself, its permissions and computed fields', async () => {
  const metadata = metadataOf([
    table('orders', {
      computed_fields: [{ name: 'total', definition: { function: { schema: 's', name: 'f' } } }],
    }),
  ]);
  metadata.sources[0].functions = [
    { function: { schema: 's', name: 'f' }, permissions: [{ role: 'user' }] },
  ];
  const found = await problems(metadata, ({ default: database }) => {
    database.functions = [];
  });
  expect(found.map(([name]) => name)).toEqual([
    'function s.f in source default',
    'function_permission user permission for function s.f in source default',
    'computed_field total in table orders in source default',
  ]);
});

const env = 'MISSING';
const notSet = "Inconsistent object: environment variable 'MISSING' not set";

test.each<{ name: string; metadata: Json; reason: string }>([
  {
    name: 'source default',
    metadata: {
      version: 3,
      sources: [
        source([], { configuration: { connection_info: { database_url: { from_env: env } } } }),
      ],
    },
    reason: notSet,
  },
  {
    name: 'remote_schema pay',
    metadata: metadataOf([], {
      remote_schemas: [{ name: 'pay', definition: { url_from_env: env } }],
    }),
    reason: notSet,
  },
  {
    name: 'remote_schema pay',
    metadata: metadataOf([], {
      remote_schemas: [
        {
          name: 'pay',
          definition: { url: 'http://x.invalid', headers: [{ name: 'X', value_from_env: env }] },
        },
      ],
    }),
    reason: notSet,
  },
  {
    name: 'cron_trigger nightly',
    metadata: metadataOf([], {
      cron_triggers: [{ name: 'nightly', webhook: `{{${env}}}/x`, schedule: '0 0 * * *' }],
    }),
    reason: 'Inconsistent object: Value for environment variables not found: MISSING',
  },
  {
    name: 'action pay',
    metadata: metadataOf([], {
      actions: [{ name: 'pay', definition: { handler: `{{${env}}}/x`, output_type: 'String' } }],
    }),
    reason: 'Inconsistent object: Value for environment variables not found: MISSING',
  },
  {
    name: 'event_trigger t in table orders in source default',
    metadata: metadataOf([
      table('orders', { event_triggers: [{ name: 't', definition: {}, webhook_from_env: env }] }),
    ]),
    reason: `${inOrders}event trigger "t": environment variable 'MISSING' not set`,
  },
])('a missing environment variable breaks $name', async ({ name, metadata, reason }) => {
  expect(await problems(metadata)).toEqual([[name, reason]]);
});

test('a variable that is set at last is seen by the reload', async () => {
  const standIn = await standInFor({
    metadata: metadataOf([], {
      cron_triggers: [{ name: 'nightly', webhook: { from_env: env }, schedule: '0 0 * * *' }],
    }),
  });
  expect((await reload(standIn)).is_consistent).toBe(false);
  standIn.env[env] = 'http://handlers.invalid';
  expect((await reload(standIn)).is_consistent).toBe(true);
});

const actions = [
  {
    name: 'pay',
    definition: { handler: 'http://x.invalid', output_type: 'Receipt!' },
    permissions: [{ role: 'user' }],
  },
];

test('broken custom types break every action', async () => {
  const custom_types = {
    objects: [{ name: 'Receipt', fields: [{ name: 'at', type: '[Nope!]!' }] }],
  };
  const found = await problems(metadataOf([], { actions, custom_types }));
  expect(found).toEqual([
    [
      'custom_types custom_types',
      'Inconsistent object: validation for the given custom types failed because the type "Nope" for field "at" in object type "Receipt" does not exist',
    ],
    ['action pay', 'Inconsistent object: custom types are inconsistent'],
    [
      'action_permission user permission in pay',
      'Inconsistent object: custom types are inconsistent',
    ],
  ]);
});

test('an action of an unknown output type breaks alone', async () => {
  const found = await problems(metadataOf([], { actions }));
  expect(found.map(([name]) => name)).toEqual([
    'action pay',
    'action_permission user permission in pay',
  ]);
});

describe('shapes', () => {
  test('conflicting objects', async () => {
    const metadata = metadataOf([
      table('orders', {
        object_relationships: [{ name: 'total', using: { foreign_key_constraint_on: 'id' } }],
        computed_fields: [{ name: 'total', definition: { function: 'f' } }],
      }),
    ]);
    expect(await inconsistentObjects({ metadata })).toEqual([
      {
        reason: 'Conflicting objects: conflicting definitions for field "total"',
        objects: [
          {
            type: 'object_relation',
            name: 'object_relation total in table orders in source default',
            definition: expect.objectContaining({
              source: 'default',
              table: orders,
              name: 'total',
            }),
          },
          {
            type: 'computed_field',
            name: 'computed_field total in table orders in source default',
            definition: expect.objectContaining({ definition: { function: 'f' } }),
          },
        ],
      },
    ]);
  });

  test('duplicates', async () => {
    const metadata = metadataOf([table('orders'), { table: 'orders' }]);
    expect(await inconsistentObjects({ metadata })).toEqual([
      {
        type: 'table',
        reason: 'Multiple definitions for: table orders in source default',
        definitions: [orders, orders],
      },
    ]);
  });

  const endpoint = (name: string, url: string, methods = ['GET']) => ({ name, url, methods });

  test.each([
    { url: 'a/:x/b/:x', reason: 'Duplicate variables found in endpoint path: a/:x/b/:x' },
    {
      url: 'a//b',
      reason: 'Empty segments or unnamed variables are not allowed: a//b',
    },
    { url: 'a/:', reason: 'Empty segments or unnamed variables are not allowed: a/:' },
  ])('REST path $url', async ({ url, reason }) => {
    const metadata = metadataOf([], { rest_endpoints: [endpoint('e', url)] });
    expect(await inconsistentObjects({ metadata })).toEqual([
      { type: 'rest_endpoint', name: 'rest_endpoint e', definition: endpoint('e', url), reason },
    ]);
  });

  test('ambiguous REST paths', async () => {
    const one = endpoint('one', 'orders/:id');
    const two = endpoint('two', 'orders/latest');
    const other = endpoint('other', 'orders/oldest', ['POST']);
    const ambiguous = (...rest_endpoints: Json[]) =>
      inconsistentObjects({ metadata: metadataOf([], { rest_endpoints }) });
    expect(await ambiguous(one, two, other)).toEqual([
      { reason: 'Ambiguous URL paths: orders/:id, orders/latest', conflicts: [one, two] },
    ]);
    expect(await ambiguous(two, one)).toHaveLength(1);
    expect(await ambiguous(two, endpoint('more', 'orders/latest/lines'))).toEqual([]);
  });

  test('inherited permissions that contradict', async () => {
    const insert = (role: string, columns: string[]) => ({
      role,
      permission: { check: {}, columns },
    });
    const metadata = metadataOf(
      [table('orders', { insert_permissions: [insert('a', ['id']), insert('b', [])] })],
      { inherited_roles: [{ role_name: 'ab', role_set: ['a', 'b'] }] },
    );
    expect(await inconsistentObjects({ metadata })).toEqual([
      {
        type: 'inherited role permission inconsistency',
        name: 'ab',
        entity: { table: 'orders', source: 'default', permission_type: 'insert' },
        reason:
          "Could not inherit permission for the role 'ab' for the entity: 'insert permission, table: orders, source: 'default''",
      },
    ]);
    const [own] = metadata.sources[0].tables;
    own.insert_permissions.push(insert('ab', []));
    expect(await inconsistentObjects({ metadata })).toEqual([]);
  });

  test('an inherited role without a parent', async () => {
    const role = { role_name: 'ab', role_set: ['ghost'] };
    expect(
      await inconsistentObjects({ metadata: metadataOf([], { inherited_roles: [role] }) }),
    ).toEqual([
      {
        type: 'inherited_role',
        name: 'inherited_role inherited role ab',
        definition: role,
        reason: 'Inconsistent object: parent role "ghost" does not exist',
      },
    ]);
  });

  test('a REST endpoint without its query, on an old server too', async () => {
    const definition = { query: { collection_name: 'c', query_name: 'q' } };
    const metadata = metadataOf([], { rest_endpoints: [{ ...endpoint('e', 'e'), definition }] });
    const typed = async (version: string) =>
      (await inconsistentObjects({ metadata, version })).map(({ type, name }) => [type, name]);
    expect(await typed('v2.45.1')).toEqual([['rest_endpoint', 'rest_endpoint e']]);
    expect(await typed('v2.0.0')).toEqual([['endpoint', 'endpoint e']]);
  });

  test('an event trigger does not tell its source', async () => {
    const event = { name: 't', definition: {}, webhook_from_env: env };
    const metadata = metadataOf([table('orders', { event_triggers: [event] })]);
    const [object] = await inconsistentObjects({ metadata });
    expect(object.definition).toEqual({ table: orders, configuration: event });
  });
});

test.each([
  { kind: 'postgres', text: 'public.orders', shown: 'orders', definition: orders, given: orders },
  { kind: 'postgres', shown: 'orders', definition: orders, given: 'orders' },
  { kind: 'postgres', shown: 's.t', given: { schema: 's', name: 't' } },
  { kind: 'mssql', shown: 'dbo.t', given: { schema: 'dbo', name: 't' } },
  { kind: 'bigquery', shown: 'd.t', given: { dataset: 'd', name: 't' } },
  { kind: 'athena', shown: 'db.t', given: ['db', 't'] },
])('$kind shows $given as $shown', async ({ kind, given, shown, definition }) => {
  const metadata = { version: 3, sources: [source([{ table: given }], { kind })] };
  const objects = await inconsistentObjects({ metadata, databases: { default: { tables: {} } } });
  expect(objects).toMatchObject([
    { name: `table ${shown} in source default`, definition: definition ?? given },
  ]);
});

test('the driver may say what it likes, the password included', async () => {
  const message = 'connection to postgres://u:secret@db:5432/x failed';
  const databases = { default: { reachable: false, message, tables: {} } };
  const [object] = await inconsistentObjects({ metadata: metadataOf([]), databases });
  expect(object).toEqual({
    type: 'source',
    name: 'source default',
    definition: 'default',
    reason: 'Inconsistent object: connection error',
    message,
  });
});
