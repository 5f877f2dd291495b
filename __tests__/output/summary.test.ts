import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { WorkflowContext } from '../../src/output/context.js';
import { renderSummary } from '../../src/output/summary.js';
import { REPORTS } from './summary-reports.js';

const FOLDER = new URL('../__fixtures__/summaries/', import.meta.url);

const CONTEXT: WorkflowContext = {
  serverUrl: 'https://github.com',
  repository: 'acme/shop',
  sha: 'deadbeef',
};

// Reviewed files: UPDATE_SUMMARIES=1 writes them anew; read what changed before it is committed.
describe('the summary of a run that is', () => {
  test.each(Object.entries(REPORTS))('%s', (name, report) => {
    const file = new URL(`${name}.md`, FOLDER);
    const rendered = renderSummary(report, CONTEXT);
    if (process.env['UPDATE_SUMMARIES']) writeFileSync(file, rendered);
    expect(rendered).toBe(readFileSync(file, 'utf8'));
  });

  test('none other has a file', () => {
    const files = Object.keys(REPORTS).map((name) => `${name}.md`);
    expect(readdirSync(fileURLToPath(FOLDER)).sort()).toEqual(files.sort());
  });
});
