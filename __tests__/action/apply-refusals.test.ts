import { describe, expect, test } from '@jest/globals';
import type { JsonObject, StandInOptions } from '../../tools/stand-in/types.js';
import { applyTo, BEFORE, callsOf, places, startServer, USERS } from '../support/applying.js';

const CLASH = {
  path: '$.args',
  error: "Encountered conflicting definitions in the selection set for 'query_root'",
  code: 'unexpected',
};
const MAINTENANCE = { path: '$', error: 'not in maintenance mode', code: 'unexpected' };
const READ_ONLY = { path: '$', error: 'not in read-only mode', code: 'not-supported' };
const AGAIN = 'Running this step again does not help by itself.';
const HEADING = '## ❌ Nothing was applied: the server refused the metadata\n';

/** A server that answers each replacement like this. */
function refusing(status: number, body: JsonObject): StandInOptions {
  return {
    onRequest: ({ type }) => (type === 'replace_metadata' ? { status, body } : undefined),
  };
}

describe('a refusal for a reason in the answer', () => {
  test.each([
    ['not-supported', 'Event trigger with duplicate names not allowed: "user_created"'],
    ['already-exists', 'cron trigger with name nightly already exists'],
    ['cyclic-dependency', 'found cycle(s) in roles'],
    ['not-exists', 'source with name users does not exist'],
  ])('with the code %s is shown with its reason and what to fix', async (code, error) => {
    const server = await startServer(refusing(400, { path: '$.args', error, code }));
    const result = await applyTo(server);
    expect(result.exitCode).toBe(1);
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata']);
    expect(result.report).toMatchObject({ applied: 'refused', failure: { kind: 'refused' } });
    expect(result.summary.startsWith(HEADING)).toBe(true);
    const message = result.annotations.at(-1)?.message;
    expect(message).toContain(`HTTP 400, ${error} (${code}). Fix it in the metadata.`);
    expect(message).toContain(AGAIN);
  });

  test('is shown at its place in the project', async () => {
    const path = '$.args.metadata.sources[0].tables[0].select_permissions[0]';
    const server = await startServer(refusing(400, { path, error: 'no', code: 'not-supported' }));
    expect(places(await applyTo(server), 'error')).toEqual([`${USERS}:5`]);
  });

  test('without a place in the project is not shown at any line', async () => {
    const body = { path: '$.args', error: 'no', code: 'not-supported' };
    expect(places(await applyTo(await startServer(refusing(400, body))), 'error')).toEqual([]);
  });

  test('says what to rename if two definitions have one name', async () => {
    const server = await startServer(refusing(500, CLASH));
    const result = await applyTo(server);
    expect(result.exitCode).toBe(1);
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata']);
    expect(result.report).toMatchObject({ applied: 'refused', failure: { kind: 'name-conflict' } });
    expect(result.annotations.at(-1)?.message).toMatch(
      /conflicting definitions .* \(unexpected\)\. Rename one of the two, or customize it/,
    );
    expect(result.annotations.at(-1)?.message).toContain(AGAIN);
  });

  test('with another "unexpected" error says to look at the log of the server', async () => {
    const server = await startServer(refusing(500, { ...CLASH, error: 'database query error' }));
    const result = await applyTo(server);
    expect(result.exitCode).toBe(1);
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata']);
    expect(result.report).toMatchObject({ applied: 'refused', failure: { kind: 'refused' } });
    expect(result.annotations.at(-1)?.message).toContain(`check the server's log`);
  });

  test.each([
    [
      'maintenance',
      500,
      MAINTENANCE,
      { applied: 'not-applied', failure: { kind: 'server-error' } },
    ],
    ['read-only', 400, READ_ONLY, { applied: 'refused', failure: { kind: 'refused' } }],
  ])('in %s mode says to wait for its end', async (_mode, status, body, expected) => {
    const result = await applyTo(await startServer(refusing(status, body)));
    expect(result.exitCode).toBe(1);
    expect(result.report).toMatchObject(expected);
    expect(result.annotations.at(-1)?.message).toContain(body.error);
    expect(result.annotations.at(-1)?.message).toMatch(
      /The server changes no metadata in that mode\. Run this step again when the mode has ended\.$/,
    );
  });
});

describe('a refusal that names no object', () => {
  const HINT = 'because its HASURA_GRAPHQL_ADMIN_INTERNAL_ERRORS is "false".';
  test.each([
    ['unexpected', 'cannot continue due to inconsistent metadata', 'inconsistent-refused'],
    ['metadata-warnings', 'failed due to metadata warnings', 'warnings-refused'],
  ])('with the code %s says which setting hides the names', async (code, error, kind) => {
    const server = await startServer(refusing(400, { path: '$.args', error, code }));
    const result = await applyTo(server);
    expect(result.exitCode).toBe(1);
    expect(result.report).toMatchObject({ applied: 'refused', failure: { kind } });
    expect(result.annotations.at(-1)?.message).toContain(HINT);
  });

  test('is the only one that mentions that setting', async () => {
    const server = await startServer({ databases: { default: { tables: {} } } });
    const result = await applyTo(server);
    expect(result.exitCode).toBe(1);
    expect(result.log).not.toContain(HINT);
    expect(server.metadata).toEqual(BEFORE);
  });
});
