import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../tools/stand-in/types.js';
import {
  applyTo,
  BEFORE,
  callsOf,
  editedTable,
  eventTrigger,
  type Files,
  projectMetadata,
  startServer,
} from '../support/applying.js';

/** The name of the event trigger is a bad one, which the server warns of. */
const WEIRD: Files = editedTable(['user_created', 'user created']);
const STRICT = { 'fail-on-warning': 'true' } as const;
const BROKEN = {
  type: 'source',
  name: 'source default',
  definition: 'default',
  reason: 'Inconsistent object: its catalog is gone',
};

describe('SQL triggers after a refusal', () => {
  const losing = (...names: string[]) => ({
    metadata: projectMetadata({ event_triggers: names.map(eventTrigger) }),
  });

  test('that the server dropped on the way are put back', async () => {
    const server = await startServer(losing('user_gone', 'user_left'));
    const result = await applyTo(server, { files: WEIRD, inputs: STRICT });
    expect(result.exitCode).toBe(1);
    expect(server.metadata).toEqual(losing('user_gone', 'user_left').metadata);
    expect(server.sqlTriggers).toEqual({ default: ['user_gone', 'user_left'] });
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata', 'reload_metadata']);
    expect(server.calls.at(-1)?.json.args).toMatchObject({
      reload_sources: ['default'],
      reload_remote_schemas: false,
      recreate_event_triggers: ['default'],
    });
    const remark =
      'The refused metadata lacks the event triggers user_gone of source default, user_left of source default, whose SQL triggers the server may have dropped before it refused: a reload has put them back.';
    expect(result.report?.['remarks']).toEqual([remark]);
    expect(result.log).toContain(remark);
    expect(result.outputs['resource-version']).toBe(String(server.resourceVersion));
  });

  test('that could not be put back: it says so, and how to do it', async () => {
    const server = await startServer({
      ...losing('user_gone'),
      onRequest: ({ type }) =>
        type === 'reload_metadata' ? { status: 403, body: '<html>' } : undefined,
    });
    const result = await applyTo(server, { files: WEIRD, inputs: STRICT });
    expect(result.exitCode).toBe(1);
    expect(server.sqlTriggers).toEqual({ default: [] });
    expect(result.summary).toContain('the reload that puts it back failed: POST');
    expect(result.summary).toContain('"recreate-event-triggers" set to "default"');
    expect(result.annotations.at(-1)?.message).toMatch(/^Nothing was applied/);
  });

  test.each<[what: string, before: JsonObject]>([
    ['other operations', { definition: { insert: { columns: '*' }, delete: { columns: '*' } } }],
    ['other columns', { definition: { insert: { columns: ['id'] } } }],
    ['another setting for replication', { trigger_on_replication: true }],
  ])('of an event trigger with %s are put back as they were', async (_what, before) => {
    const server = await startServer({
      metadata: projectMetadata({
        event_triggers: [{ ...eventTrigger('user_created'), ...before }],
      }),
      warnings: [{ message: 'beware' }],
    });
    const result = await applyTo(server, { inputs: STRICT });
    expect(server.calls.at(-1)?.json.args).toMatchObject({ recreate_event_triggers: ['default'] });
    expect(result.report?.['remarks']).toEqual([
      'The refused metadata changes the event trigger user_created of source default, whose SQL trigger the server may have changed before it refused: a reload has put it back.',
    ]);
  });

  test('are put back as they were after a refusal for inconsistency, too', async () => {
    const created = { ...eventTrigger('user_created'), definition: { delete: { columns: '*' } } };
    const server = await startServer({
      metadata: projectMetadata({ event_triggers: [created, eventTrigger('user_gone')] }),
      databases: { default: { tables: { users: ['id'] } } },
    });
    const result = await applyTo(server);
    expect(result.annotations.at(-1)?.message).toMatch(/^Nothing was applied/);
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata', 'reload_metadata']);
    expect(result.report?.['remarks']).toEqual([
      expect.stringMatching(/changes the event trigger user_created of source default, whose/),
    ]);
  });

  test('that a reload leaves in doubt: it says so', async () => {
    const server = await startServer({
      ...losing('user_gone'),
      onRequest: ({ type }) =>
        type === 'reload_metadata'
          ? { body: JSON.stringify({ is_consistent: false, inconsistent_objects: [BROKEN] }) }
          : undefined,
    });
    const result = await applyTo(server, { files: WEIRD, inputs: STRICT });
    expect(result.summary).toContain('left the source default inconsistent');
    expect(result.summary).toContain('"recreate-event-triggers" set to "default"');
  });

  test('are left alone where the new metadata lacks none', async () => {
    const server = await startServer({ metadata: BEFORE, warnings: [{ message: 'beware' }] });
    const result = await applyTo(server, { inputs: STRICT });
    expect(result.exitCode).toBe(1);
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata']);
    expect(result.report?.['remarks']).toEqual([]);
  });

  test('that an earlier try has touched are put back, however the last one ends', async () => {
    const server = await startServer({
      ...losing('user_gone'),
      onRequest: ({ type, ordinalOfKind }) => {
        if (type !== 'replace_metadata') return undefined;
        if (ordinalOfKind > 1) return { status: 403, body: '<html>' };
        server.resourceVersion++;
        return undefined;
      },
    });
    const result = await applyTo(server);
    expect(result.report).toMatchObject({ applied: 'not-applied' });
    expect(server.sqlTriggers).toEqual({ default: ['user_gone'] });
    expect(result.report?.['remarks']).toEqual([expect.stringContaining('has put it back')]);
  });

  test('that nothing puts back, since the run is cancelled: it says so', async () => {
    let kill = (): unknown => undefined;
    const server = await startServer({
      ...losing('user_gone'),
      onRequest: ({ type }) => {
        if (type !== 'reload_metadata') return undefined;
        setTimeout(() => kill(), 50);
        return { hang: 'before-headers' };
      },
    });
    const result = await applyTo(server, {
      files: WEIRD,
      inputs: { ...STRICT, timeout: '60' },
      options: {
        onSpawn: (child) => {
          kill = () => child.kill('SIGINT');
        },
      },
    });
    expect(result.exitCode).toBe(1);
    expect(result.outputs.applied).toBe('false');
    expect(result.report?.['remarks']).toEqual([
      expect.stringMatching(/the reload that puts it back was cancelled\. Until such a reload, /),
    ]);
  });

  test('are back although something else in the source is inconsistent, as before', async () => {
    const permission = {
      type: 'select_permission',
      name: 'select_permission clerk in table users in source default',
      definition: { source: 'default', table: { schema: 'public', name: 'users' }, role: 'clerk' },
      reason: 'Inconsistent object: no such column',
    };
    const server = await startServer({
      ...losing('user_gone'),
      onRequest: ({ type }) =>
        type === 'reload_metadata'
          ? { body: { is_consistent: false, inconsistent_objects: [permission] } }
          : undefined,
    });
    const result = await applyTo(server, { files: WEIRD, inputs: STRICT });
    expect(result.report?.['remarks']).toEqual([expect.stringContaining('has put it back')]);
  });

  test('are not said to be back by a server that only says it afterwards', async () => {
    const server = await startServer({
      ...losing('user_gone'),
      version: 'v2.3.1',
      onRequest: ({ type }) => {
        if (type === 'replace_metadata')
          return { status: 500, body: { path: '$.args', error: 'no', code: 'unexpected' } };
        return type === 'get_inconsistent_metadata'
          ? { body: { is_consistent: false, inconsistent_objects: [BROKEN] } }
          : undefined;
      },
    });
    const result = await applyTo(server);
    expect(result.report?.['remarks']).toEqual([
      expect.stringContaining('left the source default inconsistent'),
    ]);
  });

  test('are not said to be back by a server that puts none back', async () => {
    const server = await startServer({
      ...losing('user_gone'),
      version: 'v2.0.10',
      onRequest: ({ type }) =>
        type === 'replace_metadata'
          ? { status: 500, body: { path: '$.args', error: 'no', code: 'unexpected' } }
          : undefined,
    });
    const result = await applyTo(server);
    expect(callsOf(server)).not.toContain('reload_metadata');
    expect(result.report?.['remarks']).toEqual([
      expect.stringContaining('the reload that puts it back takes GraphQL Engine v2.1 or newer.'),
    ]);
  });

  test('of GraphQL Engine v1, which takes them back itself, are left alone', async () => {
    const { sources } = projectMetadata({ event_triggers: [eventTrigger('user_gone')] });
    const server = await startServer({
      version: 'v1.3.3',
      metadata: { version: 2, tables: sources[0].tables },
      databases: { default: { tables: { users: ['id'] } } },
    });
    const files: Files = {
      'hasura/config.yaml': 'version: 2\nmetadata_directory: metadata\n',
      'hasura/metadata/version.yaml': 'version: 2\n',
      'hasura/metadata/tables.yaml': `- table: {schema: public, name: users}
  select_permissions:
    - {role: clerk, permission: {columns: [id, email], filter: {}}}
  event_triggers:
    - name: user_gone
      definition: {enable_manual: false, delete: {columns: '*'}}
      retry_conf: {interval_sec: 10, num_retries: 0, timeout_sec: 60}
      webhook: https://hooks.example
`,
    };
    const result = await applyTo(server, { files });
    expect(result.exitCode).toBe(1);
    expect(callsOf(server)).not.toContain('reload_metadata');
    expect(result.report?.['remarks']).toEqual([]);
  });
});
