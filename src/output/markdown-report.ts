import { counted } from '../lib/text.js';
import type { Report } from '../model/report.js';
import { asLink, forMarkdown } from './escape.js';
import {
  locationsAsMarkdown,
  readWorkflowContext,
  type WorkflowContext,
  wordsAsMarkdown,
} from './markdown.js';
import {
  changesSections,
  entriesFold,
  type Limits,
  problemFold,
  problemsTable,
  warningsTable,
} from './sections.js';
import { type FailureView, type View, viewOf } from './view.js';

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
export interface CommentContext {
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
  const run = runUrl(env);
  const origin = [
    ...(commit === undefined ? [] : [`Commit ${commit}`]),
    ...(run === undefined ? [] : [asLink('this run', run)]),
  ];
  return renderReport(viewOf(report), readWorkflowContext(env), {
    name: 'comment',
    sizeOf: (markdown) => markdown.length,
    most: MOST_COMMENT_CHARACTERS,
    limit: '65,536 characters',
    label,
    above: marker,
    below: origin.join(' · '),
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

function runUrl(env: NodeJS.ProcessEnv): string | undefined {
  const { serverUrl, repository } = readWorkflowContext(env);
  const id = env['GITHUB_RUN_ID'];
  if (!serverUrl || !repository || !id) return undefined;
  return `${serverUrl}/${repository}/actions/runs/${id}`;
}
