import { cut } from '../lib/cut.js';
import { counted } from '../lib/text.js';
import type { Line } from './diff.js';
import { asCodeBlock, forMarkdown } from './escape.js';
import { locationsAsMarkdown, type WorkflowContext } from './locations.js';
import { fold, moreThan, table, wordsAsHtml, wordsAsMarkdown } from './markdown.js';
import type { Limits } from './sections.js';
import type { Shown } from './view.js';
import type { ChangesView, ChangeView } from './view-changes.js';

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
