import http from 'node:http';
import { expect, test } from '@jest/globals';
import {
  inconsistentObjects,
  type Json,
  metadataOf,
  post,
  reload,
  remoteSchemaFor,
  source,
  standInFor,
  table,
  trigger,
} from './calling.js';

const metadata = metadataOf([table('orders', { event_triggers: [trigger('order_placed')] })]);
const odd = metadataOf([table('orders', { event_triggers: [trigger('odd name')] })]);
const databases = (): Json => ({ default: { tables: { orders: ['id'] } } });

function replace(args: Json): Json {
  return { type: 'replace_metadata', version: 2, args };
}

test.each(['reload_sources', 'reload_remote_schemas', 'recreate_event_triggers'])(
  'a reload refuses an unknown name in %s and changes nothing',
  async (key) => {
    const standIn = await standInFor({ metadata });
    const answer = await post(standIn, { type: 'reload_metadata', args: { [key]: ['ghost'] } });
    expect(answer).toMatchObject({ status: 400, body: { path: '$.args', code: 'not-exists' } });
    expect(standIn.resourceVersion).toBe(1);
  },
);

test.each([
  { reload_sources: true, noticed: true },
  { reload_sources: ['default'], noticed: true },
  { reload_sources: false, noticed: false },
  { reload_sources: [], noticed: false },
])(
  'with reload_sources $reload_sources a reload notices a dropped table: $noticed',
  async ({ reload_sources, noticed }) => {
    const world = databases();
    const standIn = await standInFor({ metadata, databases: world });
    delete world.default.tables.orders;
    const { body } = await post(standIn, { type: 'get_inconsistent_metadata', args: {} });
    expect(body.is_consistent).toBe(true);
    expect((await reload(standIn, { reload_sources })).is_consistent).toBe(!noticed);
  },
);

test('an unreachable source is listed alone, with what the driver says', async () => {
  const tables = [table('orders', { event_triggers: [trigger('order_placed')] }), table('lines')];
  const world = { default: { tables: {}, reachable: () => false, message: 'no route to host' } };
  const objects = await inconsistentObjects({ metadata: metadataOf(tables), databases: world });
  expect(objects).toEqual([
    {
      type: 'source',
      name: 'source default',
      definition: 'default',
      reason: 'Inconsistent object: connection error',
      message: 'no route to host',
    },
  ]);
});

test('an environment variable that is set later is read by the next reload', async () => {
  const configuration = { connection_info: { database_url: { from_env: 'ORDERS_URL' } } };
  const own = { version: 3, sources: [source([], { configuration })] };
  const standIn = await standInFor({ metadata: own });
  const [object] = (await reload(standIn)).inconsistent_objects;
  expect(object.reason).toBe("Inconsistent object: environment variable 'ORDERS_URL' not set");
  standIn.env['ORDERS_URL'] = 'postgres://db.internal/orders';
  expect((await reload(standIn)).is_consistent).toBe(true);
});

test.each(['reload_metadata', 'replace_metadata'])(
  '%s is refused if the metadata has changed since',
  async (type) => {
    const standIn = await standInFor({ metadata, resourceVersion: 5 });
    const call = { type, version: 2, args: { metadata } };
    const answer = await post(standIn, { ...call, resource_version: 2 });
    expect(answer).toMatchObject({ status: 409, body: { path: '$', code: 'conflict' } });
    expect(standIn.resourceVersion).toBe(5);
    expect((await post(standIn, { ...call, resource_version: 5 })).status).toBe(200);
  },
);

test('a replacement that is refused for its resource version has dropped SQL triggers before', async () => {
  const standIn = await standInFor({ metadata });
  const call = { ...replace({ metadata: metadataOf([table('orders')]) }), resource_version: 9 };
  expect((await post(standIn, call)).status).toBe(409);
  expect(standIn.metadata).toEqual(metadata);
  expect(standIn.sqlTriggers).toEqual({ default: [] });
});

test('an event trigger that moves in a refused replacement has SQL triggers on both tables', async () => {
  const moved = [table('orders'), table('lines', { event_triggers: [trigger('order_placed')] })];
  const standIn = await standInFor({ metadata, databases: databases() });
  await post(standIn, replace({ metadata: metadataOf(moved) }));
  expect(standIn.catalogs).toEqual({
    default: [{ name: 'notify_hasura_order_placed_INSERT', table: 'orders' }],
  });
  Object.assign(standIn.databases?.['default'] ?? {}, {
    tables: { orders: ['id'], lines: ['id'] },
  });
  const broken = [...moved, table('nowhere')];
  await post(standIn, replace({ metadata: metadataOf(broken) }));
  expect(standIn.catalogs['default']?.map((one) => one.table)).toEqual(['orders', 'lines']);
});

test('an accepted replacement drops and makes SQL triggers', async () => {
  const standIn = await standInFor({ metadata });
  const update = { ...trigger('order_paid'), definition: { update: { columns: '*' } } };
  const next = metadataOf([table('orders', { event_triggers: [update] })]);
  await post(standIn, replace({ metadata: next }));
  expect(standIn.catalogs).toEqual({
    default: [{ name: 'notify_hasura_order_paid_UPDATE', table: 'orders' }],
  });
});

test.each([
  { what: 'loses its event triggers', next: metadataOf([]) },
  { what: 'is removed', next: { version: 3, sources: [] } },
])('an unreachable source that $what gives a warning', async ({ next }) => {
  const world = databases();
  const standIn = await standInFor({ metadata, databases: world });
  world.default.reachable = () => false;
  await reload(standIn);
  const args = { metadata: next, allow_inconsistent_metadata: true };
  const { body } = await post(standIn, replace(args));
  expect(body.warnings).toMatchObject([{ code: 'source-cleanup-failed', name: 'source default' }]);
  expect(standIn.sqlTriggers).toEqual({ default: ['order_placed'] });
});

test.each([
  { version: 'v2.19.1', status: 200, keys: undefined },
  { version: 'v2.20.0', status: 400, keys: ['message', 'name', 'type'] },
  { version: 'v2.24.0', status: 400, keys: ['code', 'message', 'name', 'type'] },
])(
  '$version answers $status to a warning that is not allowed',
  async ({ version, status, keys }) => {
    const standIn = await standInFor({ version, metadata: metadataOf([table('orders')]) });
    const answer = await post(standIn, replace({ allow_warnings: false, metadata: odd }));
    expect(answer.status).toBe(status);
    const [warning] = answer.body.internal ?? [];
    expect(warning && Object.keys(warning)).toEqual(keys);
  },
);

test.each([
  ['v2.3.1', ['message']],
  ['v2.4.0', ['message', 'is_consistent']],
  ['main-1f2e3d', ['message', 'is_consistent']],
])('%s answers a reload with %j', async (version, keys) => {
  const answer = await reload(await standInFor({ version, metadata }));
  expect(Object.keys(answer)).toEqual(keys);
});

test('given objects are answered as they are, in every call', async () => {
  const objects = [{ type: 'table', name: 'table t in source default', reason: 'gone' }];
  const standIn = await standInFor({ metadata, inconsistentObjects: objects });
  expect((await reload(standIn)).inconsistent_objects).toEqual(objects);
  expect((await post(standIn, replace({ metadata }))).body.internal).toEqual(objects);
  standIn.inconsistentObjects = [];
  expect((await reload(standIn)).is_consistent).toBe(true);
});

test('calls are recorded with type, body, headers and number', async () => {
  const standIn = await standInFor({ metadata });
  await fetch(`${standIn.url}/v1/version`);
  await reload(standIn);
  await reload(standIn, { reload_sources: false });
  expect(standIn.calls.map(({ method, type }) => [method, type])).toEqual([
    ['GET', undefined],
    ['POST', 'reload_metadata'],
    ['POST', 'reload_metadata'],
  ]);
  expect(standIn.calls[2]).toMatchObject({
    ordinal: 3,
    ordinalOfKind: 2,
    json: { args: { reload_sources: false } },
    headers: { 'content-type': 'application/json' },
  });
});

test('the metadata of the caller is copied', async () => {
  const own = structuredClone(metadata);
  const standIn = await standInFor({ metadata: own });
  own.sources[0].tables.length = 0;
  expect(standIn.metadata).toEqual(metadata);
});

test('a call waits for the one before it, which is carried out although its client is gone', async () => {
  const remote = await remoteSchemaFor();
  const remoteSchema = { name: 'pay', definition: { url: remote.url } };
  const standIn = await standInFor({
    metadata: metadataOf([], { remote_schemas: [remoteSchema] }),
  });
  Object.assign(remote.options, { delayMs: 100, body: 'busy' });
  const lost = http.request(`${standIn.url}/v1/metadata`, { method: 'POST', agent: false });
  lost.on('error', () => undefined).end(JSON.stringify({ type: 'reload_metadata', args: {} }));
  while (remote.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  lost.destroy();
  const { body } = await post(standIn, { type: 'get_inconsistent_metadata', args: {} });
  expect(body.inconsistent_objects).toMatchObject([{ name: 'remote_schema pay' }]);
  expect(standIn.resourceVersion).toBe(2);
});
