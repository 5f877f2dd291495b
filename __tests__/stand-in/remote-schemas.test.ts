import { describe, expect, test } from '@jest/globals';
import {
  inconsistentObjects,
  type Json,
  metadataOf,
  post,
  reload,
  remoteSchemaFor,
  standInFor,
} from './calling.js';

const schema = (name: string, url: string, rest: Json = {}) => ({
  name,
  definition: { url },
  ...rest,
});

test('a remote schema stays as it was until it is reloaded', async () => {
  const remote = await remoteSchemaFor();
  const standIn = await standInFor({
    metadata: metadataOf([], {
      remote_schemas: [schema('pay', remote.url), schema('other', remote.url.replace('g', 'G'))],
    }),
  });
  const states = async (args: Json) =>
    (await reload(standIn, args)).inconsistent_objects?.map(({ name }: Json) => name) ?? [];
  const justOther = ['remote_schema other'];
  // Both have the field `hello`, so the later one is broken from the start.
  expect(await states({})).toEqual(justOther);
  await remote.stop();
  expect(await states({ reload_remote_schemas: false })).toEqual(justOther);
  expect(await states({ reload_remote_schemas: ['other'] })).toEqual(justOther);
  expect(await states({ reload_remote_schemas: ['pay'] })).toEqual([
    'remote_schema pay',
    'remote_schema other',
  ]);
  await remote.start();
  expect(await states({ reload_remote_schemas: [] })).toHaveLength(2);
  const replaced = await post(standIn, {
    type: 'replace_metadata',
    version: 2,
    args: { allow_inconsistent_metadata: true, metadata: standIn.metadata },
  });
  expect(replaced.body.inconsistent_objects).toHaveLength(2);
  expect(await states({ reload_remote_schemas: true })).toEqual(justOther);
});

test('a refused connection tells the request, header values included', async () => {
  const { url, port, stop } = await remoteSchemaFor();
  await stop();
  const definition = {
    url_from_env: 'PAY_URL',
    timeout_seconds: 7,
    headers: [
      { name: 'Authorization', value: 'Bearer t0ken' },
      { name: 'X-Key', value_from_env: 'PAY_KEY' },
    ],
  };
  const [object] = await inconsistentObjects({
    metadata: metadataOf([], { remote_schemas: [{ name: 'pay', definition }] }),
    env: { PAY_URL: url, PAY_KEY: 'k3y' },
  });
  expect(object).toEqual({
    type: 'remote_schema',
    name: 'remote_schema pay',
    definition: { name: 'pay', definition, comment: null, permissions: [] },
    reason: 'Inconsistent object: HTTP exception occurred while sending the request to "PAY_URL"',
    message: {
      type: 'http_exception',
      message:
        'Connection failure: Network.Socket.connect: <socket: 31>: does not exist (Connection refused)',
      request: {
        host: '127.0.0.1',
        method: 'POST',
        path: '/graphql',
        port,
        queryString: '',
        requestHeaders: {
          'Content-Type': 'application/json',
          'User-Agent': 'hasura-graphql-engine/v2.45.1',
          Authorization: 'Bearer t0ken',
          'X-Key': 'k3y',
        },
        responseTimeout: 'ResponseTimeoutMicro 7000000',
        secure: false,
      },
    },
  });
});

test('the configured headers are sent', async () => {
  const remote = await remoteSchemaFor();
  const headers = [{ name: 'X-Key', value: 'k3y' }];
  const definition = { url: remote.url, headers };
  await standInFor({ metadata: metadataOf([], { remote_schemas: [{ name: 'pay', definition }] }) });
  expect(remote.requests).toEqual([
    expect.objectContaining({ 'x-key': 'k3y', 'content-type': 'application/json' }),
  ]);
});

test.each<{ options: Json; reason: string; message: Json }>([
  {
    options: { status: 503, body: '<html>' },
    reason: 'introspection query to "URL" has responded with 503 status code',
    message: { raw_body: '<html>' },
  },
  {
    options: { status: 401, body: '{"a":1}' },
    reason: 'introspection query to "URL" has responded with 401 status code',
    message: { response: { a: 1 } },
  },
  { options: { body: '<html>' }, reason: 'Error in $: not a valid json value', message: undefined },
  {
    options: { body: '{"errors":[]}' },
    reason: 'Error in $: key "data" not found',
    message: undefined,
  },
  {
    options: { body: '{"data":{}}' },
    reason: 'Error in $: key "__schema" not found',
    message: undefined,
  },
  {
    options: { delayMs: 400 },
    reason: 'HTTP exception occurred while sending the request to "URL"',
    message: expect.objectContaining({ message: 'Response timeout' }),
  },
])('an answer $options gives its reason', async ({ options, reason, message }) => {
  const { url } = await remoteSchemaFor(options);
  const definition = { url, timeout_seconds: 0.2 };
  const [object] = await inconsistentObjects({
    metadata: metadataOf([], { remote_schemas: [{ name: 'pay', definition }] }),
  });
  expect(object.reason).toBe(`Inconsistent object: ${reason.replace('URL', url)}`);
  expect(object.message).toEqual(message);
});

test('a name that does not resolve gives its reason', async () => {
  const [object] = await inconsistentObjects({
    metadata: metadataOf([], { remote_schemas: [schema('pay', 'http://pay.invalid/graphql')] }),
  });
  expect(object.message.message).toMatch(/getAddrInfo .*"pay\.invalid".*"80"/);
});

test('the later of two remote schemas with one root field gives way', async () => {
  const one = await remoteSchemaFor({ fields: ['a'], mutations: ['pay'] });
  const two = await remoteSchemaFor({ fields: ['b'], mutations: ['pay'] });
  const metadata = metadataOf([], {
    remote_schemas: [schema('one', one.url), schema('two', two.url)],
  });
  const objects = await inconsistentObjects({ metadata });
  expect(objects.map(({ name, reason }) => [name, reason])).toEqual([
    ['remote_schema two', "Inconsistent object: Duplicate remote field 'pay'"],
  ]);
  metadata.remote_schemas[1].definition.customization = { root_fields_namespace: 'two' };
  expect(await inconsistentObjects({ metadata })).toEqual([]);
});

test('a remote schema that is defined otherwise is asked again', async () => {
  const remote = await remoteSchemaFor();
  const metadata = metadataOf([], { remote_schemas: [schema('pay', 'http://127.0.0.1:1/')] });
  const standIn = await standInFor({ metadata });
  const next = metadataOf([], { remote_schemas: [schema('pay', remote.url)] });
  const { body } = await post(standIn, { type: 'replace_metadata', args: next });
  expect(body).toEqual({ message: 'success' });
});

test('a call waits for the reload before it', async () => {
  const remote = await remoteSchemaFor();
  const metadata = metadataOf([], { remote_schemas: [schema('pay', remote.url)] });
  const standIn = await standInFor({ metadata });
  Object.assign(remote.options, { delayMs: 100, status: 503 });
  const first = reload(standIn);
  while (remote.requests.length < 2) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const { body } = await post(standIn, { type: 'get_inconsistent_metadata', args: {} });
  expect(body.is_consistent).toBe(false);
  expect((await first).is_consistent).toBe(false);
});

test('close ends the wait for a remote schema', async () => {
  const remote = await remoteSchemaFor();
  const metadata = metadataOf([], { remote_schemas: [schema('pay', remote.url)] });
  const standIn = await standInFor({ metadata });
  remote.options.delayMs = 20_000;
  const lost = reload(standIn).catch(() => 'lost');
  while (remote.requests.length < 2) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await standIn.close();
  expect(await lost).toBe('lost');
});

describe('a data connector agent', () => {
  const source: Json = {
    type: 'source',
    name: 'source lake',
    definition: 'lake',
    reason:
      'Inconsistent object: Data connector named "athena" was not found in the data connector backend info',
  };
  const lakeBehind = (url: string) => ({
    version: 3,
    sources: [{ name: 'lake', kind: 'athena', tables: [], configuration: {} }],
    backend_configs: { dataconnector: { athena: { uri: url } } },
  });

  test('that is down is told of by its source alone, until it is reloaded itself', async () => {
    const agent = await remoteSchemaFor();
    const standIn = await standInFor({ metadata: lakeBehind(agent.url) });
    const objects = async (args: Json) => (await reload(standIn, args)).inconsistent_objects;
    expect(await objects({})).toBeUndefined();
    await agent.stop();
    expect(await objects({ reload_data_connectors: false })).toBeUndefined();
    expect(await objects({ reload_data_connectors: ['athena'] })).toEqual([source]);
    await agent.start();
    expect(await objects({ reload_sources: ['lake'], reload_data_connectors: false })).toEqual([
      source,
    ]);
    expect(await objects({ reload_sources: ['lake'] })).toBeUndefined();
  });

  test('that is down and has no source is not told of', async () => {
    const metadata = { ...lakeBehind('http://127.0.0.1:1'), sources: [] };
    expect(await inconsistentObjects({ metadata })).toEqual([]);
  });

  test('that answers an error is told of by its name', async () => {
    const { url } = await remoteSchemaFor({ status: 503 });
    expect(await inconsistentObjects({ metadata: lakeBehind(url) })).toEqual([
      {
        type: 'data_connector_agent',
        name: 'data_connector_agent athena',
        definition: 'athena',
        reason:
          'Inconsistent object: Error in Data Connector backend: response status code indicated failure: 503',
      },
      source,
    ]);
  });
});
