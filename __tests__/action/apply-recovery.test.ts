import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startRemoteSchema } from '../../tools/stand-in/remote-schema.js';
import {
  applyTo,
  callsOf,
  editedTable,
  type Files,
  projectFiles,
  projectMetadata,
  startServer,
  timesSent,
} from '../support/applying.js';

let remote: Awaited<ReturnType<typeof startRemoteSchema>>;

beforeEach(async () => {
  remote = await startRemoteSchema({ fields: ['payment'] });
  await remote.stop();
});

afterEach(() => remote.stop());

const remoteSchema = () => ({ name: 'payments', definition: { url: remote.url } });
const withRemoteSchema = (files: Files = projectFiles()): Files => ({
  ...files,
  'hasura/metadata/remote_schemas.yaml': JSON.stringify([remoteSchema()]),
});
const PATIENT = { inputs: { 'retry-timeout': '30' } } as const;

test('a remote schema that was down and is up again: it is reloaded, then the metadata is applied', async () => {
  const server = await startServer({
    metadata: { ...projectMetadata(), remote_schemas: [remoteSchema()] },
  });
  await remote.start();
  const result = await applyTo(server, { files: withRemoteSchema(), ...PATIENT });
  expect(result).toMatchObject({ exitCode: 0, outputs: { applied: 'true', consistent: 'true' } });
  expect(callsOf(server)).toEqual([
    'export_metadata',
    'replace_metadata',
    'reload_metadata',
    'export_metadata',
    'replace_metadata',
    'reload_metadata',
  ]);
  expect(server.calls.find(({ type }) => type === 'reload_metadata')?.json.args).toEqual({
    reload_sources: false,
    reload_remote_schemas: ['payments'],
    reload_data_connectors: false,
  });
  expect(result.log).toMatch(
    /refuses the metadata because of remote schema payments, which can recover\. Reloading and applying again/,
  );
});

test('a new remote schema that comes up late is waited for', async () => {
  const server = await startServer({
    onRequest: async ({ type, ordinalOfKind }) => {
      if (type === 'replace_metadata' && ordinalOfKind === 2) await remote.start();
    },
  });
  const result = await applyTo(server, { files: withRemoteSchema(), ...PATIENT });
  expect(result).toMatchObject({ exitCode: 0, outputs: { applied: 'true', consistent: 'true' } });
  expect(timesSent(server)).toBe(2);
  expect(server.metadata['remote_schemas']).toEqual([remoteSchema()]);
});

test('metadata is refused if its remote schema stays down until retry-timeout', async () => {
  const server = await startServer();
  const result = await applyTo(server, {
    files: withRemoteSchema(),
    inputs: { 'retry-timeout': '3' },
  });
  expect(result).toMatchObject({ exitCode: 1, outputs: { applied: 'false' } });
  expect(timesSent(server)).toBeGreaterThan(1);
  expect(result.annotations.at(-1)?.message).toMatch(/^Nothing was applied/);
  expect(result.summary).toContain('remote schema <b>payments</b>');
});

test('metadata is not sent again if something else in it cannot recover', async () => {
  const files = withRemoteSchema(editedTable(['- email', '- no_such_column']));
  const lacking = { default: { tables: { users: ['id', 'email'] } } };
  const server = await startServer({ databases: lacking });
  const result = await applyTo(server, { files, ...PATIENT });
  expect(result).toMatchObject({ exitCode: 1, outputs: { applied: 'false' } });
  expect(timesSent(server)).toBe(1);
});

test.each([
  ['v2.13.0', true],
  ['v2.14.0', false],
])('%s applies a table that was created since the last reload', async (version, isReloaded) => {
  const databases = { default: { tables: {} as Record<string, string[]> } };
  const server = await startServer({
    version,
    databases,
    metadata: { version: 3, sources: [{ ...projectMetadata()['sources'][0], tables: [] }] },
  });
  databases.default.tables['users'] = ['id', 'email'];
  const result = await applyTo(server);
  expect(result).toMatchObject({ exitCode: 0, outputs: { applied: 'true', consistent: 'true' } });
  // The last one of them is not a dry run.
  expect(timesSent(server)).toBe(isReloaded ? 3 : 2);
});

test('metadata is not sent a third time to an old server that refuses it after a reload too', async () => {
  const databases = { default: { tables: { users: ['id'] } } };
  const server = await startServer({ version: 'v2.4.0', databases });
  const result = await applyTo(server, PATIENT);
  expect(result).toMatchObject({ exitCode: 1, outputs: { applied: 'false' } });
  expect(timesSent(server)).toBe(2);
});

test('a run that is cancelled while it waits for a recovery reports the refusal', async () => {
  const cancelled = new AbortController();
  const server = await startServer();
  const result = await applyTo(server, {
    files: withRemoteSchema(),
    ...PATIENT,
    options: { signal: cancelled.signal, onSleep: () => cancelled.abort() },
  });
  expect(result.exitCode).toBe(1);
  expect(timesSent(server)).toBe(1);
  expect(result.report).toMatchObject({ applied: 'refused' });
  expect(result.summary).toContain('remote schema <b>payments</b>');
});
