import { describe, expect, test } from '@jest/globals';
import type { Call, JsonObject, StandIn } from '../../tools/stand-in/types.js';
import type { ActionResult } from '../support/action.js';
import {
  type Applying,
  applyTo,
  BEFORE,
  callsOf,
  editedTable,
  eventTrigger,
  places,
  projectFiles,
  projectMetadata,
  startServer,
  USERS,
} from '../support/applying.js';

/** Databases in which a column that the project names is missing. */
const LACKING = { databases: { default: { tables: { users: ['id'] } } } };

function planFor(server: StandIn, { inputs, ...planning }: Applying = {}): Promise<ActionResult> {
  return applyTo(server, { ...planning, inputs: { command: 'plan', ...inputs } });
}

/** The changes in the outputs, as `change type name`. */
function changesIn({ outputs }: ActionResult): string[] {
  const changes = JSON.parse(outputs.changes ?? '') as Record<string, string>[];
  return changes.map(({ change, description }) => `${change} ${description}`);
}

describe('A plan', () => {
  test('shows what an apply would change, and changes nothing', async () => {
    const metadata = projectMetadata({
      select_permissions: [{ role: 'guest', permission: { columns: ['id'], filter: {} } }],
      event_triggers: [{ ...eventTrigger('user_created'), webhook: 'https://hooks.example/old' }],
    });
    const server = await startServer({ metadata });
    const result = await planFor(server);
    expect(result.exitCode).toBe(0);
    expect(result.log).toContain('Plan: 1 to add, 1 to change, 1 to remove');
    expect(result.summary).toContain('Plan: 1 to add, 1 to change, 1 to remove');
    expect(changesIn(result).sort()).toEqual([
      'added select permission clerk on users in default',
      'changed event trigger user_created on users in default',
      'removed select permission guest on users in default',
    ]);
    expect(result.outputs).toMatchObject({
      applied: 'false',
      'change-count': '3',
      'new-inconsistency-count': '0',
      consistent: 'true',
    });
    const changes = JSON.parse(result.outputs.changes ?? '') as JsonObject[];
    expect(changes.find(({ change }) => change === 'changed')).toMatchObject({
      type: 'event_trigger',
      name: 'user_created',
      file: USERS,
      differences: [
        {
          path: 'webhook',
          before: 'https://hooks.example/old',
          after: 'https://hooks.example/user-created',
        },
      ],
    });
    expect(result.report?.['changes']).toEqual(changes);
    expect(result.summary).toContain('-webhook: "https://hooks.example/old"');
    expect(result.summary).toContain('+webhook: "https://hooks.example/user-created"');
    expect(server.metadata).toEqual(metadata);
    expect(server.resourceVersion).toBe(5);
  });

  test('of what the server has says "No changes" in one line', async () => {
    const server = await startServer({ metadata: projectMetadata() });
    const result = await planFor(server);
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ 'change-count': '0', changes: '[]' });
    expect(result.summary.split('\n').filter((line) => line !== '')).toEqual([
      '## ✅ No changes',
      expect.stringMatching(/^<sub>Planned without changing anything in/),
    ]);
    expect(result.annotations).toEqual([]);
  });

  test('warns about a key that the server ignores, at its line, and shows no change', async () => {
    const server = await startServer({ metadata: projectMetadata() });
    const files = editedTable([
      'select_permissions:',
      'configuration:\n  colum_config: {}\nselect_permissions:',
    ]);
    const result = await planFor(server, { files });
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ 'change-count': '0', 'warning-count': '1' });
    expect(result.log).toContain('does not know the key "colum_config" of table users in default');
    expect(places(result, 'warning')).toEqual([`${USERS}:5`]);
  });

  test('shows what would break on its line, which fails the step', async () => {
    const result = await planFor(await startServer(LACKING));
    expect(result.exitCode).toBe(1);
    expect(result.log).toContain('1 object would break');
    expect(places(result, 'error')).toEqual([`${USERS}:9`]);
    expect(result.outputs).toMatchObject({
      consistent: 'false',
      'inconsistency-count': '1',
      'new-inconsistency-count': '1',
    });
  });

  test('distinguishes what would break from what stays inconsistent and what is fixed', async () => {
    const permission = (role: string, column: string) => ({
      role,
      permission: { columns: ['id', column], filter: {} },
    });
    const server = await startServer({
      ...LACKING,
      metadata: projectMetadata({
        select_permissions: [permission('clerk', 'email'), permission('guest', 'email')],
      }),
    });
    const files = editedTable([
      'select_permissions:',
      'select_permissions:\n  - role: boss\n    permission:\n      columns: [nowhere]\n      filter: {}',
    ]);
    const result = await planFor(server, { files });
    expect(result.exitCode).toBe(1);
    expect(result.log).toContain(
      '1 object would break. 1 object would stay inconsistent. 1 object would be fixed',
    );
    expect(result.outputs['new-inconsistency-count']).toBe('1');
    const [first, second] = (result.report?.['causes'] ?? []) as JsonObject[];
    expect([first.name, first.new]).toEqual([expect.stringContaining('boss'), true]);
    expect(second.new).toBeUndefined();
    expect(result.report?.['fixed']).toEqual([
      expect.objectContaining({ description: 'select permission guest on users in default' }),
    ]);
    expect(places(result, 'error')).toHaveLength(1);
  });

  test('does not fail for what was inconsistent before if only what is new counts', async () => {
    const server = await startServer({ ...LACKING, metadata: projectMetadata() });
    const files = editedTable(['role: clerk', 'role: clerk\n    comment: changed']);
    const inputs = { 'fail-on-inconsistency': 'new' };
    expect((await planFor(server, { files })).exitCode).toBe(1);
    const result = await planFor(server, { files, inputs });
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({
      'inconsistency-count': '1',
      'new-inconsistency-count': '0',
    });
    expect((await planFor(await startServer(LACKING), { inputs })).exitCode).toBe(1);
  });

  test('that is not validated only reads the metadata', async () => {
    const server = await startServer(LACKING);
    const result = await planFor(server, { inputs: { validate: 'false' } });
    expect(result.exitCode).toBe(0);
    expect(callsOf(server)).toEqual(['export_metadata']);
    expect(result.outputs).toMatchObject({
      'change-count': '1',
      'inconsistency-count': '0',
      'new-inconsistency-count': '',
    });
  });

  test('names the triggers that a dry run cannot validate', async () => {
    const files = editedTable(['name: user_created', 'name: user_made']);
    const result = await planFor(await startServer(), { files });
    expect(result.summary).toContain('A dry run cannot validate triggers');
    expect(result.report?.['not_validated']).toEqual([
      'new event trigger user_made on users in default',
    ]);
  });

  test('fails for any change if it is to detect drift', async () => {
    const inputs = { 'fail-on-changes': 'true', validate: 'false' };
    const result = await planFor(await startServer(), { inputs });
    expect(result.exitCode).toBe(1);
    expect(result.log).toContain('The step fails because "fail-on-changes" is "true"');
    const same = await startServer({ metadata: projectMetadata() });
    expect((await planFor(same, { inputs })).exitCode).toBe(0);
  });

  test('names the pending migration that creates what is missing', async () => {
    const migration = (version: string, sql: string) => ({
      [`hasura/migrations/default/${version}/up.sql`]: sql,
    });
    const files = {
      ...projectFiles(),
      ...migration('1_users', 'CREATE TABLE users (id int);'),
      ...migration('2_other', 'ALTER TABLE others ADD COLUMN email text;'),
      ...migration('3_email', 'ALTER TABLE "users" ADD COLUMN "email" text;'),
    };
    const server = await startServer({ ...LACKING, migrations: { default: { '1': false } } });
    const result = await planFor(server, { files });
    expect(result.report?.['pending_migrations']).toEqual(['default/2_other', 'default/3_email']);
    expect(result.summary).toContain('it is created by the pending migration default/3\\_email');
    expect(result.summary).toContain('2 migrations of the project have not run');
  });
});

describe('Secrets in a plan', () => {
  const header = (value: string) => [{ name: 'Authorization', value }];
  const withHeader = (value: string) =>
    projectMetadata({
      event_triggers: [{ ...eventTrigger('user_created'), headers: header(value) }],
    });
  const files = editedTable([
    'retry_conf:',
    "headers:\n      - name: Authorization\n        value: 'Bearer new-secret-1234'\n    retry_conf:",
  ]);

  test('are a change if they differ, and are never shown', async () => {
    const server = await startServer({ metadata: withHeader('Bearer old-secret-1234') });
    const result = await planFor(server, { files });
    const changes = JSON.parse(result.outputs.changes ?? '') as JsonObject[];
    expect(changes).toMatchObject([
      { differences: [{ path: 'headers[0].value', before: '***', after: '***' }] },
    ]);
    expect(JSON.stringify([result, changes])).not.toMatch(/(?:old|new)-secret/);
  });

  test('are sent as they are', async () => {
    const server = await startServer({ metadata: withHeader('Bearer old-secret-1234') });
    await applyTo(server, { files });
    expect(JSON.stringify(server.metadata)).toContain('Bearer new-secret-1234');
  });
});

describe('Every request of a plan', () => {
  const cron = (name: string) => ({
    name,
    webhook: 'https://hooks.example/cron',
    schedule: '0 0 * * *',
    include_in_metadata: true,
    payload: {},
  });
  const cronYaml = (name: string) =>
    `- name: ${name}\n  webhook: https://hooks.example/other\n  schedule: '1 1 * * *'\n  include_in_metadata: true\n`;
  const withCron = (metadata: JsonObject, name: string) => ({
    ...metadata,
    cron_triggers: [cron(name)],
  });
  const NO_TRIGGERS = projectMetadata({ event_triggers: undefined });

  test.each([
    ['changes nothing', projectMetadata(), projectFiles()],
    ['adds a permission', BEFORE, projectFiles()],
    ['adds an event trigger', NO_TRIGGERS, projectFiles()],
    ['replaces an event trigger', BEFORE, editedTable(['name: user_created', 'name: user_made'])],
    [
      'changes a cron trigger',
      withCron(BEFORE, 'nightly'),
      { ...projectFiles(), 'hasura/metadata/cron_triggers.yaml': cronYaml('nightly') },
    ],
    [
      'replaces a cron trigger',
      withCron(BEFORE, 'nightly'),
      { ...projectFiles(), 'hasura/metadata/cron_triggers.yaml': cronYaml('hourly') },
    ],
    ['removes a cron trigger', withCron(BEFORE, 'nightly'), projectFiles()],
  ])('is harmless if the plan %s', async (_title, metadata, files) => {
    const server = await startServer({ ...LACKING, metadata });
    await planFor(server, { files, inputs: { 'allow-inconsistent-metadata': 'true' } });
    const sent = server.calls.filter(({ type }) => type === 'replace_metadata');
    expect(sent).toHaveLength(1);
    for (const call of sent) expectHarmless(call, metadata);
    const others = callsOf(server).filter((type) => type !== 'replace_metadata');
    expect(others).toEqual(['export_metadata', 'get_inconsistent_metadata']);
    expect(server.metadata).toEqual(metadata);
    expect(server.resourceVersion).toBe(5);
  });

  function expectHarmless({ json }: Call, server: JsonObject): void {
    const { allow_inconsistent_metadata: allowed, metadata } = json.args;
    expect(allowed).toBe(false);
    expect(json.resource_version).toBe(Number.MAX_SAFE_INTEGER);
    const urls: string[] = metadata.rest_endpoints.map(({ url }: JsonObject) => url);
    expect(urls.some((url) => url.includes('//'))).toBe(true);
    expect(metadata.cron_triggers).toEqual(server.cron_triggers);
    expect(triggersOf(metadata)).toEqual(triggersOf(server));
  }

  function triggersOf(metadata: JsonObject): JsonObject[] {
    return metadata.sources.flatMap(({ tables }: JsonObject) =>
      tables.flatMap(({ event_triggers: triggers = [] }: JsonObject) => triggers),
    );
  }
});

describe('Access in a plan and an apply', () => {
  test('that becomes wider is a warning on its line, and fails the step only if it is to', async () => {
    const server = await startServer();
    const result = await planFor(server);
    expect(result.exitCode).toBe(0);
    expect(result.log).toContain('1 role would gain access');
    expect(result.outputs['wider-access-count']).toBe('1');
    expect(places(result, 'warning')).toEqual([`${USERS}:5`]);
    expect(result.summary).toContain('Who would gain or change access');
    const changes = JSON.parse(result.outputs.changes ?? '');
    expect(changes).toMatchObject([{ access: 'wider', roles: ['clerk'] }]);
    const failing = await planFor(server, { inputs: { 'fail-on-wider-access': 'true' } });
    expect(failing.exitCode).toBe(1);
    expect(failing.log).toContain('The step fails because "fail-on-wider-access" is "true"');
  });

  test('is compared before an apply sends anything', async () => {
    const server = await startServer();
    const result = await applyTo(server, { inputs: { 'fail-on-wider-access': 'true' } });
    expect(result.exitCode).toBe(1);
    expect(callsOf(server)).toEqual(['export_metadata']);
    expect(result.log).toContain(
      'Nothing was applied: 1 role would gain access, and "fail-on-wider-access" is "true"',
    );
    expect(result.outputs).toMatchObject({ applied: 'false', 'wider-access-count': '1' });
  });

  test('that becomes narrower does not keep an apply from its work', async () => {
    const files = editedTable(['        - email\n', '']);
    const server = await startServer({ metadata: projectMetadata() });
    const result = await applyTo(server, { files, inputs: { 'fail-on-wider-access': 'true' } });
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({
      applied: 'true',
      'change-count': '1',
      'wider-access-count': '0',
    });
  });
});

describe('An apply', () => {
  test('reports the changes as made', async () => {
    const result = await applyTo(await startServer());
    expect(result.exitCode).toBe(0);
    expect(result.log).toContain('Applied: 1 added, 0 changed, 0 removed. 1 role gained access. ');
    expect(result.log).toContain('Hasura metadata is consistent');
    expect(changesIn(result)).toEqual(['added select permission clerk on users in default']);
    expect(result.summary).toContain('added select permission <b>clerk</b>');
  });

  test('that is refused has changed nothing', async () => {
    const result = await applyTo(await startServer(LACKING));
    expect(result.outputs).toMatchObject({ applied: 'false', 'change-count': '', changes: '' });
  });

  test('fails only for what it made inconsistent, if only that counts', async () => {
    const inputs = {
      'fail-on-inconsistency': 'new',
      'allow-inconsistent-metadata': 'true',
    };
    const same = await startServer({ ...LACKING, metadata: projectMetadata() });
    const before = await applyTo(same, { inputs });
    expect(before.exitCode).toBe(0);
    expect(before.outputs['new-inconsistency-count']).toBe('0');
    const result = await applyTo(await startServer(LACKING), { inputs });
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ applied: 'true', 'new-inconsistency-count': '1' });
  });
});

test('A reload fails only for what was consistent before it, if only that counts', async () => {
  const tables: Record<string, string[]> = { users: ['id', 'email'] };
  const server = await startServer({
    metadata: projectMetadata(),
    databases: { default: { tables } },
  });
  tables['users'] = ['id'];
  const inputs = { command: 'reload', 'fail-on-inconsistency': 'new' };
  const first = await applyTo(server, { inputs });
  expect(callsOf(server)).toEqual(['get_inconsistent_metadata', 'reload_metadata']);
  expect(first.exitCode).toBe(1);
  expect(first.outputs['new-inconsistency-count']).toBe('1');
  const second = await applyTo(server, { inputs });
  expect(second.exitCode).toBe(0);
  expect(second.outputs).toMatchObject({
    'inconsistency-count': '1',
    'new-inconsistency-count': '0',
  });
});
