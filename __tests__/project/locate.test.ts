import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { loadProject } from '../../src/project/project.js';
import { identify } from '../../src/report/identity.js';
import type { Identity, Location } from '../../src/report/model.js';
import { load, workspaceOf } from './temporary-project.js';

const workspace = fileURLToPath(new URL('../__fixtures__/projects/library', import.meta.url));
const options = { workspace, root: workspace };

const books = {
  source: 'library',
  table: { text: 'books', raw: { schema: 'public', name: 'books' } },
};
const loans = {
  source: 'library',
  table: { text: 'loans', raw: { schema: 'public', name: 'loans' } },
};
const search = { text: 'search_books', raw: { schema: 'public', name: 'search_books' } };
const odd = 'a "b" in table c in source d.e\nf';

const BOOKS = 'databases/library/tables/public_books.yaml';

/** What is sought, where it stands, and what the line says there. */
const CASES: readonly [Identity, string, string, string?][] = [
  [{ type: 'source', source: 'library' }, 'databases/databases.yaml:2', '- name: library'],
  [{ type: 'source', source: 'lake' }, 'databases/databases.yaml:46', '- name: lake'],
  [{ type: 'table', ...books }, `${BOOKS}:1`, 'table:'],
  [{ type: 'object_relation', name: 'publisher', ...books }, `${BOOKS}:9`, '- name: publisher'],
  [{ type: 'array_relation', name: 'loans', ...books }, `${BOOKS}:13`, '- name: loans'],
  [
    { type: 'computed_field', name: 'is_available', ...books },
    `${BOOKS}:21`,
    '- name: is_available',
  ],
  [{ type: 'remote_relationship', name: 'reviews', ...books }, `${BOOKS}:27`, '- name: reviews'],
  [
    { type: 'select_permission', name: 'reader', ...books },
    'databases/library/tables/parts/books_readers.yaml:2',
    '- role: reader',
  ],
  [
    { type: 'select_permission', name: 'librarian', ...books },
    'databases/library/tables/parts/books_librarian.yaml:2',
    'role: librarian',
  ],
  [{ type: 'insert_permission', name: 'librarian', ...books }, `${BOOKS}:38`, '- role: librarian'],
  [{ type: 'update_permission', name: 'librarian', ...books }, `${BOOKS}:43`, '- role: librarian'],
  [{ type: 'delete_permission', name: 'curator', ...books }, `${BOOKS}:49`, '- role: curator'],
  [
    { type: 'event_trigger', name: 'announce_book', ...books },
    `${BOOKS}:53`,
    '- name: announce_book',
  ],
  [
    { type: 'event_trigger', name: 'announce_book', table: books.table },
    `${BOOKS}:53`,
    '- name: announce_book',
  ],
  [{ type: 'table', ...loans }, 'databases/library/tables/public_loans.yaml:1', 'table: loans'],
  [
    { type: 'select_permission', name: 'reader', ...loans },
    'databases/library/tables/public_loans.yaml:3',
    '- permission:',
  ],
  [
    { type: 'select_permission', name: 'librarian', ...loans },
    'databases/library/tables/public_loans.yaml:12',
    'role: librarian',
  ],
  [
    { type: 'table', source: 'library', table: { text: odd, raw: odd } },
    'databases/library/tables/the odd one.yaml:1',
    'table:',
  ],
  [
    identify('select_permission', `select_permission on call in table ${odd} in source library`, {
      role: 'on call',
      source: 'library',
      table: { schema: 'public', name: odd },
    }),
    'databases/library/tables/the odd one.yaml:5',
    '- role: "on call"',
  ],
  [
    { type: 'table', source: 'library', table: { text: 'archive.books' } },
    'databases/library/tables/tables.yaml:4',
    '- table:',
  ],
  [
    identify('table', 'table dbo.visits in source stats', 'visits'),
    'databases/stats/tables/dbo_visits.yaml:1',
    'table:',
  ],
  [
    identify('table', 'table yearly.visits in source stats', { schema: 'yearly', name: 'visits' }),
    'databases/stats/tables/tables.yaml:2',
    '- table:',
  ],
  [
    { type: 'table', source: 'lake', table: { text: 'visits.door_events' } },
    'databases/databases.yaml:54',
    '- table:',
  ],
  [
    identify('select_permission', 'select_permission librarian in table x in source lake', {
      role: 'librarian',
      source: 'lake',
      table: { name: 'door_events', dataset: 'visits' },
    }),
    'databases/databases.yaml:58',
    '- role: librarian',
  ],
  [
    { type: 'table', source: 'archive', table: { text: 'scans', raw: 'scans' } },
    'databases/databases.yaml:66',
    '- table:',
  ],
  [
    {
      type: 'table',
      source: 'archive',
      table: { text: 'catalogue.cards', raw: ['catalogue', 'cards'] },
    },
    'databases/databases.yaml:68',
    '- table: [catalogue, cards]',
    '"table": [',
  ],
  [
    { type: 'function', source: 'library', function: search },
    'databases/library/functions/public_search_books.yaml:1',
    'function:',
  ],
  [
    { type: 'function_permission', name: 'librarian', source: 'library', function: search },
    'databases/library/functions/public_search_books.yaml:6',
    '- role: librarian',
  ],
  [
    { type: 'native_query', name: 'loans_by_month', source: 'library' },
    'databases/databases.yaml:12',
    '- root_field_name: loans_by_month',
  ],
  [
    { type: 'object_relation', name: 'busiest_branch', nativeQuery: 'loans_by_month' },
    'databases/databases.yaml:17',
    '- name: busiest_branch',
  ],
  [
    { type: 'logical_model', name: 'month_of_loans', source: 'library' },
    'databases/databases.yaml:24',
    '- name: month_of_loans',
  ],
  [
    identify(
      'inner_logical_model_gone',
      'inner_logical_model_gone gone in logical_model month_of_loans in source library',
      undefined,
    ),
    'databases/databases.yaml:24',
    '- name: month_of_loans',
  ],
  [
    {
      type: 'select_permission',
      name: 'librarian',
      logicalModel: 'month_of_loans',
      source: 'library',
    },
    'databases/databases.yaml:30',
    '- role: librarian',
  ],
  [
    {
      type: 'stored_procedure',
      source: 'stats',
      function: { text: 'yearly_report', raw: 'yearly_report' },
    },
    'databases/databases.yaml:42',
    '- stored_procedure:',
  ],
  [{ type: 'remote_schema', remoteSchema: 'weather' }, 'remote_schemas.yaml:21', '- name: weather'],
  [
    { type: 'remote_schema_permission', name: 'reader', remoteSchema: 'reviews' },
    'remote_schemas.yaml:6',
    '- role: reader',
  ],
  [
    {
      type: 'remote_schema_remote_relationship',
      name: 'book',
      typeName: 'Review',
      remoteSchema: 'reviews',
    },
    'remote_schemas.yaml:14',
    '- name: book',
  ],
  [{ type: 'action', action: 'lend' }, 'actions.yaml:2', '- name: lend'],
  [
    { type: 'action', action: 'remind' },
    'actions.graphql:14',
    'remind: Boolean',
    '"name": "remind"',
  ],
  [
    { type: 'action_permission', name: 'librarian', action: 'lend' },
    'actions.yaml:13',
    '- role: librarian',
  ],
  [{ type: 'custom_types' }, 'actions.graphql:17', 'input LoanInput {', '"custom_types":'],
  [{ type: 'cron_trigger', name: 'due-today' }, 'cron_triggers.yaml:1', '- name: due-today'],
  [{ type: 'rest_endpoint', name: 'Books' }, 'rest_endpoints.yaml:1', '- comment: ""'],
  [{ type: 'endpoint', name: 'Books' }, 'rest_endpoints.yaml:1', '- comment: ""'],
  [{ type: 'inherited_role', name: 'curator' }, 'inherited_roles.yaml:1', '- role_name: curator'],
  [
    {
      type: 'inherited role permission inconsistency',
      name: 'curator',
      permission: 'select',
      ...books,
    },
    'inherited_roles.yaml:1',
    '- role_name: curator',
  ],
  [
    { type: 'query_collections', name: 'loans', collection: 'allowed' },
    'query_collections.yaml:7',
    '- name: loans',
  ],
  [
    { type: 'query_collections', name: 'books', collection: 'other' },
    'query_collections.yaml:12',
    '- name: books',
  ],
  [
    { type: 'query_collections', name: 'gone', collection: 'other' },
    'query_collections.yaml:9',
    '- name: other',
  ],
  [{ type: 'data_connector_agent', name: 'sqlite' }, 'backend_configs.yaml:4', 'sqlite:'],
  [
    { type: 'open_telemetry', name: 'all' },
    'opentelemetry.yaml:2',
    'status: enabled',
    '"opentelemetry":',
  ],
  [{ type: 'open_telemetry', name: 'exporter_otlp' }, 'opentelemetry.yaml:4', 'exporter_otlp:'],
];

describe('an object of every kind is found on its line', () => {
  test.each(CASES)('%j', async (identity, place, line) => {
    const project = await loadProject('hasura', options);
    const location = project.locate(identity);
    expect(written(location)).toBe(`hasura/metadata/${place}`);
    expect(lineAt(workspace, location).trim()).toBe(line);
  });
});

describe('in JSON metadata every kind is found too', () => {
  test.each(CASES)('%j', async (identity, _place, line, inJson = jsonOf(line)) => {
    const { metadata } = await loadProject('hasura', options);
    const text = JSON.stringify({ resource_version: 7, metadata }, null, 2);
    const own = workspaceOf({ 'metadata.json': text });
    const location = (await loadProject('metadata.json', { workspace: own })).locate(identity);
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

test('a place in JSON metadata is that of the item, not of another like it', async () => {
  const project = await load(
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
  expect(written(project.locate({ type: 'source', source: 'library' }))).toBe('metadata.json:5');
  expect(written(project.locate({ type: 'table', ...books }))).toBe('metadata.json:6');
  expect(project.locate({ type: 'select_permission', name: 'b', ...books })).toEqual({
    file: 'metadata.json',
    line: 9,
    column: 13,
  });
});

test('metadata before version 3 has its tables at the top', async () => {
  const project = await load({
    'tables.yaml':
      '- table: {schema: public, name: books}\n- table:\n    schema: old\n    name: books\n',
  });
  const table = { text: 'old.books', raw: { schema: 'old', name: 'books' } };
  expect(written(project.locate({ type: 'table', table }))).toBe('tables.yaml:2');
  expect(written(project.locate({ type: 'table', source: 'default', table }))).toBe(
    'tables.yaml:2',
  );
  expect(project.locate({ type: 'table', source: 'other', table })).toBeUndefined();
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
  ])('%s', async (_, identity) => {
    const project = await load(ambiguous, 'metadata.yaml');
    expect(project.locate(identity)).toBeUndefined();
  });

  test('while the same file locates what is certain', async () => {
    const project = await load(ambiguous, 'metadata.yaml');
    const raw = { schema: 'a', name: 'b' };
    const location = project.locate({ type: 'table', source: 'one', table: { text: 'a.b', raw } });
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
    const project = await loadProject('hasura', options);
    expect(written(project.locatePath(path))).toBe(`hasura/metadata/${place}`);
  });

  test.each([
    '$.args.metadata',
    '$.args.metadata.nothing',
    '$',
    'sources',
    '$.sources[',
    '$.args["x]',
  ])('%s leads to no line', async (path) => {
    const project = await loadProject('hasura', options);
    expect(project.locatePath(path)).toBeUndefined();
  });
});

test('a file that has gone since has no lines', async () => {
  const own = workspaceOf({});
  cpSync(join(workspace, 'hasura'), join(own, 'hasura'), { recursive: true });
  const project = await loadProject('hasura', { workspace: own });
  const { rmSync } = await import('node:fs');
  rmSync(join(own, 'hasura'), { recursive: true });
  expect(project.locate({ type: 'source', source: 'library' })).toBeUndefined();
});

test('aliases and merged maps are found where they stand', async () => {
  const project = await load(
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
  const at = (path: string) =>
    written(project.locatePath(`$.args.metadata.sources[0].tables[1].${path}`));
  expect(at('select_permissions[0]')).toBe('metadata.yaml:13');
  expect(at('select_permissions[0].permission')).toBe('metadata.yaml:9');
  expect(at('select_permissions[1].permission.limit')).toBe('metadata.yaml:10');
  expect(at('select_permissions[1].permission.columns')).toBe('metadata.yaml:17');
});

function written(location: Location | undefined): string | undefined {
  return location && `${location.file}:${location.line}`;
}

function lineAt(root: string, location: Location | undefined): string {
  if (!location) return '';
  return readFileSync(join(root, location.file), 'utf8').split('\n')[location.line - 1] ?? '';
}
