import { describe, expect, test } from '@jest/globals';
import type { Fault, JsonObject } from '../../tools/stand-in/types.js';
import { runAction } from '../support/action.js';
import {
  applyTo,
  callsOf,
  editedTable,
  type Files,
  projectFiles,
  projectMetadata,
  startServer,
  timesSent,
} from '../support/applying.js';
import { workspaceWith } from '../support/workspaces.js';

const plan = { command: 'plan', timeout: '1' };

/** A server that answers calls of one type with a fault. */
const startFaulty = (type: string, fault: Fault) =>
  startServer({ onRequest: (call) => (call.type === type ? fault : undefined) });

const json = (status: number, body: JsonObject): Fault => ({ status, body });

describe('A plan could not be made', () => {
  test('if the server cannot be reached', async () => {
    const server = await startServer();
    await server.close();
    const result = await applyTo(server, { inputs: plan });
    expect(result.exitCode).toBe(1);
    expect(result.summary).toContain('❌ The plan could not be made');
    expect(result.log).toContain('/v1/metadata (export_metadata): ');
    expect(result.outputs['change-count']).toBe('');
  });

  test('if the project cannot be read', async () => {
    const server = await startServer();
    const files = projectFiles({ 'hasura/metadata/databases/databases.yaml': '- name: [' });
    const result = await applyTo(server, { files, inputs: plan });
    expect(result.exitCode).toBe(1);
    expect(result.report?.['failure']).toMatchObject({
      kind: 'invalid-project',
      location: { file: 'hasura/metadata/databases/databases.yaml' },
    });
    expect(callsOf(server)).toEqual([]);
  });

  test('if the server is of version 1', async () => {
    const server = await startFaulty(
      'export_metadata',
      json(404, { path: '$', error: 'resource does not exist', code: 'not-found' }),
    );
    const result = await applyTo(server, { inputs: plan });
    expect(result.exitCode).toBe(1);
    expect(result.log).toContain('GraphQL Engine v1 and Hasura DDN do not have this API');
  });
});

describe('A plan could not be validated, and fails with its changes shown', () => {
  test.each<[string, Fault, string]>([
    ['a gateway gives up on the dry run', { status: 504, body: '<html></html>' }, 'HTTP 504'],
    [
      'the server accepts the dry run',
      json(200, { is_consistent: true, inconsistent_objects: [] }),
      'the server accepted it',
    ],
    [
      'the server names no objects',
      json(400, {
        path: '$.args',
        error: 'cannot continue due to inconsistent metadata',
        code: 'unexpected',
      }),
      'HASURA_GRAPHQL_ADMIN_INTERNAL_ERRORS',
    ],
    [
      'the refusal is for another reason than that of the dry run',
      json(400, {
        path: '$.args',
        error: 'cannot continue due to inconsistent metadata',
        code: 'unexpected',
        internal: [
          { type: 'source', name: 'source x', definition: 'x', reason: 'Inconsistent object: x' },
        ],
      }),
      'without the object of the dry run',
    ],
    [
      'an old server only compares resource versions',
      json(409, {
        path: '$',
        error: 'metadata resource version referenced (9007199254740991) did not match',
        code: 'conflict',
      }),
      'HTTP 409',
    ],
  ])('if %s', async (_title, fault, said) => {
    const server = await startFaulty('replace_metadata', fault);
    const result = await applyTo(server, { inputs: plan });
    expect(result.exitCode).toBe(1);
    expect(result.log).toContain('could not be validated by a dry run');
    expect(result.log).toContain(said);
    expect(result.summary).toContain('which could not be validated');
    expect(result.outputs).toMatchObject({ consistent: 'false', 'change-count': '1' });
    expect(timesSent(server)).toBe(1);
  });

  test('if the server does not say what is inconsistent now', async () => {
    const server = await startFaulty('get_inconsistent_metadata', { status: 500, body: 'x' });
    const result = await applyTo(server, { inputs: plan });
    expect(result.exitCode).toBe(1);
    expect(timesSent(server)).toBe(0);
    expect(result.outputs['change-count']).toBe('1');
  });
});

test('In read-only mode, the server would refuse what the plan is about', async () => {
  const server = await startFaulty(
    'replace_metadata',
    json(400, {
      path: '$',
      error: 'metadata cannot be modified in read-only mode',
      code: 'not-supported',
    }),
  );
  const result = await applyTo(server, {
    files: { 'hasura/metadata.json': JSON.stringify(projectMetadata()) },
    inputs: { ...plan, project: 'hasura/metadata.json' },
  });
  expect(result.exitCode).toBe(1);
  expect(result.log).toContain('the server would refuse this metadata');
  expect(result.log).toContain('Run this step again when the mode has ended');
  // It is about the metadata as a whole, which has no line.
  expect(result.report?.['failure']).toMatchObject({ location: null });
});

describe('Invalid inputs of a plan', () => {
  test.each<[string, Record<string, string>, string]>([
    ['no project', { command: 'plan' }, 'Input "command" is "plan", but "project" is empty'],
    [
      '"compare-with" of another command',
      { command: 'apply', project: 'hasura', 'compare-with': 'base' },
      'Input "compare-with" is "base", but "command" is "apply": only "plan" compares two projects.',
    ],
    ['an unknown command', { command: 'diff' }, 'expected "reload", "apply", "plan" or "check"'],
    ['the old input "apply"', { apply: 'true' }, 'Input "apply" has been removed: set "command"'],
    [
      'what fails the step',
      { 'fail-on-inconsistency': 'old' },
      'Input "fail-on-inconsistency" is "old": expected "true", "false" or "new".',
    ],
  ])('are explained: %s', async (_title, inputs, message) => {
    const result = await runAction({ endpoint: 'http://127.0.0.1:9', ...inputs });
    expect(result.exitCode).toBe(1);
    expect(result.log).toContain(message);
  });
});

describe('A plan that compares two projects', () => {
  const moved = (files: Files): Files =>
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name.replace(/^hasura/, 'base'), text]),
    );
  const compare = (base: Files, head: Files, inputs = {}) =>
    runAction(
      { command: 'plan', project: 'hasura', 'compare-with': 'base', ...inputs },
      { workspace: workspaceWith({ ...moved(base), ...head }) },
    );
  const changesOf = ({ outputs }: { outputs: { changes?: string } }) =>
    (JSON.parse(outputs.changes ?? '') as JsonObject[]).map(
      ({ change, description }) => `${change} ${description}`,
    );

  test('needs no endpoint, and contacts no server', async () => {
    const head = editedTable(['        - email\n', '']);
    const result = await compare(projectFiles(), head);
    expect(result.exitCode).toBe(0);
    expect(changesOf(result)).toEqual(['changed select permission clerk on users in default']);
    expect(result.outputs).toMatchObject({ consistent: 'false', 'server-version': '' });
    expect(result.summary).toMatch(/<sub>Planned without changing anything in [\d.]+ s<\/sub>/);
  });

  test('says what is wrong with the other project', async () => {
    const result = await compare({}, projectFiles());
    expect(result.exitCode).toBe(1);
    expect(result.log).toContain('Project path not found: base');
  });

  test('compares a project of config version 2 with one of version 3', async () => {
    const users = projectFiles()['hasura/metadata/databases/default/tables/public_users.yaml'];
    const v2 = {
      'hasura/config.yaml': 'version: 2\nmetadata_directory: metadata\n',
      'hasura/metadata/version.yaml': 'version: 2\n',
      'hasura/metadata/tables.yaml': `- ${String(users).trim().replaceAll('\n', '\n  ')}\n`,
    };
    const result = await compare(v2, projectFiles());
    expect(result.exitCode).toBe(0);
    expect(changesOf(result)).not.toContainEqual(expect.stringContaining('users'));
    expect(Number(result.outputs['change-count'])).toBeLessThanOrEqual(1);
  });

  const source = (name: string, table: string) => ({
    name,
    kind: 'postgres',
    configuration: { connection_info: { database_url: { from_env: `${name.toUpperCase()}_URL` } } },
    tables: [{ table: { schema: 'public', name: table } }],
  });
  const asFile = (metadata: JsonObject) => ({ 'hasura/metadata.json': JSON.stringify(metadata) });
  const files = { project: 'hasura/metadata.json', 'compare-with': 'base/metadata.json' };

  test('reports what each of two sources has if their names are swapped', async () => {
    const result = await compare(
      asFile({ version: 3, sources: [source('a', 'users'), source('b', 'orders')] }),
      asFile({ version: 3, sources: [source('a', 'orders'), source('b', 'users')] }),
      files,
    );
    expect(changesOf(result).sort()).toEqual([
      'added table orders in a',
      'added table users in b',
      'removed table orders in b',
      'removed table users in a',
    ]);
  });

  test('reports an object that moved to another table as removed and added', async () => {
    const metadata = (on: string) => {
      const { sources } = projectMetadata();
      const permission = { role: 'clerk', permission: { columns: ['id'], filter: {} } };
      const tables = ['users', 'orders'].map((name) => ({
        table: { schema: 'public', name },
        ...(name === on && { select_permissions: [permission] }),
      }));
      return { version: 3, sources: [{ ...sources[0], tables }] };
    };
    const result = await compare(asFile(metadata('users')), asFile(metadata('orders')), files);
    expect(changesOf(result).sort()).toEqual([
      'added select permission clerk on orders in default',
      'removed select permission clerk on users in default',
    ]);
  });

  test('shows names with any characters as they are, and none of them as a command', async () => {
    const name = '::error::x\n##[error]y `|<b>@org/team';
    const result = await compare(
      asFile({ version: 3, sources: [source('a', 'users')] }),
      asFile({ version: 3, sources: [source('a', 'users'), source(name, name)] }),
      files,
    );
    const changes = JSON.parse(result.outputs.changes ?? '') as JsonObject[];
    expect(changes.map((change) => change.name)).toEqual([name, name]);
    expect(result.exitCode).toBe(0);
    expect(result.annotations).toEqual([]);
    expect(result.log).not.toMatch(/##\[error\]/);
    expect(result.summary).not.toContain('<b>@org');
  });

  test('reports 20,000 new tables within the limits of outputs and summary', async () => {
    const tables = Array.from({ length: 20_000 }, (_, index) => ({
      table: { schema: 'public', name: `table_${index}` },
    }));
    const base = { ...source('default', 'x'), tables: [] };
    const result = await compare(
      asFile({ version: 3, sources: [base] }),
      asFile({ version: 3, sources: [{ ...base, tables }] }),
      files,
    );
    expect(result.exitCode).toBe(0);
    expect(result.log).toContain('Plan: 20000 to add, 0 to change, 0 to remove');
    expect(result.outputs).toMatchObject({ 'change-count': '20000', changes: '' });
    expect(result.log).toContain('The output "changes" is empty because it would be too large');
    expect(result.report?.['changes']).toHaveLength(20_000);
    expect(Buffer.byteLength(result.summary)).toBeLessThan(1024 * 1024);
    expect(result.summary).toContain('<summary>20000 changes');
  });
});
