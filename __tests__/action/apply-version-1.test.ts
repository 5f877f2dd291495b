import { expect, test } from '@jest/globals';
import {
  applyTo,
  callsOf,
  type Files,
  places,
  startServer,
  timesSent,
} from '../support/applying.js';

/** A project of config v2, whose one database has no name: what GraphQL Engine v1 knows. */
const FILES: Files = {
  'hasura/config.yaml': 'version: 2\nmetadata_directory: metadata\n',
  'hasura/metadata/version.yaml': 'version: 2\n',
  'hasura/metadata/tables.yaml': `- table:
    schema: public
    name: users
  select_permissions:
    - role: clerk
      permission:
        columns: [id, email]
        filter: {}
`,
};
const SENT = {
  version: 2,
  tables: [
    {
      table: { schema: 'public', name: 'users' },
      select_permissions: [{ role: 'clerk', permission: { columns: ['id', 'email'], filter: {} } }],
    },
  ],
};
const BEFORE = { version: 2, tables: [{ table: { schema: 'public', name: 'users' } }] };
const V1 = { version: 'v1.3.3', metadata: BEFORE };
const LACKING = { databases: { default: { tables: { users: ['id'] } } } };

test('a project of config v2 is applied to GraphQL Engine v1, as the bare metadata', async () => {
  const server = await startServer(V1);
  const result = await applyTo(server, { files: FILES });
  expect(result.exitCode).toBe(0);
  expect(server.metadata).toEqual(SENT);
  const call = server.calls.find(({ type }) => type === 'replace_metadata');
  expect(call).toMatchObject({ path: '/v1/query', json: { type: 'replace_metadata', args: SENT } });
  expect(result.outputs).toMatchObject({
    applied: 'true',
    consistent: 'true',
    'resource-version': '',
  });
});

test('what it warns of in its own form is shown', async () => {
  const warning = { message: 'beware of users', path: 'table users in source default' };
  const server = await startServer({
    ...V1,
    onRequest: ({ path, type }) =>
      path === '/v1/query' && type === 'replace_metadata'
        ? { status: 200, body: { message: 'success', warnings: [warning] } }
        : undefined,
  });
  const result = await applyTo(server, { files: FILES });
  expect(result.exitCode).toBe(0);
  expect(result.outputs).toMatchObject({ applied: 'true', 'warning-count': '1' });
  expect(result.annotations).toMatchObject([
    {
      command: 'warning',
      properties: { title: 'Metadata warning: table users in source default' },
      message: expect.stringContaining('beware of users'),
    },
  ]);
  expect(places(result, 'warning')).toEqual(['hasura/metadata/tables.yaml:1']);
});

test('its refusal, whose objects have no names, reads like any other', async () => {
  const server = await startServer({ ...V1, ...LACKING });
  const result = await applyTo(server, { files: FILES });
  expect(result.exitCode).toBe(1);
  expect(server.metadata).toEqual(BEFORE);
  expect(places(result, 'error')).toEqual(['hasura/metadata/tables.yaml:5']);
  expect(result.annotations[0]?.message).toContain('column "email" does not exist');
  expect(result.annotations.at(-1)?.message).toMatch(
    /^Nothing was applied: the server refused the metadata, since 1 object would be unavailable, select permission clerk on users/,
  );
});

test('it refuses although inconsistent metadata is allowed, and the report says why', async () => {
  const server = await startServer({ ...V1, ...LACKING });
  const inputs = { 'allow-inconsistent-metadata': 'true' };
  const result = await applyTo(server, { files: FILES, inputs });
  expect(result.exitCode).toBe(1);
  expect(server.metadata).toEqual(BEFORE);
  expect(result.summary).toContain('GraphQL Engine v1 refuses all inconsistent metadata');
});

test('a lost answer: it has no resource version to learn from, and the error says that', async () => {
  const server = await startServer({
    ...V1,
    onRequest: ({ path, type }) =>
      path === '/v1/query' && type === 'replace_metadata'
        ? { applyThen: { status: 504, body: '<html>' } }
        : undefined,
  });
  const result = await applyTo(server, { files: FILES });
  expect(result.exitCode).toBe(1);
  expect(result.report).toMatchObject({ applied: 'unknown' });
  expect(result.annotations.at(-1)?.message).toContain(
    'whether the metadata was applied could not be learnt, since the server has no resource version',
  );
  expect(timesSent(server)).toBe(1);
});

test('a project of config v2 on GraphQL Engine v2: its tables are those of the source "default"', async () => {
  const server = await startServer({
    onRequest: ({ type }) =>
      type === 'replace_metadata' ? { applyThen: { status: 502 } } : undefined,
  });
  const result = await applyTo(server, { files: FILES });
  expect(result.exitCode).toBe(0);
  expect(server.metadata.sources).toMatchObject([{ name: 'default', tables: SENT.tables }]);
  expect(timesSent(server)).toBe(1);
  expect(callsOf(server).at(-1)).toBe('reload_metadata');
});
