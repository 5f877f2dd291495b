import { describe, expect, test } from '@jest/globals';
import { readInconsistentObjects } from '../../src/hasura/inconsistent-objects.js';
import type { InconsistentObject } from '../../src/model/report.js';

const read = (object: unknown) => readInconsistentObjects([object])[0];
const ORDERS = { schema: 'public', name: 'orders' };
const orders = { text: 'orders', raw: ORDERS };

describe('the shapes of inconsistent objects', () => {
  test.each<[what: string, sent: unknown, read: InconsistentObject]>([
    [
      'one object',
      {
        type: 'table',
        name: 'table orders in source default',
        definition: ORDERS,
        reason: 'Inconsistent object: no such table',
      },
      {
        shape: 'object',
        type: 'table',
        name: 'table orders in source default',
        identity: { type: 'table', table: orders, source: 'default' },
        members: [],
        reason: 'no such table',
        definition: ORDERS,
      },
    ],
    [
      'conflicting objects',
      {
        reason: 'Conflicting objects: they collide',
        objects: [
          { type: 'action', name: 'action a', definition: { name: 'a' } },
          { type: 'remote_schema', name: 'remote_schema r', definition: { name: 'r' } },
        ],
      },
      {
        shape: 'conflict',
        type: 'action',
        name: 'action a, remote_schema r',
        identity: { type: 'action' },
        members: [
          { type: 'action', action: 'a' },
          { type: 'remote_schema', remoteSchema: 'r' },
        ],
        reason: 'they collide',
        definition: [
          { type: 'action', name: 'action a', definition: { name: 'a' } },
          { type: 'remote_schema', name: 'remote_schema r', definition: { name: 'r' } },
        ],
      },
    ],
    [
      'duplicates',
      {
        type: 'table',
        reason: 'Multiple definitions for: table orders in source default',
        definitions: [ORDERS, ORDERS],
      },
      {
        shape: 'duplicate',
        type: 'table',
        name: 'table orders in source default',
        identity: { type: 'table', table: orders, source: 'default' },
        members: [{ type: 'table', table: orders, source: 'default' }],
        reason: 'Multiple definitions for: table orders in source default',
        definition: [ORDERS, ORDERS],
      },
    ],
    ...[
      'Duplicate variables found in endpoint path: a/:x/:x',
      'Empty segments or unnamed variables are not allowed: a//b',
    ].map((reason): [string, unknown, InconsistentObject] => [
      reason,
      { type: 'rest_endpoint', name: 'rest_endpoint e', definition: { name: 'e' }, reason },
      {
        shape: 'endpoint-path',
        type: 'rest_endpoint',
        name: 'rest_endpoint e',
        identity: { type: 'rest_endpoint', name: 'e' },
        members: [],
        reason,
        definition: { name: 'e' },
      },
    ]),
    [
      'ambiguous REST paths',
      { reason: 'Ambiguous URL paths: a/:x, a/b', conflicts: [{ name: 'e' }, { name: 'f' }] },
      {
        shape: 'ambiguous-endpoints',
        type: 'rest_endpoint',
        name: 'rest_endpoint a/:x, a/b',
        identity: { type: 'rest_endpoint' },
        members: [
          { type: 'rest_endpoint', name: 'e' },
          { type: 'rest_endpoint', name: 'f' },
        ],
        reason: 'Ambiguous URL paths: a/:x, a/b',
        definition: [{ name: 'e' }, { name: 'f' }],
      },
    ],
    [
      'a permission that could not be inherited',
      {
        type: 'inherited role permission inconsistency',
        name: 'boss',
        entity: { table: 'orders', source: 'default', permission_type: 'insert' },
        reason: "Could not inherit permission for the role 'boss' for the entity: '…'",
      },
      {
        shape: 'inherited-permission',
        type: 'inherited role permission inconsistency',
        name: 'boss',
        identity: {
          type: 'inherited role permission inconsistency',
          name: 'boss',
          table: { text: 'orders', raw: 'orders' },
          source: 'default',
          permission: 'insert',
        },
        members: [],
        reason: "Could not inherit permission for the role 'boss' for the entity: '…'",
        definition: { table: 'orders', source: 'default', permission_type: 'insert' },
      },
    ],
    [
      'one without a name, which gets a description',
      {
        type: 'array_relation',
        definition: { table: 'orders', name: 'lines' },
        reason: 'table "lines" does not exist',
      },
      {
        shape: 'object',
        type: 'array_relation',
        name: 'array relationship lines on orders',
        identity: {
          type: 'array_relation',
          name: 'lines',
          table: { text: 'orders', raw: 'orders' },
        },
        members: [],
        reason: 'table "lines" does not exist',
        definition: { table: 'orders', name: 'lines' },
      },
    ],
    [
      'an unknown one',
      { reason: 'Something new: x', things: [{ a: 1 }], severity: 'high' },
      {
        shape: 'unknown',
        type: 'object',
        name: 'object',
        identity: { type: 'object' },
        members: [],
        reason: 'Something new: x',
        unforeseen: { things: [{ a: 1 }], severity: 'high' },
      },
    ],
    [
      'an empty one',
      {},
      {
        shape: 'unknown',
        type: 'object',
        name: 'object',
        identity: { type: 'object' },
        members: [],
        reason: 'the server gives no reason',
      },
    ],
    [
      'one whose keys have values of other types',
      { type: 7, name: ['x'], reason: null, definition: null },
      {
        shape: 'unknown',
        type: 'object',
        name: 'object',
        identity: { type: 'object' },
        members: [],
        reason: 'the server gives no reason',
        definition: null,
      },
    ],
  ])('%s', (_what, sent, expected) => {
    expect(read(sent)).toEqual(expected);
  });

  test.each([
    [{ objects: [] }, 'conflict'],
    [{ conflicts: [] }, 'ambiguous-endpoints'],
    [{ definitions: [] }, 'duplicate'],
    [{ entity: {} }, 'inherited-permission'],
    [{ type: 'table' }, 'object'],
    [{ type: 'table', name: 'table t in source s' }, 'object'],
  ])('are recognized by their keys if the reason has other words: %j', (keys, shape) => {
    expect(read({ reason: 'reworded', ...keys })).toMatchObject({ shape, reason: 'reworded' });
  });
});
