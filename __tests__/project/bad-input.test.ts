import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Files, failure, load, loadProject, workspaceWith } from './temporary-project.js';

const DATABASES = 'metadata/databases/databases.yaml';

/** A sound project, with some of its files replaced. */
function project(files: Files): Files {
  return {
    'config.yaml': 'version: 3\n',
    'metadata/version.yaml': 'version: 3\n',
    [DATABASES]:
      '- name: default\n  kind: postgres\n  configuration: {}\n  tables: "!include tables.yaml"\n',
    'metadata/databases/tables.yaml': '- "!include users.yaml"\n',
    'metadata/databases/users.yaml': 'table:\n  schema: public\n  name: users\n',
    ...files,
  };
}

test('the project that these cases break is sound', async () => {
  const { metadata } = await load(project({}));
  expect(metadata).toHaveProperty('sources.0.tables.0.table.name', 'users');
});

/** What is wrong, the files, where the error points, and what it says. */
const CASES: readonly [string, Files, string, RegExp][] = [
  [
    'a tab that indents',
    { 'metadata/cron_triggers.yaml': '- name: a\n\twebhook: b\n' },
    'metadata/cron_triggers.yaml:2:2',
    /a tab indents this line/,
  ],
  [
    'a tab that indents under a key',
    { 'metadata/databases/users.yaml': 'table:\n\tname: users\n' },
    'metadata/databases/users.yaml:2:1',
    /a tab indents this line/,
  ],
  [
    'a key that stands twice',
    { 'metadata/databases/users.yaml': 'table: users\nselect_permissions: []\ntable: others\n' },
    'metadata/databases/users.yaml:3:1',
    /stands twice/,
  ],
  [
    'YAML that does not end',
    { 'metadata/databases/users.yaml': 'table: {schema: public\n' },
    'metadata/databases/users.yaml:2:1',
    /does not parse/,
  ],
  [
    'an alias of nothing',
    { 'metadata/databases/users.yaml': 'table: *gone\n' },
    'metadata/databases/users.yaml:1:9',
    /unidentified alias "gone"/,
  ],
  [
    'a tag of another program',
    { 'metadata/databases/users.yaml': 'table: !Ref users\n' },
    'metadata/databases/users.yaml:1:8',
    /tag !Ref means nothing/,
  ],
  [
    'two documents in a file',
    { 'metadata/cron_triggers.yaml': '---\n- name: a\n---\n- name: b\n' },
    'metadata/cron_triggers.yaml:4:1',
    /another YAML document/,
  ],
  [
    'a number that JavaScript would change',
    { 'metadata/databases/users.yaml': 'table: users\ncomment: 9007199254740993\n' },
    'metadata/databases/users.yaml:2:10',
    /9007199254740993 cannot be sent exactly/,
  ],
  [
    'a number that JSON lacks',
    { 'metadata/databases/users.yaml': 'table: users\nlimit: .inf\n' },
    'metadata/databases/users.yaml:2:8',
    /\.inf cannot be sent exactly/,
  ],
  [
    'a list where a map belongs',
    { 'metadata/api_limits.yaml': '# none\n- disabled: true\n' },
    'metadata/api_limits.yaml:2:1',
    /a list, where a map belongs/,
  ],
  [
    'a map where a list belongs',
    { [DATABASES]: 'name: default\n' },
    `${DATABASES}:1:1`,
    /a map, where a list belongs/,
  ],
  [
    'a text where a list belongs',
    { 'metadata/cron_triggers.yaml': 'none\n' },
    'metadata/cron_triggers.yaml:1:1',
    /a single value, where a list belongs/,
  ],
  [
    'an include of nothing',
    { 'metadata/databases/tables.yaml': '- table: a\n- "!include b c.yaml"\n' },
    'metadata/databases/tables.yaml:2:3',
    /There is no file metadata\/databases\/b c\.yaml/,
  ],
  [
    'an include by tag of nothing',
    { 'metadata/databases/users.yaml': 'table: users\nselect_permissions:\n  - !include x.yaml\n' },
    'metadata/databases/users.yaml:3:5',
    /There is no file metadata\/databases\/x\.yaml/,
  ],
  [
    'an include of a directory',
    { 'metadata/databases/tables.yaml': '- !include ../../metadata\n' },
    'metadata/databases/tables.yaml:1:3',
    /metadata is a directory/,
  ],
  [
    'an included file that is empty',
    { 'metadata/databases/users.yaml': '# nothing yet\n' },
    'metadata/databases/tables.yaml:1:3',
    /users\.yaml, which is included here, is empty/,
  ],
  [
    'an include out of the project',
    { 'metadata/databases/tables.yaml': '- "!include ../../../secrets.yaml"\n' },
    'metadata/databases/tables.yaml:1:3',
    /secrets\.yaml lies out of the project/,
  ],
  [
    'a file that includes itself',
    { 'metadata/databases/users.yaml': 'table: users\nself: !include users.yaml\n' },
    'metadata/databases/users.yaml:2:1',
    /without end: metadata\/databases\/users\.yaml → metadata\/databases\/users\.yaml\./,
  ],
  [
    'files that include each other',
    {
      'metadata/databases/users.yaml': 'table: users\nparts: !include a.yaml\n',
      'metadata/databases/a.yaml': '- !include b.yaml\n',
      'metadata/databases/b.yaml': 'again: !include ../databases/users.yaml\n',
    },
    'metadata/databases/b.yaml:1:1',
    /users\.yaml → metadata\/databases\/a\.yaml → metadata\/databases\/b\.yaml → metadata\/databases\/users\.yaml/,
  ],
  [
    'an include where none is followed',
    { 'metadata/remote_schemas.yaml': '- name: a\n  permissions: !include a.yaml\n' },
    'metadata/remote_schemas.yaml:2:3',
    /not here/,
  ],
  [
    'an include elsewhere in a source',
    { [DATABASES]: '- name: default\n  configuration: !include a.yaml\n' },
    `${DATABASES}:2:3`,
    /not here/,
  ],
  [
    'text that is not UTF-8',
    { 'metadata/databases/users.yaml': Buffer.from('table: users\ncomment: caf\xe9\n', 'latin1') },
    'metadata/databases/users.yaml:2:13',
    /not UTF-8: the byte at offset 25/,
  ],
  [
    'text in UTF-16',
    { 'metadata/databases/users.yaml': Buffer.from('\uFEFFtable: users\n', 'utf16le') },
    'metadata/databases/users.yaml:1:1',
    /not UTF-8/,
  ],
  [
    'a control character',
    { 'metadata/databases/users.yaml': 'table: users\ncomment: "\u0007"\n' },
    'metadata/databases/users.yaml:2:11',
    /expected valid JSON character/,
  ],
  [
    'anchors that explode',
    { 'metadata/databases/users.yaml': laughs(12) },
    'metadata/databases/users.yaml:1:1',
    /repeat too much/,
  ],
  [
    'an anchor within itself',
    { 'metadata/databases/users.yaml': 'table: users\ncomment: &a [*a]\n' },
    'metadata/databases/users.yaml:1:1',
    /or no end/,
  ],
  [
    'nesting without end',
    { 'metadata/databases/users.yaml': '['.repeat(20_000) },
    'metadata/databases/users.yaml:1:100',
    /nesting exceeded/,
  ],
  [
    'config version 1',
    { 'config.yaml': '# no version\nendpoint: x\n' },
    'config.yaml:2:1',
    /config version 1.*update-project-v2/s,
  ],
  [
    'config version 4',
    { 'config.yaml': 'a: 1\nversion: 4\n' },
    'config.yaml:2:1',
    /version 4 is unknown/,
  ],
  [
    'a config that is a list',
    { 'config.yaml': '- version: 3\n' },
    'config.yaml:1:1',
    /map belongs here/,
  ],
  [
    'a metadata directory that is not there',
    { 'config.yaml': 'version: 3\nmetadata_directory: elsewhere\n' },
    'config.yaml:2:1',
    /nothing at elsewhere/,
  ],
  [
    'a metadata directory out of the repository',
    { 'config.yaml': 'version: 3\nmetadata_directory: ../..\n' },
    'config.yaml:2:1',
    /out of the repository/,
  ],
  [
    'sources in metadata of version 2',
    { 'metadata/version.yaml': '# old\nversion: 2\n' },
    'metadata/version.yaml:2:1',
    /Metadata with sources has version 3, and this says 2/,
  ],
  [
    'an action without SDL',
    {
      'metadata/actions.graphql': 'type Query { a: Int }\n',
      'metadata/actions.yaml': 'actions:\n  - name: a\n  - name: b\n',
    },
    'metadata/actions.yaml:3:5',
    /action "b" is not in actions\.graphql/,
  ],
  [
    'an action without SDL, of which there is none',
    { 'metadata/actions.graphql': '# later\n', 'metadata/actions.yaml': 'actions: [name: a]\n' },
    'metadata/actions.yaml:1:11',
    /action "a" is not in actions\.graphql/,
  ],
  [
    'a custom type without SDL',
    {
      'metadata/actions.graphql': 'type A { a: Int }\n',
      'metadata/actions.yaml': 'actions: []\ncustom_types:\n  enums:\n    - name: A\n',
    },
    'metadata/actions.yaml:4:7',
    /custom type "A" is not among the enums/,
  ],
  [
    'an action that stands twice',
    {
      'metadata/actions.graphql': 'type Query { a: Int }\nextend type Mutation {\n  a: Int\n}\n',
      'metadata/actions.yaml': 'actions: []\n',
    },
    'metadata/actions.graphql:3:3',
    /"a" stands twice/,
  ],
  [
    'actions that are no list',
    {
      'metadata/actions.graphql': 'type A { a: Int }\n',
      'metadata/actions.yaml': 'actions: {a: 1}\n',
    },
    'metadata/actions.yaml:1:1',
    /A list belongs here/,
  ],
  ...(
    [
      ['type Query { a: }', '1:17', /does not parse: Expected Name, found "}"/],
      ['type A { a: Int }\nunion U = A', '2:1', /Union type definition U has no place/],
      ['interface I { a: Int }', '1:1', /Interface type definition I has no place/],
      ['schema { query: Q }', '1:1', /A schema definition has no place/],
      ['extend type A { a: Int }', '1:1', /Object type extension A has no place/],
      ['{ a }', '1:1', /An operation definition has no place/],
    ] as const
  ).map(([sdl, place, message]): [string, Files, string, RegExp] => [
    `SDL like ${sdl}`,
    { 'metadata/actions.graphql': sdl, 'metadata/actions.yaml': 'actions: []\n' },
    `metadata/actions.graphql:${place}`,
    message,
  ]),
];

function laughs(levels: number): string {
  const lines = Array.from({ length: levels }, (_, level) => {
    const item = level === 0 ? '"ha"' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array(10).fill(item).join(', ')}]`;
  });
  return `${lines.join('\n')}\n`;
}

describe('what cannot be read is an error at its place', () => {
  test.each(CASES)('%s', async (_, files, place, message) => {
    const error = await failure(load(project(files)));
    expect(error.message).toMatch(message);
    const { location } = error;
    expect(location && `${location.file}:${location.line}:${location.column}`).toBe(place);
    expect(error.message.startsWith(`${place}: `)).toBe(true);
  });
});

/** What is wrong with JSON metadata, its text, where, and what the error says. */
const JSON_CASES: readonly [string, string, string, RegExp][] = [
  [
    'a comma too many',
    '{"version": 3,\n "sources": [1,]}',
    '2:16',
    /"\]" stands here, where a value/,
  ],
  ['a comma too few', '{"version": 3\n "sources": []}', '2:2', /where a comma or } is wanted/],
  ['an end too soon', '{"sources": [\n', '2:1', /the file ends here/],
  ['more after the end', '{"version": 3} x', '1:16', /where the end of the file is wanted/],
  ['a string that does not end', '{"version": "3', '1:13', /this string does not end/],
  ['a string that is none', '{"version": "\\x"}', '1:13', /this string is not JSON/],
  ['a key without quotes', '{version: 3}', '1:2', /a key in double quotes/],
  [
    'a number too large',
    '{"sources": [], "a": [1, 12345678901234567890]}',
    '1:26',
    /cannot be sent exactly/,
  ],
  ['a number without end', '{"sources": [], "a": 1e999}', '1:22', /cannot be sent exactly/],
  [
    'nesting without end',
    `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    '1:106',
    /deeper than 100/,
  ],
  ['a list', '[]', '1:1', /A map belongs here/],
  [
    'a wrapper around nothing',
    '{"resource_version": 3,\n "metadata": null}',
    '2:2',
    /A map belongs here/,
  ],
  ['sources of version 1', '{"sources": [{"name": "a"}],\n "version": 1}', '2:2', /has version 3/],
];

describe('JSON that cannot be read is an error at its place', () => {
  test.each(JSON_CASES)('%s', async (_, text, place, message) => {
    const error = await failure(load({ 'metadata.json': text }, 'metadata.json'));
    expect(error.message).toMatch(message);
    const { location } = error;
    expect(location && `${location.line}:${location.column}`).toBe(place);
  });
});

test('a number of many digits within a string is no number', async () => {
  const text = '{"version": 3, "sources": [{"name": "a: 12345678901234567890"}]}';
  const { metadata } = await load({ 'metadata.json': text }, 'metadata.json');
  expect(metadata).toEqual(JSON.parse(text));
});

describe('what is no metadata at all is refused', () => {
  test.each<[string, Files, string, RegExp]>([
    ['nothing', {}, 'gone', /nothing at gone.*checked out/s],
    ['an empty directory', { 'a/b.txt': '' }, 'a', /a holds no metadata: neither config\.yaml/],
    ['the directory above', { 'hasura/config.yaml': 'version: 3\n' }, '.', /Is hasura meant\?/],
    ['a file of another kind', { 'schema.sql': '' }, 'schema.sql', /no metadata file by its name/],
    ['an empty file', { 'metadata.json': ' \n' }, 'metadata.json', /is empty/],
    ['an empty map', { 'metadata.yaml': '{}\n' }, 'metadata.yaml', /no metadata at all/],
    ['a version alone', { 'm/version.yaml': 'version: 3\n' }, 'm', /m holds no metadata at all/],
    [
      'empty lists alone',
      { 'm/version.yaml': 'version: 3\n', 'm/databases/databases.yaml': '[]\n' },
      'm',
      /no metadata at all/,
    ],
  ])('%s', async (_, files, path, message) => {
    expect((await failure(load(files, path))).message).toMatch(message);
  });
});

describe('symbolic links', () => {
  const outside = {
    'secrets.yaml': 'table: secrets\n',
    'outside/databases.yaml': '- name: secrets\n',
  };

  function linked(target: string, name: string): string {
    const files = Object.entries(project({})).map(([file, content]) => [
      `repository/${file}`,
      content,
    ]);
    const workspace = workspaceWith({ ...Object.fromEntries(files), ...outside });
    mkdirSync(join(workspace, 'repository/.git'));
    execFileSync('rm', ['-rf', join(workspace, 'repository', name)]);
    symlinkSync(target, join(workspace, 'repository', name));
    return join(workspace, 'repository');
  }

  test.each([
    ['an included file', 'metadata/databases/users.yaml', '../../../secrets.yaml'],
    ['a file of its own', 'metadata/cron_triggers.yaml', '../../secrets.yaml'],
    ['a directory', 'metadata/databases', '../../outside'],
  ])('%s that leads out of the project is an error', async (_, name, target) => {
    const workspace = linked(target, name);
    const error = await failure(loadProject('.', { workspace }));
    expect(error.message).toMatch(/leads, by a symbolic link to .*, out of the project/);
  });

  test('a link to nowhere is an error, not a missing file', async () => {
    const workspace = linked('gone.yaml', 'metadata/cron_triggers.yaml');
    const error = await failure(loadProject('.', { workspace }));
    expect(error.message).toMatch(/cron_triggers\.yaml is a symbolic link to nowhere/);
  });

  test('a link within the project works, and is named as the repository names it', async () => {
    const workspace = linked('../config.yaml', 'metadata/network.yaml');
    const { metadata, locatePath } = await loadProject('.', { workspace });
    expect(metadata['network']).toEqual({ version: 3 });
    expect((await locatePath('$.args.metadata.network.version'))?.file).toBe(
      'metadata/network.yaml',
    );
  });

  test('files that include each other through a link are a cycle', async () => {
    const workspace = linked('tables.yaml', 'metadata/databases/users.yaml');
    const error = await failure(loadProject('.', { workspace }));
    expect(error.message).toMatch(/without end/);
  });
});

test('a pipe is no file, and is not waited for', async () => {
  const workspace = workspaceWith(project({}));
  execFileSync('mkfifo', [join(workspace, 'metadata/cron_triggers.yaml')]);
  const error = await failure(loadProject('.', { workspace }));
  expect(error.message).toMatch(/cron_triggers\.yaml is no regular file/);
});

test('includes that multiply each other are an error', async () => {
  const files: Record<string, string> = {};
  for (let level = 0; level < 12; level++) {
    files[`metadata/databases/l${level}.yaml`] = `- !include l${level + 1}.yaml\n`.repeat(10);
  }
  files['metadata/databases/l12.yaml'] = '[ha]\n';
  files['metadata/databases/users.yaml'] = 'table: users\nlaughs: !include l0.yaml\n';
  const error = await failure(load(project(files)));
  expect(error.message).toMatch(/repeat too much/);
});

test('one file may be included in several places', async () => {
  const { metadata } = await load(
    project({
      'metadata/databases/users.yaml':
        'table: users\na: !include part.yaml\nb: !include part.yaml\nc: !include part.txt\n',
      'metadata/databases/part.yaml': 'x: 1\n',
      'metadata/databases/part.txt': '- no: YAML: at all\n',
    }),
  );
  expect(metadata).toHaveProperty('sources.0.tables.0', {
    table: 'users',
    a: { x: 1 },
    b: { x: 1 },
    c: '- no: YAML: at all\n',
  });
});

test('a text that reads like an include stays a text, also where an alias repeats it', async () => {
  const { metadata } = await load(
    project({
      'metadata/databases/users.yaml': 'table: users\na: &a {text: !include part.md}\nb: *a\n',
      'metadata/databases/part.md': '!include gone.yaml',
    }),
  );
  const part = { text: '!include gone.yaml' };
  expect(metadata).toHaveProperty('sources.0.tables.0', { table: 'users', a: part, b: part });
});

test('a file of 20 MB is read whole, in JSON and in YAML', async () => {
  const tables = Array.from({ length: 50_000 }, (_, index) => ({
    table: { schema: 'public', name: `table_${index}` },
    configuration: { comment: 'x'.repeat(330) },
  }));
  const metadata = { version: 3, sources: [{ name: 'default', kind: 'postgres', tables }] };
  const text = JSON.stringify(metadata);
  expect(text.length).toBeGreaterThan(20_000_000);
  for (const name of ['metadata.json', 'metadata.yaml']) {
    const loaded = await load({ [name]: text }, name);
    expect(JSON.stringify(loaded.metadata) === text).toBe(true);
    const table = { text: 'table_49999', raw: { schema: 'public', name: 'table_49999' } };
    const column = text.lastIndexOf('"table":') + 1;
    expect(await loaded.locate({ type: 'table', table })).toEqual({ file: name, line: 1, column });
  }
}, 60_000);
