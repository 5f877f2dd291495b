import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/model/report.js';
import { type Annotation, renderAnnotations } from '../../src/output/annotations.js';
import { reportOf, source, trigger, triggers } from './reports.js';

const FAILURE = { kind: 'parse-failed', message: 'The server does not understand it.' };
const HERE = { file: 'metadata/cron_triggers.yaml', line: 3, column: 3 };
const PLACED = { ...FAILURE, location: HERE };

const warnings = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ message: `warning ${index}` }));
const recovered = (count: number) =>
  triggers(count).map((object) => ({ object, dependents: 0, attempt: 2, seconds: 1.4 }));

function counts(report: Report): Record<Annotation['level'], number> {
  const all = renderAnnotations(report);
  const of = (level: string) => all.filter((one) => one.level === level).length;
  return { error: of('error'), warning: of('warning'), notice: of('notice') };
}

function last(report: Report, level: Annotation['level']): Annotation | undefined {
  return renderAnnotations(report)
    .filter((one) => one.level === level)
    .at(-1);
}

test('a cause says why, the detail, what it drags along and what to do', () => {
  const objects = source('analytics', 2);
  const at = new Map([[objects[0], HERE]]);
  expect(renderAnnotations(reportOf({ objects, at }))).toEqual([
    {
      level: 'error',
      title: 'Inconsistent: source analytics',
      message: [
        'connection error',
        'no route to host',
        'Drags along 2 objects: table t0 in analytics, table t1 in analytics',
        'See that the database runs and that GraphQL Engine reaches it with this user and password. Run this step again once it can be reached; Hasura does not retry by itself.',
      ].join('\n'),
      location: HERE,
    },
  ]);
});

test('of what a cause drags along, 20 are named', () => {
  const [annotation] = renderAnnotations(reportOf({ objects: source('a', 25) }));
  expect(annotation?.message).toMatch(/Drags along 25 objects: .*table t19 in a and 5 more\n/);
});

test('warnings, recovered and ignored objects', () => {
  const name = 'source a';
  const report = reportOf({
    warnings: [{ message: 'odd', name, code: 'track-table-failed' }, { message: 'more' }],
    recovered: [{ object: trigger('back'), dependents: 1, attempt: 2, seconds: 1.4 }],
    ignored: [trigger('known')],
    remarks: ['The answer was lost.'],
  });
  expect(renderAnnotations(report)).toEqual([
    { level: 'warning', title: 'Hasura metadata', message: 'The answer was lost.' },
    {
      level: 'warning',
      title: 'Metadata warning: source a',
      message: 'odd\nSee that the table exists and is not tracked under another name.',
    },
    {
      level: 'warning',
      title: 'Metadata warning',
      message: 'more\nSee what the server says of it.',
    },
    {
      level: 'notice',
      title: 'Recovered: cron trigger back',
      message: 'Reload 2 brought it back, after 1 s. It was: back is broken',
    },
    {
      level: 'notice',
      title: 'Ignored: cron trigger known',
      message: 'known is broken\nIgnored by the pattern "cron_trigger *".',
    },
  ]);
});

test('nothing to say says nothing', () => {
  expect(renderAnnotations(reportOf({}))).toEqual([]);
});

test('a failure has an annotation only where it has a place: the step says it too', () => {
  expect(renderAnnotations(reportOf({ failure: FAILURE }))).toEqual([]);
  expect(renderAnnotations(reportOf({ failure: PLACED }))).toEqual([
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
    [
      'warnings and remarks',
      reportOf({ warnings: warnings(9), remarks: ['a', 'b', 'c'] }),
      0,
      9,
      0,
    ],
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

  test('the last error counts the rest of the causes, and names them', () => {
    expect(last(reportOf({ objects: triggers(9) }), 'error')?.title).toBe(
      'Inconsistent: cron trigger t0008',
    );
    expect(last(reportOf({ objects: triggers(11) }), 'error')).toEqual({
      level: 'error',
      title: '3 more causes',
      message:
        'The rest is in the job summary and in the log: cron trigger t0008, cron trigger t0009, cron trigger t0010',
    });
  });

  test('so do the last warning and the last notices', () => {
    expect(last(reportOf({ warnings: warnings(11) }), 'warning')).toEqual({
      level: 'warning',
      title: '3 more warnings',
      message: 'warning 8\nwarning 9\nwarning 10',
    });
    expect(last(reportOf({ ignored: triggers(11) }), 'notice')).toEqual({
      level: 'notice',
      title: '2 more ignored',
      message: 'cron trigger t0009, cron trigger t0010',
    });
    expect(last(reportOf({ recovered: recovered(11) }), 'notice')?.title).toBe('2 more recovered');
  });
});
