import { expect, test } from '@jest/globals';
import { type Json, metadataOf, post, reload, standInFor, table, trigger } from './calling.js';

const orders = table('orders', { event_triggers: [trigger('order_placed')] });
const metadata = metadataOf([orders]);
const databases = (): Json => ({ default: { tables: { orders: ['id'], customers: ['id'] } } });

function replace(args: Json, rest: Json = {}): Json {
  return { type: 'replace_metadata', version: 2, args, ...rest };
}

test('the v2 form applies, and answers no message', async () => {
  const standIn = await standInFor({ metadata, databases: databases() });
  const next = metadataOf([orders, table('customers')]);
  expect((await post(standIn, replace({ metadata: next }))).body).toEqual({
    is_consistent: true,
    inconsistent_objects: [],
  });
  expect(standIn.metadata).toEqual(next);
  expect(standIn.resourceVersion).toBe(2);
});

test('the v1 form applies, and answers a message', async () => {
  const standIn = await standInFor({ metadata, databases: databases() });
  const next = metadataOf([table('customers')]);
  const { body } = await post(standIn, { type: 'replace_metadata', args: next });
  expect(body).toEqual({ message: 'success' });
  expect(standIn.metadata).toEqual(next);
});

test.each([
  { form: 'v1', wrap: (next: Json) => next },
  { form: 'v2', wrap: (next: Json) => ({ metadata: next, allow_warnings: false }) },
])('the $form form refuses inconsistency, and nothing is applied', async ({ wrap }) => {
  const standIn = await standInFor({ metadata, databases: databases() });
  const answer = await post(standIn, replace(wrap(metadataOf([table('ghosts')]))));
  expect(answer).toEqual({
    status: 400,
    body: {
      path: '$.args',
      code: 'unexpected',
      error: 'cannot continue due to inconsistent metadata',
      internal: [expect.objectContaining({ name: 'table ghosts in source default' })],
    },
  });
  expect(standIn.metadata).toEqual(metadata);
  expect(standIn.resourceVersion).toBe(1);
  expect(standIn.sqlTriggers).toEqual({ default: ['order_placed'] });
});

test('inconsistency is applied where it is allowed', async () => {
  const standIn = await standInFor({ metadata, databases: databases() });
  const next = metadataOf([table('ghosts')]);
  const args = { allow_inconsistent_metadata: true, metadata: next };
  const { body } = await post(standIn, replace(args));
  expect(body).toMatchObject({ is_consistent: false, inconsistent_objects: [{ type: 'table' }] });
  expect(standIn.metadata).toEqual(next);
});

test.each(['reload_metadata', 'replace_metadata'])('%s loses a race', async (type) => {
  const standIn = await standInFor({ metadata, resourceVersion: 5 });
  const answer = await post(standIn, { type, resource_version: 2, args: { metadata } });
  expect(answer).toEqual({
    status: 409,
    body: {
      path: '$',
      code: 'conflict',
      error: 'metadata resource version referenced (2) did not match current version',
    },
  });
  expect(standIn.resourceVersion).toBe(5);
  const right = { type, version: 2, resource_version: 5, args: { metadata } };
  expect((await post(standIn, right)).status).toBe(200);
});

const weird = metadataOf([table('orders', { event_triggers: [trigger('weird$name')] })]);
const illegalName = {
  code: 'illegal-event-trigger-name',
  type: 'event_trigger',
  name: 'event_trigger weird$name in table orders in source default',
  message: expect.stringContaining('"weird$name" may not work as expected'),
};

test('a new illegal trigger name warns, a known one does not', async () => {
  const standIn = await standInFor({ metadata });
  const first = await post(standIn, replace({ metadata: weird }));
  expect(first.body).toEqual({
    is_consistent: true,
    inconsistent_objects: [],
    warnings: [illegalName],
  });
  const second = await post(standIn, replace({ metadata: weird, allow_warnings: false }));
  expect(second.status).toBe(200);
  expect(second.body).not.toHaveProperty('warnings');
});

test('refused warnings leave the metadata, and take SQL triggers until they are recreated', async () => {
  const standIn = await standInFor({ metadata });
  const refused = await post(standIn, replace({ metadata: weird, allow_warnings: false }));
  expect(refused).toEqual({
    status: 400,
    body: {
      path: '$.args',
      code: 'metadata-warnings',
      error: 'failed due to metadata warnings',
      internal: [illegalName],
    },
  });
  expect(standIn.metadata).toEqual(metadata);
  expect(standIn.resourceVersion).toBe(1);
  expect(standIn.sqlTriggers).toEqual({ default: [] });
  await reload(standIn);
  await reload(standIn, { recreate_event_triggers: [] });
  await post(standIn, replace({ metadata }));
  expect(standIn.sqlTriggers).toEqual({ default: [] });
  await reload(standIn, { recreate_event_triggers: ['default'] });
  expect(standIn.sqlTriggers).toEqual({ default: ['order_placed'] });
});

test('an applied replacement drops and makes SQL triggers', async () => {
  const standIn = await standInFor({ metadata });
  const next = metadataOf([table('orders', { event_triggers: [trigger('order_paid')] })]);
  await post(standIn, replace({ metadata: next }));
  expect(standIn.sqlTriggers).toEqual({ default: ['order_paid'] });
});

test('SQL triggers in a database that went away cannot be cleaned up', async () => {
  const world = databases();
  const standIn = await standInFor({ metadata, databases: world });
  world.default.reachable = () => false;
  const args = { metadata: metadataOf([]), allow_inconsistent_metadata: true };
  const { body } = await post(standIn, replace(args));
  expect(body.warnings).toEqual([
    {
      code: 'source-cleanup-failed',
      type: 'source',
      name: 'source default',
      message: expect.stringContaining("source 'default'"),
    },
  ]);
  expect(standIn.sqlTriggers).toEqual({ default: ['order_placed'] });
});

test('the SQL triggers of a table that went away cannot be cleaned up', async () => {
  const world = databases();
  const standIn = await standInFor({ metadata, databases: world });
  delete world.default.tables.orders;
  await reload(standIn);
  const { body } = await post(standIn, replace({ metadata: metadataOf([]) }));
  expect(body.warnings).toMatchObject([
    { code: 'source-cleanup-failed', message: expect.stringContaining('"order_placed"') },
  ]);
});

test('a time limit over the one of Cloud warns', async () => {
  const next = metadataOf([], { api_limits: { disabled: false, time_limit: { global: 120 } } });
  const codes = async (version: string) => {
    const standIn = await standInFor({ version, systemTimeLimitSeconds: 60 });
    const { body } = await post(standIn, replace({ metadata: next }));
    return body.warnings?.map(({ code }: Json) => code);
  };
  expect(await codes('v2.35.1-cloud.3')).toEqual(['time-limit-exceeded-system-limit']);
  expect(await codes('v2.35.1')).toBeUndefined();
});

test('metadata without sources keeps the source default only', async () => {
  const standIn = await standInFor({
    metadata: {
      ...metadata,
      sources: [...metadata.sources, { ...metadata.sources[0], name: 'b' }],
    },
  });
  const args = { metadata: { version: 2, tables: [table('customers')] } };
  expect((await post(standIn, replace(args))).status).toBe(200);
  expect(standIn.metadata['sources']).toEqual([
    { ...metadata.sources[0], tables: [table('customers')], functions: [] },
  ]);
});

test('metadata without sources needs the source default', async () => {
  const standIn = await standInFor({});
  const answer = await post(standIn, replace({ metadata: { version: 2, tables: [] } }));
  expect(answer).toMatchObject({ status: 400, body: { code: 'not-supported' } });
});

test('two event triggers of one name are refused, unless their source is new', async () => {
  const twice = metadataOf([orders, table('customers', { event_triggers: orders.event_triggers })]);
  const { body } = await post(await standInFor({ metadata }), replace({ metadata: twice }));
  expect(body).toMatchObject({
    code: 'not-supported',
    error: expect.stringContaining('duplicate'),
  });
  expect((await post(await standInFor({}), replace({ metadata: twice }))).status).toBe(200);
});
