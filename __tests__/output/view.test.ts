import { expect, test } from '@jest/globals';
import type { Dependent, Report } from '../../src/model/report.js';
import { renderAnnotations } from '../../src/output/annotations.js';
import { renderSummary } from '../../src/output/markdown-report.js';
import { serializeInconsistencies, serializeReport } from '../../src/output/serialize.js';
import { renderText } from '../../src/output/text.js';
import { viewOf } from '../../src/output/view.js';
import { reportOf, source, trigger, warning } from './reports.js';

const HERE = { file: 'metadata/tables.yaml', line: 3, column: 1 };
const THERE = { file: 'metadata/tables.yaml', line: 9, column: 1 };

/** A source that is down, a table that is certainly unavailable and one that probably is. */
function withUncertainDependent(): Report {
  const report = reportOf({ objects: source('a', 2) });
  const causes = report.causes.map(({ object, dependents }) => ({
    object,
    dependents: dependents.map((one, index) => ({ ...one, certain: index === 0 })),
  }));
  return { ...report, causes };
}

test('an uncertain dependent is shown as probably caused by its cause', () => {
  const report = withUncertainDependent();
  const view = viewOf(report);
  expect(renderText(view)[0]?.lines).toEqual(
    expect.arrayContaining(['  - table t0 in a', '  - table t1 in a, probably caused by this']),
  );
  expect(renderAnnotations(view)[0]?.message).toContain(
    'Also unavailable: table t0 in a, table t1 in a (probably caused by this)\n',
  );
  expect(renderSummary(view, {})).toContain(
    '| table <b>t0</b> in <b>a</b> |\n| table <b>t1</b> in <b>a</b> (probably caused by this) |\n',
  );
  const certain = [undefined, undefined, false];
  expect([...serializeInconsistencies(report)].map((one) => one['certain'])).toEqual(certain);
  expect(serializeReport(report)).toMatchObject({
    causes: [{ dependents: [{ name: 'table t0 in source a' }, { certain: false }] }],
  });
});

test('a warning with two locations is shown at both', () => {
  const twice = warning('The table orders is defined twice.');
  const report = reportOf({ warnings: [twice], at: new Map([[twice, [HERE, THERE]]]) });
  const view = viewOf(report);
  expect(renderAnnotations(view).map(({ level, location }) => [level, location])).toEqual([
    ['warning', HERE],
    ['warning', THERE],
  ]);
  expect(renderText(view)[0]?.lines[0]).toBe(
    'The table orders is defined twice. (metadata/tables.yaml:3 and metadata/tables.yaml:9)',
  );
  expect(renderSummary(view, {})).toContain(
    '| The table orders is defined twice. | metadata/tables.yaml:3<br>metadata/tables.yaml:9 |',
  );
  expect(serializeReport(report)['warnings']).toEqual([
    expect.objectContaining({ ...HERE, other_locations: [THERE] }),
  ]);
});

test('a column without any text is left out of the summary', () => {
  const summary = renderSummary(viewOf(reportOf({ objects: [trigger('a')] })), {});
  expect(summary).toContain('\n| Cause | Why |\n| --- | --- |\n| cron trigger <b>a</b> |');
});

test('the kinds of the objects that are also unavailable are counted in the plural', () => {
  const [cause, ...tables] = source('a', 3);
  const query = { ...trigger('q'), type: 'query_collections' };
  const permission = { ...trigger('p'), type: 'select_permission' };
  const dependents = [permission, query, query, ...tables].map(
    (object): Dependent => ({ object, certain: true }),
  );
  const report = reportOf({});
  const causes = cause ? [{ object: cause, dependents }] : [];
  expect(viewOf({ ...report, causes }).problems.items[0]?.alsoUnavailableKinds).toEqual([
    '3 tables',
    '2 queries',
    '1 permission',
  ]);
});
