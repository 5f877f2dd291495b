import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startStandIn } from '../../tools/stand-in/server.js';
import { parseCommands, runAction } from '../support/action.js';
import { STACK } from '../support/traces.js';
import { answer, inconsistentObject, warning } from './arbitraries.js';
import { text } from './hostile-text.js';
import { CONTEXT, faultsOf } from './markdown.js';

const ENV = {
  GITHUB_SERVER_URL: CONTEXT.serverUrl,
  GITHUB_REPOSITORY: CONTEXT.repository,
  GITHUB_SHA: CONTEXT.sha,
  GITHUB_RUN_ID: '7',
};

/** The commands that a run may give; a server's `::set-env` or `::stop-commands::` is none of them. */
const OWN = new Set(['add-mask', 'group', 'endgroup', 'debug', 'error', 'warning', 'notice']);

async function runAgainst(fault: { status?: number; body: unknown }, version: string) {
  const standIn = await startStandIn({
    version,
    onRequest: ({ method }) => (method === 'POST' ? fault : undefined),
  });
  try {
    return await runAction({ endpoint: standIn.url, timeout: '5' }, { env: ENV });
  } finally {
    await standIn.close();
  }
}

function expectHarmless(result: Awaited<ReturnType<typeof runAgainst>>): void {
  const commands = parseCommands(result.stdout);
  expect(commands.filter(({ command }) => !OWN.has(command))).toEqual([]);
  expect(result.stdout).not.toContain('##[');
  const count = (name: string): number => commands.filter(({ command }) => command === name).length;
  expect(count('group')).toBe(count('endgroup'));
  expect(count('error')).toBeLessThanOrEqual(10);
  const untitled = commands.filter(
    ({ command, properties }) => command === 'error' && !properties['title'],
  );
  expect(untitled).toHaveLength(result.exitCode === 0 ? 0 : 1);
  expect(faultsOf(result.summary)).toEqual([]);
  expect(result.stderr).toBe('');
  expect(result.stdout).not.toMatch(STACK);
  expect(result.outputs['report-file']).toMatch(/report\.json$/);
}

test('a server that is hostile in every field is reported, and nothing bites', async () => {
  const objects = fc.array(inconsistentObject, { minLength: 1, maxLength: 12 });
  const run = fc.asyncProperty(objects, text, async (inconsistent_objects, version) => {
    const body = { message: 'success', is_consistent: false, inconsistent_objects };
    const result = await runAgainst({ body }, version);
    expect(result.exitCode).toBe(1);
    expect(result.outputs['inconsistency-count']).toBe(String(inconsistent_objects.length));
    expectHarmless(result);
  });
  await fc.assert(run, { numRuns: 8, endOnFailure: true });
}, 30_000);

test('whatever a server answers, the step is green only for a consistent one', async () => {
  const status = fc.constantFrom(200, 200, 200, 201, 400, 404, 500);
  const body = fc.oneof(
    answer,
    text,
    fc.record({ is_consistent: fc.constant(true), warnings: fc.array(warning) }),
  );
  const run = fc.asyncProperty(status, body, async (code, given) => {
    const result = await runAgainst(
      { status: code, body: given === null ? 'null' : given },
      'v2.45.1',
    );
    const said = given as { is_consistent?: unknown } | null;
    if (result.exitCode === 0) expect(said?.is_consistent).toBe(true);
    else expect(result.outputs.consistent).toBe('false');
    expectHarmless(result);
  });
  await fc.assert(run, { numRuns: 12, endOnFailure: true });
}, 30_000);
