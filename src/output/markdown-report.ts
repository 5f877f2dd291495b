import { counted } from '../lib/text.js';
import type { Failure, Report } from '../model/report.js';
import { asLink, forMarkdown } from './escape.js';
import {
  joined,
  locationsAsMarkdown,
  readWorkflowContext,
  section,
  type WorkflowContext,
  wordsAsMarkdown,
} from './markdown.js';
import {
  changesSections,
  entriesFold,
  type Layout,
  problemFold,
  problemsTable,
  warningsTable,
} from './sections.js';
import { type View, viewOf } from './view.js';

/** Where GitHub shows a report. */
interface Place {
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
interface Detail extends Omit<Layout, 'context'> {
  /** What is missing, in words; empty at the first level. */
  readonly missing: string;
}

const NO_DETAIL = { folds: 0, dependents: 0, definitionBytes: 0, diffLines: 0 };

const LEAST: Detail = { ...NO_DETAIL, rows: 5, missing: 'nearly everything' };

const FULL: Detail = {
  rows: 200,
  folds: 60,
  dependents: 50,
  definitionBytes: 4096,
  diffLines: 100,
  missing: '',
};

const LEVELS: readonly Detail[] = [
  FULL,
  { ...FULL, definitionBytes: 0, diffLines: 20, missing: 'definitions' },
  {
    ...NO_DETAIL,
    rows: 100,
    folds: 20,
    dependents: 10,
    missing: 'definitions, values and many dependents',
  },
  { ...NO_DETAIL, rows: 50, missing: 'all but the first causes and changes' },
  LEAST,
];

/** Renders a report for a place: the fullest that fits, which says what it leaves out. */
function renderReport(view: View, context: WorkflowContext, place: Place): string {
  for (const detail of LEVELS) {
    const report = join(place, [
      headingOf(view, place),
      detail.missing && leavesOut(detail.missing, place),
      ...sectionsOf(view, { ...detail, context }),
      `<sub>${forMarkdown(view.footer)}</sub>`,
    ]);
    if (place.sizeOf(report) <= place.most) return report;
  }
  return renderBeginning(view, context, place);
}

/** As many whole sections as fit. Only names and messages of extreme length lead here. */
function renderBeginning(view: View, context: WorkflowContext, place: Place): string {
  let blocks = [headingOf(view, place)];
  const withRest = (some: readonly string[]) =>
    join(place, [...some, leavesOut('the rest', place)]);
  for (const next of sectionsOf(view, { ...LEAST, context })) {
    if (place.sizeOf(withRest([...blocks, next])) > place.most) break;
    blocks = [...blocks, next];
  }
  return withRest(blocks);
}

const join = ({ above = '', below = '' }: Place, blocks: readonly string[]): string =>
  `${joined([above, ...blocks, below])}\n`;

const leavesOut = (missing: string, { name, limit }: Place): string =>
  `> This ${name} leaves out ${missing} to stay below GitHub's limit of ${limit}. The report file has everything.`;

const ICONS = { success: '✅', warning: '⚠️', error: '❌' } as const;

const headingOf = (view: View, { label }: Place): string =>
  `## ${ICONS[view.level]} ${view.heading}${label ? ` · ${forMarkdown(label)}` : ''}`;

function sectionsOf(view: View, layout: Layout): string[] {
  const { changes, failure, ignored, problems, recovered, warnings } = view;
  const causes = problemsTable(problems, layout);
  return [
    failure ? failureSection(failure, layout.context) : '',
    view.verdict.map((words) => wordsAsMarkdown(words)).join(' '),
    ...view.notes.map((text) => `> ⚠️ ${forMarkdown(text)}`),
    changes && !changes.isMade ? section(`💥 ${problemsHeading(problems)}`, causes) : causes,
    ...problems.items.slice(0, layout.folds).map((one) => problemFold(one, layout)),
    ...(changes ? changesSections(changes, layout) : []),
    section(`⚠️ ${counted(warnings.total, 'warning')}`, warningsTable(warnings, layout)),
    entriesFold(recovered, ignored, layout.rows),
  ];
}

/** New problems come first. */
const problemsHeading = ({ items: [first] }: View['problems']): string =>
  first?.status === 'not new' ? 'What would stay inconsistent' : 'What would break';

/** What happened, quoted, and below it how to fix it. */
function failureSection({ fix, location, message }: Failure, context: WorkflowContext): string {
  const howToFix = fix !== undefined && message.endsWith(fix) ? fix : '';
  const whatHappened = message.slice(0, message.length - howToFix.length).trim();
  return joined([
    `> ${forMarkdown(whatHappened)}`,
    howToFix && `**How to fix:** ${forMarkdown(howToFix)}`,
    location ? `In ${locationsAsMarkdown([location], context)}` : '',
  ]);
}

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

/** GitHub refuses longer comments. */
const MOST_COMMENT_CHARACTERS = 65_536;

/** What a comment says about the run that wrote it. */
interface CommentContext {
  /** An HTML comment by which the comment is found again. */
  readonly marker: string;
  /** Which of several servers it is about. */
  readonly label: string;
  /** The commit that the pull request ended with. */
  readonly commit?: string;
}

/** Renders a report as a comment on a pull request. */
export function renderComment(
  report: Report,
  { marker, label, commit }: CommentContext,
  env: NodeJS.ProcessEnv,
): string {
  const context = readWorkflowContext(env);
  const origin = [
    commit !== undefined && `Commit ${commit}`,
    context.runUrl !== undefined && asLink('this run', context.runUrl),
  ];
  return renderReport(viewOf(report), context, {
    name: 'comment',
    sizeOf: (markdown) => markdown.length,
    most: MOST_COMMENT_CHARACTERS,
    limit: '65,536 characters',
    label,
    above: marker,
    below: origin.filter(Boolean).join(' · '),
  });
}

/**
 * Whether there is something to report. What was inconsistent before is none of the pull request's
 * doing, if that is known.
 */
export function isNews({ failed, findings, inconsistencyCount, newObjects }: Report): boolean {
  const { changes = [], warnings } = findings;
  const inconsistencies = newObjects?.size ?? inconsistencyCount;
  return failed || changes.length + warnings.length + inconsistencies > 0;
}
