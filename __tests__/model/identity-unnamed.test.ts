import { describe, expect, test } from '@jest/globals';
import { identify, identifyInherited } from '../../src/model/identity.js';
import type { Identity } from '../../src/model/report.js';

const author = { schema: 'public', name: 'author' };
const table = { text: 'author', raw: author };
const source = 'default';

describe('old servers, which send no name', () => {
  test.each<[type: string, definition: unknown, identity: Identity]>([
    ['table', 'author', { type: 'table', table: { text: 'author', raw: 'author' } }],
    ['table', author, { type: 'table', table }],
    [
      'array_relation',
      { using: {}, name: 'articles', comment: null, table: 'author' },
      { type: 'array_relation', name: 'articles', table: { text: 'author', raw: 'author' } },
    ],
    [
      'event_trigger',
      { table: author, configuration: { name: 'announce' } },
      { type: 'event_trigger', name: 'announce', table },
    ],
    ['remote_schema', { name: 'payments' }, { type: 'remote_schema', remoteSchema: 'payments' }],
    [
      'select_permission',
      { source, table: author, role: 'clerk' },
      { type: 'select_permission', name: 'clerk', table, source },
    ],
    ['action', { name: 'checkout' }, { type: 'action', action: 'checkout' }],
    [
      'action_permission',
      { action: 'checkout', role: 'clerk' },
      { type: 'action_permission', name: 'clerk', action: 'checkout' },
    ],
    ['remote_schema_permission', { schema: '' }, { type: 'remote_schema_permission' }],
    ['custom_types', {}, { type: 'custom_types' }],
    ['cron_trigger', undefined, { type: 'cron_trigger' }],
  ])('%s %j', (type, definition, identity) => {
    expect(identify(type, undefined, definition)).toEqual(identity);
  });
});

test.each<[entity: unknown, identity: Partial<Identity>]>([
  [
    { table: 'author', source, permission_type: 'select' },
    { table: { text: 'author', raw: 'author' }, source, permission: 'select' },
  ],
  [{ remote_schema: 'payments' }, { remoteSchema: 'payments' }],
  ['something new', {}],
])('a permission that could not be inherited: %j', (entity, identity) => {
  const type = 'inherited role permission inconsistency';
  expect(identifyInherited(type, 'boss', entity)).toEqual({ type, name: 'boss', ...identity });
});
