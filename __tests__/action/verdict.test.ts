import { describe, expect, test } from '@jest/globals';
import { OUTPUTS } from '../../src/settings/inputs.generated.js';
import { runAgainst } from '../support/against.js';
import { workspaceWith } from '../support/workspaces.js';

const LEGACY = {
  type: 'remote_schema',
  name: 'remote_schema legacy-crm',
  definition: { name: 'legacy-crm' },
  reason: 'Inconsistent object: it is gone',
};
const PERMISSION = {
  type: 'remote_schema_permission',
  name: 'remote_schema_permission clerk permission in remote schema legacy-crm',
  definition: { schema: '' },
  reason: 'Inconsistent object: remote schema "legacy-crm" is inconsistent',
};
const TABLE = {
  type: 'table',
  name: 'table orders in source default',
  definition: { schema: 'public', name: 'orders' },
  reason: 'Inconsistent object: no such table',
};
const ALL = [LEGACY, PERMISSION, TABLE];

const titles = ({ annotations }: Awaited<ReturnType<typeof runAgainst>>) =>
  annotations.map(({ command, properties }) => [command, properties['title']]);

test('a healthy server: a green step, a summary, all outputs, no annotation', async () => {
  const result = await runAgainst({ version: 'v2.35.1-cloud.3' });
  expect(result).toMatchObject({ exitCode: 0, stderr: '', annotations: [] });
  expect(result.summary).toMatch(/^## ✅ Hasura metadata is consistent\n/);
  expect(result.log).toContain('\nHasura metadata is consistent\n');
  expect(Object.keys(result.outputs)).toEqual([...OUTPUTS]);
  expect(result.outputs).toMatchObject({
    consistent: 'true',
    'inconsistency-count': '0',
    inconsistencies: '[]',
    'recovered-count': '0',
    applied: 'false',
    'warning-count': '0',
    warnings: '[]',
    'server-version': 'v2.35.1-cloud.3',
    'resource-version': '',
  });
  expect(result.report).toMatchObject({ format: 1, failed: false, consistent: true, causes: [] });
});

test('an ignored object is a notice, and so are the objects that it makes unavailable', async () => {
  const result = await runAgainst(
    { inconsistentObjects: ALL },
    { ignore: 'remote_schema legacy-*\n* in source default' },
  );
  expect(result.exitCode).toBe(0);
  expect(titles(result)).toEqual([
    ['notice', 'Ignored: remote schema legacy-crm'],
    ['notice', 'Ignored: permission of role clerk in remote schema legacy-crm'],
    ['notice', 'Ignored: table orders in default'],
  ]);
  expect(result.outputs).toMatchObject({
    consistent: 'true',
    'inconsistency-count': '0',
    inconsistencies: '[]',
  });
  expect(result.summary).toContain('3 objects ignored');
  expect(result.summary).toContain('(ignored by <code>remote\\_schema legacy-\\*</code>)');
});

test('ignoring some of it leaves the rest', async () => {
  const result = await runAgainst({ inconsistentObjects: ALL }, { ignore: 'remote_schema *' });
  expect(result.exitCode).toBe(1);
  expect(titles(result)).toEqual([
    ['error', 'Inconsistent: table orders in default'],
    ['notice', 'Ignored: remote schema legacy-crm'],
    ['notice', 'Ignored: permission of role clerk in remote schema legacy-crm'],
    ['error', undefined],
  ]);
  expect(result.outputs['inconsistency-count']).toBe('1');
});

test('with `fail-on-inconsistency: false` the step succeeds, and the inconsistencies are warnings', async () => {
  const result = await runAgainst(
    { inconsistentObjects: ALL },
    { 'fail-on-inconsistency': 'false' },
  );
  expect(result.exitCode).toBe(0);
  expect(titles(result)).toEqual([
    ['warning', 'Inconsistent: remote schema legacy-crm'],
    ['warning', 'Inconsistent: table orders in default'],
  ]);
  expect(result.outputs).toMatchObject({ consistent: 'false', 'inconsistency-count': '3' });
  expect(result.summary).toMatch(/^## ⚠️ Hasura metadata is inconsistent\n/);
  expect(result.log).toContain('\nHasura metadata is inconsistent: 2 causes make 3 objects');
});

test('with `annotations: false` only the step has an error', async () => {
  const result = await runAgainst(
    { inconsistentObjects: ALL },
    { annotations: 'false', ignore: 'table *' },
  );
  expect(titles(result)).toEqual([['error', undefined]]);
  expect(result.exitCode).toBe(1);
  expect(result.summary).toContain('## ❌');
});

test('with `job-summary: false` there is no summary', async () => {
  const result = await runAgainst({ inconsistentObjects: ALL }, { 'job-summary': 'false' });
  expect(result.summary).toBe('');
  expect(result.annotations).toHaveLength(3);
  expect(result.log).not.toContain('GITHUB_STEP_SUMMARY');
});

test('where no summary can be written, the log says so, and the verdict stands', async () => {
  const env = { GITHUB_STEP_SUMMARY: '' };
  const healthy = await runAgainst({}, {}, { env });
  expect(healthy.exitCode).toBe(0);
  expect(healthy.log).toContain('No job summary: GITHUB_STEP_SUMMARY is not set.');
  expect((await runAgainst({ inconsistentObjects: ALL }, {}, { env })).exitCode).toBe(1);
});

describe('a file that cannot be written', () => {
  test('is an error beside the verdict, and everything else is reported', async () => {
    const env = { GITHUB_STEP_SUMMARY: '/nowhere/summary' };
    const result = await runAgainst({ inconsistentObjects: [TABLE] }, {}, { env });
    expect(result.exitCode).toBe(1);
    expect(result.annotations.at(-1)?.message).toMatch(
      /^Hasura metadata is inconsistent: .*\nThe job summary could not be written: /,
    );
    expect(result.outputs['inconsistency-count']).toBe('1');
  });

  test('fails the step of a healthy server too', async () => {
    const result = await runAgainst({}, {}, { env: { RUNNER_TEMP: '/nowhere' } });
    expect(result.exitCode).toBe(1);
    expect(result.annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The outputs could not be written: /),
    ]);
    expect(result.summary).toContain('✅');
  });
});

test('every one of many causes has its line, in the log and in the report file', async () => {
  const names = Array.from({ length: 90 }, (_, index) => `t${index}`);
  const objects = names.map((name) => ({
    ...TABLE,
    name: `table ${name} in source default`,
    definition: { schema: 'public', name },
  }));
  const tables = names.map((name) => `{"table":{"schema":"public","name":"${name}"}}`).join(',\n');
  const workspace = workspaceWith({
    'metadata.json': `{"version":3,"sources":[{"name":"default","kind":"postgres","tables":[\n${tables}\n]}]}`,
  });
  const inputs = { project: 'metadata.json' };
  const result = await runAgainst({ inconsistentObjects: objects }, inputs, { workspace });
  const expected = names.map((name, index) => `table ${name} in source default: ${index + 2}`);
  const causes = result.report?.['causes'] as { name: string; line: number }[];
  expect(causes.map(({ name, line }) => `${name}: ${line}`).sort()).toEqual(expected.sort());
  for (let line = 2; line < 92; line++) expect(result.log).toContain(`At metadata.json:${line}\n`);
});

test('too many inconsistencies for an output are in the file, and the log says so', async () => {
  const objects = Array.from({ length: 3000 }, (_, index) => ({
    ...TABLE,
    name: `table t${index} in source default`,
    definition: `t${index}`,
  }));
  const result = await runAgainst({ inconsistentObjects: objects });
  expect(result.outputs).toMatchObject({ inconsistencies: '', 'inconsistency-count': '3000' });
  expect(result.log).toContain(
    `The output "inconsistencies" is empty because it would be too large. The report file has everything: ${result.outputs['report-file']}`,
  );
  expect(result.report?.['causes']).toHaveLength(3000);
  expect(result.annotations).toHaveLength(10);
});

test('a failed run has its outputs and its summary too', async () => {
  const result = await runAgainst({
    onRequest: ({ type }) => (type ? { status: 500 } : undefined),
  });
  expect(result.exitCode).toBe(1);
  expect(Object.keys(result.outputs)).toEqual([...OUTPUTS]);
  expect(result.outputs).toMatchObject({ consistent: 'false', 'inconsistency-count': '0' });
  expect(result.report).toMatchObject({ failed: true, failure: { kind: 'server-error' } });
  expect(result.summary).toMatch(/^## ❌ Hasura metadata could not be checked\n/);
  expect(result.summary).toContain('<sub>Failed after ');
});
