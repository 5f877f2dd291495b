import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Identity } from '../../src/model/report.js';
import { openProject, type Project } from '../../src/project/project.js';
import { type Files, opened as openedAt, WAYS, workspaceWith } from './temporary-project.js';

/** A project of tables, each in a file of its own with the text given. */
function projectOf(tables: Files, more: Files = {}): Files {
  const names = Object.keys(tables);
  return {
    'databases/databases.yaml': '- name: default\n  tables: "!include tables/tables.yaml"\n',
    'databases/tables/tables.yaml': names.map((name) => `- "!include ${name}"\n`).join(''),
    ...Object.fromEntries(names.map((name) => [`databases/tables/${name}`, tables[name] ?? ''])),
    ...more,
  };
}

function opened(files: Files): Promise<Project> {
  return openedAt('.', { workspace: workspaceWith(files) });
}

function table(name: unknown): Identity {
  return { type: 'table', source: 'default', table: { text: String(name), raw: name } };
}

const NO_YAML = 'table: [\n';
const USERS = 'table: users\nselect_permissions:\n  - role: clerk\n    permission: {}\n';

describe('what no problem is in is not parsed', () => {
  test('an opened project may have any mistake but those of its configuration', async () => {
    const project = await opened({ ...projectOf({ 'a.yaml': NO_YAML }), 'network.yaml': '- a\n' });
    expect(project.unreadable).toEqual([]);
    expect(await project.build()).toMatchObject({
      ok: false,
      problem: { message: expect.stringMatching(/a\.yaml:2:1: This file does not parse/) },
    });
  });

  test.each([
    ['config version 1', { 'config.yaml': 'endpoint: x\n' }, '.', /has config version 1/],
    [
      'no metadata directory',
      { 'config.yaml': 'version: 3\n' },
      '.',
      /Metadata not found: metadata/,
    ],
    ['no project', {}, 'gone', /Project path not found: gone/],
    ['no metadata', { 'a/b.txt': '' }, 'a', /No metadata found in a:/],
  ])('%s is reported at once', async (_, files, path, message) => {
    const outcome = await openProject(path, { workspace: workspaceWith(files) });
    expect(outcome.ok ? '' : outcome.problem.message).toMatch(message);
  });

  test('only files that may hold the name are parsed', async () => {
    const project = await opened({
      ...projectOf({ 'users.yaml': USERS, 'orders.yaml': `${NO_YAML}# orders` }),
      'cron_triggers.yaml': NO_YAML,
    });
    const location = { file: 'databases/tables/users.yaml', line: 1, column: 1 };
    expect(await project.locate(table('users'))).toEqual(location);
    const permission = { ...table('users'), type: 'select_permission', name: 'clerk' };
    expect(await project.locate(permission)).toEqual({ ...location, line: 3, column: 5 });
    expect(project.unreadable).toEqual([]);
    expect(await project.locate(table('orders'))).toBeUndefined();
    expect(project.unreadable).toEqual([
      expect.stringMatching(/^databases\/tables\/orders\.yaml:2:9: This file does not parse/),
    ]);
  });

  test('actions are read only for what is in them', async () => {
    const project = await opened({
      ...projectOf({ 'users.yaml': USERS }),
      'actions.yaml': 'actions:\n  - name: a\n',
      'actions.graphql': 'type Query {',
    });
    expect(await project.locate(table('users'))).toBeDefined();
    expect(project.unreadable).toEqual([]);
    expect(await project.locate({ type: 'action', action: 'a' })).toBeUndefined();
    expect(project.unreadable).toHaveLength(1);
  });
});

describe('what is wrong with a file costs the lines in it, and no others', () => {
  test.each<[string, Files, RegExp]>([
    ['does not parse', { 'databases/tables/users.yaml': `${NO_YAML}# users` }, /does not parse/],
  ])('that %s', async (_, files, trouble) => {
    const project = await opened(
      projectOf({ 'users.yaml': '', 'orders.yaml': 'table: orders # of users\n' }, files),
    );
    expect(await project.locate(table('users'))).toBeUndefined();
    expect(await project.locate(table('users'))).toBeUndefined();
    expect(project.unreadable).toEqual([expect.stringMatching(trouble)]);
    expect((await project.locate(table('orders')))?.file).toBe('databases/tables/orders.yaml');
  });

  test.each([
    ['includes itself', 'users.yaml', /in a cycle/],
    ['is not there', 'gone.yaml', /File not found: databases\/tables\/gone\.yaml/],
  ])('that is a part of an object and %s', async (_, file, problem) => {
    const text = `table: users\nselect_permissions: !include ${file}\n`;
    const project = await opened(projectOf({ 'users.yaml': text }));
    expect((await project.locate(table('users')))?.line).toBe(1);
    expect(project.unreadable).toEqual([]);
    const permission = { ...table('users'), type: 'select_permission', name: 'clerk' };
    expect(await project.locate(permission)).toBeUndefined();
    expect(project.unreadable).toEqual([expect.stringMatching(problem)]);
  });

  test.each<[string, Files]>([
    ['is not there', { 'databases/tables/tables.yaml': '- !include gone.yaml\n- table: orders\n' }],
    [
      'lies out of the project',
      { 'databases/tables/tables.yaml': '- !include ../../../x.yaml\n- table: orders\n' },
    ],
    [
      'is the list itself',
      { 'databases/tables/tables.yaml': '- !include tables.yaml\n- table: orders\n' },
    ],
  ])('that %s', async (_, files) => {
    const project = await opened(projectOf({}, files));
    expect((await project.locate(table('orders')))?.line).toBe(2);
    expect(project.unreadable).toHaveLength(1);
  });

  test.each([
    ['a list', 'databases/databases.yaml', NO_YAML],
    ['a map', 'databases/databases.yaml', 'name: default\n'],
    ['the tables', 'databases/tables/tables.yaml', '- !include\n\t- a\n'],
  ])('that is %s', async (_, name, text) => {
    const project = await opened({
      ...projectOf({ 'users.yaml': USERS }),
      'cron_triggers.yaml': '- name: c\n',
      [name]: text,
    });
    expect(await project.locate(table('users'))).toBeUndefined();
    expect(project.unreadable).toEqual([expect.stringContaining(name)]);
    expect(await project.locate({ type: 'cron_trigger', name: 'c' })).toBeDefined();
  });

  test('files that are each other cannot keep it for ever', async () => {
    const project = await opened({
      'databases/databases.yaml':
        '- name: a\n  tables: !include a.yaml\n- name: b\n  tables: !include b.yaml\n',
      'databases/a.yaml': '!include b.yaml\n',
      'databases/b.yaml': '!include a.yaml\n',
    });
    expect(await project.locate({ ...table('users'), source: 'a' })).toBeUndefined();
    expect(await project.locate({ ...table('users'), source: 'b' })).toBeUndefined();
    expect(project.unreadable).toHaveLength(2);
  });

  test('a link out of the project is not followed', async () => {
    const workspace = workspaceWith({
      'p/databases/databases.yaml': '- {name: default, tables: [!include l.yaml]}\n',
      'users.yaml': USERS,
    });
    symlinkSync('../../users.yaml', join(workspace, 'p/databases/l.yaml'));
    const project = await openedAt('p', { workspace });
    expect(await project.locate(table('users'))).toBeUndefined();
    expect(project.unreadable).toEqual([
      expect.stringMatching(/symbolic link .* outside of the project/),
    ]);
  });
});

describe.each(WAYS)('%s, two files are both seen', (_, open) => {
  test.each([
    ['users', 'table: users\n', 'table: {schema: public, name: users}\n'],
    ['users', 'table: users\n', 'table: "\\x75sers"\n'],
    ['users', 'table: users\n', '{"table": {"name": "\\u0075sers"}}\n'],
    ['users', 'table: users\n', 'table: !include name.txt\n'],
    ['the users', 'table: the users\n', 'table: "the\n  users"\n'],
    ['the users', 'table: the users\n', 'table: >-\n  the\n  users\n'],
    ["the'users", "table: the'users\n", "table: 'the''users'\n"],
    ['a\nb', 'table: "a\\nb"\n', 'table: |-\n  a\n  b\n'],
  ])('that have the table %j', async (name, one, other) => {
    const files = projectOf(
      { 'a.yaml': one, 'b.yaml': other },
      { 'databases/tables/name.txt': 'users' },
    );
    const both = await open('.', { workspace: workspaceWith(files) });
    expect(await both.locate(table(name))).toBeUndefined();
    for (const only of [one, other]) {
      const more = { 'databases/tables/name.txt': 'users' };
      const single = projectOf({ 'a.yaml': only, 'b.yaml': 'table: orders\n' }, more);
      const { locate } = await open('.', { workspace: workspaceWith(single) });
      expect((await locate(table(name)))?.file).toBe('databases/tables/a.yaml');
    }
  });
});

/** How a name may be written that holds neither a double quote nor a backslash. */
const STYLES: readonly ((name: string) => string)[] = [
  (name) => `"${name}"`,
  (name) => `'${name.replaceAll("'", "''")}'`,
  (name) => `"\\u${name.charCodeAt(0).toString(16).padStart(4, '0')}${name.slice(1)}"`,
  (name) => `!!str "${name}"`,
  (name) => `|-\n    ${name}`,
  (name) => `{schema: &s public, name: "${name}", "as": *s}`,
  (name) => `{schema: a, name: "${name}"}`,
];

test('whatever a table is called and however that is written, both ways lead to one place', async () => {
  const name = fc.string({ unit: fc.constantFrom(..."aab.'é#:!-"), minLength: 1, maxLength: 4 });
  const written = fc.record({ name, style: fc.constantFrom(...STYLES) });
  let located = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 4 }), async (tables) => {
      const texts = tables.map((one, index) => [
        `${index}.yaml`,
        `table: ${one.style(one.name)}\n`,
      ]);
      const workspace = workspaceWith(projectOf(Object.fromEntries(texts)));
      const built = await openedAt('.', { workspace });
      await built.build();
      const searched = await openedAt('.', { workspace });
      for (const { name } of tables) {
        const spoken = { ...table(name), table: { text: name } };
        for (const identity of [table(name), table({ schema: 'a', name }), spoken]) {
          const location = await built.locate(identity);
          if (location) located++;
          expect(await searched.locate(identity)).toEqual(location);
        }
      }
      expect(searched.unreadable).toEqual([]);
    }),
    { numRuns: 200 },
  );
  expect(located).toBeGreaterThan(200);
});
