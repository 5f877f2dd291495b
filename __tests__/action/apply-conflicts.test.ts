import { expect, test } from '@jest/globals';
import {
  applyTo,
  callsOf,
  editedTable,
  eventTrigger,
  projectMetadata,
  startServer,
  timesSent,
} from '../support/applying.js';

const THEIRS = projectMetadata({ event_triggers: ['user_gone', 'user_created'].map(eventTrigger) });

test('another deploy has the turn: tried again for what is there then', async () => {
  const server = await startServer();
  server.onRequest = async ({ type, ordinalOfKind }) => {
    if (type !== 'replace_metadata' || ordinalOfKind > 1) return;
    await server.load(THEIRS);
    server.resourceVersion++;
  };
  const result = await applyTo(server);
  expect(result.exitCode).toBe(0);
  expect(server.metadata).toEqual(projectMetadata());
  const sent = server.calls.filter(({ type }) => type === 'replace_metadata');
  expect(sent.map(({ json }) => json.resource_version)).toEqual([5, 6]);
  expect(result.outputs).toMatchObject({ applied: 'true', 'resource-version': '8' });
});

test("a refusal after that puts back the other deploy's SQL triggers as well", async () => {
  const server = await startServer();
  server.onRequest = async ({ type, ordinalOfKind }) => {
    if (type !== 'replace_metadata' || ordinalOfKind > 1) return;
    await server.load(THEIRS);
    server.resourceVersion++;
  };
  const files = editedTable(['user_created', 'user created']);
  const result = await applyTo(server, { files, inputs: { 'fail-on-warning': 'true' } });
  expect(result.exitCode).toBe(1);
  expect(server.metadata).toEqual(THEIRS);
  expect(server.sqlTriggers).toEqual({ default: ['user_gone', 'user_created'] });
});

test('again and again: given up after a few times, and nothing is left dropped', async () => {
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
  expect(error).toMatch(/HTTP 409, .+ \(conflict\), 5 times in a row\. Nothing was applied, since/);
  expect(error).toContain('let one deploy at a time change it (`concurrency` in the workflow)');
  // The server comes to its refusal only after it has dropped them.
  expect(server.sqlTriggers).toEqual({ default: expect.arrayContaining(['user_gone']) });
  expect(callsOf(server).at(-1)).toBe('reload_metadata');
}, 60_000);

test('again and again after a refusal: only those in a row are counted', async () => {
  const source = {
    type: 'source',
    name: 'source default',
    definition: 'default',
    reason: 'Inconsistent object: it cannot be reached',
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
}, 60_000);
