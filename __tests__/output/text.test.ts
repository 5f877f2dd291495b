import { describe, expect, test } from '@jest/globals';
import type { Findings } from '../../src/model/report.js';
import { renderFooter, renderText } from '../../src/output/text.js';
import { reportOf, source, trigger, triggers } from './reports.js';

test('a cause, its reason, its place, what it drags along, what to do', () => {
  const objects = source('analytics', 2);
  const at = new Map([
    [objects[0], { file: 'databases.yaml', line: 3, column: 3 }],
    [objects[2], { file: 'tables.yaml', line: 9, column: 3 }],
  ]);
  expect(renderText(reportOf({ objects, at }))).toEqual([
    {
      heading: 'source analytics: connection error: no route to host (and 2 dependents)',
      lines: [
        'connection error',
        'no route to host',
        'At databases.yaml:3',
        'Drags along:',
        '  - table t0 in analytics',
        '  - table t1 in analytics (tables.yaml:9)',
        'What to do: See that the database runs and that GraphQL Engine reaches it with this user and password. Run this step again once it can be reached; Hasura does not retry by itself.',
      ],
    },
  ]);
});

test('warnings, recovered and ignored objects', () => {
  const report = reportOf({
    warnings: [{ message: 'odd', name: 'source a' }, { message: 'bad' }],
    recovered: [
      { object: trigger('back'), dependents: 2, attempt: 3, seconds: 2.6 },
      { object: trigger('too'), dependents: 0, attempt: 2, seconds: 1 },
    ],
    ignored: [trigger('known')],
  });
  expect(renderText(report)).toEqual([
    {
      heading: '2 warnings',
      lines: [
        'source a: odd',
        '  What to do: See what the server says of it.',
        'bad',
        '  What to do: See what the server says of it.',
      ],
    },
    {
      heading: '2 recovered',
      lines: [
        'cron trigger back and 2 dependents, at attempt 3, after 3 s',
        'cron trigger too, at attempt 2, after 1 s',
      ],
    },
    { heading: '1 ignored', lines: ['cron trigger known, by "cron_trigger *"'] },
  ]);
});

test('a consistent server has nothing to tell', () => {
  expect(renderText(reportOf({}))).toEqual([]);
});

test('of many causes 100 are told, of many dependents 50', () => {
  const groups = renderText(reportOf({ objects: triggers(102) }));
  expect(groups).toHaveLength(101);
  expect(groups.at(-1)).toEqual({ heading: '2 more causes: see the report file', lines: [] });
  const [group] = renderText(reportOf({ objects: source('a', 53) }));
  expect(group?.lines.filter((line) => line.startsWith('  - '))).toHaveLength(50);
  expect(group?.lines).toContain('  … and 3 more');
});

describe('the footer', () => {
  const failure = { kind: 'timeout', message: 'No answer.' };
  test.each<[footer: string, found: Partial<Findings> & { failure?: typeof failure }]>([
    ['Reloaded in 1.3 s · localhost:8080', {}],
    ['Looked, nothing reloaded, in 1.3 s · localhost:8080', { mode: 'look' }],
    ['Applied and reloaded in 1.3 s · localhost:8080', { mode: 'apply', applied: 'applied' }],
    ['Refused after 1.3 s · localhost:8080', { mode: 'apply', applied: 'refused' }],
    ['Failed after 1.3 s · localhost:8080', { failure }],
    ['Failed after 1.3 s', { failure, server: '' }],
    [
      'Reloaded in 1.3 s · 3 reloads · localhost:8080 · GraphQL Engine v2.45.1 · resource version 0',
      { attempts: 3, serverVersion: 'v2.45.1', resourceVersion: 0 },
    ],
  ])('%s', (footer, found) => {
    expect(renderFooter(reportOf(found))).toBe(footer);
  });
});
