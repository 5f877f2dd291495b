import { expect, test } from '@jest/globals';
import {
  applyTo,
  places,
  projectFiles,
  projectMetadata,
  startServer,
  USERS,
} from '../support/applying.js';

const HEALTHY = { metadata: projectMetadata() };
/** A column that a permission names is missing. */
const LACKING = { ...HEALTHY, databases: { default: { tables: { users: ['id'] } } } };
const LINES_ONLY = { command: 'reload' };
const BROKEN = { [USERS]: 'table: users\n\tselect_permissions: []\n' };

test('a healthy server says nothing of a project that does not parse', async () => {
  const server = await startServer(HEALTHY);
  const result = await applyTo(server, { files: projectFiles(BROKEN), inputs: LINES_ONLY });
  expect(result.exitCode).toBe(0);
  expect(result.log).not.toContain('does not parse');
});

test('the same project is not applied, and the server is not asked to', async () => {
  const server = await startServer(HEALTHY);
  const result = await applyTo(server, { files: projectFiles(BROKEN) });
  expect(result.exitCode).toBe(1);
  expect(result.report).toMatchObject({ failure: { kind: 'invalid-project' } });
});

test('a problem has its line without apply, and no note', async () => {
  const server = await startServer(LACKING);
  const result = await applyTo(server, { inputs: LINES_ONLY });
  expect(result.exitCode).toBe(1);
  expect(places(result, 'error')).toEqual([`${USERS}:9`]);
  expect(result.log).not.toContain('lines may be missing');
});

test('a file that does not parse leaves the verdict as it is, and one note says so', async () => {
  const server = await startServer(LACKING);
  // A number that errors repeat, since it has too many digits.
  const secret = '12345678901234567890';
  const broken = { [USERS]: `table: users\nkey: ${secret}\n` };
  const result = await applyTo(server, {
    files: projectFiles(broken),
    inputs: { ...LINES_ONLY, 'admin-secret': secret },
  });
  expect(result.exitCode).toBe(1);
  expect(result.outputs['inconsistency-count']).toBe('1');
  expect(places(result, 'error')).toEqual([]);
  const notes = result.annotations.filter(({ message }) =>
    message.includes('lines may be missing'),
  );
  expect(notes.map(({ message }) => message)).toEqual([
    expect.stringContaining(
      `${USERS}:2:6: This file does not parse: the number *** cannot be sent exactly`,
    ),
  ]);
  expect(result.summary).toContain('Some lines may be missing');
  expect(result.summary).not.toContain(secret);
});

test('config version 1 is refused before any server is asked, also without apply', async () => {
  const server = await startServer(HEALTHY);
  const files = { ...projectFiles(), 'hasura/config.yaml': 'endpoint: http://localhost\n' };
  const result = await applyTo(server, { files, inputs: LINES_ONLY });
  expect(result.exitCode).toBe(1);
  expect(result.report).toMatchObject({
    failure: { kind: 'invalid-project', location: { file: 'hasura/config.yaml', line: 1 } },
  });
  expect(server.calls.filter(({ method }) => method === 'POST')).toEqual([]);
});
