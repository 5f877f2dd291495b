import { describe, expect, test } from '@jest/globals';
import { describe as describeIdentity, describeObject, plain } from '../../src/model/describe.js';
import { member, raw, readOne, remoteSchema, source, table } from './server-objects.js';

const conflictOf = (...objects: readonly unknown[]) => ({
  reason: 'Conflicting objects: they collide',
  objects,
});
const ambiguous = (...names: string[]) => ({
  reason: 'Ambiguous URL paths: a',
  conflicts: names.map((name) => ({ name })),
});

describe('an object in words', () => {
  test.each<[words: string, object: unknown]>([
    ['source default', source('default')],
    ['table author in default', table('author')],
    ['function search in default', raw('function', 'search in source default', {})],
    [
      'permission of role clerk for function search in default',
      raw('function_permission', 'clerk permission for function search in source default', {}),
    ],
    ['object relationship a on t in default', member('object_relation', 'a', 't')],
    ['array relationship a on t in default', member('array_relation', 'a', 't')],
    ['remote relationship a on t in default', member('remote_relationship', 'a', 't')],
    ['select permission clerk on t in default', member('select_permission', 'clerk', 't')],
    ['computed field a on t in default', member('computed_field', 'a', 't')],
    ['event trigger a on t in default', member('event_trigger', 'a', 't')],
    [
      'select permission clerk of logical model month in default',
      raw('select_permission', 'clerk in logical_model month in source default', {}),
    ],
    ['object relationship a of native query q', raw('object_relation', 'a in q', {})],
    ['remote schema payments', remoteSchema('payments')],
    [
      'permission of role clerk in remote schema payments',
      raw('remote_schema_permission', 'clerk permission in remote schema payments', {}),
    ],
    [
      'remote relationship a on type T in remote schema payments',
      raw(
        'remote_schema_remote_relationship',
        'remote_relationship a on type T in remote schema payments',
      ),
    ],
    ['action checkout', raw('action', 'checkout')],
    [
      'permission of role clerk of action checkout',
      raw('action_permission', 'clerk permission in checkout'),
    ],
    ['custom types', raw('custom_types', 'custom_types', {})],
    ['cron trigger nightly', raw('cron_trigger', 'nightly')],
    ['REST endpoint latest', raw('rest_endpoint', 'latest')],
    ['REST endpoint latest', raw('endpoint', 'latest')],
    ['inherited role boss', raw('inherited_role', 'inherited role boss')],
    ['query q in collection c', raw('query_collections', 'q in c')],
    ['data connector agent sqlite', raw('data_connector_agent', 'sqlite')],
    ['quantum join q on t in default', member('quantum_join', 'q', 't')],
    [
      'inherited insert permission of role boss on t in default',
      {
        type: 'inherited role permission inconsistency',
        name: 'boss',
        entity: { table: 't', source: 'default', permission_type: 'insert' },
        reason: "Could not inherit permission for the role 'boss'",
      },
    ],
    [
      'inherited permission of role boss in remote schema payments',
      {
        type: 'inherited role permission inconsistency',
        name: 'boss',
        entity: { remote_schema: 'payments' },
        reason: "Could not inherit permission for the role 'boss'",
      },
    ],
    [
      'conflict of remote schema a and action b',
      conflictOf(remoteSchema('a'), raw('action', 'b', { name: 'b' })),
    ],
    [
      'conflict of action a and 2 others',
      conflictOf(...['a', 'b', 'c'].map((name) => raw('action', name, { name }))),
    ],
    ['conflict of action a', conflictOf(raw('action', 'a', { name: 'a' }))],
    ['conflicting objects', conflictOf()],
    ['ambiguous REST endpoint a and REST endpoint b', ambiguous('a', 'b')],
    [
      'duplicate table author in default',
      {
        type: 'table',
        reason: 'Multiple definitions for: table author in source default',
        definitions: ['author', 'author'],
      },
    ],
    ['something that nobody knows', { type: 'x', name: 'something that nobody knows', reason: '' }],
    ['object', {}],
  ])('%s', (words, object) => {
    expect(plain(describeObject(readOne(object)))).toBe(words);
  });

  test('sets names apart from words, for reporters to set them off', () => {
    expect(describeObject(readOne(member('select_permission', 'clerk', 't')))).toEqual([
      'select permission',
      { name: 'clerk' },
      'on',
      { name: 't' },
      'in',
      { name: 'default' },
    ]);
  });

  test('makes harmless what cannot be shown', () => {
    const identity = { type: 'a\u001b[31m_b', name: 'x\u202ey', source: 's\u0000' };
    expect(plain(describeIdentity(identity))).toBe('a b xy in s');
  });
});
