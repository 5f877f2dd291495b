import { describe, expect, test } from '@jest/globals';
import { identify } from '../../src/model/identity.js';

/** Names that look like the words around them. */
const HOSTILE = [
  ' in source ',
  'a in source b',
  'a in table b in source c',
  'x permission in remote schema y',
  'x permission in y',
  'x permission for function y',
  'x on type y in remote schema z',
  'x in logical_model y',
  'a.b.c',
  `"quoted" 'twice'`,
  'one\ntwo\r\nthree',
  '%s $& \\ *',
  '*',
  '__proto__',
  'ключ 🔑',
];

describe.each(HOSTILE)('a name such as %j', (odd) => {
  const raw = { schema: 'inventory', name: odd };
  const text = `inventory.${odd}`;
  const place = `table ${text} in source ${odd}`;

  test('of a source', () => {
    expect(identify('source', `source ${odd}`, odd)).toEqual({ type: 'source', source: odd });
  });

  test('of a table', () => {
    expect(identify('table', `table ${text} in source plain`, raw)).toEqual({
      type: 'table',
      table: { text, raw },
      source: 'plain',
    });
    expect(identify('table', place, raw).source).toBe(odd);
  });

  test.each([
    ['object_relation', 'name'],
    ['select_permission', 'role'],
    ['computed_field', 'name'],
    ['remote_relationship', 'name'],
  ])('of a %s', (type, key) => {
    const definition = { source: odd, table: raw, [key]: odd };
    expect(identify(type, `${type} ${odd} in ${place}`, definition)).toEqual({
      type,
      name: odd,
      table: { text, raw },
      source: odd,
    });
  });

  test('of an event trigger, whose definition has no source', () => {
    const definition = { table: raw, configuration: { name: odd } };
    expect(identify('event_trigger', `event_trigger ${odd} in ${place}`, definition)).toEqual({
      type: 'event_trigger',
      name: odd,
      table: { text, raw },
      source: odd,
    });
  });

  test('of a function and of its permission', () => {
    const name = `function_permission ${odd} permission for function ${text} in source ${odd}`;
    const own = { text, raw };
    expect(identify('function_permission', name, { function: raw, role: odd })).toEqual({
      type: 'function_permission',
      name: odd,
      function: own,
      source: odd,
    });
    expect(identify('function', `function ${text} in source ${odd}`, { function: raw })).toEqual({
      type: 'function',
      function: own,
      source: odd,
    });
  });

  test.each(['remote_schema', 'action', 'cron_trigger', 'rest_endpoint'])('of a %s', (type) => {
    const named = Object.values(identify(type, `${type} ${odd}`, { name: odd }));
    expect(named).toEqual([type, odd]);
    expect(Object.values(identify(type, `${type} ${odd}`, undefined))).toEqual([type, odd]);
  });

  test('of what an action permission and a query lie in', () => {
    const permission = `action_permission clerk permission in ${odd}`;
    expect(identify('action_permission', permission, { role: 'clerk' }).action).toBe(odd);
    const query = `query_collections ${odd} in ${odd}`;
    expect(identify('query_collections', query, { name: odd })).toEqual({
      type: 'query_collections',
      name: odd,
      collection: odd,
    });
  });

  test("of a remote schema, which a permission's definition does not name", () => {
    const name = `remote_schema_permission clerk permission in remote schema ${odd}`;
    expect(identify('remote_schema_permission', name, { schema: '' })).toEqual({
      type: 'remote_schema_permission',
      name: 'clerk',
      remoteSchema: odd,
    });
  });

  test('of a type that is not known', () => {
    expect(identify(odd, `${odd} x`, undefined)).toMatchObject({ type: odd, name: 'x' });
  });
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', ''])(
  'a type that every JavaScript object has as a key: %j',
  (type) => {
    expect(identify(type, `${type} x`, { name: 'x' })).toEqual({ type, name: 'x' });
  },
);

test.each([
  ['null', null],
  ['a number', 1],
  ['a list', [[[]]]],
  ['keys of other kinds', { name: 1, role: {}, source: [], table: {}, configuration: 'x' }],
])('a definition that is %s', (_what, definition) => {
  const name = 'select_permission clerk in table author in source default';
  expect(identify('select_permission', name, definition)).toEqual({
    type: 'select_permission',
    name: 'clerk',
    table: { text: 'author' },
    source: 'default',
  });
});

test('of several places in a name, the last is the source', () => {
  expect(identify('table', 'table a in source b in source c', undefined)).toEqual({
    type: 'table',
    table: { text: 'a in source b' },
    source: 'c',
  });
});

test('a name that is not of its type says nothing', () => {
  expect(identify('table', 'something else', undefined)).toEqual({ type: 'table' });
  expect(identify('action', undefined, undefined)).toEqual({ type: 'action' });
});
