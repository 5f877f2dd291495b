import type { WorkflowContext } from './locations.js';
import { renderReport } from './markdown-report.js';
import type { View } from './view.js';

/**
 * The runner takes 1 MiB of a step's summary; a little is left for what is there already.
 * https://docs.github.com/en/actions/reference/limits
 */
export const MOST_SUMMARY_BYTES = 1024 * 1024 - 4096;

/** Renders the job summary. */
export function renderSummary(
  view: View,
  context: WorkflowContext,
  most: number = MOST_SUMMARY_BYTES,
): string {
  return renderReport(view, context, {
    name: 'summary',
    sizeOf: (markdown) => Buffer.byteLength(markdown),
    most,
    limit: '1 MiB',
  });
}
