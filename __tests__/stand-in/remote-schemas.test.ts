import { expect, test } from '@jest/globals';
import {
  inconsistentObjects,
  type Json,
  metadataOf,
  post,
  reload,
  remoteSchemaFor,
  standInFor,
  table,
} from './calling.js';

function metadataWith(...definitions: Json[]): Json {
  const names = ['pay', 'other'];
  return metadataOf([], {
    remote_schemas: definitions.map((definition, index) => ({ name: names[index], definition })),
  });
}

test('a replacement asks only remote schemas that are defined differently', async () => {
  const remote = await remoteSchemaFor();
  const standIn = await standInFor({ metadata: metadataWith({ url: remote.url }) });
  const replace = async (definition: Json) => {
    const metadata = metadataWith(definition);
    await post(standIn, { type: 'replace_metadata', version: 2, args: { metadata } });
    return remote.requests.length;
  };
  expect(await replace({ url: remote.url })).toBe(1);
  expect(await replace({ url: remote.url, timeout_seconds: 7 })).toBe(2);
});

test('a reload asks only the remote schemas that it names', async () => {
  const remotes = [await remoteSchemaFor(), await remoteSchemaFor({ fields: ['other'] })];
  const standIn = await standInFor({
    metadata: metadataWith(...remotes.map(({ url }) => ({ url }))),
  });
  await reload(standIn, { reload_remote_schemas: ['other'] });
  expect(remotes.map(({ requests }) => requests.length)).toEqual([1, 2]);
});

test('the configured headers are sent', async () => {
  const remote = await remoteSchemaFor();
  const headers = [{ name: 'X-Key', value_from_env: 'PAY_KEY' }];
  const metadata = metadataWith({ url: remote.url, headers });
  await standInFor({ metadata, env: { PAY_KEY: 'k3y' } });
  expect(remote.requests).toMatchObject([{ 'x-key': 'k3y', 'content-type': 'application/json' }]);
});

test('a server before v2.48.5 shows headers from the environment, and hides only credentials', async () => {
  const headers = [
    { name: 'Authorization', value: 'Bearer t0ken' },
    { name: 'X-Key', value_from_env: 'PAY_KEY' },
  ];
  const metadata = metadataWith({ url_from_env: 'PAY_URL', headers });
  const env = { PAY_URL: 'http://127.0.0.1:1/graphql', PAY_KEY: 'k3y' };
  const [object] = await inconsistentObjects({ version: 'v2.48.4', metadata, env });
  expect(object.reason).toMatch(/sending the request to "PAY_URL"$/);
  expect(object.message.request.requestHeaders).toEqual({
    'Content-Type': 'application/json',
    'User-Agent': 'hasura-graphql-engine/v2.48.4',
    Authorization: '<REDACTED>',
    'X-Key': 'k3y',
  });
});

test.each<{ answer: Json; version?: string; reason: string }>([
  { answer: { status: 503, body: '<html>' }, reason: 'Unexpected "<html>", expecting JSON value' },
  {
    answer: { body: 'is busy' },
    version: 'v2.36.0',
    reason: "Error in $: Failed reading: not a valid json value at 'isbusy'",
  },
  { answer: { body: '' }, reason: 'Unexpected end-of-input, expecting JSON value' },
  { answer: { status: 401, body: '{"errors":[]}' }, reason: 'Error in $: key "data" not found' },
])('the reason for the answer $answer is $reason', async ({ answer, version, reason }) => {
  const { url } = await remoteSchemaFor(answer);
  const [object] = await inconsistentObjects({
    metadata: metadataWith({ url }),
    ...(version && { version }),
  });
  expect(object.reason).toBe(`Inconsistent object: ${reason}`);
  expect(object).not.toHaveProperty('message');
});

test('a server before v2.45.2 fails if two types have one name, and keeps its old state', async () => {
  const { url } = await remoteSchemaFor({
    sdl: 'type Query { x: authors } type authors { id: Int }',
  });
  const before = metadataOf([table('authors')]);
  const standIn = await standInFor({ version: 'v2.36.0', metadata: before });
  const args = { metadata: { ...metadataWith({ url }), sources: before.sources } };
  const answer = await post(standIn, { type: 'replace_metadata', version: 2, args });
  expect(answer).toMatchObject({ status: 500, body: { code: 'unexpected' } });
  expect(standIn.metadata).toEqual(before);
  const { body } = await post(standIn, { type: 'get_inconsistent_metadata', args: {} });
  expect(body.is_consistent).toBe(true);
});

test('a timeout is an exception with a message', async () => {
  const { url } = await remoteSchemaFor({ delayMs: 5_000 });
  const [object] = await inconsistentObjects({
    metadata: metadataWith({ url, timeout_seconds: 0.1 }),
  });
  expect(object.message).toMatchObject({ type: 'http_exception', message: 'Response timeout' });
});

test('a host name that does not resolve is an exception with the name', async () => {
  const [object] = await inconsistentObjects({
    metadata: metadataWith({ url: 'http://pay.invalid/' }),
  });
  expect(object.message.message).toMatch(/getAddrInfo .*"pay\.invalid".*"80"/);
});

test('closing the stand-in ends its wait for a remote schema', async () => {
  const remote = await remoteSchemaFor();
  const standIn = await standInFor({ metadata: metadataWith({ url: remote.url }) });
  remote.options.delayMs = 20_000;
  const lost = reload(standIn).catch(() => 'lost');
  while (remote.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await standIn.close();
  expect(await lost).toBe('lost');
});
