import { expect, test } from '@jest/globals';
import { sameObjects } from '../../src/run/compare.js';

const shop = (more: Record<string, unknown> = {}, table: Record<string, unknown> = {}) => ({
  version: 3,
  sources: [
    {
      name: 'default',
      kind: 'postgres',
      configuration: { connection_info: { database_url: 'postgres://a' } },
      tables: [{ table: { schema: 'public', name: 'orders' }, ...table }],
      functions: [{ function: { schema: 'public', name: 'search' } }],
    },
  ],
  remote_schemas: [{ name: 'payments' }],
  actions: [{ name: 'checkout', permissions: [{ role: 'clerk' }] }],
  inherited_roles: [{ role_name: 'boss', role_set: ['a'] }],
  ...more,
});
const permission = (...roles: string[]) => ({
  select_permissions: roles.map((role) => ({ role, permission: {} })),
});
const reversed = { actions: [{ name: 'b' }, { name: 'a' }] };

test.each<[what: string, same: boolean, a: object, b: object]>([
  ['the same', true, shop(), shop()],
  ['empty parts left out', true, shop({ cron_triggers: [] }), shop()],
  ['defaults filled in', true, shop({ metrics_config: { analyze: false } }), shop()],
  ['another order', true, reversed, { actions: [...reversed.actions].reverse() }],
  [
    'a table written shortly',
    true,
    { tables: [{ table: 'a' }] },
    { tables: [{ table: { schema: 'public', name: 'a' } }] },
  ],
  ['another source', false, shop(), shop({ sources: [] })],
  ['another remote schema', false, shop(), shop({ remote_schemas: [{ name: 'other' }] })],
  ['one more action', false, shop(), shop({ actions: [{ name: 'checkout' }, { name: 'b' }] })],
  ["an action's permission gone", false, shop(), shop({ actions: [{ name: 'checkout' }] })],
  ['another inherited role', false, shop(), shop({ inherited_roles: [{ role_name: 'chief' }] })],
  [
    "a table's permission of another role",
    false,
    shop({}, permission('a')),
    shop({}, permission('b')),
  ],
  ['a permission more', false, shop({}, permission('a')), shop({}, permission('a', 'b'))],
  [
    'a permission under another table',
    false,
    { tables: [{ table: 'a', ...permission('r') }, { table: 'b' }] },
    { tables: [{ table: 'a' }, { table: 'b', ...permission('r') }] },
  ],
])('%s: %s', (_what, same, a, b) => {
  expect(sameObjects(a as never, b as never)).toBe(same);
  expect(sameObjects(b as never, a as never)).toBe(same);
});
