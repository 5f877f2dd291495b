import { expect, test } from '@jest/globals';
import { type Json, metadataOf, problems, table } from './calling.js';

const orders = { schema: 'public', name: 'orders' };

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
