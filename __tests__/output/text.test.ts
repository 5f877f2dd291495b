import { describe, expect, test } from '@jest/globals';
import type { Findings } from '../../src/model/report.js';
import { renderText } from '../../src/output/text.js';
import { viewOf } from '../../src/output/view.js';
import { reportOf, source, trigger, triggers, warning } from './reports.js';

test('a cause is listed with its reason, its line, what else is unavailable and how to fix it', () => {
  const objects = source('analytics', 2);
  const at = new Map([
    [objects[0], { file: 'databases.yaml', line: 3, column: 3 }],
    [objects[2], { file: 'tables.yaml', line: 9, column: 3 }],
  ]);
  expect(renderText(viewOf(reportOf({ objects, at })))).toEqual([
    {
      heading: 'source analytics: connection error: no route to host (and 2 other objects)',
      lines: [
        'connection error',
        'no route to host',
        'At databases.yaml:3',
        'Also unavailable:',
        '  - table t0 in analytics',
        '  - table t1 in analytics (tables.yaml:9)',
        'How to fix: Check that the database is running and that GraphQL Engine can reach it. Run this step again once it can be reached; Hasura does not retry on its own.',
      ],
    },
  ]);
});

test('warnings, recovered objects and ignored objects have a group each', () => {
  const report = reportOf({
    warnings: [warning('odd', { name: 'source a' }), warning('bad')],
    recovered: [
      { object: trigger('back'), dependents: 2, attempt: 3, seconds: 2.6 },
      { object: trigger('too'), dependents: 0, attempt: 2, seconds: 1 },
    ],
    ignored: [trigger('known')],
  });
  expect(renderText(viewOf(report))).toEqual([
    {
      heading: '2 warnings',
      lines: [
        'source a: odd',
        '  How to fix: See what the server says about it.',
        'bad',
        '  How to fix: See what the server says about it.',
      ],
    },
    {
      heading: '2 recovered',
      lines: [
        'cron trigger back and 2 other objects recovered at attempt 3, after 3 s',
        'cron trigger too recovered at attempt 2, after 1 s',
      ],
    },
    { heading: '1 ignored', lines: ['cron trigger known (ignored by "cron_trigger *")'] },
  ]);
});

test('a consistent server without warnings has no groups', () => {
  expect(renderText(viewOf(reportOf({})))).toEqual([]);
});

test('the log shows the first 100 causes, and the first 50 dependents of each', () => {
  const groups = renderText(viewOf(reportOf({ objects: triggers(102) })));
  expect(groups).toHaveLength(101);
  expect(groups.at(-1)).toEqual({ heading: '2 more causes: see the report file', lines: [] });
  const [group] = renderText(viewOf(reportOf({ objects: source('a', 53) })));
  expect(group?.lines.filter((line) => line.startsWith('  - '))).toHaveLength(50);
  expect(group?.lines).toContain('  … and 3 more');
});

describe('the footer says how the run went', () => {
  const failure = { kind: 'timeout', message: 'No answer.' };
  test.each<[footer: string, found: Partial<Findings>]>([
    ['Reloaded in 1.3 s · localhost:8080', {}],
    ['Checked without reloading in 1.3 s · localhost:8080', { command: 'check' }],
    ['Applied in 1.3 s · localhost:8080', { command: 'apply', applied: 'applied' }],
    ['Refused after 1.3 s · localhost:8080', { command: 'apply', applied: 'refused' }],
    ['Failed after 1.3 s · localhost:8080', { failure }],
    ['Failed after 1.3 s', { failure, server: '' }],
    [
      'Reloaded in 1.3 s · 3 reloads · localhost:8080 · GraphQL Engine v2.45.1 · resource version 0',
      { reloads: 3, serverVersion: 'v2.45.1', resourceVersion: 0 },
    ],
  ])('%s', (footer, found) => {
    expect(viewOf(reportOf(found)).footer).toBe(footer);
  });
});
