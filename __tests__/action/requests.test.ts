import { describe, expect, test } from '@jest/globals';
import type { StandInOptions } from '../../tools/stand-in/types.js';
import { runAgainst } from '../support/against.js';

const SOURCES = ['default', 'analytics'].map((name) => ({
  name,
  kind: 'postgres',
  configuration: {},
  tables: [],
}));
const METADATA = { version: 3, sources: SOURCES, remote_schemas: [] };
const BROKEN = [{ type: 'table', name: 'table t in source default', definition: 't', reason: 'x' }];

test('a healthy server is asked once, and for its version at the same time', async () => {
  const { calls, exitCode } = await runAgainst({ metadata: METADATA });
  expect(exitCode).toBe(0);
  expect(calls.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    'GET /v1/version',
    'POST /v1/metadata',
  ]);
  expect(calls.find(({ type }) => type)?.json).toEqual({
    type: 'reload_metadata',
    args: { reload_sources: true, reload_remote_schemas: true },
  });
});

test('a server with objects that cannot recover is asked once too', async () => {
  const { asked, exitCode } = await runAgainst(
    { inconsistentObjects: BROKEN },
    { 'retry-timeout': '60' },
  );
  expect(exitCode).toBe(1);
  expect(asked).toEqual(['reload_metadata']);
});

test('sources, remote schemas and data connectors are reloaded as the inputs say', async () => {
  const agents = { dataconnector: { sqlite: { uri: 'http://agent' } } };
  const { calls } = await runAgainst(
    {
      metadata: { ...METADATA, backend_configs: agents, remote_schemas: [] },
      inconsistentObjects: [],
    },
    {
      'reload-sources': 'default, analytics',
      'reload-remote-schemas': 'false',
      'reload-data-connectors': 'sqlite',
      'recreate-event-triggers': 'default\n',
    },
  );
  expect(calls.find(({ type }) => type)?.json).toEqual({
    type: 'reload_metadata',
    args: {
      reload_sources: ['default', 'analytics'],
      reload_remote_schemas: false,
      reload_data_connectors: ['sqlite'],
      recreate_event_triggers: ['default'],
    },
  });
});

test('a name that the server does not know fails, and says which input lists it', async () => {
  const { exitCode, annotations } = await runAgainst(
    { metadata: METADATA },
    { 'reload-sources': 'default, gone' },
  );
  expect(exitCode).toBe(1);
  expect(annotations.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /\(reload_metadata\): HTTP 400, Source with name "gone" not found in metadata \(not-exists\)\. Correct the name in the input/,
    ),
  ]);
});

test('with `command: check`, nothing is changed', async () => {
  const { asked, exitCode, summary } = await runAgainst(
    { inconsistentObjects: BROKEN },
    { command: 'check', 'retry-timeout': '60' },
  );
  expect(asked).toEqual(['get_inconsistent_metadata']);
  expect(exitCode).toBe(1);
  expect(summary).toContain('Checked without reloading in ');
});

test('the admin secret and the headers go along, and the endpoint keeps its prefix', async () => {
  const { calls, exitCode } = await runAgainst(
    {
      // The stand-in has no prefix: what matters is where it is asked.
      onRequest: () => ({ status: 200, body: { message: 'success', is_consistent: true } }),
    },
    (url) => ({
      endpoint: `${url}/my/hasura`,
      'admin-secret': 'open sesame',
      headers: 'X-Gateway-Key: k3y-of-gateway\nHasura-Client-Name: deploy',
    }),
  );
  expect(exitCode).toBe(0);
  const headers = { 'x-gateway-key': 'k3y-of-gateway', 'hasura-client-name': 'deploy' };
  expect(calls.find(({ type }) => type)).toMatchObject({
    path: '/my/hasura/v1/metadata',
    headers: { ...headers, 'x-hasura-admin-secret': 'open sesame' },
  });
  const version = calls.find(({ path }) => path === '/my/hasura/v1/version');
  expect(version?.headers).toMatchObject(headers);
  expect(version?.headers).not.toHaveProperty('x-hasura-admin-secret');
});

test('credentials in the endpoint go along as a header', async () => {
  const { calls } = await runAgainst({}, (url) => ({
    endpoint: url.replace('://', '://user:p%40ss@'),
  }));
  expect(calls.find(({ type }) => type)?.headers.authorization).toBe(
    `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
  );
});

test('a server without an admin secret gets none', async () => {
  const { calls } = await runAgainst({});
  expect(calls[0]?.headers).not.toHaveProperty('x-hasura-admin-secret');
});

describe('an old server', () => {
  const old = async (version: string, more: StandInOptions = {}) =>
    runAgainst({ version, metadata: METADATA, ...more });

  test('before v2.4 is asked for the verdict, which the answer to a reload does not have', async () => {
    const { asked, exitCode, outputs } = await old('v2.3.1', { inconsistentObjects: BROKEN });
    expect(asked).toEqual(['reload_metadata', 'get_inconsistent_metadata']);
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ 'inconsistency-count': '1', 'server-version': 'v2.3.1' });
  });

  test('before v2.4 is reported as consistent if it is', async () => {
    const { asked, exitCode, outputs } = await old('v2.0.10');
    expect(asked).toEqual(['reload_metadata', 'get_inconsistent_metadata']);
    expect(exitCode).toBe(0);
    expect(outputs.consistent).toBe('true');
  });
});
