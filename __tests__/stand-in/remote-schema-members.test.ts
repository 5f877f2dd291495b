import { expect, test } from '@jest/globals';
import { inconsistentObjects, type Json, metadataOf, remoteSchemaFor, table } from './calling.js';

const schema = (name: string, url: string, rest: Json = {}) => ({
  name,
  definition: { url },
  ...rest,
});

const orders = (definition: Json) =>
  table('orders', { remote_relationships: [{ name: 'payment', ...definition }] });

const toPay = {
  definition: {
    to_remote_schema: {
      remote_schema: 'pay',
      lhs_fields: ['payment_id'],
      remote_field: { payment: { arguments: { id: '$payment_id' } } },
    },
  },
};
const permission = (sdl: string) => ({ role: 'user', definition: { schema: sdl } });

test('a remote schema that is down takes its permissions and the relationships into it', async () => {
  const down = schema('pay', 'http://127.0.0.1:1/graphql', {
    permissions: [permission('type Query { payment: String }')],
    remote_relationships: [
      { type_name: 'Payment', relationships: [{ name: 'order', definition: {} }] },
    ],
  });
  const objects = await inconsistentObjects({
    metadata: metadataOf([orders(toPay)], { remote_schemas: [down] }),
  });
  expect(objects.map(({ name }) => name)).toEqual([
    'remote_schema pay',
    'remote_relationship payment in table orders in source default',
    'remote_schema_permission user permission in remote schema pay',
    'remote_schema_remote_relationship remote_relationship order on type Payment in remote schema pay',
  ]);
  expect(objects[2].definition).toEqual({ schema: 'type Query { payment: String }' });
  expect(objects[3].definition).toEqual({
    remote_schema: 'pay',
    type_name: 'Payment',
    name: 'order',
    definition: {},
  });
});

const legacy = {
  remote_schema: 'pay',
  hasura_fields: ['payment_id'],
  remote_field: { payment: {} },
};

test.each<{ fields: string[]; relationship: Json; columns: string[]; reason?: string }>([
  { fields: ['payment'], relationship: toPay, columns: ['payment_id'] },
  { fields: ['payment'], relationship: legacy, columns: ['payment_id'] },
  {
    fields: ['invoice'],
    relationship: toPay,
    columns: ['payment_id'],
    reason: 'field "payment" not found in type: query_root of the remote schema "pay"',
  },
  {
    fields: ['payment'],
    relationship: legacy,
    columns: ['id'],
    reason: 'column "payment_id" does not exist',
  },
])(
  'a relationship into $fields from $columns',
  async ({ fields, relationship, columns, reason }) => {
    const { url } = await remoteSchemaFor({ fields });
    const objects = await inconsistentObjects({
      metadata: metadataOf([orders(relationship)], { remote_schemas: [schema('pay', url)] }),
      databases: { default: { tables: { orders: columns } } },
    });
    const at = 'Inconsistent object: in table "orders": in remote relationship "payment": ';
    expect(objects.map((object) => object.reason)).toEqual(reason ? [`${at}${reason}`] : []);
  },
);

test.each([
  { sdl: 'type Query { payment(id: Int!): String }', broken: false },
  { sdl: 'type Query { payment: String refund: String }', broken: true },
  { sdl: 'type Query { payment: String }\ntype Ghost { id: Int }', broken: true },
])('a permission $sdl is broken: $broken', async ({ sdl, broken }) => {
  const { url } = await remoteSchemaFor({ fields: ['payment'] });
  const objects = await inconsistentObjects({
    metadata: metadataOf([], {
      remote_schemas: [schema('pay', url, { permissions: [permission(sdl)] })],
    }),
  });
  expect(objects.map(({ type }) => type)).toEqual(broken ? ['remote_schema_permission'] : []);
});
