import { describe, expect, test } from '@jest/globals';
import {
  applyTo,
  BEFORE,
  callsOf,
  editedTable,
  type Files,
  places,
  projectFiles,
  startServer,
  timesSent,
  USERS,
} from '../support/applying.js';

/** A column that the project names is missing, so that there is something to point at. */
const LACKING = { databases: { default: { tables: { users: ['id'] } } } };
const GITHUB = {
  GITHUB_SERVER_URL: 'https://github.example.com',
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
};

/** The same files, in a folder. */
function within(folder: string, files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]),
  );
}

describe('metadata that the server does not understand', () => {
  test.each<[what: string, edits: [string, string][], line: number, said: RegExp]>([
    ['a key that is missing', [['- role: clerk', '- rol: clerk']], 5, /key "role" not found/],
    [
      'a key that is unknown',
      [['select_permissions', '"select permissions"']],
      1,
      /unknown|expected/i,
    ],
    ['a value of another kind', [['- role: clerk', '- role: [clerk]']], 5, /expected String/],
  ])('%s: one error on its line, through the includes', async (_what, edits, line, said) => {
    const server = await startServer();
    const files = editedTable(...edits);
    const result = await applyTo(server, { files, options: { env: GITHUB } });
    expect(result.exitCode).toBe(1);
    expect(server.metadata).toEqual(BEFORE);
    expect(timesSent(server)).toBe(1);
    expect(places(result, 'error')).toEqual([`${USERS}:${line}`]);
    expect(result.annotations).toHaveLength(2);
    for (const { message } of result.annotations) expect(message).toMatch(said);
    expect(result.annotations.at(-1)?.message).toMatch(
      /^Nothing was applied\. POST .*parse-failed/,
    );
    expect(result.report).toMatchObject({
      applied: 'refused',
      failure: { kind: 'parse-failed', location: { file: USERS, line } },
    });
    expect(result.summary).toMatch(/^## ❌ Nothing was applied: the server refused the metadata\n/);
    expect(decodeURIComponent(result.summary)).toContain(
      `In [public\\_users.yaml:${line}](https://github.example.com/acme/shop/blob/${GITHUB.GITHUB_SHA}/${USERS}#L${line})`,
    );
  });

  test('at a place that is not in the project: no line', async () => {
    const server = await startServer({
      onRequest: ({ type }) =>
        type === 'replace_metadata'
          ? { status: 400, body: { path: '$.args', error: 'odd', code: 'parse-failed' } }
          : undefined,
    });
    const result = await applyTo(server);
    expect(result.exitCode).toBe(1);
    expect(places(result, 'error')).toEqual([]);
  });
});

describe('paths count from the root of the repository', () => {
  test.each([
    ['that is the workspace', 'services/api', { '.git/HEAD': '' }, '', 'services/api/hasura'],
    [
      'that was checked out in a folder of the workspace',
      'checkout/services/api',
      { 'checkout/.git/HEAD': '' },
      'checkout/',
      'checkout/services/api/hasura',
    ],
    [
      'that was checked out as a worktree',
      'checkout/services/api',
      { 'checkout/.git': 'gitdir: elsewhere\n' },
      'checkout/',
      './checkout/services/api/hasura/metadata/',
    ],
  ])('%s', async (_name, folder, git, cut, project) => {
    const server = await startServer(LACKING);
    const files = { ...within(folder, projectFiles()), ...(git as Files) };
    const result = await applyTo(server, { files, inputs: { project }, options: { env: GITHUB } });
    const path = `${folder}/${USERS}`.slice(cut.length);
    expect(places(result, 'error')).toEqual([`${path}:9`]);
    expect(path.startsWith('services/')).toBe(true);
    const url = `https://github.example.com/acme/shop/blob/${GITHUB.GITHUB_SHA}/${path}#L9`;
    expect(decodeURIComponent(result.summary)).toContain(`[public\\_users.yaml:9](${url})`);
  });

  test('the place is named without a link if the run is not on GitHub', async () => {
    const server = await startServer(LACKING);
    const result = await applyTo(server);
    expect(result.summary).not.toContain('](');
    expect(result.summary).toContain('tables/public\\_users.yaml:9');
  });
});

describe('a project that cannot be read is not sent', () => {
  const databases = 'hasura/metadata/databases/databases.yaml';
  const tables = 'hasura/metadata/databases/default/tables/tables.yaml';
  test.each<[what: string, files: Files, place: string, says: RegExp]>([
    ['YAML with a tab', { [USERS]: 'table:\n\tname: users\n' }, `${USERS}:2:1`, /tab/],
    ['YAML that does not end', { [USERS]: 'table: {schema: public\n' }, `${USERS}:2:1`, /parse/],
    ['a key that occurs twice', { [USERS]: 'table: a\ntable: b\n' }, `${USERS}:2:1`, /twice/],
    [
      'bytes that are not UTF-8',
      { [USERS]: Buffer.from('table: \xff\n', 'latin1') },
      `${USERS}:1:8`,
      /UTF-8/,
    ],
    ['a missing include', { [tables]: '- "!include gone.yaml"\n' }, `${tables}:1:3`, /gone\.yaml/],
    [
      'a circle of includes',
      { [tables]: '- "!include tables.yaml"\n' },
      `${tables}:1:3`,
      /tables\.yaml/,
    ],
    [
      'an include from outside of the project',
      { [tables]: '- "!include ../../../../../secret.yaml"\n' },
      `${tables}:1:3`,
      /is outside of the project/,
    ],
    ['a map instead of a list', { [databases]: 'default: {}\n' }, `${databases}:1:1`, /list/],
    [
      'config version 1',
      { 'hasura/config.yaml': 'endpoint: x\n' },
      'hasura/config.yaml:1:1',
      /config version 1/,
    ],
    [
      'an action without SDL',
      {
        'hasura/metadata/actions.graphql': 'type Query { a: Int }\n',
        'hasura/metadata/actions.yaml': 'actions:\n  - name: b\n',
      },
      'hasura/metadata/actions.yaml:2:5',
      /"b" is not among the actions of/,
    ],
  ])('%s: one error with file, line and column', async (_what, files, place, says) => {
    const server = await startServer();
    const result = await applyTo(server, { files: projectFiles(files) });
    expect(result.exitCode).toBe(1);
    expect(callsOf(server)).toEqual([]);
    const [first, verdict, ...others] = result.annotations;
    expect(others).toEqual([]);
    const { file, line, col } = first?.properties ?? {};
    expect(`${file}:${line}:${col}`).toBe(place);
    expect(first?.message).toMatch(says);
    expect(verdict?.message).toBe(first?.message);
    expect(result.summary).toMatch(/^## ❌ Hasura metadata could not be applied\n/);
    expect(result.report).toMatchObject({
      applied: 'not-applied',
      failure: { kind: 'invalid-project' },
    });
  });

  test.each<[what: string, project: string, says: RegExp]>([
    ['a path that does not exist', 'nowhere', /Project path not found: nowhere/],
    ['a folder without metadata', 'empty', /No metadata found in empty/],
    ['a file that is not metadata', 'empty/README.md', /is not a metadata file/],
  ])('%s: one error without a place', async (_what, project, says) => {
    const server = await startServer();
    const files = { ...projectFiles(), 'empty/README.md': '' };
    const result = await applyTo(server, { files, inputs: { project } });
    expect(result.exitCode).toBe(1);
    expect(callsOf(server)).toEqual([]);
    expect(result.annotations).toHaveLength(1);
    expect(result.annotations[0]?.message).toMatch(says);
  });
});
