import { describe, expect, test } from '@jest/globals';
import type { JsonObject, StandInOptions } from '../../tools/stand-in/types.js';
import {
  applyTo,
  BEFORE,
  callsOf,
  eventTrigger,
  places,
  projectMetadata,
  startServer,
  USERS,
} from '../support/applying.js';

const CLASH = {
  path: '$.args',
  error: "Encountered conflicting definitions in the selection set for 'query_root'",
  code: 'unexpected',
};
const MAINTENANCE = { path: '$', error: 'not in maintenance mode', code: 'unexpected' };
const READ_ONLY = { path: '$', error: 'not in read-only mode', code: 'not-supported' };
const AGAIN = 'Running this step again does not help by itself.';
const HEADING = '## ❌ Nothing was applied: the server refused the metadata\n';

/** A server that has an event trigger which the project lacks, and meets the replacement so. */
function refusing(status: number, body: JsonObject, also: readonly string[] = []): StandInOptions {
  return {
    metadata: projectMetadata({ event_triggers: ['user_gone'].map(eventTrigger) }),
    onRequest: ({ type }) =>
      type === 'replace_metadata' || also.includes(type ?? '') ? { status, body } : undefined,
  };
}

describe('what the server refuses for what it says', () => {
  test.each([
    ['not-supported', 'Event trigger with duplicate names not allowed: "user_created"'],
    ['already-exists', 'cron trigger with name nightly already exists'],
    ['cyclic-dependency', 'found cycle(s) in roles'],
    ['not-exists', 'source with name users does not exist'],
  ])('400 with %s: is refused, and to be mended in the metadata', async (code, error) => {
    const server = await startServer(refusing(400, { path: '$.args', error, code }));
    const result = await applyTo(server);
    expect(result.exitCode).toBe(1);
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata']);
    expect(result.report).toMatchObject({ applied: 'refused', failure: { kind: 'refused' } });
    expect(result.summary.startsWith(HEADING)).toBe(true);
    expect(result.annotations.at(-1)?.message).toContain(
      `HTTP 400, ${error} (${code}). The server refuses for what it says: mend that in the metadata`,
    );
    expect(result.annotations.at(-1)?.message).toContain(AGAIN);
  });

  test('at a place in the project: the error stands there', async () => {
    const path = '$.args.metadata.sources[0].tables[0].select_permissions[0]';
    const server = await startServer(refusing(400, { path, error: 'no', code: 'not-supported' }));
    expect(places(await applyTo(server), 'error')).toEqual([`${USERS}:5`]);
  });

  test('two definitions of one name: is refused, with nothing to restore', async () => {
    const server = await startServer(refusing(500, CLASH));
    const result = await applyTo(server);
    expect(result.exitCode).toBe(1);
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata']);
    expect(result.report).toMatchObject({ applied: 'refused', failure: { kind: 'refused' } });
    expect(result.annotations.at(-1)?.message).toMatch(
      /conflicting definitions .* \(unexpected\)\. The server refuses all .* rename one of the two/,
    );
    expect(result.annotations.at(-1)?.message).toContain(AGAIN);
  });

  test('any other 500 of that code: is refused, and what may be dropped is put back', async () => {
    const server = await startServer(refusing(500, { ...CLASH, error: 'database query error' }));
    const result = await applyTo(server);
    expect(result.exitCode).toBe(1);
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata', 'reload_metadata']);
    expect(result.report).toMatchObject({ applied: 'refused', failure: { kind: 'refused' } });
    expect(result.annotations.at(-1)?.message).toContain(`look at the server's log`);
  });

  test.each([
    [500, MAINTENANCE, { applied: 'not-applied', failure: { kind: 'server-error' } }],
    [400, READ_ONLY, { applied: 'refused', failure: { kind: 'refused' } }],
  ])('%i, since the server is in a mode: not before that ends', async (status, body, expected) => {
    const server = await startServer(refusing(status, body, ['reload_metadata']));
    const result = await applyTo(server);
    expect(result.exitCode).toBe(1);
    expect(result.report).toMatchObject(expected);
    expect(result.annotations.at(-1)?.message).toContain(body.error);
    expect(result.annotations.at(-1)?.message).toMatch(
      /The server changes no metadata in that mode: run this step again when the mode has ended\.$/,
    );
    // In such a mode the server drops SQL triggers all the same, and restores none.
    expect(callsOf(server).at(-1)).toBe('reload_metadata');
    expect(result.summary).toContain('the reload that puts it back failed');
  });
});

describe('a refusal that names nothing says why', () => {
  const HINT = 'since its HASURA_GRAPHQL_ADMIN_INTERNAL_ERRORS is "false".';
  test.each([
    ['unexpected', 'cannot continue due to inconsistent metadata', 'inconsistent-refused'],
    ['metadata-warnings', 'failed due to metadata warnings', 'warnings-refused'],
  ])('%s', async (code, error, kind) => {
    const server = await startServer(refusing(400, { path: '$.args', error, code }));
    const result = await applyTo(server);
    expect(result.exitCode).toBe(1);
    expect(result.report).toMatchObject({ applied: 'refused', failure: { kind } });
    expect(result.annotations.at(-1)?.message).toContain(HINT);
  });

  test('and one that names something does not', async () => {
    const server = await startServer({ databases: { default: { tables: {} } } });
    const result = await applyTo(server);
    expect(result.exitCode).toBe(1);
    expect(result.log).not.toContain(HINT);
    expect(server.metadata).toEqual(BEFORE);
  });
});
