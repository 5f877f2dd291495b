import { expect, test } from '@jest/globals';
import { serializeReport, stringifyReport } from '../../src/output/serialize.js';
import { reportOf, triggers } from './reports.js';

test.each([0, 1, 200, 201, 450])('the pieces of %d causes are one JSON', (count) => {
  const report = reportOf({ objects: triggers(count) });
  const text = [...stringifyReport(report)].join('');
  expect(text).toBe(JSON.stringify(serializeReport(report)));
  expect(JSON.parse(text).causes).toHaveLength(count);
});
