import { expect, test } from '@jest/globals';
import { type Json, metadataOf, post, standInFor, table } from './calling.js';

const orders = table('orders');
const metadata = metadataOf([orders]);

const permission = (rest: Json) => ({ role: 'user', permission: { check: {} }, ...rest });
const lacking = (key: string, list: string, given: Json) => ({
  path: `.sources[0].tables[0].${list}[0].permission`,
  next: metadataOf([table('x', { [list]: [{ role: 'user', permission: given }] })]),
  error: `key "${key}" not found`,
});

test.each<{ path: string; next: Json; error: string }>([
  { path: '', next: [], error: 'expected Object, but encountered Array' },
  { path: '', next: { version: 3 }, error: 'key "sources" not found' },
  { path: '.version', next: { version: '3', sources: [] }, error: 'expected Number' },
  { path: '.sources', next: { version: 3, sources: {} }, error: 'expected Array' },
  { path: '.sources[0]', next: { version: 3, sources: [{ name: 'x' }] }, error: 'key "tables"' },
  { path: '.sources[0].tables[1]', next: metadataOf([orders, {}]), error: 'key "table" not found' },
  {
    path: '.sources[0].tables[1]',
    next: metadataOf([orders, table('x', { select_permission: [] })]),
    error: 'unexpected keys when parsing TableMetadata: ["select_permission"]',
  },
  {
    path: '.sources[0].tables[1].select_permissions[0]',
    next: metadataOf([orders, table('x', { select_permissions: [{ role: 'user' }] })]),
    error: 'key "permission" not found',
  },
  {
    path: '.sources[0].tables[0].insert_permissions[1].role',
    next: metadataOf([
      table('x', { insert_permissions: [permission({}), permission({ role: 7 })] }),
    ]),
    error: 'expected String, but encountered Number',
  },
  lacking('check', 'insert_permissions', { columns: ['id'] }),
  lacking('columns', 'select_permissions', { filter: {} }),
  lacking('filter', 'select_permissions', { columns: '*' }),
  lacking('columns', 'update_permissions', { filter: {} }),
  lacking('filter', 'update_permissions', { columns: [] }),
  lacking('filter', 'delete_permissions', {}),
  {
    path: '.actions[0].definition',
    next: metadataOf([], { actions: [{ name: 'x', definition: { handler: 'http://x' } }] }),
    error: 'key "output_type" not found',
  },
  {
    path: '.remote_schemas[0].definition',
    next: metadataOf([], { remote_schemas: [{ name: 'x', definition: 'http://x' }] }),
    error: 'expected Object, but encountered String',
  },
  {
    path: '.custom_types["$set"]',
    next: metadataOf([], { custom_types: { $set: 1 } }),
    error: 'expected Array',
  },
  {
    path: '.backend_configs.my-agent',
    next: metadataOf([], { backend_configs: { 'my-agent': 1 } }),
    error: 'expected Object',
  },
  {
    path: '.cron_triggers[0]',
    next: metadataOf([], { cron_triggers: [{ name: 'x', webhook: 'x', schedule: '* * * * *' }] }),
    error: 'key "include_in_metadata" not found',
  },
  {
    path: '.metrics_config',
    next: metadataOf([], { metrics_config: {} }),
    error: 'key "analyze_query_variables" not found',
  },
  {
    path: '.graphql_schema_introspection',
    next: metadataOf([], { graphql_schema_introspection: {} }),
    error: 'key "disabled_for_roles" not found',
  },
])('structure is refused at $path: $error', async ({ path, next, error }) => {
  const standIn = await standInFor({ metadata });
  const v2 = await post(standIn, {
    type: 'replace_metadata',
    version: 2,
    args: { metadata: next, allow_inconsistent_metadata: true },
  });
  expect(v2).toMatchObject({
    status: 400,
    body: {
      path: `$.args.metadata${path}`,
      code: 'parse-failed',
      error: expect.stringContaining(error),
    },
  });
  expect(standIn.metadata).toEqual(metadata);
});

test('in the v1 form the path starts at args', async () => {
  const standIn = await standInFor({ metadata });
  const { body } = await post(standIn, { type: 'replace_metadata', args: metadataOf([{}]) });
  expect(body.path).toBe('$.args.sources[0].tables[0]');
});
