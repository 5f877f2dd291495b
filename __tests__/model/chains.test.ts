import { expect, test } from '@jest/globals';
import { groupByCause } from '../../src/model/causes.js';
import {
  grouped,
  member,
  type Raw,
  raw,
  read,
  remoteSchema,
  source,
  table,
} from './server-objects.js';

const to = (remote_table: string) => ({ using: { manual_configuration: { remote_table } } });

test('a chain is led back to its root', () => {
  expect(
    grouped(
      member('select_permission', 'clerk', 'article', {
        permission: { filter: { author: { id: { _eq: 1 } } } },
      }),
      member('object_relation', 'author', 'article', to('author')),
      table('author'),
      source('default'),
    ),
  ).toEqual([
    [
      'source default',
      'select_permission clerk in table article in source default',
      'object_relation author in table article in source default',
      'table author in source default',
    ],
  ]);
});

test('custom types break actions, and actions their permissions', () => {
  expect(
    grouped(
      raw('action_permission', 'clerk permission in checkout', { role: 'clerk' }),
      raw('action', 'checkout', { name: 'checkout' }),
      raw('custom_types', 'custom_types', {}),
    ),
  ).toEqual([
    [
      'custom_types custom_types',
      'action_permission clerk permission in checkout',
      'action checkout',
    ],
  ]);
});

test('what an object lies in comes before what it refers to', () => {
  expect(
    grouped(
      table('article'),
      table('author'),
      member('object_relation', 'author', 'article', to('author')),
      member('object_relation', 'again', 'article', to('author')),
    ),
  ).toEqual([
    [
      'table article in source default',
      'object_relation author in table article in source default',
      'object_relation again in table article in source default',
    ],
    ['table author in source default'],
  ]);
});

test('relationships in a circle end, and none is lost', () => {
  const filter = (name: string) => ({ permission: { filter: { [name]: {} } } });
  const circle = [
    raw('native_query', 'a in source default', { returns: 'b' }, 'logical model "b" is broken'),
    raw('logical_model', 'b in source default', {}, 'logical model "c" is broken'),
    raw('logical_model', 'c in source default', {}, 'logical model "b" is broken'),
    member('object_relation', 'x', 'article', to('article')),
    member('select_permission', 'clerk', 'article', filter('x')),
  ];
  const groups = grouped(...circle);
  expect(groups.flat().sort()).toEqual(circle.map((object) => String(object['name'])).sort());
});

test('an object that names itself is its own cause', () => {
  const self = raw('table', 'author in source default', 'author', 'table "author" is not tracked');
  expect(grouped(self)).toEqual([['table author in source default']]);
});

test('conflicts and duplicates are causes of what depends on them', () => {
  const conflict: Raw = {
    reason: 'Conflicting objects: conflicting definitions for field "total"',
    objects: [
      member('object_relation', 'total', 'orders'),
      member('computed_field', 'total', 'orders'),
    ],
  };
  const duplicate: Raw = {
    type: 'remote_schema',
    reason: 'Multiple definitions for: remote_schema payments',
    definitions: [{ name: 'payments' }, { name: 'payments' }],
  };
  expect(
    grouped(
      member('select_permission', 'clerk', 'orders', { permission: { filter: { total: {} } } }),
      conflict,
      raw('remote_schema_permission', 'clerk permission in remote schema payments', {}),
      duplicate,
    ),
  ).toEqual([
    [
      'remote_schema payments',
      'remote_schema_permission clerk permission in remote schema payments',
    ],
    [
      'object_relation total in table orders in source default, computed_field total in table orders in source default',
      'select_permission clerk in table orders in source default',
    ],
  ]);
});

test('a conflict is a cause, whatever its reason names', () => {
  const conflict: Raw = {
    reason: 'Conflicting objects: the remote schema "payments" has it too',
    objects: [raw('action', 'a', { name: 'a' }), remoteSchema('r')],
  };
  expect(grouped(remoteSchema('payments'), conflict)).toHaveLength(2);
});

test.each(['tables, whose definitions are texts', 'tables, whose definitions are objects'])(
  'duplicate %s, lie in their source',
  (what) => {
    const one = what.endsWith('texts') ? 'author' : { schema: 'public', name: 'author' };
    const duplicate: Raw = {
      type: 'table',
      reason: 'Multiple definitions for: table author in source default',
      definitions: [one, one],
    };
    expect(grouped(source('default'), duplicate)).toEqual([
      ['source default', 'table author in source default'],
    ]);
    expect(read(duplicate)[0]?.identity).toEqual({
      type: 'table',
      table: { text: 'author', raw: one },
      source: 'default',
    });
  },
);

test('causes are sorted by how many objects they affect, then by kind, then by name', () => {
  expect(
    grouped(
      raw('cron_trigger', 'a', { name: 'a' }),
      raw('action', 'a', { name: 'a' }),
      table('b'),
      table('a'),
      remoteSchema('a'),
      raw('data_connector_agent', 'a', {}),
      source('a'),
      raw('action', 'z', { name: 'z' }),
      raw('action_permission', 'clerk permission in z', { role: 'clerk' }),
    ).map(([cause]) => cause),
  ).toEqual([
    'action z',
    'source a',
    'data_connector_agent a',
    'remote_schema a',
    'table a in source default',
    'table b in source default',
    'action a',
    'cron_trigger a',
  ]);
});

test('nothing inconsistent has no cause', () => {
  expect(groupByCause([])).toEqual([]);
});

test('an object that the server lists twice is one cause', () => {
  expect(grouped(source('a'), source('a'))).toEqual([['source a']]);
});
