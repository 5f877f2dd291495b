import { describe, expect, test } from '@jest/globals';
import { renderOutputs } from '../../src/output/outputs.js';
import { serializeReport } from '../../src/output/serialize.js';
import { reportOf, source, trigger, triggers, warning } from './reports.js';

const outputs = (...args: Parameters<typeof reportOf>) =>
  renderOutputs(reportOf(...args), '/tmp/report.json');

test('the outputs of a consistent server count nothing', () => {
  expect(outputs({ serverVersion: 'v2.45.1', resourceVersion: 7 })).toEqual({
    values: {
      consistent: 'true',
      'inconsistency-count': '0',
      inconsistencies: '[]',
      'recovered-count': '0',
      applied: 'false',
      'change-count': '',
      changes: '',
      'new-inconsistency-count': '',
      'wider-access-count': '',
      'warning-count': '0',
      warnings: '[]',
      'server-version': 'v2.45.1',
      'resource-version': '7',
      'sarif-file': '',
      'report-file': '/tmp/report.json',
    },
    tooLarge: [],
  });
});

test('the output lists each cause before its dependents, which name their cause', () => {
  const objects = [trigger('nightly'), ...source('a', 1).reverse()];
  const at = new Map([[objects[0], { file: 'c.yaml', line: 3, column: 5 }]]);
  const { values } = outputs({ objects, at });
  expect(values).toMatchObject({ consistent: 'false', 'inconsistency-count': '3' });
  expect(JSON.parse(values.inconsistencies)).toEqual([
    {
      type: 'source',
      name: 'source a',
      description: 'source a',
      shape: 'object',
      reason: 'connection error',
      detail: 'no route to host',
      cause: null,
    },
    {
      type: 'table',
      name: 'table t0 in source a',
      description: 'table t0 in a',
      shape: 'object',
      reason: 'connection error',
      cause: 'source a',
    },
    {
      type: 'cron_trigger',
      name: 'cron_trigger nightly',
      description: 'cron trigger nightly',
      shape: 'object',
      reason: 'nightly is broken',
      file: 'c.yaml',
      line: 3,
      column: 5,
      cause: null,
    },
  ]);
});

test('the outputs count and list warnings, and count recovered objects', () => {
  const recovered = [{ object: trigger('back'), dependents: 0, attempt: 2, seconds: 1 }];
  const warnings = [warning('odd'), warning('bad', { code: 'c', name: 'source a' })];
  const { values } = outputs({ recovered, warnings, applied: 'applied' });
  expect(values).toMatchObject({ 'recovered-count': '1', 'warning-count': '2', applied: 'true' });
  const remedy = 'See what the server says about it.';
  expect(JSON.parse(values.warnings)).toEqual([
    { code: null, name: null, message: 'odd', remedy },
    { code: 'c', name: 'source a', message: 'bad', remedy },
  ]);
});

test.each([
  ['applied', 'true'],
  ['not-requested', 'false'],
  ['not-applied', 'false'],
  ['refused', 'false'],
  ['unknown', 'unknown'],
] as const)('if the outcome is %s, the output `applied` is %s', (applied, output) => {
  expect(outputs({ applied }).values.applied).toBe(output);
});

test('the outputs for versions are empty if the server does not report them', () => {
  expect(outputs({}).values).toMatchObject({ 'server-version': '', 'resource-version': '' });
});

describe('an output that would be too large is empty', () => {
  test('for many inconsistencies', () => {
    const { values, tooLarge } = outputs({ objects: triggers(3000) });
    expect(values).toMatchObject({ inconsistencies: '', 'inconsistency-count': '3000' });
    expect(tooLarge).toEqual(['inconsistencies']);
  });

  test('for long warnings', () => {
    const warnings = [warning('x'.repeat(200_000))];
    const { values, tooLarge } = outputs({ warnings });
    expect(values).toMatchObject({ warnings: '', 'warning-count': '1', inconsistencies: '[]' });
    expect(tooLarge).toEqual(['warnings']);
  });

  test('but not if it is below the limit', () => {
    const { values, tooLarge } = outputs({ objects: triggers(500) });
    expect(JSON.parse(values.inconsistencies)).toHaveLength(500);
    expect(tooLarge).toEqual([]);
  });

  test('and its size is measured in bytes, since later steps read environment variables', () => {
    const fits = (character: string) =>
      outputs({ warnings: [warning(character.repeat(50_000))] }).tooLarge.length === 0;
    expect([fits('x'), fits('ü'), fits('中')]).toEqual([true, true, false]);
  });
});

describe('the report file', () => {
  test('contains everything that is known about a run', () => {
    const objects = source('a', 1);
    const failure = { kind: 'timeout', message: 'No answer.' };
    const recovered = [{ object: trigger('back'), dependents: 2, attempt: 3, seconds: 1.23456 }];
    const notes = ['The answer was lost.'];
    const report = reportOf({ objects, failure, recovered, notes, ignored: [trigger('known')] });
    expect(serializeReport(report)).toEqual({
      format: 1,
      headline: 'No answer.',
      failed: true,
      consistent: false,
      server: 'localhost:8080',
      server_version: null,
      resource_version: null,
      command: 'reload',
      applied: 'not-requested',
      reloads: 1,
      duration_seconds: 1.25,
      notes: ['The answer was lost.'],
      failure: { ...failure, location: null },
      inconsistency_count: 2,
      causes: [
        expect.objectContaining({
          name: 'source a',
          definition: 'a',
          remedy: expect.stringMatching(/^Check that the database is running/),
          dependents: [expect.objectContaining({ name: 'table t0 in source a', definition: null })],
        }),
      ],
      ignored: [expect.objectContaining({ name: 'cron_trigger known', pattern: 'cron_trigger *' })],
      recovered: [
        expect.objectContaining({
          name: 'cron_trigger back',
          dependents: 2,
          attempt: 3,
          seconds: 1.235,
        }),
      ],
      warnings: [],
      changes: [],
      change_count: null,
      wider_access_count: null,
      new_inconsistency_count: null,
      fixed: [],
      not_validated: [],
      pending_migrations: [],
    });
  });

  test('contains unknown keys of the server, which never replace its own', () => {
    const unforeseen = { severity: 'high', remedy: 'hope', shape: 'round', definition: 1 };
    const report = reportOf({ objects: [{ ...trigger('a'), unforeseen }] });
    const { causes } = serializeReport(report);
    expect(causes).toEqual([
      expect.objectContaining({
        severity: 'high',
        remedy: "Correct the cron trigger's definition.",
        shape: 'object',
        definition: null,
      }),
    ]);
  });
});
