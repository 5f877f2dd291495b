import { expect, test } from '@jest/globals';
import type { Log } from '../../src/lib/world.js';
import { run } from '../../src/run/run.js';
import { readSettings } from '../../src/settings/settings.js';
import { type Options, standInFor } from '../stand-in/calling.js';
import { skippingClock } from '../support/in-process.js';

/** Makes one run against a stand-in; gives its report, the debug log and the paths that were asked. */
async function runAgainst(
  options: Options,
  inputs: Record<string, string> = {},
  info: Log['info'] = () => undefined,
) {
  const server = await standInFor(options);
  const debug: string[] = [];
  const log: Log = { info, warning: () => undefined, debug: (text) => void debug.push(text) };
  const given: Record<string, string> = { endpoint: server.url, 'wait-timeout': '0', ...inputs };
  const read = readSettings((name) => given[name] ?? '');
  if (!read.ok) throw new Error(read.problems.join());
  const { signal } = new AbortController();
  const world = { log, clock: skippingClock(), signal, workspace: '/nowhere' };
  const report = await run(read.settings, world);
  return { report, debug, asked: server.calls.map(({ path }) => path) };
}

const hanging: Options['onRequest'] = ({ path }) =>
  path === '/v1/version' ? { hang: 'before-headers' } : undefined;

test('a server that does not report its version is asked twice, each time for "timeout" at most', async () => {
  const { report, debug, asked } = await runAgainst({ onRequest: hanging }, { timeout: '0.2' });
  expect(report).toMatchObject({ consistent: true, failed: false });
  expect(report.findings.serverVersion).toBeUndefined();
  expect(asked.filter((path) => path === '/v1/version')).toHaveLength(2);
  expect(debug).toEqual(['The server does not report its version.']);
});

test('a bug becomes the failure of the report, and its stack is in the debug log only', async () => {
  const { report, debug } = await runAgainst({}, {}, () => {
    throw new Error('a bug');
  });
  expect(report.failed).toBe(true);
  expect(report.findings.failure).toEqual({
    kind: 'internal',
    message: expect.stringMatching(/^Unexpected error \(a bug in this action\): a bug\. Please/),
  });
  expect(debug[0]).toMatch(/^Error: a bug\n +at /);
});
