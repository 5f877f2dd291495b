import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/model/report.js';
import { type Annotation, renderAnnotations } from '../../src/output/annotations.js';
import { viewOf } from '../../src/output/view.js';
import { reportOf, source, trigger, triggers, warning } from './reports.js';

const FAILURE = { kind: 'parse-failed', message: 'The server does not understand it.' };
const HERE = { file: 'metadata/cron_triggers.yaml', line: 3, column: 3 };
const PLACED = { ...FAILURE, location: HERE };

const warnings = (count: number) =>
  Array.from({ length: count }, (_, index) => warning(`warning ${index}`));
const recovered = (count: number) =>
  triggers(count).map((object) => ({ object, dependents: 0, attempt: 2, seconds: 1.4 }));

function counts(report: Report): Record<Annotation['level'], number> {
  const all = renderAnnotations(viewOf(report));
  const of = (level: string) => all.filter((one) => one.level === level).length;
  return { error: of('error'), warning: of('warning'), notice: of('notice') };
}

function last(report: Report, level: Annotation['level']): Annotation | undefined {
  return renderAnnotations(viewOf(report))
    .filter((one) => one.level === level)
    .at(-1);
}

test('a cause is annotated with the reason, what else is unavailable and how to fix it', () => {
  const objects = source('analytics', 2);
  const at = new Map([[objects[0], HERE]]);
  expect(renderAnnotations(viewOf(reportOf({ objects, at })))).toEqual([
    {
      level: 'error',
      title: 'Inconsistent: source analytics',
      message: [
        'connection error',
        'no route to host',
        'Also unavailable: table t0 in analytics, table t1 in analytics',
        'How to fix: Check that the database is running and that GraphQL Engine can reach it. Run this step again once it can be reached; Hasura does not retry on its own.',
      ].join('\n'),
      location: HERE,
    },
  ]);
});

test('an annotation names the first 20 objects that are also unavailable', () => {
  const [annotation] = renderAnnotations(viewOf(reportOf({ objects: source('a', 25) })));
  expect(annotation?.message).toMatch(/Also unavailable: .*table t19 in a and 5 more\n/);
});

test('warnings are warnings; recovered and ignored objects are notices', () => {
  const name = 'source a';
  const report = reportOf({
    warnings: [warning('odd', { name, code: 'track-table-failed' }), warning('more')],
    recovered: [{ object: trigger('back'), dependents: 1, attempt: 2, seconds: 1.4 }],
    ignored: [trigger('known')],
    notes: ['The answer was lost.'],
  });
  expect(renderAnnotations(viewOf(report))).toEqual([
    { level: 'warning', title: 'Hasura metadata', message: 'The answer was lost.' },
    {
      level: 'warning',
      title: 'Metadata warning: source a',
      message:
        'odd\nHow to fix: Check that the table exists and is not tracked under another name.',
    },
    {
      level: 'warning',
      title: 'Metadata warning',
      message: 'more\nHow to fix: See what the server says about it.',
    },
    {
      level: 'notice',
      title: 'Recovered: cron trigger back',
      message: 'The object recovered at attempt 2, after 1 s. The reason was: back is broken',
    },
    {
      level: 'notice',
      title: 'Ignored: cron trigger known',
      message: 'known is broken\nIgnored by the pattern "cron_trigger *".',
    },
  ]);
});

test('a consistent server without warnings has no annotations', () => {
  expect(renderAnnotations(viewOf(reportOf({})))).toEqual([]);
});

test('a failure is annotated only if its location is known, since it is the error of the step too', () => {
  expect(renderAnnotations(viewOf(reportOf({ failure: FAILURE })))).toEqual([]);
  expect(renderAnnotations(viewOf(reportOf({ failure: PLACED })))).toEqual([
    { level: 'error', title: 'Hasura metadata', message: FAILURE.message, location: HERE },
  ]);
});

// With the step's own error, or a warning of Sentry's, each level has 10 at most.
describe('the runner keeps 10 of each level', () => {
  test.each<[what: string, report: Report, error: number, warning: number, notice: number]>([
    ['9 causes', reportOf({ objects: triggers(9) }), 9, 0, 0],
    ['10 causes', reportOf({ objects: triggers(10) }), 9, 0, 0],
    ['1,000 causes', reportOf({ objects: triggers(1000) }), 9, 0, 0],
    ['8 causes and a failure', reportOf({ objects: triggers(8), failure: PLACED }), 9, 0, 0],
    ['9 causes and a failure', reportOf({ objects: triggers(9), failure: PLACED }), 9, 0, 0],
    ['9 warnings', reportOf({ warnings: warnings(9) }), 0, 9, 0],
    ['10 warnings', reportOf({ warnings: warnings(10) }), 0, 9, 0],
    ['warnings and notes', reportOf({ warnings: warnings(9), notes: ['a', 'b', 'c'] }), 0, 9, 0],
    ['10 ignored', reportOf({ ignored: triggers(10) }), 0, 0, 10],
    ['11 ignored', reportOf({ ignored: triggers(11) }), 0, 0, 10],
    ['11 recovered', reportOf({ recovered: recovered(11) }), 0, 0, 10],
    [
      '3 recovered, 9 ignored',
      reportOf({ recovered: recovered(3), ignored: triggers(9) }),
      0,
      0,
      10,
    ],
    [
      '9 recovered, 9 ignored',
      reportOf({ recovered: recovered(9), ignored: triggers(9) }),
      0,
      0,
      10,
    ],
  ])('%s', (_what, report, error, warning, notice) => {
    expect(counts(report)).toEqual({ error, warning, notice });
  });

  test('the last error counts and names the causes that are left', () => {
    expect(last(reportOf({ objects: triggers(9) }), 'error')?.title).toBe(
      'Inconsistent: cron trigger t0008',
    );
    expect(last(reportOf({ objects: triggers(11) }), 'error')).toEqual({
      level: 'error',
      title: '3 more causes',
      message:
        'The log and the report file have the details: cron trigger t0008, cron trigger t0009, cron trigger t0010',
    });
  });

  test('the last warning and the last notices count and name what is left', () => {
    expect(last(reportOf({ warnings: warnings(11) }), 'warning')).toEqual({
      level: 'warning',
      title: '3 more warnings',
      message: 'The log and the report file have the details: warning 8, warning 9, warning 10',
    });
    expect(last(reportOf({ ignored: triggers(11) }), 'notice')).toEqual({
      level: 'notice',
      title: '2 more ignored objects',
      message:
        'The log and the report file have the details: cron trigger t0009, cron trigger t0010',
    });
    expect(last(reportOf({ recovered: recovered(11) }), 'notice')?.title).toBe(
      '2 more recovered objects',
    );
  });
});

test('on a step that does not fail, causes are warnings and share the room with them', () => {
  const objects = triggers(12);
  const report = reportOf({ objects, warnings: warnings(12), notes: ['a'], failed: false });
  expect(counts(report)).toEqual({ error: 0, warning: 9, notice: 0 });
  const titles = renderAnnotations(viewOf(report)).map(({ title }) => title);
  expect(titles.filter((title) => /^Inconsistent: |more causes$/.test(title))).toHaveLength(4);
  expect(titles.filter((title) => /^Metadata warning|more warnings$/.test(title))).toHaveLength(4);
  const few = reportOf({ objects, warnings: warnings(1), failed: false });
  expect(last(few, 'warning')?.title).toBe('Metadata warning');
  expect(counts(few)).toEqual({ error: 0, warning: 9, notice: 0 });
});

test('a conflict is annotated at both of its objects', () => {
  const objects = [trigger('a')];
  const at = new Map([[objects[0], [HERE, { ...HERE, line: 9 }]]]);
  const annotations = renderAnnotations(viewOf(reportOf({ objects, at })));
  expect(annotations.map(({ location }) => location?.line)).toEqual([3, 9]);
});

test('annotations at two places count twice, and are never separated', () => {
  const objects = triggers(6);
  const at = new Map(objects.map((one) => [one, [HERE, { ...HERE, line: 9 }]]));
  const report = reportOf({ objects, at });
  expect(counts(report)).toEqual({ error: 9, warning: 0, notice: 0 });
  expect(last(report, 'error')?.title).toBe('2 more causes');
});
