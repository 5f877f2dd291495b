import { expect, test } from '@jest/globals';
import {
  applyTo,
  callsOf,
  eventTrigger,
  projectMetadata,
  startServer,
  timesSent,
} from '../support/applying.js';

/** What another deploy applies: the same triggers, and no permission. */
const THEIRS = projectMetadata({ select_permissions: [] });

/** Before the first replacement arrives, another deploy applies its metadata. */
async function startServerWithOtherDeploy(metadata: object) {
  const server = await startServer();
  server.onRequest = async ({ type, ordinalOfKind }) => {
    if (type !== 'replace_metadata' || ordinalOfKind > 1) return;
    await server.load(metadata);
    server.resourceVersion++;
  };
  return server;
}

test('after another deploy has changed the metadata, the project replaces what is there then', async () => {
  const server = await startServerWithOtherDeploy(THEIRS);
  const result = await applyTo(server);
  expect(result.exitCode).toBe(0);
  expect(server.metadata).toEqual(projectMetadata());
  const sent = server.calls.filter(({ type }) => type === 'replace_metadata');
  expect(sent.map(({ json }) => json.resource_version)).toEqual([5, 6]);
  expect(result.outputs).toMatchObject({ applied: 'true', 'resource-version': '7' });
});

test('after another deploy has added an event trigger, a dry run comes before its removal', async () => {
  const server = await startServerWithOtherDeploy(
    projectMetadata({ event_triggers: ['user_gone', 'user_created'].map(eventTrigger) }),
  );
  const result = await applyTo(server);
  expect(result.exitCode).toBe(0);
  const sent = server.calls.filter(({ type }) => type === 'replace_metadata');
  expect(sent.map(({ json }) => json.resource_version)).toEqual([5, Number.MAX_SAFE_INTEGER, 6]);
});

test('after five conflicts in a row it gives up and says how to prevent them', async () => {
  const server = await startServer({ metadata: THEIRS });
  server.onRequest = ({ type }) => {
    if (type === 'replace_metadata') server.resourceVersion++;
  };
  const result = await applyTo(server);
  expect(result.exitCode).toBe(1);
  expect(timesSent(server)).toBe(5);
  expect(server.metadata).toEqual(THEIRS);
  expect(result.report).toMatchObject({ applied: 'not-applied' });
  const error = result.annotations.at(-1)?.message;
  expect(error).toMatch(/HTTP 409, .+ \(conflict\), 5 times in a row\. Let one deploy at a time/);
  expect(callsOf(server).at(-1)).toBe('replace_metadata');
});

test('only conflicts in a row are counted', async () => {
  const source = {
    type: 'source',
    name: 'source default',
    definition: 'default',
    reason: 'Inconsistent object: connection error',
  };
  const conflict = { status: 409, body: { path: '$', error: 'too late', code: 'conflict' } };
  const error = 'cannot continue due to inconsistent metadata';
  const refusal = { path: '$.args', error, code: 'unexpected', internal: [source] };
  const server = await startServer({
    onRequest: ({ type, ordinalOfKind }) => {
      if (type !== 'replace_metadata') return undefined;
      return ordinalOfKind === 2 ? { status: 400, body: refusal } : conflict;
    },
  });
  const result = await applyTo(server, { inputs: { 'retry-timeout': '30' } });
  expect(timesSent(server)).toBe(7);
  expect(result.annotations.at(-1)?.message).toContain('too late (conflict), 5 times in a row.');
});
