import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startRemoteSchema } from '../../tools/stand-in/remote-schema.js';
import {
  applyTo,
  callsOf,
  editedTable,
  eventTrigger,
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

test('a remote schema that was down once, and is up: asked again by a reload, then applied', async () => {
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
    /refuses the metadata for remote schema payments, which may heal: reloading and applying again/,
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

test('what stays down is refused when the time is up', async () => {
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

test('what cannot heal besides is not waited for', async () => {
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
])('%s: a table that was made since the last reload', async (version, isReloaded) => {
  const databases = { default: { tables: {} as Record<string, string[]> } };
  const server = await startServer({
    version,
    databases,
    metadata: { version: 3, sources: [{ ...projectMetadata()['sources'][0], tables: [] }] },
  });
  databases.default.tables['users'] = ['id', 'email'];
  const result = await applyTo(server);
  expect(result).toMatchObject({ exitCode: 0, outputs: { applied: 'true', consistent: 'true' } });
  expect(timesSent(server)).toBe(isReloaded ? 2 : 1);
});

test('an old server that refuses after a reload as well is not asked a third time', async () => {
  const databases = { default: { tables: { users: ['id'] } } };
  const server = await startServer({ version: 'v2.4.0', databases });
  const result = await applyTo(server, PATIENT);
  expect(result).toMatchObject({ exitCode: 1, outputs: { applied: 'false' } });
  expect(timesSent(server)).toBe(2);
});

test('cancelled while it waits: it says whose SQL triggers the refusal has left changed', async () => {
  let kill = (): unknown => undefined;
  const [source] = projectMetadata().sources;
  const created = { ...eventTrigger('user_created'), definition: { delete: { columns: '*' } } };
  const server = await startServer({
    metadata: {
      version: 3,
      sources: [{ ...source, tables: [{ ...source.tables[0], event_triggers: [created] }] }],
    },
  });
  const result = await applyTo(server, {
    files: withRemoteSchema(),
    ...PATIENT,
    options: {
      onSpawn: (child) => {
        kill = () => child.kill('SIGTERM');
      },
      onOutput: (text) => text.includes('which may heal') && kill(),
    },
  });
  expect(result.annotations.at(-1)?.message).toContain('The run was cancelled');
  expect(result.report).toMatchObject({ applied: 'not-applied' });
  expect(result.report?.['remarks']).toEqual([
    expect.stringMatching(/changes the event trigger user_created of source default, .+ cancelled/),
  ]);
});
