import { describe, expect, test } from '@jest/globals';
import { renderOutputs } from '../../src/output/outputs.js';
import { serializeReport } from '../../src/output/serialize.js';
import { reportOf, source, trigger, triggers } from './reports.js';

const outputs = (...args: Parameters<typeof reportOf>) =>
  renderOutputs(reportOf(...args), '/tmp/report.json');

test('a consistent server', () => {
  expect(outputs({ serverVersion: 'v2.45.1', resourceVersion: 7 })).toEqual({
    values: {
      consistent: 'true',
      'inconsistency-count': '0',
      inconsistencies: '[]',
      'recovered-count': '0',
      applied: 'false',
      'warning-count': '0',
      warnings: '[]',
      'server-version': 'v2.45.1',
      'resource-version': '7',
      'report-file': '/tmp/report.json',
    },
    tooLarge: [],
  });
});

test('causes before what they drag along, each naming its cause', () => {
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

test('warnings and recovered objects', () => {
  const recovered = [{ object: trigger('back'), dependents: 0, attempt: 2, seconds: 1 }];
  const warnings = [{ message: 'odd' }, { message: 'bad', code: 'c', name: 'source a' }];
  const { values } = outputs({ recovered, warnings, applied: 'applied' });
  expect(values).toMatchObject({ 'recovered-count': '1', 'warning-count': '2', applied: 'true' });
  const remedy = 'See what the server says of it.';
  expect(JSON.parse(values.warnings)).toEqual([
    { code: null, name: null, message: 'odd', remedy },
    { code: 'c', name: 'source a', message: 'bad', remedy },
  ]);
});

test.each(['not-asked', 'not-applied', 'refused', 'unknown'] as const)(
  'what was %s was not applied',
  (applied) => {
    expect(outputs({ applied }).values.applied).toBe('false');
  },
);

test('a server that does not say its versions', () => {
  expect(outputs({}).values).toMatchObject({ 'server-version': '', 'resource-version': '' });
});

describe('what would burst the limit gives way to the file', () => {
  test('inconsistencies', () => {
    const { values, tooLarge } = outputs({ objects: triggers(3000) });
    expect(values).toMatchObject({ inconsistencies: '', 'inconsistency-count': '3000' });
    expect(tooLarge).toEqual(['inconsistencies']);
  });

  test('warnings', () => {
    const warnings = [{ message: 'x'.repeat(200_000) }];
    const { values, tooLarge } = outputs({ warnings });
    expect(values).toMatchObject({ warnings: '', 'warning-count': '1', inconsistencies: '[]' });
    expect(tooLarge).toEqual(['warnings']);
  });

  test('but nothing below it', () => {
    const { values, tooLarge } = outputs({ objects: triggers(500) });
    expect(JSON.parse(values.inconsistencies)).toHaveLength(500);
    expect(tooLarge).toEqual([]);
  });

  test('measured in bytes, as a later step gets them: by an environment variable', () => {
    const fits = (character: string) =>
      outputs({ warnings: [{ message: character.repeat(50_000) }] }).tooLarge.length === 0;
    expect([fits('x'), fits('ü'), fits('中')]).toEqual([true, true, false]);
  });
});

describe('the report file', () => {
  test('holds the whole', () => {
    const objects = source('a', 1);
    const failure = { kind: 'timeout', message: 'No answer.' };
    const recovered = [{ object: trigger('back'), dependents: 2, attempt: 3, seconds: 1.23456 }];
    const report = reportOf({ objects, failure, recovered, ignored: [trigger('known')] });
    expect(serializeReport(report)).toEqual({
      format: 1,
      headline: 'No answer.',
      failed: true,
      consistent: false,
      server: 'localhost:8080',
      server_version: null,
      resource_version: null,
      mode: 'reload',
      applied: 'not-asked',
      attempts: 1,
      duration_seconds: 1.25,
      may_be_stale: false,
      remarks: [],
      failure: { ...failure, location: null },
      inconsistency_count: 2,
      causes: [
        expect.objectContaining({
          name: 'source a',
          definition: 'a',
          remedy: expect.stringMatching(/^See that the database runs/),
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
    });
  });

  test('shows keys that nobody foresaw, never in the place of its own', () => {
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
