import { describe, expect, test } from '@jest/globals';
import { identify } from '../../src/model/identity.js';
import type { Identity } from '../../src/model/report.js';

const author = { schema: 'public', name: 'author' };
const table = { text: 'author', raw: author };
const source = 'default';
const inTable = 'in table author in source default';

/** What the server sends, and what it identifies. */
const CASES: readonly [name: string, definition: unknown, identity: Identity][] = [
  ['source default', 'default', { type: 'source', source }],
  ['table author in source default', author, { type: 'table', table, source }],
  [
    'function inventory.search in source default',
    { source, function: { schema: 'inventory', name: 'search' }, configuration: {} },
    {
      type: 'function',
      function: { text: 'inventory.search', raw: { schema: 'inventory', name: 'search' } },
      source,
    },
  ],
  [
    'function_permission clerk permission for function search in source default',
    { source, function: 'search', role: 'clerk' },
    {
      type: 'function_permission',
      name: 'clerk',
      function: { text: 'search', raw: 'search' },
      source,
    },
  ],
  [
    'stored_procedure dbo.report in source mssql',
    { stored_procedure: { schema: 'dbo', name: 'report' } },
    {
      type: 'stored_procedure',
      function: { text: 'dbo.report', raw: { schema: 'dbo', name: 'report' } },
      source: 'mssql',
    },
  ],
  [
    'object_relation branch in monthly',
    { name: 'branch', using: { column_mapping: { id: 'id' } } },
    { type: 'object_relation', name: 'branch', nativeQuery: 'monthly' },
  ],
  [
    'array_relation branch in monthly',
    undefined,
    { type: 'array_relation', name: 'branch', nativeQuery: 'monthly' },
  ],
  [
    'object_relation a in b in table c in d in source e',
    undefined,
    { type: 'object_relation', name: 'a in b', table: { text: 'c in d' }, source: 'e' },
  ],
  [
    'native_query monthly in source default',
    { root_field_name: 'monthly', returns: 'month' },
    { type: 'native_query', name: 'monthly', source },
  ],
  [
    'logical_model month in source default',
    { name: 'month', fields: [] },
    { type: 'logical_model', name: 'month', source },
  ],
  [
    'inner_logical_model_address address in logical_model person in source default',
    undefined,
    {
      type: 'inner_logical_model_address',
      name: 'address',
      logicalModel: 'person',
      source,
    },
  ],
  [
    'select_permission clerk in logical_model month in source default',
    { source, name: 'month', role: 'clerk', permission: { columns: '*' } },
    { type: 'select_permission', name: 'clerk', logicalModel: 'month', source },
  ],
  [
    'select_permission clerk in native_query monthly in source default',
    { source, name: 'monthly', role: 'clerk', permission: { columns: '*' } },
    { type: 'select_permission', name: 'clerk', nativeQuery: 'monthly', source },
  ],
  [
    'inner_logical_model_address address in logical_model person in source default',
    { name: 'person', fields: [{ name: 'home', type: { logical_model: 'address' } }] },
    {
      type: 'inner_logical_model_address',
      name: 'address',
      logicalModel: 'person',
      source,
    },
  ],
  [
    `object_relation address ${inTable}`,
    { source, table: author, name: 'address', using: { foreign_key_constraint_on: 'a_id' } },
    { type: 'object_relation', name: 'address', table, source },
  ],
  [
    `array_relation articles ${inTable}`,
    { source, table: author, name: 'articles', using: {} },
    { type: 'array_relation', name: 'articles', table, source },
  ],
  ...['select', 'insert', 'update', 'delete'].map((kind): [string, unknown, Identity] => [
    `${kind}_permission clerk ${inTable}`,
    { source, table: author, role: 'clerk', permission: {} },
    { type: `${kind}_permission`, name: 'clerk', table, source },
  ]),
  [
    `event_trigger announce ${inTable}`,
    { table: author, configuration: { name: 'announce', webhook_from_env: 'HOOK' } },
    { type: 'event_trigger', name: 'announce', table, source },
  ],
  [
    `computed_field full_name ${inTable}`,
    { source, table: author, name: 'full_name', definition: { function: 'f' } },
    { type: 'computed_field', name: 'full_name', table, source },
  ],
  [
    `remote_relationship payment ${inTable}`,
    { source, table: author, name: 'payment', definition: {} },
    { type: 'remote_relationship', name: 'payment', table, source },
  ],
  [
    'remote_schema payments-api',
    { name: 'payments-api', definition: {}, comment: null, permissions: [] },
    { type: 'remote_schema', remoteSchema: 'payments-api' },
  ],
  [
    'remote_schema_permission clerk permission in remote schema payments-api',
    { schema: 'type Query { a: Int }' },
    { type: 'remote_schema_permission', name: 'clerk', remoteSchema: 'payments-api' },
  ],
  [
    'remote_schema_remote_relationship remote_relationship order on type Payment in remote schema payments-api',
    { remote_schema: 'payments-api', type_name: 'Payment', name: 'order', definition: {} },
    {
      type: 'remote_schema_remote_relationship',
      name: 'order',
      typeName: 'Payment',
      remoteSchema: 'payments-api',
    },
  ],
  ['cron_trigger nightly', { name: 'nightly' }, { type: 'cron_trigger', name: 'nightly' }],
  ['custom_types custom_types', { objects: [] }, { type: 'custom_types' }],
  ['action checkout', { name: 'checkout', definition: {} }, { type: 'action', action: 'checkout' }],
  [
    'action_permission clerk permission in checkout',
    { action: 'checkout', role: 'clerk' },
    { type: 'action_permission', name: 'clerk', action: 'checkout' },
  ],
  [
    'inherited_role inherited role boss',
    { role_name: 'boss', role_set: ['a', 'b'] },
    { type: 'inherited_role', name: 'boss' },
  ],
  ['rest_endpoint latest', { name: 'latest' }, { type: 'rest_endpoint', name: 'latest' }],
  ['endpoint latest', { name: 'latest' }, { type: 'endpoint', name: 'latest' }],
  [
    'query_collections one in allowed',
    { name: 'one', query: '{ a }' },
    { type: 'query_collections', name: 'one', collection: 'allowed' },
  ],
  [
    'data_connector_agent sqlite',
    { uri: 'http://agent' },
    { type: 'data_connector_agent', name: 'sqlite' },
  ],
  ['open_telemetry open_telemetry', undefined, { type: 'open_telemetry', name: 'open_telemetry' }],
  ['quantum_join q', { name: 'q' }, { type: 'quantum_join', name: 'q' }],
  [
    'quantum_join q in source default',
    { source, name: 'q' },
    { type: 'quantum_join', name: 'q', source },
  ],
  [
    `quantum_join q ${inTable}`,
    undefined,
    { type: 'quantum_join', name: 'q', table: { text: 'author' }, source },
  ],
];

const typeOf = (name: string): string => name.slice(0, name.indexOf(' '));

describe('what identifies an object', () => {
  test.each(CASES)('%s', (name, definition, identity) => {
    expect(identify(typeOf(name), name, definition)).toEqual(identity);
  });

  test.each(CASES.filter(([name]) => !/^(?:inherited_role|open_telemetry)/.test(name)))(
    '%s, without its definition',
    (name, _definition, identity) => {
      const named = identify(typeOf(name), name, undefined);
      const bare = (name: Identity['table']) => name && { text: name.text };
      expect(named).toEqual({
        ...identity,
        ...(identity.table && { table: bare(identity.table) }),
        ...(identity.function && { function: bare(identity.function) }),
      });
    },
  );
});

test.each([
  ['public, which Postgres leaves out', 'author', { schema: 'public', name: 'author' }],
  ['another schema of Postgres', 'inventory.items', { schema: 'inventory', name: 'items' }],
  ['a bare name', 'author', 'author'],
  ['SQL Server', 'dbo.items', { schema: 'dbo', name: 'items' }],
  ['BigQuery', 'shop.items', { dataset: 'shop', name: 'items' }],
  ['BigQuery, where public is a name as any other', 'public.a', { dataset: 'public', name: 'a' }],
  ['a data connector', 'main.items', ['main', 'items']],
])("a table's name: %s", (_what, text, raw) => {
  const name = `table ${text} in source default`;
  expect(identify('table', name, raw)).toEqual({ type: 'table', table: { text, raw }, source });
  expect(identify('table', name, { table: raw, source })).toMatchObject({ table: { text, raw } });
  const member = `select_permission clerk in ${name}`;
  expect(identify('select_permission', member, { table: raw, role: 'clerk' })).toEqual({
    type: 'select_permission',
    name: 'clerk',
    table: { text, raw },
    source,
  });
});

test.each([
  ['a number', 7],
  ['an empty list', []],
  ['a list with something else in it', ['main', 7]],
  ['a form of a newer server', { catalog: 'c', entity: 'e' }],
])("a table's name that is not understood is read from the object's: %s", (_what, raw) => {
  expect(identify('table', 'table c.e in source default', raw)).toEqual({
    type: 'table',
    table: { text: 'c.e' },
    source,
  });
  const name = 'select_permission clerk in table c.e in source default';
  expect(identify('select_permission', name, { source, table: raw, role: 'clerk' })).toEqual({
    type: 'select_permission',
    name: 'clerk',
    table: { text: 'c.e' },
    source,
  });
});

test.each<[entity: unknown, identity: Partial<Identity>]>([
  [
    { table: 'author', source, permission_type: 'select' },
    { table: { text: 'author', raw: 'author' }, source, permission: 'select' },
  ],
  [{ remote_schema: 'payments' }, { remoteSchema: 'payments' }],
  ['something new', {}],
])('a permission that could not be inherited: %j', (entity, identity) => {
  const type = 'inherited role permission inconsistency';
  expect(identify(type, `${type} boss`, entity)).toEqual({ type, name: 'boss', ...identity });
});
