import { describe, expect, test } from '@jest/globals';
import type { InconsistentObject } from '../../src/model/report.js';
import { MOST_SUMMARY_BYTES, renderSummary } from '../../src/output/markdown-report.js';
import { viewOf } from '../../src/output/view.js';
import { reportOf, source, trigger, triggers, warning } from './reports.js';

const bytes = (text: string) => Buffer.byteLength(text);
const occurrences = (text: string, of: RegExp) => text.match(of)?.length ?? 0;

/** Causes with definitions; tables depend on the first. */
function broken(count: number, tables: number, definitionBytes: number): InconsistentObject[] {
  const definition = { text: 'x'.repeat(definitionBytes) };
  return [...source('a', tables), ...triggers(count - 1).map((one) => ({ ...one, definition }))];
}

const REPORT = reportOf({ objects: broken(60, 50, 1000) });
const LEFT_OUT = /This summary leaves out (.*) to stay below GitHub's limit/;

describe('the summary gives up detail step by step, and says so', () => {
  const shown = (summary: string) => ({
    missing: LEFT_OUT.exec(summary)?.[1],
    causes: occurrences(summary, /^\| (?:source|cron trigger) /gm),
    folded: occurrences(summary, /^<details>/gm),
    dependents: occurrences(summary, /^\| table /gm),
    definitions: occurrences(summary, /^```json/gm),
  });

  test.each<[room: number, shown: ReturnType<typeof shown>]>([
    [200_000, { missing: undefined, causes: 60, folded: 60, dependents: 50, definitions: 59 }],
    [60_000, { missing: 'definitions', causes: 60, folded: 60, dependents: 50, definitions: 0 }],
    [
      12_000,
      {
        missing: 'definitions, values and many dependents',
        causes: 60,
        folded: 20,
        dependents: 10,
        definitions: 0,
      },
    ],
    [
      5_000,
      {
        missing: 'all but the first causes and changes',
        causes: 50,
        folded: 0,
        dependents: 0,
        definitions: 0,
      },
    ],
    [1_500, { missing: 'nearly everything', causes: 5, folded: 0, dependents: 0, definitions: 0 }],
  ])('in %s bytes', (room, expected) => {
    const summary = renderSummary(viewOf(REPORT), {}, room);
    expect(bytes(summary)).toBeLessThanOrEqual(room);
    expect(shown(summary)).toEqual(expected);
  });

  test('counts the causes and dependents that its tables leave out', () => {
    expect(renderSummary(viewOf(REPORT), {}, 1_500)).toContain('\n\n… and 55 more causes.\n');
    expect(renderSummary(viewOf(reportOf({ objects: source('a', 51) })), {})).toContain(
      '… and 1 more.',
    );
  });

  test('shows the sections that fit if a name is longer than the summary', () => {
    const monster = reportOf({ objects: [trigger('x'.repeat(3_000_000))] });
    const summary = renderSummary(viewOf(monster), {});
    expect(bytes(summary)).toBeLessThan(5_000);
    expect(summary).toMatch(/^## ❌ Hasura metadata is inconsistent\n\n.*1 cause/);
    expect(LEFT_OUT.exec(summary)?.[1]).toBe('the rest');
    expect(summary).not.toContain('| Cause |');
  });
});

describe('the summary stays below 1 MiB with', () => {
  test.each<[what: string, report: ReturnType<typeof reportOf>]>([
    ['20,000 causes', reportOf({ objects: triggers(20_000) })],
    ['20,000 dependents', reportOf({ objects: source('a', 20_000) })],
    ['huge definitions', reportOf({ objects: broken(60, 0, 100_000) })],
    [
      'huge reasons',
      reportOf({ objects: triggers(300).map((one) => ({ ...one, reason: '|'.repeat(100_000) })) }),
    ],
    [
      'huge warnings',
      reportOf({ warnings: Array.from({ length: 300 }, () => warning('|'.repeat(10_000))) }),
    ],
    ['characters of four bytes', reportOf({ objects: [trigger('a', '🔑'.repeat(300_000))] })],
  ])('%s', (_what, report) => {
    expect(bytes(renderSummary(viewOf(report), {}))).toBeLessThanOrEqual(MOST_SUMMARY_BYTES);
  });
});

test('a long definition is cut within its code block', () => {
  const definition = { text: '`'.repeat(10_000) };
  const summary = renderSummary(
    viewOf(reportOf({ objects: [{ ...trigger('a'), definition }] })),
    {},
  );
  const fence = /^(`{3,})json\n/m.exec(summary)?.[1] ?? '';
  expect(summary).toContain(`\n…\n${fence}\n\n</details>`);
});

test('outside GitHub, a location is text and not a link', () => {
  const objects = [trigger('a')];
  const at = new Map([[objects[0], { file: 'metadata/cron_triggers.yaml', line: 3, column: 1 }]]);
  const summary = renderSummary(viewOf(reportOf({ objects, at })), {});
  expect(summary).toContain('| metadata/cron\\_triggers.yaml:3 |');
  expect(summary).not.toContain('](');
});
