import { expect, test } from '@jest/globals';
import { type Migration, pendingOf, withPendingMigrations } from '../../src/model/pending.js';
import type { InconsistentObject } from '../../src/model/report.js';

const migration = (version: string, sql: string, database = 'default'): Migration => ({
  database,
  version,
  name: `${database}/${version}_x`,
  sql: () => sql,
});

const object = (type: string, reason: string, table = 'users'): InconsistentObject => ({
  shape: 'object',
  type,
  name: `${type} x`,
  identity: { type, table: { text: table }, source: 'default' },
  members: [],
  reason,
});

test('A migration is pending if its database does not have its version', () => {
  const all = [migration('1', ''), migration('2', ''), migration('1', '', 'other')];
  const pending = pendingOf(all, new Map([['default', new Set(['1'])]]));
  expect(pending.map(({ name }) => name)).toEqual(['default/2_x', 'other/1_x']);
});

const noTable = object('table', 'no such table/view exists in source: "inventory.items"');
const noColumn = object(
  'select_permission',
  'in table "users": in permission for role "clerk": column "email" does not exist',
);

test.each<[string, InconsistentObject, string]>([
  ['a table', noTable, 'CREATE TABLE inventory.items (id int)'],
  ['a table with a quoted name', noTable, 'create view "inventory"."items" as select 1'],
  ['a column', noColumn, 'ALTER TABLE public.users ADD COLUMN email text'],
  ['a renamed column', noColumn, 'ALTER TABLE users RENAME mail TO email'],
])('A pending migration creates %s that is missing', (_title, missing, sql) => {
  const pending = [migration('1', 'SELECT 1;'), migration('2', `SELECT 2; ${sql};`)];
  const [found] = withPendingMigrations([missing], pending);
  expect(found).toEqual({ ...missing, pendingMigration: 'default/2_x' });
});

test.each<[string, InconsistentObject, string]>([
  ['drops it', noTable, 'DROP TABLE inventory.items'],
  ['creates a longer name', noTable, 'CREATE TABLE items_archive (id int)'],
  ['creates the column in another table', noColumn, 'ALTER TABLE others ADD COLUMN email text'],
  [
    'is about the object itself, which is not what is missing',
    noColumn,
    'ALTER TABLE users ADD COLUMN clerk text',
  ],
])('A pending migration that %s is not named', (_title, missing, sql) => {
  expect(withPendingMigrations([missing], [migration('1', sql)])).toEqual([missing]);
});
