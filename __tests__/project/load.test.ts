import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { load, loadProject, workspaceWith } from './temporary-project.js';

const library = fileURLToPath(new URL('../__fixtures__/projects/library', import.meta.url));
const golden: unknown = JSON.parse(readFileSync(join(library, 'metadata.json'), 'utf8'));

describe('a project becomes the metadata that the server gets', () => {
  test.each(['hasura', 'hasura/config.yaml', 'hasura/metadata', 'metadata.json'])(
    'pointed at by %s',
    async (path) => {
      const { metadata } = await loadProject(path, { workspace: library });
      expect(metadata).toEqual(golden);
    },
  );
});

const USERS = [{ table: { schema: 'public', name: 'users' } }];
const SOURCES = [{ name: 'default', tables: USERS }];

describe('where metadata is found', () => {
  test.each<[string, Record<string, string>, string, unknown]>([
    [
      'the directory that the config names',
      {
        'config.yaml': 'version: 3\nmetadata_directory: meta/data\n',
        'meta/data/cron_triggers.yaml': '[{name: a}]',
      },
      '.',
      { cron_triggers: [{ name: 'a' }] },
    ],
    [
      'the file that the config names',
      {
        'config.yaml': 'version: 3\nmetadata_file: meta.json\n',
        'meta.json': JSON.stringify({ version: 3, sources: SOURCES }),
      },
      '.',
      { version: 3, sources: SOURCES },
    ],
    [
      'config version 2',
      {
        'config.yaml': 'version: 2\n',
        'metadata/version.yaml': 'version: 2\n',
        'metadata/tables.yaml': '- !include users.yaml\n',
        'metadata/users.yaml': 'table: {schema: public, name: users}\n',
        'metadata/functions.yaml': '- function: search\n',
        'metadata/databases/databases.yaml': '- name: ignored\n',
        'metadata/rest_endpoints.yaml': '- name: ignored\n',
        'metadata/remote_schemas.yaml': '- name: a\n',
      },
      '.',
      {
        version: 2,
        tables: USERS,
        functions: [{ function: 'search' }],
        remote_schemas: [{ name: 'a' }],
      },
    ],
    [
      'a directory with tables.yaml, which is version 2',
      { 'tables.yaml': '- table: {schema: public, name: users}\n' },
      '.',
      { version: 2, tables: USERS },
    ],
    [
      'an include whose path begins with a blank, as the CLI writes it for such a source',
      {
        'databases/databases.yaml': '- {name: " a", tables: "!include  a/tables.yaml"}\n',
        'databases/ a/tables.yaml': '- {table: {schema: public, name: users}}\n',
      },
      '.',
      { version: 3, sources: [{ name: ' a', tables: USERS }] },
    ],
    [
      'an export',
      {
        'a.json': JSON.stringify({
          resource_version: 4,
          metadata: { version: 3, sources: SOURCES },
        }),
      },
      'a.json',
      { version: 3, sources: SOURCES },
    ],
    [
      'an export in YAML',
      { 'a.yml': 'resource_version: 4\nmetadata:\n  version: 3\n  sources: [{name: a}]\n' },
      'a.yml',
      { version: 3, sources: [{ name: 'a' }] },
    ],
    [
      'bare metadata of version 2',
      { 'a.yaml': 'version: 2\ntables: [{table: {schema: public, name: users}}]\n' },
      'a.yaml',
      { version: 2, tables: USERS },
    ],
    [
      'sources without a version, which the server would ignore',
      {
        'databases/databases.yaml':
          '- {name: default, tables: [{table: {schema: public, name: users}}]}\n',
      },
      '.',
      { version: 3, sources: SOURCES },
    ],
    [
      'a byte order mark',
      { 'a.json': `\uFEFF${JSON.stringify({ version: 3, sources: SOURCES })}` },
      'a.json',
      { version: 3, sources: SOURCES },
    ],
  ])('%s', async (_, files, path, expected) => {
    expect((await load(files, path)).metadata).toEqual(expected);
  });
});

test.each(['actions.yaml', 'actions.graphql'])(
  'without %s there are no actions',
  async (missing) => {
    const files: Record<string, string> = {
      'cron_triggers.yaml': '[{name: a}]\n',
      'actions.yaml': 'actions: [{name: a}]\n',
      'actions.graphql': 'type Query { a: Int }\n',
    };
    delete files[missing];
    expect((await load(files)).metadata).toEqual({ cron_triggers: [{ name: 'a' }] });
  },
);

test('a timeout of 0 is left out of an action, since every call of it would fail', async () => {
  const { metadata } = await load({
    'actions.yaml':
      'actions:\n  - name: a\n    definition: {timeout: 0}\n  - name: b\n    definition: {timeout: 5}\n',
    'actions.graphql': 'type Query { a: Int b: Int }\n',
  });
  expect(metadata).not.toHaveProperty('actions.0.definition.timeout');
  expect(metadata).toHaveProperty('actions.1.definition.timeout', 5);
});

test('descriptions in the SDL lose the blanks around them', async () => {
  const { metadata } = await load({
    'actions.yaml': 'actions: []\n',
    'actions.graphql': '" Adds. "\nscalar Sum\n"" scalar Nothing\n',
  });
  expect(metadata).toHaveProperty('custom_types.scalars', [
    { name: 'Sum', description: 'Adds.' },
    { name: 'Nothing', description: '' },
  ]);
});

test('a type of the SDL may have the name of a key that objects inherit', async () => {
  const { metadata } = await load({
    'actions.yaml': 'actions: []\n',
    'actions.graphql': 'type constructor { a: Int }\n',
  });
  expect(metadata).toMatchObject({ custom_types: { objects: [{ name: 'constructor' }] } });
});

test('interfaces in the SDL are dropped, as the Hasura CLI does', async () => {
  const { metadata } = await load({
    'actions.yaml': 'actions: []\n',
    'actions.graphql':
      'interface Failing { error: Int }\ntype A implements Failing { error: Int }\n',
  });
  expect(metadata['custom_types']).toMatchObject({
    objects: [{ name: 'A', fields: [{ name: 'error', type: 'Int' }] }],
  });
});

test('YAML in brackets and quotes may be indented as little as for the Hasura CLI', async () => {
  const { metadata } = await load(
    {
      'metadata.yaml': `version: 3
sources:
  - name: a
    filter: {
      _or: [
  {a: 1},
        {b: 2}
    ]
    }
    comment: "one
two
      three"
`,
    },
    'metadata.yaml',
  );
  expect(metadata['sources']).toEqual([
    { name: 'a', filter: { _or: [{ a: 1 }, { b: 2 }] }, comment: 'one two three' },
  ]);
});

test('YAML is read as version 1.2 has it', async () => {
  const { metadata } = await load(
    {
      'metadata.yaml': `version: 3
sources:
  - name: yes
    a: [no, on, off, y, True, ~, 2024-01-31, 2024-01-31T10:00:00Z, 1_000, 0x1F, 1e3, "1"]
    b: &b {x: 1, y: 2}
    c: {<<: *b, y: 3}
    d: {<<: [*b, {z: 4}]}
    __proto__: {polluted: true}
    "!include a.yaml": "!include a.yaml"
`,
    },
    'metadata.yaml',
  );
  const [source] = metadata['sources'] as Record<string, unknown>[];
  expect(source).toMatchObject({
    name: 'yes',
    a: [
      'no',
      'on',
      'off',
      'y',
      true,
      null,
      '2024-01-31',
      '2024-01-31T10:00:00Z',
      '1_000',
      31,
      1000,
      '1',
    ],
    c: { x: 1, y: 3 },
    d: { x: 1, y: 2, z: 4 },
    '!include a.yaml': '!include a.yaml',
  });
  expect(JSON.stringify(source)).toContain('"__proto__":{"polluted":true}');
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

describe('files are named from the root of the repository', () => {
  const project = { 'config.yaml': 'version: 3\n', 'metadata/cron_triggers.yaml': '- name: a\n' };
  const at = (directory: string) =>
    Object.fromEntries(
      Object.entries(project).map(([name, text]) => [`${directory}/${name}`, text]),
    );
  const trigger = { type: 'cron_trigger', name: 'a' };

  test.each<[string, string, string | undefined, string]>([
    ['which is the workspace', 'hasura', undefined, 'hasura/metadata/cron_triggers.yaml'],
    ['which holds .git', 'checkout/hasura', 'checkout', 'hasura/metadata/cron_triggers.yaml'],
    ['of a checkout within it', 'a/b/hasura', 'a/b', 'hasura/metadata/cron_triggers.yaml'],
    ['which is the project', 'hasura', 'hasura', 'metadata/cron_triggers.yaml'],
  ])('%s', async (_, directory, repository, file) => {
    const workspace = workspaceWith(at(directory));
    if (repository) mkdirSync(join(workspace, repository, '.git'));
    const { locate } = await loadProject(directory, { workspace });
    expect((await locate(trigger))?.file).toBe(file);
  });

  test('which may be given', async () => {
    const workspace = workspaceWith(at('a/hasura'));
    const { locate } = await loadProject('a/hasura', { workspace, root: join(workspace, 'a') });
    expect((await locate(trigger))?.file).toBe('hasura/metadata/cron_triggers.yaml');
  });

  test('and from the project, when that lies outside of the workspace', async () => {
    const workspace = workspaceWith(at('hasura'));
    const { locate } = await loadProject(join(workspace, 'hasura'), {
      workspace: workspaceWith({}),
    });
    expect((await locate(trigger))?.file).toBe('metadata/cron_triggers.yaml');
  });
});
