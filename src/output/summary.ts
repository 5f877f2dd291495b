import { counted } from '../lib/text.js';
import { forMarkdown } from './escape.js';
import { locationsAsMarkdown, type WorkflowContext } from './locations.js';
import { wordsAsMarkdown } from './markdown.js';
import { changesSections } from './summary-changes.js';
import {
  entriesFold,
  type Limits,
  problemFold,
  problemsTable,
  warningsTable,
} from './summary-sections.js';
import type { FailureView, View } from './view.js';

/**
 * The runner takes 1 MiB of a step's summary; a little is left for what is there already.
 * https://docs.github.com/en/actions/reference/limits
 */
export const MOST_SUMMARY_BYTES = 1024 * 1024 - 4096;

/** How much a summary shows; each level gives up something of the one before. */
interface Detail extends Limits {
  /** What is missing, in words; empty at the first level. */
  readonly missing: string;
}

const NO_DETAIL = { folds: 0, dependents: 0, definitionBytes: 0, diffLines: 0 };

const LEVELS: readonly Detail[] = [
  { rows: 200, folds: 60, dependents: 50, definitionBytes: 4096, diffLines: 100, missing: '' },
  {
    rows: 200,
    folds: 60,
    dependents: 50,
    definitionBytes: 0,
    diffLines: 20,
    missing: 'definitions',
  },
  {
    rows: 100,
    folds: 20,
    dependents: 10,
    definitionBytes: 0,
    diffLines: 0,
    missing: 'definitions, values and many dependents',
  },
  { ...NO_DETAIL, rows: 50, missing: 'all but the first causes and changes' },
  { ...NO_DETAIL, rows: 5, missing: 'nearly everything' },
];

/** Renders the job summary: the fullest that fits, which says what it leaves out. */
export function renderSummary(
  view: View,
  context: WorkflowContext,
  mostBytes: number = MOST_SUMMARY_BYTES,
): string {
  for (const detail of LEVELS) {
    const summary = renderAt(view, context, detail);
    if (Buffer.byteLength(summary) <= mostBytes) return summary;
  }
  // Only names of extreme length lead here.
  return `## ❌ Hasura metadata\n\n${forMarkdown(view.headline.slice(0, 2000))}\n\nThe summary is too large to be shown: see the report file.\n`;
}

const ICONS = { success: '✅', warning: '⚠️', error: '❌' } as const;

function renderAt(view: View, context: WorkflowContext, detail: Detail): string {
  const { changes, failure, ignored, problems, recovered, warnings } = view;
  const folded = problems.items.slice(0, detail.folds);
  return `${[
    `## ${ICONS[view.level]} ${view.heading}`,
    ...(failure ? failureBlocks(failure, context) : []),
    ...(view.verdict.length > 0 ? [view.verdict.map(wordsAsMarkdown).join(' ')] : []),
    ...view.notes.map((text) => `> ⚠️ ${forMarkdown(text)}`),
    ...(detail.missing === ''
      ? []
      : [
          `> This summary leaves out ${detail.missing} to stay below GitHub's limit of 1 MiB. The report file has everything.`,
        ]),
    ...(problems.total > 0
      ? [
          ...(changes && !changes.isMade ? ['### 💥 What would be inconsistent'] : []),
          problemsTable(problems, context, detail),
        ]
      : []),
    ...folded.map((problem) => problemFold(problem, context, detail)),
    ...(changes ? changesSections(changes, context, detail) : []),
    ...(warnings.total > 0
      ? [`### ⚠️ ${counted(warnings.total, 'warning')}`, warningsTable(warnings, context, detail)]
      : []),
    ...(recovered.total + ignored.total > 0 ? [entriesFold(recovered, ignored, detail)] : []),
    `<sub>${forMarkdown(view.footer)}</sub>`,
  ].join('\n\n')}\n`;
}

/** What happened, quoted, and below it how to fix it. */
function failureBlocks(
  { howToFix, location, whatHappened }: FailureView,
  context: WorkflowContext,
): string[] {
  return [
    `> ${forMarkdown(whatHappened)}`,
    ...(howToFix === undefined ? [] : [`**How to fix:** ${forMarkdown(howToFix)}`]),
    ...(location ? [`In ${locationsAsMarkdown([location], context)}`] : []),
  ];
}
