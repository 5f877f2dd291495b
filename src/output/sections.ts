import { counted, cut } from '../lib/text.js';
import { asCodeBlock, forMarkdown } from './escape.js';
import {
  fold,
  list,
  locationsAsMarkdown,
  section,
  table,
  type WorkflowContext,
  wordsAsHtml,
  wordsAsMarkdown,
} from './markdown.js';
import type { Problem, WarningView } from './view.js';
import type { ChangesView, ChangeView, Line } from './view-changes.js';
import { type Entry, firstOf, type Item, type Shown } from './words.js';

/** How much a section shows, and where its links lead. */
export interface Layout {
  readonly context: WorkflowContext;
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
export function problemsTable(problems: Shown<Problem>, { rows, context }: Layout): string {
  const columns = {
    Cause: descriptionOf,
    Status: ({ status }: Problem) => status ?? '',
    Why: ({ why }: Problem) => forMarkdown(why),
    // A number and its noun stay on one line, however narrow the column is.
    'Also unavailable': ({ alsoUnavailableKinds }: Problem) =>
      alsoUnavailableKinds.map((kind) => forMarkdown(kind).replace(' ', '&nbsp;')).join(', '),
    Where: whereIn(context),
  };
  return table(problems, rows, columns, 'more cause');
}

const descriptionOf = ({ description }: Item): string => wordsAsMarkdown(description);

const whereIn =
  (context: WorkflowContext) =>
  ({ locations }: Item): string =>
    locationsAsMarkdown(locations, context);

/** Renders a problem, folded: the whole reason, how to fix it, what else is unavailable. */
export function problemFold(problem: Problem, layout: Layout): string {
  const { alsoUnavailable, attachments, description, howToFix, others, reasons } = problem;
  const { context, definitionBytes, dependents } = layout;
  const shownAttachments = definitionBytes > 0 ? attachments : [];
  return fold(`${wordsAsHtml(description)}${others ? ` and ${others}` : ''}`, [
    ...reasons.map((reason) => `> ${forMarkdown(reason)}`),
    `**How to fix:** ${forMarkdown(howToFix)}`,
    table(alsoUnavailable, dependents, {
      'Also unavailable': ({ description, remark }) =>
        wordsAsMarkdown(remark ? [...description, `(${remark})`] : description),
      Where: whereIn(context),
    }),
    ...shownAttachments.flatMap(({ title, value }) => [
      `**${title}:**`,
      jsonBlock(value, definitionBytes),
    ]),
  ]);
}

function jsonBlock(value: unknown, mostBytes: number): string {
  const json = JSON.stringify(value, null, 2);
  const shown = json.length > mostBytes ? `${json.slice(0, mostBytes).toWellFormed()}\n…` : json;
  return asCodeBlock(shown, 'json');
}

/** Renders the table of warnings, one row each. */
export function warningsTable(warnings: Shown<WarningView>, { rows, context }: Layout): string {
  return table(warnings, rows, {
    Warning: ({ message }) => forMarkdown(message),
    Object: descriptionOf,
    Where: whereIn(context),
    'How to fix': ({ howToFix }) => forMarkdown(howToFix),
  });
}

/** Renders the objects that do not count, folded; nothing if there are none. */
export function entriesFold(recovered: Shown<Entry>, ignored: Shown<Entry>, rows: number): string {
  const total = recovered.total + ignored.total;
  if (total === 0) return '';
  const counts = [
    recovered.total > 0 && `${recovered.total} recovered`,
    ignored.total > 0 && `${ignored.total} ignored`,
  ];
  const lines = [recovered, ignored]
    .flatMap(({ items }) => items.slice(0, rows))
    .map(({ line }) => `- ${wordsAsMarkdown(line)}`);
  const more = total - lines.length;
  if (more > 0) lines.push(`- … and ${more} more`);
  return fold(counts.filter(Boolean).join(', '), [lines.join('\n')]);
}

/** Renders what has changed, section by section: access, then what is lost, then the rest, folded. */
export function changesSections(changes: ChangesView, layout: Layout): string[] {
  const { access, fixed, isMade, removed, remarks } = changes;
  const [gain, change, removal, is] = isMade
    ? ['gained', 'changed', 'Removed', '']
    : ['would gain', 'change', 'Would be removed', 'would be '];
  return [
    section(`🔑 Who ${gain} or ${change} access`, changesTable(access, layout)),
    ...access.items.slice(0, layout.folds).map((one) => openDiff(one, layout)),
    section(`🗑️ ${removal}`, changesTable(removed, layout)),
    othersFold(changes, layout),
    fixed.total === 0
      ? ''
      : fold(`${counted(fixed.total, 'object')} ${is}fixed`, [
          list(fixed, layout.rows, ({ line }) => line),
        ]),
    ...remarks.map((text) => `> ℹ️ ${forMarkdown(text)}`),
  ];
}

function changesTable(changes: Shown<ChangeView>, { rows, context }: Layout): string {
  return table(changes, rows, {
    Role: ({ roles }) => roles.map((role) => `<b>${forMarkdown(role)}</b>`).join(', '),
    Access: ({ access = '' }) => access.replace(' access', ''),
    Change: ({ line }) => wordsAsMarkdown(line),
    Where: whereIn(context),
  });
}

function openDiff({ diff, line }: ChangeView, { diffLines }: Layout): string {
  const block = diffBlock(diff, diffLines);
  return block && `${wordsAsMarkdown(line)}\n\n${block}`;
}

function othersFold({ others, othersHeading }: ChangesView, layout: Layout): string {
  const { context, diffLines, folds, rows } = layout;
  if (others.total === 0) return '';
  // Without its diff, a change is a line of a list.
  const { items, more } = firstOf(others, diffLines > 0 ? folds : 0);
  const rest = { items: others.items.slice(items.length), total: more };
  return fold(othersHeading, [
    ...items.map((change) => {
      const where = locationsAsMarkdown(change.locations, context);
      return fold(wordsAsHtml(withAccess(change)), [
        where && `In ${where}`,
        diffBlock(change.diff, diffLines),
      ]);
    }),
    list(rest, rows, withAccess),
  ]);
}

const withAccess = ({ access, line }: ChangeView) =>
  access === undefined ? line : [...line, `(${access.toLowerCase()})`];

/** A diff; nothing if it is empty, or if no line of it is to be shown. */
function diffBlock(diff: readonly Line[], most: number): string {
  const { items, more } = firstOf({ items: diff, total: diff.length }, most);
  if (items.length === 0) return '';
  const lines = items.map(({ sign, text }) => `${sign}${cut(text, 400)}`);
  return asCodeBlock([...lines, ...(more > 0 ? [`… ${more} more lines`] : [])].join('\n'), 'diff');
}
