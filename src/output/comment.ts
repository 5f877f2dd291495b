import type { Report } from '../model/report.js';
import { asLink } from './escape.js';
import { readWorkflowContext } from './locations.js';
import { renderReport } from './markdown-report.js';
import { viewOf } from './view.js';

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
