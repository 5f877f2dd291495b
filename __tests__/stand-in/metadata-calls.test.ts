import { expect, test } from '@jest/globals';
import { type Json, metadataOf, post, reload, standInFor, table, trigger } from './calling.js';

const metadata = metadataOf([table('orders', { event_triggers: [trigger('order_placed')] })], {
  remote_schemas: [],
});

test.each<{ name: string; args: Json; error: string }>([
  {
    name: 'source',
    args: { reload_sources: ['default', 'ghost'] },
    error: 'Source with name "ghost" not found in metadata',
  },
  {
    name: 'remote schema',
    args: { reload_remote_schemas: ['ghost'] },
    error: 'Remote schema with name "ghost" not found in metadata',
  },
  {
    name: 'data connector',
    args: { reload_data_connectors: ['ghost'] },
    error: 'Data connector with name "ghost" not found in metadata',
  },
  {
    name: 'source of event triggers',
    args: { recreate_event_triggers: ['ghost'] },
    error: 'Source with name "ghost" not found in metadata',
  },
])('reload_metadata refuses an unknown $name', async ({ args, error }) => {
  const standIn = await standInFor({ metadata });
  expect(await post(standIn, { type: 'reload_metadata', args })).toEqual({
    status: 400,
    body: { path: '$.args', error, code: 'not-exists' },
  });
  expect(standIn.resourceVersion).toBe(1);
});

test('reload_metadata adds 1 to the resource version, get_inconsistent_metadata nothing', async () => {
  const standIn = await standInFor({ metadata, resourceVersion: 41 });
  expect(await reload(standIn, { reload_sources: false })).toEqual({
    message: 'success',
    is_consistent: true,
  });
  expect(
    await post(standIn, { type: 'get_inconsistent_metadata', args: {} }, { path: '/v1/query' }),
  ).toEqual({ status: 200, body: { is_consistent: true, inconsistent_objects: [] } });
  expect(standIn.resourceVersion).toBe(42);
});

test.each([
  { reload_sources: true, found: true },
  { reload_sources: ['default'], found: true },
  { reload_sources: false, found: false },
  { reload_sources: [], found: false },
])('reload_metadata asks a database again for $reload_sources: $found', async (row) => {
  const databases: Json = { default: { tables: { orders: ['id'] } } };
  const standIn = await standInFor({ metadata, databases });
  delete databases.default.tables.orders;
  const answer = await reload(standIn, { reload_sources: row.reload_sources });
  expect(answer.is_consistent).toBe(!row.found);
});

test('get_inconsistent_metadata reads the cache', async () => {
  const databases: Json = { default: { tables: { orders: ['id'] } } };
  const standIn = await standInFor({ metadata, databases });
  delete databases.default.tables.orders;
  const { body } = await post(standIn, { type: 'get_inconsistent_metadata', args: {} });
  expect(body.is_consistent).toBe(true);
});

test('export_metadata gives the bare metadata, or with its resource version', async () => {
  const standIn = await standInFor({ metadata, resourceVersion: 7 });
  const exported = async (version?: number) =>
    (await post(standIn, { type: 'export_metadata', version, args: {} })).body;
  expect(await exported()).toEqual(metadata);
  expect(await exported(2)).toEqual({ resource_version: 7, metadata });
});

test.each<{ name: string; body: Json; path: string; code: string }>([
  { name: 'no JSON', body: '<html>', path: '$', code: 'invalid-json' },
  { name: 'a list', body: [], path: '$', code: 'parse-failed' },
  { name: 'no type', body: { args: {} }, path: '$', code: 'parse-failed' },
  { name: 'an unknown type', body: { type: 'reload', args: {} }, path: '$', code: 'parse-failed' },
  { name: 'no args', body: { type: 'reload_metadata' }, path: '$', code: 'parse-failed' },
  {
    name: 'an argument of a wrong type',
    body: { type: 'reload_metadata', args: { reload_sources: 'default' } },
    path: '$.args.reload_sources',
    code: 'parse-failed',
  },
])('a call is refused for $name', async ({ body, path, code }) => {
  const answer = await post(await standInFor({ metadata }), body);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ path, code, error: expect.any(String) });
});

test.each([
  { name: 'no secret', headers: {}, status: 401, code: 'access-denied' },
  {
    name: 'a wrong one',
    headers: { 'x-hasura-admin-secret': 'S' },
    status: 401,
    code: 'access-denied',
  },
  {
    name: 'another role',
    headers: { 'x-hasura-admin-secret': 's', 'x-hasura-role': 'user' },
    status: 400,
    code: 'access-denied',
  },
  {
    name: 'the role admin',
    headers: { 'x-hasura-admin-secret': 's', 'x-hasura-role': 'admin' },
    status: 200,
    code: undefined,
  },
  { name: 'the secret', headers: { 'x-hasura-admin-secret': 's' }, status: 200, code: undefined },
])('with $name a call gets $status', async ({ headers, status, code }) => {
  const standIn = await standInFor({ metadata, adminSecret: 's' });
  const answer = await post(
    standIn,
    { type: 'reload_metadata', args: {} },
    { headers: headers as Record<string, string> },
  );
  expect(answer.status).toBe(status);
  expect(answer.body.code).toBe(code);
  expect(standIn.resourceVersion).toBe(status === 200 ? 2 : 1);
});

test('fixed objects are answered as they are, in every call', async () => {
  const objects = Array.from({ length: 10_000 }, (_, index) => ({
    type: 'table',
    name: `table t${index} in source default`,
    reason: 'Inconsistent object: gone',
  }));
  const standIn = await standInFor({ metadata, inconsistentObjects: objects });
  expect((await reload(standIn)).inconsistent_objects).toEqual(objects);
  const refused = await post(standIn, {
    type: 'replace_metadata',
    version: 2,
    args: { metadata },
  });
  expect(refused.body.internal).toHaveLength(10_000);
  standIn.inconsistentObjects = [];
  expect((await reload(standIn)).is_consistent).toBe(true);
});

test('a call is recorded with what it was', async () => {
  const standIn = await standInFor({ metadata });
  await fetch(`${standIn.url}/v1/version`);
  await reload(standIn);
  await reload(standIn, { reload_sources: false });
  expect(standIn.calls.map(({ method, path, type }) => [method, path, type])).toEqual([
    ['GET', '/v1/version', undefined],
    ['POST', '/v1/metadata', 'reload_metadata'],
    ['POST', '/v1/metadata', 'reload_metadata'],
  ]);
  expect(standIn.calls[2]).toMatchObject({
    ordinal: 3,
    ordinalOfKind: 2,
    json: { args: { reload_sources: false } },
    headers: { 'content-type': 'application/json' },
  });
});

test('the caller keeps its metadata to itself', async () => {
  const own = structuredClone(metadata);
  const standIn = await standInFor({ metadata: own });
  own.sources[0].tables.length = 0;
  expect(standIn.metadata).toEqual(metadata);
});
