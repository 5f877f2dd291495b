import { entryOf } from '../lib/narrow.js';
import { remedyForWarning, why } from '../model/remedies.js';
import type { Cause, InconsistentObject, MetadataWarning, Report } from '../model/report.js';
import { counted } from '../model/verdict.js';
import type { WorkflowContext } from './context.js';
import { asCode, forMarkdown } from './escape.js';
import { label, place, warningLabel } from './markdown.js';

/** Renders the table of causes, a line a cause. */
export function causesTable(report: Report, context: WorkflowContext, most: number): string {
  const { causes } = report;
  const located = causes.slice(0, most).some((cause) => report.locations.has(cause.object));
  const rows = causes.slice(0, most).map((cause) => {
    const cells = [label(cause.object), forMarkdown(why(cause.object)), dragged(cause)];
    return row(located ? [...cells, placeCell(report, context, cause.object)] : cells);
  });
  const head = ['Cause', 'Why', 'Drags along', ...(located ? ['Where'] : [])];
  const more = causes.length - rows.length;
  return [
    row(head),
    row(head.map(() => '---')),
    ...rows,
    ...(more > 0 ? ['', `… and ${counted(more, 'more cause')}.`] : []),
  ].join('\n');
}

/** Renders the warnings of `replace_metadata`. */
export function warningsTable(report: Report, context: WorkflowContext, most: number): string {
  const list = report.findings.warnings;
  const rows = list
    .slice(0, most)
    .map((warning) =>
      row([
        forMarkdown(warning.message),
        [warningLabel(warning), placeCell(report, context, warning)]
          .filter((part) => part !== '')
          .join(' · '),
        forMarkdown(remedyForWarning(warning)),
      ]),
    );
  const more = list.length - rows.length;
  return [
    `### ⚠️ ${counted(list.length, 'warning')} from <code>replace_metadata</code>`,
    '',
    row(['Warning', 'Object', 'What to do']),
    row(['---', '---', '---']),
    ...rows,
    ...(more > 0 ? ['', `… and ${more} more.`] : []),
  ].join('\n');
}

/** Renders what does not count against the verdict, folded; empty where there is nothing. */
export function aside(report: Report, most: number): string[] {
  const { ignored } = report;
  const { recovered } = report.findings;
  if (recovered.length === 0 && ignored.length === 0) return [];
  const counts = [
    recovered.length > 0 && `${recovered.length} recovered`,
    ignored.length > 0 && `${ignored.length} ignored`,
  ].filter(Boolean);
  const lines = [
    ...recovered.slice(0, most).map(({ object, attempt, seconds, dependents }) => {
      const others = dependents > 0 ? ` with ${counted(dependents, 'dependent')}` : '';
      return `- ${label(object)}${others} recovered at attempt ${attempt}, after ${seconds.toFixed(0)} s`;
    }),
    ...ignored
      .slice(0, most)
      .map(({ object, pattern }) => `- ${label(object)} (ignored by ${asCode(pattern)})`),
  ];
  const more = recovered.length + ignored.length - lines.length;
  if (more > 0) lines.push(`- … and ${more} more`);
  return [`<details><summary>${counts.join(', ')}</summary>`, lines.join('\n'), '</details>'];
}

/** `2 permissions, 1 relationship`: kinds of what is dragged along, the most frequent first. */
function dragged(cause: Cause): string {
  const counts = new Map<string, number>();
  for (const { type } of cause.dependents) {
    const noun = nounOf(type);
    counts.set(noun, (counts.get(noun) ?? 0) + 1);
  }
  return (
    [...counts]
      .sort((a, b) => b[1] - a[1])
      // A number and its noun stay on one line, however narrow the column is.
      .map(([noun, count]) => forMarkdown(counted(count, noun)).replace(' ', '&nbsp;'))
      .join(', ')
  );
}

function nounOf(type: string): string {
  if (type.endsWith('permission') || type.startsWith('inherited role')) return 'permission';
  if (type.endsWith('_relation') || type.endsWith('relationship')) return 'relationship';
  return entryOf(NOUNS, type) ?? type.replaceAll('_', ' ');
}

const NOUNS: Readonly<Record<string, string>> = {
  rest_endpoint: 'REST endpoint',
  endpoint: 'REST endpoint',
  query_collections: 'saved request',
};

function placeCell(
  report: Report,
  context: WorkflowContext,
  item: InconsistentObject | MetadataWarning,
): string {
  const location = report.locations.get(item);
  return location ? place(context, location) : '';
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
