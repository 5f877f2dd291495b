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

describe('names that nobody should choose are sent as they are, and found again', () => {
  test.each([
    ['blanks', 'my source', 'my table', 'my role'],
    ['quotes', `a "b" 'c'`, `d "e"`, `f 'g'`],
    ['dots', 'a.b', 'c.d', 'e.f'],
    ['words of the server', 'x in source y', 'a in source b', 'r in table t in source s'],
    ['line breaks', 'a\nb', 'c\nd', 'e\nf'],
    ['commands of the runner', '::s', '##[error]t', 'r\n::error::injected'],
    ['Markdown and HTML', '<b>s|', '`t`', '[r](https://elsewhere.example)'],
    ['a backslash and a percent sign', 'a\\b', '%0A', '%25'],
    ["names of JavaScript's own", 'constructor', '__proto__', 'toString'],
  ])('%s', async (_what, source, table, role) => {
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
    expect(places(result, 'error')).toEqual([`${USERS}:5`]);
    expect(result.annotations).toHaveLength(2);
    expect(result.annotations[0]?.message).toContain('column "email" does not exist');
    expect(result.summary).toContain('public\\_users.yaml:5');
  });
});

test("tables in each backend's form are found", async () => {
  const backends = [
    ['pg', 'postgres', 'users', 'users'],
    ['pg2', 'postgres', '{schema: shop, name: users}', 'shop.users'],
    ['ms', 'mssql', '{schema: dbo, name: users}', 'users'],
    ['bq', 'bigquery', '{dataset: stats, name: users}', 'stats.users'],
    ['lite', 'sqlite', '[main, users]', 'main.users'],
    ['short', 'sqlite', '[users]', 'users'],
  ] as const;
  const source = ([name, kind, table]: (typeof backends)[number]) => `  - name: ${name}
    kind: ${kind}
    configuration: {}
    tables:
      - table: ${table}
        select_permissions:
          - role: clerk
            permission: {columns: [id, email], filter: {}}
`;
  const server = await startServer({
    databases: Object.fromEntries(
      backends.map(([name, _kind, _table, text]) => [name, { tables: { [text]: ['id'] } }]),
    ),
  });
  const files = { 'all.yaml': `version: 3\nsources:\n${backends.map(source).join('')}` };
  const result = await applyTo(server, { files, inputs: { project: 'all.yaml' } });
  expect(result.exitCode).toBe(1);
  expect(places(result, 'error').sort()).toEqual(
    backends.map((_backend, at) => `all.yaml:${9 + 8 * at}`).sort(),
  );
});

test('20 MB of metadata in one file arrive whole, and its one problem has its line', async () => {
  const comment = 'x'.repeat(4600);
  const tables: Record<string, unknown>[] = Array.from({ length: 4400 }, (_, at) => ({
    table: { schema: 'public', name: `t${at}` },
    configuration: { comment },
  }));
  const columns = Object.fromEntries(tables.map((_table, at) => [`t${at}`, ['id']]));
  const select = { role: 'clerk', permission: { columns: ['gone'], filter: {} } };
  tables[4000] = { ...tables[4000], select_permissions: [select] };
  const metadata = {
    version: 3,
    sources: [{ name: 'default', kind: 'postgres', configuration: {}, tables }],
  };
  const text = JSON.stringify(metadata, null, 1);
  expect(text.length).toBeGreaterThan(20e6);
  const server = await startServer({ databases: { default: { tables: columns } } });
  const result = await applyTo(server, {
    files: { 'metadata.json': text },
    inputs: { project: 'metadata.json', 'allow-inconsistent-metadata': 'true', timeout: '60' },
  });
  expect(server.metadata).toEqual(metadata);
  expect(timesSent(server)).toBe(1);
  expect(result.outputs).toMatchObject({ applied: 'true', 'inconsistency-count': '1' });
  const lines = text.slice(0, text.indexOf('"select_permissions"')).split('\n').length;
  expect(places(result, 'error')).toEqual([`metadata.json:${lines + 1}`]);
}, 60_000);
