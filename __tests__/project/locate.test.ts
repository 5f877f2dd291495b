import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Identity, Location } from '../../src/model/report.js';
import { BOOKS, books, KINDS, LIBRARY } from './located-kinds.js';
import { loadProject, type Searched, WAYS, workspaceWith } from './temporary-project.js';

const options = { workspace: LIBRARY, root: LIBRARY };

describe.each(WAYS)('%s', (_, open) => {
  describe('an object of every kind is found on its line', () => {
    test.each(KINDS)('%j', async (identity, place, line) => {
      const project = await open('hasura', options);
      const location = await project.locate(identity);
      expect(written(location)).toBe(`hasura/metadata/${place}`);
      expect(lineAt(LIBRARY, location).trim()).toBe(line);
    });
  });

  describe('in JSON metadata every kind is found too', () => {
    test.each(KINDS)('%j', async (identity, _place, line, inJson = jsonOf(line)) => {
      const { metadata } = await loadProject('hasura', options);
      const text = JSON.stringify({ resource_version: 7, metadata }, null, 2);
      const own = workspaceWith({ 'metadata.json': text });
      const location = await (await open('metadata.json', { workspace: own })).locate(identity);
      const from = text.split('\n').slice((location?.line ?? 1) - 1);
      const found = from.join('\n').slice((location?.column ?? 1) - 1);
      expect(found.replace(/^\{\s*/, '').slice(0, inJson.length)).toBe(inJson);
    });

    /** `- role: user` is `"role": "user"` in JSON. */
    function jsonOf(line: string): string {
      const [key, value] = line.replace(/^- /, '').split(/: ?/);
      const own =
        value === '' || value === undefined ? '' : ` ${value.replace(/^(?!["[]).*$/, '"$&"')}`;
      return `"${key}":${own}`;
    }
  });

  test('a place is that in the file, though brackets close below their key', async () => {
    const own = workspaceWith({
      'metadata.yaml': `version: 3
sources: [
  {name: a,
tables: []
},
{name: b, tables: []}
]
`,
    });
    const project = await open('metadata.yaml', { workspace: own });
    const location = await project.locate({ type: 'source', source: 'b' });
    expect(location).toMatchObject({ line: 6, column: 2 });
  });

  test('a place in JSON metadata is that of the item, not of another like it', async () => {
    const project = await opened(
      open,
      {
        'metadata.json': `{
  "version": 3,
  "sources": [
    { "name": "other", "kind": "postgres", "tables": [{ "table": "books" }] },
    { "name": "library", "kind": "postgres", "tables": [
        { "table": { "schema": "public", "name": "books" },
          "select_permissions": [
            { "role": "a", "permission": {} },
            { "role": "b", "permission": {} } ] } ] }
  ]
}`,
      },
      'metadata.json',
    );
    expect(written(await project.locate({ type: 'source', source: 'library' }))).toBe(
      'metadata.json:5',
    );
    expect(written(await project.locate({ type: 'table', ...books }))).toBe('metadata.json:6');
    expect(await project.locate({ type: 'select_permission', name: 'b', ...books })).toEqual({
      file: 'metadata.json',
      line: 9,
      column: 13,
    });
  });

  test('metadata before version 3 has its tables at the top', async () => {
    const project = await opened(open, {
      'tables.yaml':
        '- table: {schema: public, name: books}\n- table:\n    schema: old\n    name: books\n',
    });
    const table = { text: 'old.books', raw: { schema: 'old', name: 'books' } };
    expect(written(await project.locate({ type: 'table', table }))).toBe('tables.yaml:2');
    expect(written(await project.locate({ type: 'table', source: 'default', table }))).toBe(
      'tables.yaml:2',
    );
    expect(await project.locate({ type: 'table', source: 'other', table })).toBeUndefined();
  });

  describe('what is not certain is not located', () => {
    const ambiguous = {
      'metadata.yaml': `version: 3
sources:
  - name: one
    tables:
      - table: {schema: public, name: a.b}
      - table: {schema: a, name: b}
      - table: twice
      - table: {schema: public, name: twice}
      - table: both
        object_relationships:
          - name: x
          - name: x
  - name: two
    tables:
      - table: both
cron_triggers: [{name: c}, {name: c}]
`,
    };
    test.each<[string, Identity]>([
      ['a text that two names print as', { type: 'table', source: 'one', table: { text: 'a.b' } }],
      [
        'a table listed twice',
        { type: 'table', source: 'one', table: { text: 'twice', raw: 'twice' } },
      ],
      ['a table of two sources', { type: 'table', table: { text: 'both', raw: 'both' } }],
      [
        'two relationships of one name',
        { type: 'object_relation', name: 'x', source: 'one', table: { text: 'both' } },
      ],
      ['a relationship without its table', { type: 'object_relation', name: 'x' }],
      ['two triggers of one name', { type: 'cron_trigger', name: 'c' }],
      ['a table that is not there', { type: 'table', source: 'one', table: { text: 'gone' } }],
      [
        'a permission that is not there',
        { type: 'select_permission', name: 'r', source: 'two', table: { text: 'both' } },
      ],
      ['a source without a name', { type: 'source' }],
      ['a type that nobody knows', { type: 'hologram', name: 'c' }],
      ['a key that objects inherit', { type: 'data_connector_agent', name: 'constructor' }],
      ['a type with the name of such a key', { type: 'constructor', name: 'c' }],
    ])('%s', async (_, identity) => {
      const project = await opened(open, ambiguous, 'metadata.yaml');
      expect(await project.locate(identity)).toBeUndefined();
    });

    test('while the same file locates what is certain', async () => {
      const project = await opened(open, ambiguous, 'metadata.yaml');
      const raw = { schema: 'a', name: 'b' };
      const location = await project.locate({
        type: 'table',
        source: 'one',
        table: { text: 'a.b', raw },
      });
      expect(written(location)).toBe('metadata.yaml:6');
    });
  });

  describe('a JSON path leads through the includes', () => {
    test.each([
      ['$.args.metadata.sources[0].tables[0].object_relationships[1]', `${BOOKS}:9`],
      ['$.args.metadata.sources[0].tables[0].object_relationships[1].using', `${BOOKS}:10`],
      [
        '$.args.metadata.sources[0].tables[0].select_permissions',
        'databases/library/tables/parts/books_readers.yaml:2',
      ],
      [
        '$.args.metadata.sources[0].tables[0].select_permissions[1].permission.limit',
        'databases/library/tables/parts/books_librarian.yaml:6',
      ],
      [
        '$.args.metadata.sources[0].tables[0].configuration.comment',
        'databases/library/tables/parts/books_configuration.yaml:1',
      ],
      [
        '$.args.metadata.sources[0].tables[0].update_permissions[0].permission.columns[1]',
        `${BOOKS}:41`,
      ],
      ['$.args.metadata.sources[0].tables[0]["nothing\\"here"]', `${BOOKS}:1`],
      ['$.args.metadata.sources[1].tables[1].table.schema', 'databases/stats/tables/tables.yaml:3'],
      ['$.args.metadata.sources[9]', 'databases/databases.yaml:2'],
      ['$.args.sources[0].kind', 'databases/databases.yaml:3'],
      ['$.metadata.sources[0].kind', 'databases/databases.yaml:3'],
      ['$.sources[0].kind', 'databases/databases.yaml:3'],
      ['$.args.metadata.version', 'version.yaml:1'],
      ['$.args.metadata.actions[0].definition.handler', 'actions.yaml:18'],
      ['$.args.metadata.actions[0].definition.output_type', 'actions.graphql:3'],
      ['$.args.metadata.actions[1].definition.headers[0].name', 'actions.yaml:9'],
      ['$.args.metadata.actions[1].definition.arguments[0].type', 'actions.graphql:11'],
      ['$.args.metadata.actions[2].definition.handler', 'actions.graphql:14'],
      ['$.args.metadata.custom_types.objects[1].relationships[0].source', 'actions.yaml:32'],
      ['$.args.metadata.custom_types.objects[1].fields[0].type', 'actions.graphql:30'],
    ])('%s', async (path, place) => {
      const project = await open('hasura', options);
      expect(written(await project.locatePath(path))).toBe(`hasura/metadata/${place}`);
    });

    test.each([
      '$.args.metadata',
      '$.args.metadata.nothing',
      '$',
      'sources',
      '$.sources[',
      '$.args["x]',
    ])('%s leads to no line', async (path) => {
      const project = await open('hasura', options);
      expect(await project.locatePath(path)).toBeUndefined();
    });
  });

  describe('a word is found within an object', () => {
    const of = (type: string, name: string): Identity => ({ type, name, ...books });
    test.each<[string, Identity, string[], string]>([
      ['a column of a permission', of('insert_permission', 'librarian'), ['title'], `${BOOKS}:41`],
      [
        'the first of several',
        of('insert_permission', 'librarian'),
        ['gone', 'check'],
        `${BOOKS}:40`,
      ],
      [
        'a key in a file that is included',
        of('select_permission', 'librarian'),
        ['limit'],
        'databases/library/tables/parts/books_librarian.yaml:6',
      ],
      [
        'the object itself without it',
        of('insert_permission', 'librarian'),
        ['gone'],
        `${BOOKS}:38`,
      ],
      ['not the name of the object', of('insert_permission', 'librarian'), ['role'], `${BOOKS}:38`],
      ['a custom type', { type: 'custom_types' }, ['Loan'], 'actions.graphql:29'],
      ['a type that is only used', { type: 'custom_types' }, ['ID!'], 'actions.graphql:20'],
    ])('%s', async (_, identity, words, place) => {
      const project = await open('hasura', options);
      expect(written(await project.locateWithin(identity, words))).toBe(`hasura/metadata/${place}`);
    });
  });

  test('a file that was removed since has no lines', async () => {
    const own = workspaceWith({});
    cpSync(join(LIBRARY, 'hasura'), join(own, 'hasura'), { recursive: true });
    const project = await open('hasura', { workspace: own });
    rmSync(join(own, 'hasura'), { recursive: true });
    expect(await project.locate({ type: 'source', source: 'library' })).toBeUndefined();
  });

  test('aliases and merged maps are found where they stand', async () => {
    const project = await opened(
      open,
      {
        'metadata.yaml': `version: 3
sources:
  - name: one
    tables:
      - table: a
        select_permissions:
          - &reader
            role: reader
            permission: &limited
              limit: 5
      - table: b
        select_permissions:
          - *reader
          - role: other
            permission:
              <<: *limited
              columns: '*'
`,
      },
      'metadata.yaml',
    );
    const at = async (path: string) =>
      written(await project.locatePath(`$.args.metadata.sources[0].tables[1].${path}`));
    expect(await at('select_permissions[0]')).toBe('metadata.yaml:13');
    expect(await at('select_permissions[0].permission')).toBe('metadata.yaml:9');
    expect(await at('select_permissions[1].permission.limit')).toBe('metadata.yaml:10');
    expect(await at('select_permissions[1].permission.columns')).toBe('metadata.yaml:17');
  });
});

function opened(
  open: (typeof WAYS)[number][1],
  files: Readonly<Record<string, string>>,
  path = '.',
): Promise<Searched> {
  return open(path, { workspace: workspaceWith(files) });
}

function written(location: Location | undefined): string | undefined {
  return location && `${location.file}:${location.line}`;
}

function lineAt(root: string, location: Location | undefined): string {
  if (!location) return '';
  return readFileSync(join(root, location.file), 'utf8').split('\n')[location.line - 1] ?? '';
}
