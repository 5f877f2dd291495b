import { counted } from '../lib/text.js';
import { asCodeBlock, forMarkdown } from './escape.js';
import { locationsAsMarkdown, type WorkflowContext } from './locations.js';
import { fold, moreThan, table, wordsAsHtml, wordsAsMarkdown } from './markdown.js';
import { type Entry, othersOf, type Problem, type Shown, type WarningView } from './view.js';

/** How much a section shows. */
export interface Limits {
  /** Of a table or a list. */
  readonly rows: number;
  /** Of items with their details. */
  readonly folds: number;
  /** 0: no table of them at all. */
  readonly dependents: number;
  /** Of each JSON value; 0: none at all. */
  readonly definitionBytes: number;
  /** Lines of the diff of each change; 0: none at all. */
  readonly diffLines: number;
}

/** Renders the table of problems, one row each. */
export function problemsTable(
  { items, total }: Shown<Problem>,
  context: WorkflowContext,
  limits: Limits,
): string {
  const shown = items.slice(0, limits.rows);
  const rows = table([
    ['Cause', shown.map(({ description }) => wordsAsMarkdown(description))],
    ['Status', shown.map(({ status = '' }) => status)],
    ['Why', shown.map(({ why }) => forMarkdown(why))],
    ['Also unavailable', shown.map(({ alsoUnavailableKinds }) => kinds(alsoUnavailableKinds))],
    ['Where', shown.map(({ locations }) => locationsAsMarkdown(locations, context))],
  ]);
  const more = total - shown.length;
  return more > 0 ? `${rows}\n\n… and ${counted(more, 'more cause')}.` : rows;
}

/** Renders a problem, folded: the whole reason, how to fix it, what else is unavailable. */
export function problemFold(problem: Problem, context: WorkflowContext, limits: Limits): string {
  const { alsoUnavailable, attachments, description, howToFix, reasons } = problem;
  const others = othersOf(problem);
  return fold(`${wordsAsHtml(description)}${others ? ` and ${others}` : ''}`, [
    ...reasons.map((reason) => `> ${forMarkdown(reason)}`),
    `**How to fix:** ${forMarkdown(howToFix)}`,
    ...(others && limits.dependents > 0
      ? [alsoUnavailableTable(alsoUnavailable, context, limits)]
      : []),
    ...(limits.definitionBytes > 0
      ? attachments.flatMap(({ title, value }) => [
          `**${title}:**`,
          jsonBlock(value, limits.definitionBytes),
        ])
      : []),
  ]);
}

/** Renders the table of warnings, one row each. */
export function warningsTable(
  { items, total }: Shown<WarningView>,
  context: WorkflowContext,
  limits: Limits,
): string {
  const shown = items.slice(0, limits.rows);
  const rows = table([
    ['Warning', shown.map(({ message }) => forMarkdown(message))],
    ['Object', shown.map(({ description }) => wordsAsMarkdown(description))],
    ['Where', shown.map(({ locations }) => locationsAsMarkdown(locations, context))],
    ['How to fix', shown.map(({ howToFix }) => forMarkdown(howToFix))],
  ]);
  return rows + moreThan(total - shown.length);
}

/** Renders the objects that do not count, folded. */
export function entriesFold(
  recovered: Shown<Entry>,
  ignored: Shown<Entry>,
  limits: Limits,
): string {
  const counts = [
    ...(recovered.total > 0 ? [`${recovered.total} recovered`] : []),
    ...(ignored.total > 0 ? [`${ignored.total} ignored`] : []),
  ];
  const lines = [recovered, ignored]
    .flatMap(({ items }) => items.slice(0, limits.rows))
    .map(({ line }) => `- ${wordsAsMarkdown(line)}`);
  const more = recovered.total + ignored.total - lines.length;
  if (more > 0) lines.push(`- … and ${more} more`);
  return fold(counts.join(', '), [lines.join('\n')]);
}

function alsoUnavailableTable(
  { items, total }: Problem['alsoUnavailable'],
  context: WorkflowContext,
  limits: Limits,
): string {
  const shown = items.slice(0, limits.dependents);
  const rows = table([
    [
      'Also unavailable',
      shown.map(({ description, remark }) =>
        wordsAsMarkdown(remark ? [...description, `(${remark})`] : description),
      ),
    ],
    ['Where', shown.map(({ locations }) => locationsAsMarkdown(locations, context))],
  ]);
  return rows + moreThan(total - shown.length);
}

/** A number and its noun stay on one line, however narrow the column is. */
function kinds(counts: readonly string[]): string {
  return counts.map((count) => forMarkdown(count).replace(' ', '&nbsp;')).join(', ');
}

function jsonBlock(value: unknown, mostBytes: number): string {
  const json = JSON.stringify(value, null, 2);
  const shown = json.length > mostBytes ? `${json.slice(0, mostBytes).toWellFormed()}\n…` : json;
  return asCodeBlock(shown, 'json');
}
