import { expect, test } from '@jest/globals';
import type { InputName } from '../../src/settings/inputs.js';
import { startStandIn } from '../../tools/stand-in/server.js';
import type { StandInOptions } from '../../tools/stand-in/types.js';
import { type ActionResult, runAction, spawnAction } from '../support/action.js';
import { REMOTE_SCHEMA_DOWN } from '../support/remote-schema-down.js';
import { SentryEndpoint } from '../support/sentry-endpoint.js';
import { workspaceWith } from '../support/workspaces.js';

const PATIENT = { 'wait-timeout': '60', 'retry-timeout': '60', timeout: '60' } as const;

function expectCancelled(result: ActionResult): void {
  expect(result.exitCode).toBe(1);
  expect(result.outputs.consistent).toBe('false');
  expect(result.annotations.at(-1)?.message).toContain('The run was cancelled');
  expect(result.stderr).toBe('');
}

/** Runs the action in this process, and cancels it while it waits. */
async function cancelWhileWaiting(server: StandInOptions): Promise<ActionResult> {
  const standIn = await startStandIn(server);
  const cancelled = new AbortController();
  const result = await runAction(
    { endpoint: standIn.url, ...PATIENT },
    { signal: cancelled.signal, onSleep: () => cancelled.abort() },
  );
  await standIn.close();
  return result;
}

test('a run that is cancelled while it waits for the server says so', async () => {
  const result = await cancelWhileWaiting({ onRequest: () => ({ status: 503, body: '' }) });
  expectCancelled(result);
  expect(result.log).toContain('Trying again in');
});

test('a run that is cancelled while it waits for a recovery reports what it knows so far', async () => {
  const result = await cancelWhileWaiting({ inconsistentObjects: [REMOTE_SCHEMA_DOWN] });
  expectCancelled(result);
  expect(result.log).toContain('::group::remote schema payments');
  expect(result.summary).toContain('Known so far:');
  expect(result.outputs['inconsistency-count']).toBe('1');
});

/** Runs the built action, and sends it a signal while a call to the server hangs. */
async function killDuring(
  type: string,
  signal: NodeJS.Signals,
  inputs: Partial<Record<InputName, string>>,
  workspace?: string,
): Promise<ActionResult> {
  let kill: () => void = () => undefined;
  const standIn = await startStandIn({
    onRequest: (call) => {
      if (call.type !== type) return;
      kill();
      return { hang: 'before-headers' };
    },
  });
  const result = await spawnAction(
    { endpoint: standIn.url, ...PATIENT, ...inputs },
    {
      ...(workspace && { workspace }),
      onSpawn: (child) => {
        kill = () => child.kill(signal);
      },
    },
  );
  await standIn.close();
  return result;
}

test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM'])(
  'the process ends after %s during a reload, although Sentry hangs too',
  async (signal) => {
    const sentry = await SentryEndpoint.start();
    sentry.answer = () => 'hang';
    const inputs = { 'sentry-dsn': sentry.dsn, 'sentry-monitor': 'nightly' };
    const result = await killDuring('reload_metadata', signal, inputs);
    await sentry.close();
    expectCancelled(result);
    expect(result.log).toContain('Reloading the metadata.');
  },
);

test('after SIGTERM during a replacement, everything says that it may have been applied', async () => {
  const project = {
    'metadata.json':
      '{"version":3,"sources":[{"name":"a","kind":"postgres","tables":[],"configuration":{}}]}',
  };
  const result = await killDuring(
    'replace_metadata',
    'SIGTERM',
    { project: 'metadata.json', command: 'apply' },
    workspaceWith(project),
  );
  expectCancelled(result);
  expect(result.annotations.at(-1)?.message).toMatch(/^The metadata may have been applied\. /);
  expect(result.log).toContain('The metadata may have been applied.');
  expect(result.summary).toMatch(/^## ❌ Hasura metadata may have been applied, or may not\n/);
  expect(result.outputs).toMatchObject({ applied: 'unknown', 'resource-version': '' });
});
