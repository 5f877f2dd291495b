import { describe } from '@jest/globals';
import { type Dependence, member, raw, source, table, testDependences } from './server-objects.js';

const manual = (remote_table: unknown) => ({
  using: { manual_configuration: { remote_table } },
});

const CASES: readonly Dependence[] = [
  ['a source and its tables', source('default'), table('author'), table('author', 'another')],
  [
    'a source and what hangs on its tables',
    source('default'),
    member('select_permission', 'clerk', 'author'),
    member('select_permission', 'clerk', 'author', {}, 'another'),
  ],
  [
    'a source and its event triggers, which do not name it',
    source('default'),
    raw('event_trigger', 'announce in table author in source default', {
      table: 'author',
      configuration: { name: 'announce' },
    }),
    raw('event_trigger', 'other in table author in source another', {
      table: 'author',
      configuration: { name: 'other' },
    }),
  ],
  [
    'a source and custom types that use the scalars of its database',
    source('default'),
    raw(
      'custom_types',
      'custom_types',
      { objects: [] },
      'validation for the given custom types failed because the type "uuid" for field "id" in object type "Order" does not exist',
    ),
    raw('cron_trigger', 'nightly', { name: 'nightly' }, 'the type of its schedule is unknown'),
  ],
  [
    'a source and an action that uses the scalars of its database',
    source('default'),
    raw(
      'action',
      'order',
      { name: 'order' },
      'the type: "uuid" is not defined in custom types or it is not a scalar/enum/input_object',
    ),
    raw('action', 'other', { name: 'other' }, 'its handler is not a URL'),
  ],
  [
    "a table in MSSQL's default schema, which the server leaves out",
    raw('table', 'orders in source default', { schema: 'dbo', name: 'orders' }, 'no such table'),
    member('computed_field', 'total', 'lines', {}, 'default', 'table "orders" is not tracked'),
    member('computed_field', 'other', 'lines', {}, 'default', 'table "others" is not tracked'),
  ],
  [
    'a source and its functions',
    source('default'),
    raw('function', 'search in source default', { function: 'search' }),
    raw('function', 'search in source another', { function: 'search' }),
  ],
  [
    'a source and what a newer server has in it',
    source('default'),
    raw('quantum_join', 'q in source default', { name: 'q' }),
    raw('quantum_join', 'q in source another', { name: 'q' }),
  ],
  [
    'a table and its permissions',
    table('author'),
    member('insert_permission', 'clerk', 'author'),
    member('insert_permission', 'clerk', 'authors'),
  ],
  [
    'a table and a relationship to it by columns',
    table('author'),
    member('object_relation', 'author', 'article', manual('author')),
    member('object_relation', 'other', 'article', manual('article')),
  ],
  [
    'a table, and a relationship that names it in another form',
    table('author'),
    member('object_relation', 'author', 'article', manual({ schema: 'public', name: 'author' })),
    member('object_relation', 'other', 'article', manual({ schema: 'dbo', name: 'author' })),
  ],
  [
    'a table and a relationship to it by its foreign key',
    table('article'),
    member('array_relation', 'articles', 'author', {
      using: { foreign_key_constraint_on: { table: 'article', column: 'author_id' } },
    }),
    member('array_relation', 'others', 'author', {
      using: { foreign_key_constraint_on: { table: 'comment', column: 'author_id' } },
    }),
  ],
  [
    'a table and a relationship to it from another source',
    table('author'),
    member(
      'remote_relationship',
      'writer',
      'visits',
      { definition: { to_source: { source: 'default', table: 'author' } } },
      'analytics',
    ),
    member(
      'remote_relationship',
      'other',
      'visits',
      { definition: { to_source: { source: 'analytics', table: 'author' } } },
      'analytics',
    ),
  ],
  [
    'a native query and its relationships',
    raw('native_query', 'sales in source default', { name: 'sales' }),
    raw('object_relation', 'shop in sales', {}),
    raw('object_relation', 'shop in costs', {}),
  ],
  [
    'a native query and a relationship to it',
    raw('native_query', 'sales in source default', { root_field_name: 'sales' }),
    member('array_relation', 'sales', 'shop', {
      using: { manual_configuration: { remote_native_query: 'sales' } },
    }),
    member('array_relation', 'costs', 'shop', {
      using: { manual_configuration: { remote_native_query: 'costs' } },
    }),
  ],
  [
    'a source and a relationship to it from another',
    source('default'),
    member(
      'remote_relationship',
      'writer',
      'visits',
      { definition: { to_source: { source: 'default', table: 'author' } } },
      'analytics',
    ),
    member(
      'remote_relationship',
      'other',
      'visits',
      { definition: { to_source: { source: 'third', table: 'author' } } },
      'analytics',
    ),
  ],
];

describe('in a source', () => testDependences(CASES));
