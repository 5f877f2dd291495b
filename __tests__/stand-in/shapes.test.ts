import { expect, test } from '@jest/globals';
import { inconsistentObjects, type Json, metadataOf, source, table } from './calling.js';

const orders = { schema: 'public', name: 'orders' };

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
  expect(await typed('v2.3.0')).toEqual([['rest_endpoint', 'rest_endpoint e']]);
  expect(await typed('v2.2.2')).toEqual([['endpoint', 'endpoint e']]);
});

test('an event trigger does not tell its source', async () => {
  const event = { name: 't', definition: {}, webhook_from_env: 'MISSING' };
  const metadata = metadataOf([table('orders', { event_triggers: [event] })]);
  const [object] = await inconsistentObjects({ metadata });
  expect(object.definition).toEqual({ table: orders, configuration: event });
});
test.each([
  { kind: 'postgres', text: 'public.orders', shown: 'orders', definition: orders, given: orders },
  { kind: 'postgres', shown: 'orders', definition: orders, given: 'orders' },
  { kind: 'postgres', shown: 's.t', given: { schema: 's', name: 't' } },
  { kind: 'mssql', shown: 't', given: { schema: 'dbo', name: 't' } },
  { kind: 'mssql', shown: 'sales.t', given: { schema: 'sales', name: 't' } },
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
  const message = 'connection to postgres://db:5432/x failed';
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
