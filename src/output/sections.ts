import { counted, cut } from '../lib/text.js';
import { asCodeBlock, forMarkdown } from './escape.js';
import {
  fold,
  locationsAsMarkdown,
  moreThan,
  table,
  type WorkflowContext,
  wordsAsHtml,
  wordsAsMarkdown,
} from './markdown.js';
import { type Entry, othersOf, type Problem, type Shown, type WarningView } from './view.js';
import type { ChangesView, ChangeView, Line } from './view-changes.js';

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

/** Renders what has changed, section by section: access, then what is lost, then the rest, folded. */
export function changesSections(
  changes: ChangesView,
  context: WorkflowContext,
  limits: Limits,
): string[] {
  const { access, fixed, isMade, others, removed, remarks } = changes;
  return [
    ...(access.total > 0
      ? [
          `### 🔑 Who ${isMade ? 'gained' : 'would gain'} or change${isMade ? 'd' : ''} access\n\n${changesTable(access, context, limits)}`,
          ...access.items.slice(0, limits.folds).flatMap((one) => openDiff(one, limits)),
        ]
      : []),
    ...(removed.total > 0
      ? [
          `### 🗑️ ${isMade ? 'Removed' : 'Would be removed'}\n\n${changesTable(removed, context, limits)}`,
        ]
      : []),
    ...(others.total > 0 ? [othersFold(changes, context, limits)] : []),
    ...(fixed.total > 0
      ? [
          fold(`${counted(fixed.total, 'object')} ${isMade ? 'fixed' : 'would be fixed'}`, [
            list(fixed, limits, ({ line }) => line),
          ]),
        ]
      : []),
    ...remarks.map((text) => `> ℹ️ ${forMarkdown(text)}`),
  ];
}

function changesTable(
  { items, total }: Shown<ChangeView>,
  context: WorkflowContext,
  limits: Limits,
): string {
  const shown = items.slice(0, limits.rows);
  const rows = table([
    [
      'Role',
      shown.map(({ roles }) => roles.map((role) => `<b>${forMarkdown(role)}</b>`).join(', ')),
    ],
    ['Access', shown.map(({ access = '' }) => access.replace(' access', ''))],
    ['Change', shown.map(({ line }) => wordsAsMarkdown(line))],
    ['Where', shown.map(({ locations }) => locationsAsMarkdown(locations, context))],
  ]);
  return rows + moreThan(total - shown.length);
}

function openDiff(change: ChangeView, limits: Limits): string[] {
  if (limits.diffLines === 0 || change.diff.length === 0) return [];
  return [`${wordsAsMarkdown(change.line)}\n\n${diffBlock(change.diff, limits)}`];
}

function othersFold(
  { others, othersHeading }: ChangesView,
  context: WorkflowContext,
  limits: Limits,
): string {
  if (limits.diffLines === 0) return fold(othersHeading, [list(others, limits, withAccess)]);
  const shown = others.items.slice(0, limits.folds);
  const rest = { items: others.items.slice(shown.length), total: others.total - shown.length };
  return fold(othersHeading, [
    ...shown.map((change) =>
      fold(wordsAsHtml(withAccess(change)), [
        ...(change.locations.length > 0
          ? [`In ${locationsAsMarkdown(change.locations, context)}`]
          : []),
        ...(change.diff.length > 0 ? [diffBlock(change.diff, limits)] : []),
      ]),
    ),
    ...(rest.total > 0 ? [list(rest, limits, withAccess)] : []),
  ]);
}

const withAccess = ({ access, line }: ChangeView) =>
  access === undefined ? line : [...line, `(${access.toLowerCase()})`];

function list<T>(
  { items, total }: Shown<T>,
  limits: Limits,
  wordsOf: (item: T) => ChangeView['line'],
): string {
  const shown = items.slice(0, limits.rows);
  return (
    shown.map((item) => `- ${wordsAsMarkdown(wordsOf(item))}`).join('\n') +
    moreThan(total - shown.length)
  );
}

function diffBlock(lines: readonly Line[], limits: Limits): string {
  const shown = lines
    .slice(0, limits.diffLines)
    .map(({ sign, text }) => `${sign}${cut(text, 400)}`);
  const more = lines.length - shown.length;
  return asCodeBlock([...shown, ...(more > 0 ? [`… ${more} more lines`] : [])].join('\n'), 'diff');
}
