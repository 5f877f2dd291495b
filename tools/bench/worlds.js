import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { load } from 'js-yaml';

/**
 * Starts a server that answers every metadata call with `reloadAnswer`.
 * @param {string} reloadAnswer
 */
export async function startServer(reloadAnswer) {
  const body = Buffer.from(reloadAnswer);
  const server = createServer((request, response) => {
    const { url = '' } = request;
    request.resume().on('end', () => {
      if (url === '/healthz') return response.end('OK');
      response.setHeader('content-type', 'application/json');
      return response.end(url === '/v1/version' ? '{"version":"v2.45.1"}' : body);
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

export const CONSISTENT = '{"message":"success","is_consistent":true,"inconsistent_objects":[]}';

/**
 * An answer that lists missing tables with their permissions, one of each in turn.
 * @param {number} count of objects
 * @param {number} bytes that each takes, about
 */
export function inconsistentAnswer(count, bytes) {
  const filler = 'the quick brown fox jumps over the lazy dog '.repeat(Math.ceil(bytes / 44));
  const objects = Array.from({ length: count }, (_, index) => {
    const table = { schema: 'public', name: `table_${index - (index % 2)}` };
    const place = `table ${table.name} in source default`;
    return index % 2 === 0
      ? object(
          'table',
          place,
          table,
          'no such table/view exists in source',
          filler.slice(0, bytes - 260),
        )
      : object(
          'select_permission',
          `user in ${place}`,
          {
            source: 'default',
            table,
            role: 'user',
            permission: { columns: '*', filter: {} },
            comment: filler.slice(0, bytes - 420),
          },
          `table "${table.name}" is not tracked`,
        );
  });
  return JSON.stringify({
    message: 'success',
    is_consistent: false,
    inconsistent_objects: objects,
  });
}

/**
 * The permissions of the first tables of a project are inconsistent: so many, each on its own line.
 * @param {number} count
 * @param {number} step between the tables' numbers
 */
export function brokenPermissions(count, step) {
  const objects = Array.from({ length: count }, (_, index) => {
    const table = { schema: 'public', name: `table_${index * step}` };
    return object(
      'select_permission',
      `user in table ${table.name} in source default`,
      {
        source: 'default',
        table,
        role: 'user',
        comment: null,
        permission: { columns: ['id', 'gone'], filter: {} },
      },
      `in table "${table.name}": in permission for role "user": column "gone" does not exist`,
    );
  });
  return JSON.stringify({
    message: 'success',
    is_consistent: false,
    inconsistent_objects: objects,
  });
}

/**
 * @param {string} type
 * @param {string} rest of the name
 * @param {unknown} definition
 * @param {string} reason
 * @param {string} [message]
 */
function object(type, rest, definition, reason, message) {
  const name = type === 'table' ? rest : `${type} ${rest}`;
  return {
    type,
    name,
    definition,
    reason: `Inconsistent object: ${reason}`,
    ...(message && { message }),
  };
}

/**
 * Writes a Hasura project with a file a table, as the CLI lays it out.
 * @param {string} folder
 * @param {number} tables
 */
export function writeProject(folder, tables) {
  const home = join(folder, 'metadata/databases/default/tables');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(folder, 'config.yaml'), 'version: 3\nmetadata_directory: metadata\n');
  writeFileSync(join(folder, 'metadata/version.yaml'), 'version: 3\n');
  writeFileSync(join(folder, 'metadata/databases/databases.yaml'), DATABASES);
  const includes = [];
  for (let index = 0; index < tables; index++) {
    includes.push(`- "!include public_table_${index}.yaml"\n`);
    writeFileSync(join(home, `public_table_${index}.yaml`), tableFile(index, (index + 1) % tables));
  }
  writeFileSync(join(home, 'tables.yaml'), includes.join(''));
}

/**
 * Returns the database of such a project, as the stand-in takes it.
 * @param {number} tables
 */
export function databaseOf(tables) {
  const columns = ['id', 'parent_id', 'owner_id', 'title', 'created_at'];
  const names = Array.from({ length: tables }, (_, index) => `table_${index}`);
  return { tables: Object.fromEntries(names.map((name) => [name, columns])) };
}

const DATABASES = `- name: default
  kind: postgres
  configuration:
    connection_info:
      database_url:
        from_env: DATABASE_URL
  tables: "!include default/tables/tables.yaml"
`;

/** @param {number} index @param {number} child the index of the table that refers to it */
function tableFile(index, child) {
  return `table:
  name: table_${index}
  schema: public
object_relationships:
  - name: parent
    using:
      foreign_key_constraint_on: parent_id
array_relationships:
  - name: children
    using:
      foreign_key_constraint_on:
        column: parent_id
        table:
          name: table_${child}
          schema: public
insert_permissions:
  - role: user
    permission:
      check:
        owner_id:
          _eq: X-Hasura-User-Id
      columns:
        - id
        - parent_id
        - title
select_permissions:
  - role: user
    permission:
      columns:
        - id
        - parent_id
        - owner_id
        - title
        - created_at
      filter:
        owner_id:
          _eq: X-Hasura-User-Id
`;
}

/**
 * Starts a server that has the metadata of such a project, except for the first
 * `changes` select permissions, and that accepts an apply and refuses a dry run.
 * @param {number} tables
 * @param {number} changes
 */
export async function startProjectServer(tables, changes) {
  const metadata = {
    version: 3,
    sources: [
      {
        .../** @type {any[]} */ (load(DATABASES))[0],
        tables: Array.from({ length: tables }, (_, index) => {
          const table = /** @type {any} */ (load(tableFile(index, (index + 1) % tables)));
          if (index < changes) table.select_permissions[0].permission.columns.pop();
          return table;
        }),
      },
    ],
  };
  const consistent = JSON.stringify({ is_consistent: true, inconsistent_objects: [] });
  const exported = JSON.stringify({ resource_version: 5, metadata });
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => {
      body += text;
    });
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (request.url === '/v1/version') return response.end('{"version":"v2.48.16"}');
      if (body.includes('"export_metadata"')) return response.end(exported);
      const isDryRun = body.includes('"dry_run//dry_run"');
      if (isDryRun) response.statusCode = 400;
      return response.end(isDryRun ? REFUSAL : consistent);
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

const REFUSAL = JSON.stringify({
  path: '$.args',
  error: 'cannot continue due to inconsistent metadata',
  code: 'unexpected',
  internal: [
    {
      type: 'rest_endpoint',
      name: 'rest_endpoint dry_run',
      definition: { name: 'dry_run', url: 'dry_run//dry_run' },
      reason: 'Empty segments or unnamed variables are not allowed: dry_run',
    },
  ],
});
