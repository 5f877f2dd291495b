import { describe, expect, test } from '@jest/globals';
import {
  applyTo,
  editedTable,
  type Files,
  places,
  projectFiles,
  startServer,
  timesSent,
  USERS,
} from '../support/applying.js';

const DATABASES = 'hasura/metadata/databases/databases.yaml';

describe('an odd name of a source, a table and a role is sent as it is, and found again', () => {
  test.each([
    ['with blanks', 'my source', 'my table', 'my role', 9],
    ['with quotes', `a "b" 'c'`, `d "e"`, `f 'g'`, 5],
    ['with dots', 'a.b', 'c.d', 'e.f', 9],
    ['with words of the server', 'x in source y', 'a in source b', 'r in table t in source s', 9],
    ['with line breaks', 'a\nb', 'c\nd', 'e\nf', 5],
    ['with commands of the runner', '::s', '##[error]t', 'r\n::error::injected', 5],
    ['with Markdown and HTML', '<b>s|', '`t`', '[r](https://elsewhere.example)', 9],
    ['with a backslash and a percent sign', 'a\\b', '%0A', '%25', 9],
    ['that JavaScript uses itself', 'constructor', '__proto__', 'toString', 9],
  ])('%s', async (_what, source, table, role, line) => {
    const server = await startServer({
      metadata: { version: 3, sources: [] },
      databases: { [source]: { tables: Object.fromEntries([[table, ['id']]]) } },
    });
    const databases = String(projectFiles()[DATABASES]);
    const files: Files = {
      ...editedTable(
        ['name: users', `name: ${JSON.stringify(table)}`],
        ['role: clerk', `role: ${JSON.stringify(role)}`],
      ),
      [DATABASES]: databases.replace('name: default', `name: ${JSON.stringify(source)}`),
    };
    const result = await applyTo(server, {
      files,
      inputs: { 'allow-inconsistent-metadata': 'true' },
    });
    expect(result.exitCode).toBe(1);
    const [stored] = server.metadata.sources;
    expect(stored.name).toBe(source);
    expect(stored.tables[0].table.name).toBe(table);
    expect(stored.tables[0].select_permissions[0].role).toBe(role);
    expect(places(result, 'error')).toEqual([`${USERS}:${line}`]);
    expect(result.annotations).toHaveLength(2);
    expect(result.annotations[0]?.message).toContain('column "email" does not exist');
    expect(result.summary).toContain(`public\\_users.yaml:${line}`);
  });
});

test('a permission is found on the tables of every kind of database, whose names have different forms', async () => {
  const backends = [
    ['pg', 'postgres', 'users', { schema: 'public', name: 'users' }],
    ['pg2', 'postgres', 'shop.users', { schema: 'shop', name: 'users' }],
    ['ms', 'mssql', 'users', { schema: 'dbo', name: 'users' }],
    ['bq', 'bigquery', 'stats.users', { dataset: 'stats', name: 'users' }],
    ['lite', 'sqlite', 'main.users', ['main', 'users']],
    ['short', 'sqlite', 'users', ['users']],
  ] as const;
  const source = ([name, kind, _text, table]: (typeof backends)[number]) => `  - name: ${name}
    kind: ${kind}
    configuration: {}
    tables:
      - table: ${JSON.stringify(table)}
        select_permissions:
          - role: clerk
            permission: {columns: [id, email], filter: {}}
`;
  const server = await startServer({
    metadata: { version: 3, sources: [] },
    inconsistentObjects: backends.map(([source, _kind, text, table]) => ({
      type: 'select_permission',
      name: `select_permission clerk in table ${text} in source ${source}`,
      definition: { source, table, role: 'clerk', comment: null, permission: {} },
      reason: `Inconsistent object: in table "${text}": column "email" does not exist`,
    })),
  });
  const files = { 'all.yaml': `version: 3\nsources:\n${backends.map(source).join('')}` };
  const result = await applyTo(server, { files, inputs: { project: 'all.yaml' } });
  expect(result.exitCode).toBe(1);
  expect(places(result, 'error').sort()).toEqual(
    backends.map((_backend, at) => `all.yaml:${10 + 8 * at}`).sort(),
  );
});

test('10 MB of metadata in one file arrive whole, and their one problem has its line', async () => {
  const comment = 'x'.repeat(4600);
  const tables: Record<string, unknown>[] = Array.from({ length: 2200 }, (_, at) => ({
    table: { schema: 'public', name: `t${at}` },
    configuration: { comment },
  }));
  const columns = Object.fromEntries(tables.map((_table, at) => [`t${at}`, ['id']]));
  const select = { role: 'clerk', permission: { columns: ['gone'], filter: {} } };
  tables[2000] = { ...tables[2000], select_permissions: [select] };
  const metadata = {
    version: 3,
    sources: [{ name: 'default', kind: 'postgres', configuration: {}, tables }],
  };
  const text = JSON.stringify(metadata, null, 1);
  expect(text.length).toBeGreaterThan(10e6);
  const server = await startServer({
    metadata: { version: 3, sources: [] },
    databases: { default: { tables: columns } },
  });
  const result = await applyTo(server, {
    files: { 'metadata.json': text },
    inputs: { project: 'metadata.json', 'allow-inconsistent-metadata': 'true', timeout: '60' },
  });
  expect(server.metadata).toEqual(metadata);
  expect(timesSent(server)).toBe(1);
  expect(result.outputs).toMatchObject({ applied: 'true', 'inconsistency-count': '1' });
  const line = text.slice(0, text.indexOf('"gone"')).split('\n').length;
  expect(places(result, 'error')).toEqual([`metadata.json:${line}`]);
}, 60_000);
