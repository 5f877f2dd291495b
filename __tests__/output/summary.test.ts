import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { WorkflowContext } from '../../src/output/markdown.js';
import { renderSummary } from '../../src/output/markdown-report.js';
import { viewOf } from '../../src/output/view.js';
import { REPORTS } from './summary-reports.js';

const FOLDER = new URL('../__fixtures__/summaries/', import.meta.url);

const CONTEXT: WorkflowContext = {
  serverUrl: 'https://github.com',
  repository: 'acme/shop',
  sha: 'deadbeef',
};

// People review these files: UPDATE_SUMMARIES=1 writes them; read the changes before you commit.
describe('the reviewed summary of the report', () => {
  test.each(Object.entries(REPORTS))('%s', (name, report) => {
    const file = new URL(`${name}.md`, FOLDER);
    const rendered = renderSummary(viewOf(report), CONTEXT);
    if (process.env['UPDATE_SUMMARIES']) writeFileSync(file, rendered);
    expect(rendered).toBe(readFileSync(file, 'utf8'));
  });

  test('exists for each of these reports and for no other', () => {
    const files = Object.keys(REPORTS).map((name) => `${name}.md`);
    expect(readdirSync(fileURLToPath(FOLDER)).sort()).toEqual(files.sort());
  });
});
