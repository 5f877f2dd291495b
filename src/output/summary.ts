import type { Failure, Report } from '../model/report.js';
import { counted } from '../model/verdict.js';
import type { WorkflowContext } from './context.js';
import { asCode, forMarkdown } from './escape.js';
import { place } from './markdown.js';
import { renderDetails } from './summary-details.js';
import { aside, causesTable, warningsTable } from './summary-tables.js';
import { footerParts } from './text.js';

/**
 * The runner takes 1 MiB of a step's summary; a little is left for what stands there already.
 * https://docs.github.com/en/actions/reference/limits
 */
export const MOST_SUMMARY_BYTES = 1024 * 1024 - 4096;

/** How much a summary shows; each level gives up something of the one before. */
interface Detail {
  readonly causes: number;
  readonly folded: number;
  readonly dependents: number;
  readonly definitionBytes: number;
  /** What is missing, in words; empty at the first level. */
  readonly missing: string;
}

const LEVELS: readonly Detail[] = [
  { causes: 200, folded: 60, dependents: 50, definitionBytes: 4096, missing: '' },
  { causes: 200, folded: 60, dependents: 50, definitionBytes: 0, missing: 'definitions' },
  {
    causes: 100,
    folded: 20,
    dependents: 10,
    definitionBytes: 0,
    missing: 'definitions and many dependents',
  },
  { causes: 50, folded: 0, dependents: 0, definitionBytes: 0, missing: 'all but the first causes' },
  { causes: 5, folded: 0, dependents: 0, definitionBytes: 0, missing: 'nearly everything' },
];

/** Renders the job summary: the fullest that fits, which says what it had to leave out. */
export function renderSummary(
  report: Report,
  context: WorkflowContext,
  mostBytes: number = MOST_SUMMARY_BYTES,
): string {
  let summary = '';
  for (const detail of LEVELS) {
    summary = renderAt(report, context, detail);
    if (Buffer.byteLength(summary) <= mostBytes) return summary;
  }
  // Only names of monstrous length come to this.
  return `## ❌ Hasura metadata\n\n${forMarkdown(report.headline.slice(0, 2000))}\n\nThe summary is too large to be shown: see the report file.\n`;
}

function renderAt(report: Report, context: WorkflowContext, detail: Detail): string {
  const { causes, findings, failure } = report;
  return `${[
    heading(report),
    ...(failure ? told(failure) : []),
    ...(failure?.location ? [`In ${place(context, failure.location)}`] : []),
    ...opening(report),
    ...findings.remarks.map((text) => `> ⚠️ ${forMarkdown(text)}`),
    ...(detail.missing === ''
      ? []
      : [
          `> This summary leaves out ${detail.missing}, to stay below GitHub's limit of 1 MiB: the whole is in the report file.`,
        ]),
    ...(causes.length > 0 ? [causesTable(report, context, detail.causes)] : []),
    ...causes.slice(0, detail.folded).map((cause) => renderDetails(report, context, cause, detail)),
    ...(findings.warnings.length > 0 ? [warningsTable(report, context, detail.causes)] : []),
    ...aside(report, detail.causes),
    `<sub>${footerParts(report).map(forMarkdown).join(' · ')}</sub>`,
  ].join('\n\n')}\n`;
}

/** What went wrong, quoted, and below it what to do. */
function told({ message, remedy }: Failure): string[] {
  if (remedy === undefined || !message.endsWith(remedy)) return [`> ${forMarkdown(message)}`];
  const what = message.slice(0, -remedy.length);
  return [`> ${forMarkdown(what)}`, `**What to do:** ${forMarkdown(remedy)}`];
}

function heading(report: Report): string {
  const { findings, failure, inconsistencyCount } = report;
  if (findings.applied === 'refused')
    return '## ❌ Nothing was applied: the server refused the metadata';
  if (failure) {
    if (findings.applied === 'unknown') {
      return '## ❌ Hasura metadata may have been applied, or may not';
    }
    return findings.mode === 'apply' && findings.applied !== 'applied'
      ? '## ❌ Hasura metadata could not be applied'
      : '## ❌ Hasura metadata could not be checked';
  }
  if (inconsistencyCount > 0)
    return `## ${report.failed ? '❌' : '⚠️'} Hasura metadata is inconsistent`;
  if (report.failed) return '## ❌ Hasura metadata has warnings';
  return findings.mayBeStale
    ? '## ⚠️ Hasura metadata is consistent, or was before the reload'
    : '## ✅ Hasura metadata is consistent';
}

/** What the verdict means, in a sentence or two; empty where there is nothing to say. */
function opening(report: Report): string[] {
  const { failure, findings } = report;
  const server = asCode(findings.server);
  const refused = findings.applied === 'refused';
  const sentences = [
    failure && findings.applied === 'applied' && 'The metadata was applied before that.',
    availability(report, server, refused),
    refused && `The server ${server} keeps what it had.`,
    asides(report),
  ].filter(Boolean);
  return sentences.length > 0 ? [sentences.join(' ')] : [];
}

function availability(report: Report, server: string, refused: boolean): string {
  const { causes, failure, findings, inconsistencyCount: count } = report;
  if (count === 0) {
    // After a failure, what was fine before says nothing of what is.
    if (!findings.objects || failure || refused) return '';
    const every = findings.mayBeStale ? 'As far as the server tells, every' : 'Every';
    const but = report.ignored.length > 0 ? ', but for those ignored' : '';
    return `${every} object in the metadata of ${server} is available${but}.`;
  }
  const known = failure ? 'As far as is known, ' : '';
  const makes = refused ? 'would make' : causes.length === 1 ? 'makes' : 'make';
  const what = `**${counted(causes.length, 'cause')}** ${makes} **${counted(count, 'object')}**`;
  return `${known}${what} unavailable${refused ? '' : ` on ${server}`}.`;
}

function asides({ findings, ignored }: Report): string {
  const parts = [
    findings.recovered.length > 0 && `${counted(findings.recovered.length, 'object')} recovered`,
    ignored.length > 0 && `${counted(ignored.length, 'object')} ignored`,
    findings.warnings.length > 0 && counted(findings.warnings.length, 'warning'),
  ].filter(Boolean);
  return parts.length > 0 ? `${parts.join(', ')}.` : '';
}
