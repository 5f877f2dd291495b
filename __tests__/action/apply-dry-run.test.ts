import { describe, expect, test } from '@jest/globals';
import type { JsonObject, StandIn } from '../../tools/stand-in/types.js';
import {
  applyTo,
  callsOf,
  editedTable,
  eventTrigger,
  type Files,
  projectFiles,
  projectMetadata,
  startServer,
} from '../support/applying.js';

/** Databases in which a column that the project names is missing, so that it is refused. */
const LACKING = { databases: { default: { tables: { users: ['id'], owners: ['id'] } } } };
const CRON = { name: 'nightly', webhook: 'https://hooks.example/', include_in_metadata: true };
const IMPOSSIBLE = Number.MAX_SAFE_INTEGER;

/** What a refusal must not change. */
const stateOf = ({ metadata, resourceVersion, catalogs }: StandIn) =>
  structuredClone({ metadata, resourceVersion, catalogs });

/** The resource version of each replacement; a dry run has one that no server reaches. */
const versionsSent = (server: StandIn) =>
  server.calls
    .filter(({ type }) => type === 'replace_metadata')
    .map(({ json }) => json.resource_version);

/** Metadata of the server that has the project's one event trigger on another table. */
function onAnotherTable(): JsonObject {
  const metadata = projectMetadata({ event_triggers: [] });
  metadata['sources'][0].tables.push({
    table: { schema: 'public', name: 'owners' },
    event_triggers: [eventTrigger('user_created')],
  });
  return metadata;
}

const onDelete = { ...eventTrigger('user_created'), definition: { delete: { columns: '*' } } };
const withCron = (schedule: string): JsonObject => ({
  ...projectMetadata(),
  cron_triggers: [{ ...CRON, schedule }],
});
const CRON_FILE: Files = {
  'hasura/metadata/cron_triggers.yaml': JSON.stringify([{ ...CRON, schedule: '0 1 * * *' }]),
};

describe('a refused deploy leaves databases and metadata as they were if it', () => {
  test.each<[what: string, before: JsonObject, files?: Files]>([
    ['adds an event trigger', projectMetadata({ event_triggers: [] })],
    ['moves an event trigger to another table', onAnotherTable()],
    ['changes the operations of an event trigger', projectMetadata({ event_triggers: [onDelete] })],
    [
      'removes an event trigger',
      projectMetadata({ event_triggers: ['user_created', 'user_gone'].map(eventTrigger) }),
    ],
    ['adds a cron trigger', projectMetadata(), CRON_FILE],
    ['changes a cron trigger', withCron('0 0 * * *'), CRON_FILE],
    ['removes a cron trigger', withCron('0 0 * * *')],
  ])('%s', async (_what, metadata, files = {}) => {
    const server = await startServer({ ...LACKING, metadata });
    const before = stateOf(server);
    const result = await applyTo(server, { files: projectFiles(files) });
    expect(result.exitCode).toBe(1);
    expect(stateOf(server)).toEqual(before);
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata']);
    expect(versionsSent(server)).toEqual([IMPOSSIBLE]);
    expect(result.outputs).toMatchObject({ applied: 'false', 'inconsistency-count': '1' });
    expect(result.report).toMatchObject({ applied: 'refused', notes: [] });
    expect(result.log).toContain('Validating the metadata with a dry run first');
    expect(result.annotations.at(-1)?.message).toBe(
      'Nothing was applied: 1 object would be unavailable, select permission clerk on users in default',
    );
  });
});

describe('metadata that changes event triggers', () => {
  const WITHOUT = { metadata: projectMetadata({ event_triggers: [] }) };

  test('is applied after a dry run', async () => {
    const server = await startServer(WITHOUT);
    const result = await applyTo(server);
    expect(result).toMatchObject({ exitCode: 0, annotations: [], outputs: { applied: 'true' } });
    expect(versionsSent(server)).toEqual([IMPOSSIBLE, 5]);
    expect(server.metadata).toEqual(projectMetadata());
    expect(server.sqlTriggers['default']).toEqual(['user_created']);
  });

  test('is applied with allow-inconsistent-metadata, whatever the dry run lists', async () => {
    const server = await startServer({ ...WITHOUT, ...LACKING });
    const inputs = { 'allow-inconsistent-metadata': 'true' };
    const result = await applyTo(server, { inputs });
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ applied: 'true', 'inconsistency-count': '1' });
    expect(versionsSent(server)).toEqual([IMPOSSIBLE, 5]);
  });

  test('and is refused because a new one is inconsistent: it is named, with what to do', async () => {
    const server = await startServer(WITHOUT);
    const files = editedTable([
      'webhook: https://hooks.example/user-created',
      'webhook_from_env: NOT_SET',
    ]);
    const result = await applyTo(server, { files });
    expect(result.exitCode).toBe(1);
    expect(server.metadata).toEqual(WITHOUT.metadata);
    expect(versionsSent(server)).toEqual([IMPOSSIBLE, 5]);
    expect(result.report?.['notes']).toEqual([
      expect.stringMatching(
        /^The server refused the metadata after it had begun to set up new event trigger user_created on users in default, which a dry run cannot validate\. SQL triggers for it may remain .+ drop the functions "hdb_catalog\.notify_hasura_/,
      ),
    ]);
    expect(result.summary).toContain('which a dry run cannot validate');
  });

  test('and is refused because the server does not understand it: no SQL trigger is mentioned', async () => {
    const server = await startServer(WITHOUT);
    const result = await applyTo(server, {
      files: editedTable(['- name: user_created', '- name: [user_created]']),
    });
    expect(result.exitCode).toBe(1);
    expect(result.report).toMatchObject({
      applied: 'refused',
      notes: [],
      failure: { kind: 'parse-failed' },
    });
  });

  test.each<[what: string, options: JsonObject, says: RegExp]>([
    [
      'the server names no objects',
      { ...LACKING, internalErrors: false },
      /could not be validated by a dry run: .+HASURA_GRAPHQL_ADMIN_INTERNAL_ERRORS to "true"/,
    ],
    [
      'a gateway refuses the dry run',
      { onRequest: ({ type }: JsonObject) => type === 'replace_metadata' && { status: 403 } },
      /could not be validated by a dry run: HTTP 403/,
    ],
  ])('is not sent if %s', async (_what, options, says) => {
    const server = await startServer({ ...WITHOUT, ...options });
    const before = stateOf(server);
    const result = await applyTo(server);
    expect(result.exitCode).toBe(1);
    expect(stateOf(server)).toEqual(before);
    expect(versionsSent(server)).toEqual([IMPOSSIBLE]);
    expect(result.report).toMatchObject({ applied: 'not-applied' });
    expect(result.annotations.at(-1)?.message).toMatch(says);
  });

  test('is not applied if the run is cancelled during the dry run', async () => {
    const cancelled = new AbortController();
    const server = await startServer({
      ...WITHOUT,
      onRequest: ({ type }) => {
        if (type !== 'replace_metadata') return;
        cancelled.abort();
        return { hang: 'before-headers' };
      },
    });
    const result = await applyTo(server, { options: { signal: cancelled.signal } });
    expect(result.exitCode).toBe(1);
    expect(result.report).toMatchObject({ applied: 'not-applied', failure: { kind: 'cancelled' } });
    expect(server.metadata).toEqual(WITHOUT.metadata);
  });
});
