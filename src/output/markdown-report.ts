import { counted } from '../lib/text.js';
import { forMarkdown } from './escape.js';
import { locationsAsMarkdown, type WorkflowContext } from './locations.js';
import { wordsAsMarkdown } from './markdown.js';
import { entriesFold, type Limits, problemFold, problemsTable, warningsTable } from './sections.js';
import { changesSections } from './sections-changes.js';
import type { FailureView, View } from './view.js';

/** Where GitHub shows a report. */
export interface Place {
  readonly name: 'summary' | 'comment';
  readonly sizeOf: (markdown: string) => number;
  /** The largest size that GitHub takes. */
  readonly most: number;
  /** The limit in words: `1 MiB`. */
  readonly limit: string;
  /** Which of several reports it is; ends the heading. */
  readonly label?: string;
  /** Markdown before and after the report, which is never left out. */
  readonly above?: string;
  readonly below?: string;
}

/** How much is shown; each level gives up something of the one before. */
interface Detail extends Limits {
  /** What is missing, in words; empty at the first level. */
  readonly missing: string;
}

const NO_DETAIL = { folds: 0, dependents: 0, definitionBytes: 0, diffLines: 0 };

const LEAST: Detail = { ...NO_DETAIL, rows: 5, missing: 'nearly everything' };

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
  LEAST,
];

/** Renders a report for a place: the fullest that fits, which says what it leaves out. */
export function renderReport(view: View, context: WorkflowContext, place: Place): string {
  for (const detail of LEVELS) {
    const leftOut = detail.missing === '' ? [] : [leavesOut(detail.missing, place)];
    const report = join(place, [
      headingOf(view, place),
      ...leftOut,
      ...sectionsOf(view, context, detail),
      footerOf(view),
    ]);
    if (place.sizeOf(report) <= place.most) return report;
  }
  return renderBeginning(view, context, place);
}

/** As many whole sections as fit. Only names and messages of extreme length lead here. */
function renderBeginning(view: View, context: WorkflowContext, place: Place): string {
  const blocks = [headingOf(view, place)];
  const report = () => join(place, [...blocks, leavesOut('the rest', place)]);
  for (const section of sectionsOf(view, context, LEAST)) {
    blocks.push(section);
    if (place.sizeOf(report()) > place.most) {
      blocks.pop();
      break;
    }
  }
  return report();
}

const join = ({ above = '', below = '' }: Place, blocks: readonly string[]): string =>
  `${[above, ...blocks, below].filter((block) => block !== '').join('\n\n')}\n`;

const leavesOut = (missing: string, { name, limit }: Place): string =>
  `> This ${name} leaves out ${missing} to stay below GitHub's limit of ${limit}. The report file has everything.`;

const ICONS = { success: '✅', warning: '⚠️', error: '❌' } as const;

const headingOf = (view: View, { label }: Place): string =>
  `## ${ICONS[view.level]} ${view.heading}${label ? ` · ${forMarkdown(label)}` : ''}`;

const footerOf = (view: View): string => `<sub>${forMarkdown(view.footer)}</sub>`;

function sectionsOf(view: View, context: WorkflowContext, detail: Detail): string[] {
  const { changes, failure, ignored, problems, recovered, warnings } = view;
  const isPlan = changes !== undefined && !changes.isMade;
  return [
    ...(failure ? [failureSection(failure, context)] : []),
    ...(view.verdict.length > 0 ? [view.verdict.map(wordsAsMarkdown).join(' ')] : []),
    ...view.notes.map((text) => `> ⚠️ ${forMarkdown(text)}`),
    ...(problems.total > 0
      ? [
          (isPlan ? `### 💥 ${problemsHeading(problems)}\n\n` : '') +
            problemsTable(problems, context, detail),
        ]
      : []),
    ...problems.items.slice(0, detail.folds).map((one) => problemFold(one, context, detail)),
    ...(changes ? changesSections(changes, context, detail) : []),
    ...(warnings.total > 0
      ? [
          `### ⚠️ ${counted(warnings.total, 'warning')}\n\n${warningsTable(warnings, context, detail)}`,
        ]
      : []),
    ...(recovered.total + ignored.total > 0 ? [entriesFold(recovered, ignored, detail)] : []),
  ];
}

/** New problems come first. */
const problemsHeading = ({ items: [first] }: View['problems']): string =>
  first?.status === 'not new' ? 'What would stay inconsistent' : 'What would break';

/** What happened, quoted, and below it how to fix it. */
function failureSection(
  { howToFix, location, whatHappened }: FailureView,
  context: WorkflowContext,
): string {
  return [
    `> ${forMarkdown(whatHappened)}`,
    ...(howToFix === undefined ? [] : [`**How to fix:** ${forMarkdown(howToFix)}`]),
    ...(location ? [`In ${locationsAsMarkdown([location], context)}`] : []),
  ].join('\n\n');
}
