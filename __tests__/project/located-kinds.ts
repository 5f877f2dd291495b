import { fileURLToPath } from 'node:url';
import { identify } from '../../src/model/identity.js';
import type { Identity } from '../../src/model/report.js';

/** Where the project lies that has an object of every kind. */
export const LIBRARY = fileURLToPath(new URL('../__fixtures__/projects/library', import.meta.url));

/** A table of its own file, with parts in others. */
export const books = {
  source: 'library',
  table: { text: 'books', raw: { schema: 'public', name: 'books' } },
};
const loans = {
  source: 'library',
  table: { text: 'loans', raw: { schema: 'public', name: 'loans' } },
};
const search = { text: 'search_books', raw: { schema: 'public', name: 'search_books' } };
const odd = 'a "b" in table c in source d.e\nf';

export const BOOKS = 'databases/library/tables/public_books.yaml';

/** What is sought, where it stands, and what the line says there. */
export const KINDS: readonly [Identity, string, string, string?][] = [
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
    identify('object_relation', 'object_relation busiest_branch in loans_by_month', {}),
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
    identify(
      'select_permission',
      'select_permission librarian in native_query oldest_cards in source archive',
      undefined,
    ),
    'databases/databases.yaml:79',
    '- role: librarian',
  ],
  [
    identify(
      'inner_logical_model_gone',
      'inner_logical_model_gone gone in native_query oldest_cards in source archive',
      undefined,
    ),
    'databases/databases.yaml:70',
    '- root_field_name: oldest_cards',
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
