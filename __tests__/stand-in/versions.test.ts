import { expect, test } from '@jest/globals';
import { type Json, metadataOf, post, reload, standInFor, table, trigger } from './calling.js';

const broken = { metadata: metadataOf([table('ghosts')]), databases: { default: { tables: {} } } };
const weird = metadataOf([table('orders', { event_triggers: [trigger('a.b')] })]);

test.each(['v1.3.3', 'v2.3.1', 'v2.35.1-cloud.3', 'v2.45.1'])(
  '%s tells its version to everyone',
  async (version) => {
    const { url } = await standInFor({ version, adminSecret: 's' });
    const response = await fetch(`${url}/v1/version`);
    expect(await response.json()).toEqual({ version });
  },
);

test('v1.x has no /v1/metadata', async () => {
  const standIn = await standInFor({ version: 'v1.3.3' });
  expect(await post(standIn, { type: 'reload_metadata', args: {} })).toEqual({
    status: 404,
    body: { path: '$', error: 'resource does not exist', code: 'not-found' },
  });
});

test('v1.x works over /v1/query, in its own shape', async () => {
  const standIn = await standInFor({
    version: 'v1.3.3',
    metadata: { version: 2, tables: [table('ghosts')] },
    databases: { default: { tables: {} } },
  });
  const call = (type: string, args = {}) => post(standIn, { type, args }, { path: '/v1/query' });
  expect((await call('reload_metadata')).body).toEqual({ message: 'success' });
  expect((await call('get_inconsistent_metadata')).body).toEqual({
    is_consistent: false,
    inconsistent_objects: [
      {
        type: 'table',
        definition: { schema: 'public', name: 'ghosts' },
        reason: 'no such table/view exists in source: "ghosts"',
      },
    ],
  });
  const replaced = await call('replace_metadata', { version: 2, tables: [] });
  expect(replaced).toEqual({ status: 200, body: { message: 'success' } });
  expect((await call('export_metadata')).body).toEqual({ version: 2, tables: [] });
});

test.each(['export_metadata', 'replace_metadata'])('v1.x has no version 2 of %s', async (type) => {
  const standIn = await standInFor({ version: 'v1.3.3' });
  const body = { type, version: 2, args: {} };
  expect(await post(standIn, body, { path: '/v1/query' })).toMatchObject({
    status: 400,
    body: { code: 'parse-failed' },
  });
});

test.each([
  ['v2.0.0', { message: 'success' }],
  ['v2.3.1', { message: 'success' }],
  ['v2.4.0', { message: 'success', is_consistent: false, inconsistent_objects: [{}] }],
  ['v2.45.1', { message: 'success', is_consistent: false, inconsistent_objects: [{}] }],
  ['main-1f2e3d', { message: 'success', is_consistent: false, inconsistent_objects: [{}] }],
])('%s answers a reload', async (version, expected) => {
  const body = await reload(await standInFor({ version, ...broken }));
  expect(body).toMatchObject(expected);
  expect(Object.keys(body)).toEqual(Object.keys(expected));
});

test.each([
  { version: 'v2.0.0', recreated: false },
  { version: 'v2.1.0', recreated: true },
])('$version recreates event triggers: $recreated', async ({ version, recreated }) => {
  const standIn = await standInFor({ version, metadata: weird });
  standIn.sqlTriggers['default'] = [];
  await reload(standIn, { recreate_event_triggers: true });
  expect(standIn.sqlTriggers['default']).toEqual(recreated ? ['a.b'] : []);
});

test.each([
  { version: 'v2.19.1', status: 200, keys: undefined },
  { version: 'v2.20.0', status: 400, keys: ['type', 'name', 'message'] },
  { version: 'v2.23.0', status: 400, keys: ['type', 'name', 'message'] },
  { version: 'v2.24.0', status: 400, keys: ['code', 'type', 'name', 'message'] },
  { version: 'v2.45.1', status: 400, keys: ['code', 'type', 'name', 'message'] },
])('$version meets a warning that is not allowed', async ({ version, status, keys }) => {
  const standIn = await standInFor({ version, metadata: metadataOf([table('orders')]) });
  const answer = await post(standIn, {
    type: 'replace_metadata',
    version: 2,
    args: { allow_warnings: false, metadata: weird },
  });
  expect(answer.status).toBe(status);
  const [warning] = answer.body.warnings ?? answer.body.internal ?? [];
  expect(warning && Object.keys(warning)).toEqual(keys);
});

test.each([
  { version: 'v2.45.1', world: {}, strict: '', status: 200, text: 'OK' },
  {
    version: 'v2.45.1',
    world: broken,
    strict: '',
    status: 200,
    text: 'WARN: inconsistent objects in schema',
  },
  {
    version: 'v2.20.0',
    world: broken,
    strict: '?strict=true',
    status: 500,
    text: 'ERROR: inconsistent objects in schema',
  },
  {
    version: 'v2.19.1',
    world: broken,
    strict: '?strict=true',
    status: 200,
    text: 'WARN: inconsistent objects in schema',
  },
])(
  '$version is healthy$strict: $status $text',
  async ({ version, world, strict, status, text }) => {
    const { url } = await standInFor({ version, adminSecret: 's', ...world });
    const response = await fetch(`${url}/healthz${strict}`);
    expect([response.status, await response.text()]).toEqual([status, text]);
  },
);

test.each(['GET /v1/metadata', 'POST /v2/metadata', 'GET /'])(
  '%s does not exist',
  async (route) => {
    const { url } = await standInFor({});
    const [method = '', path = ''] = route.split(' ');
    const response = await fetch(`${url}${path}`, { method });
    expect([response.status, ((await response.json()) as Json).code]).toEqual([404, 'not-found']);
  },
);
