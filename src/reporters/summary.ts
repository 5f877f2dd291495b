import { counted } from '../report/judge.js';
import type { Cause, InconsistentObject, MetadataWarning, Report } from '../report/model.js';
import { entryOf } from '../report/narrow.js';
import { remedyForWarning, why } from '../report/remedy.js';
import type { WorkflowContext } from './context.js';
import { forHtml, forMarkdown } from './escape.js';
import { label, place } from './markdown.js';
import { renderDetails } from './summary-details.js';

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
    ...(failure ? [`> ${forMarkdown(failure.message)}`] : []),
    ...(failure?.location ? [`In ${place(context, failure.location)}`] : []),
    ...(findings.objects ? [opening(report)] : []),
    ...findings.remarks.map((text) => `> ⚠️ ${forMarkdown(text)}`),
    ...(detail.missing === ''
      ? []
      : [
          `> This summary leaves out ${detail.missing}, to stay below GitHub's limit of 1 MiB: the whole is in the report file.`,
        ]),
    ...(causes.length > 0 ? [table(report, context, detail.causes)] : []),
    ...causes.slice(0, detail.folded).map((cause) => renderDetails(report, context, cause, detail)),
    ...(findings.warnings.length > 0 ? [warnings(report, context, detail.causes)] : []),
    ...aside(report, detail.causes),
    footer(report, context),
  ].join('\n\n')}\n`;
}

function heading(report: Report): string {
  const { findings, failure, inconsistencyCount } = report;
  if (failure) {
    return findings.mode === 'apply' && findings.applied !== 'applied'
      ? '## ❌ Hasura metadata could not be applied'
      : '## ❌ Hasura metadata could not be checked';
  }
  if (findings.applied === 'refused')
    return '## ❌ Nothing was applied: the server refused the metadata';
  if (inconsistencyCount > 0)
    return `## ${report.failed ? '❌' : '⚠️'} Hasura metadata is inconsistent`;
  if (report.failed) return '## ❌ Hasura metadata has warnings';
  return `## ${findings.mayBeStale ? '⚠️' : '✅'} Hasura metadata is consistent`;
}

function opening(report: Report): string {
  const { causes, findings, ignored, inconsistencyCount: count } = report;
  const server = `<code>${forHtml(findings.server)}</code>`;
  const asides = [
    findings.recovered.length > 0 && `${counted(findings.recovered.length, 'object')} recovered`,
    ignored.length > 0 && `${counted(ignored.length, 'object')} ignored`,
    findings.warnings.length > 0 && counted(findings.warnings.length, 'warning'),
  ].filter(Boolean);
  const more = asides.length > 0 ? ` ${asides.join(', ')}.` : '';
  if (count === 0) {
    return findings.applied === 'refused'
      ? `The server ${server} keeps what it had.${more}`
      : `Every object in the metadata of ${server} is available${ignored.length > 0 ? ', but for those ignored' : ''}.${more}`;
  }
  const objects = `**${counted(count, 'object')}**`;
  const makes = causes.length === 1 ? '**1 cause** makes' : `**${causes.length} causes** make`;
  return findings.applied === 'refused'
    ? `**${counted(causes.length, 'cause')}** would make ${objects} unavailable; ${server} keeps what it had.${more}`
    : `${makes} ${objects} unavailable on ${server}.${more}`;
}

function table(report: Report, context: WorkflowContext, most: number): string {
  const { causes } = report;
  const located = causes.slice(0, most).some((cause) => report.locations.has(cause.object));
  const rows = causes.slice(0, most).map((cause) => {
    const cells = [label(cause.object), forMarkdown(why(cause.object)), dragged(cause)];
    return row(located ? [...cells, placeCell(report, context, cause.object)] : cells);
  });
  const head = ['Cause', 'Why', 'Drags along', ...(located ? ['Where'] : [])];
  const more = causes.length - rows.length;
  return [
    row(head),
    row(head.map(() => '---')),
    ...rows,
    ...(more > 0 ? ['', `… and ${counted(more, 'more cause')}.`] : []),
  ].join('\n');
}

function warnings(report: Report, context: WorkflowContext, most: number): string {
  const list = report.findings.warnings;
  const rows = list
    .slice(0, most)
    .map((warning) =>
      row([
        forMarkdown(warning.message),
        [
          warning.name === undefined ? '' : forMarkdown(warning.name),
          placeCell(report, context, warning),
        ]
          .filter((part) => part !== '')
          .join(' · '),
        forMarkdown(remedyForWarning(warning)),
      ]),
    );
  const more = list.length - rows.length;
  return [
    `### ⚠️ ${counted(list.length, 'warning')} from <code>replace_metadata</code>`,
    '',
    row(['Warning', 'Object', 'What to do']),
    row(['---', '---', '---']),
    ...rows,
    ...(more > 0 ? ['', `… and ${more} more.`] : []),
  ].join('\n');
}

/** What does not count against the verdict, folded. */
function aside(report: Report, most: number): string[] {
  const { ignored } = report;
  const { recovered } = report.findings;
  if (recovered.length === 0 && ignored.length === 0) return [];
  const counts = [
    recovered.length > 0 && `${recovered.length} recovered`,
    ignored.length > 0 && `${ignored.length} ignored`,
  ].filter(Boolean);
  const lines = [
    ...recovered.slice(0, most).map(({ object, attempt, seconds, dependents }) => {
      const others = dependents > 0 ? ` with ${counted(dependents, 'dependent')}` : '';
      return `- ${label(object)}${others} recovered at attempt ${attempt}, after ${seconds.toFixed(0)} s`;
    }),
    ...ignored
      .slice(0, most)
      .map(
        ({ object, pattern }) => `- ${label(object)} (ignored by <code>${forHtml(pattern)}</code>)`,
      ),
  ];
  const more = recovered.length + ignored.length - lines.length;
  if (more > 0) lines.push(`- … and ${more} more`);
  return [`<details><summary>${counts.join(', ')}</summary>`, lines.join('\n'), '</details>'];
}

function footer(report: Report, context: WorkflowContext): string {
  const { findings, durationSeconds } = report;
  const parts = [
    `${DONE[findings.mode]} in ${durationSeconds.toFixed(1)} s`,
    ...(findings.attempts > 1 ? [`${findings.attempts} reloads`] : []),
    forHtml(findings.server),
    ...(findings.serverVersion ? [`GraphQL Engine ${forHtml(findings.serverVersion)}`] : []),
    ...(findings.resourceVersion === undefined
      ? []
      : [`resource version ${findings.resourceVersion}`]),
    ...(context.runUrl ? [`<a href="${forHtml(context.runUrl)}">this run</a>`] : []),
  ];
  return `<sub>${parts.join(' · ')}</sub>`;
}

const DONE = {
  look: 'Looked, nothing reloaded,',
  reload: 'Reloaded',
  apply: 'Applied and reloaded',
} as const;

/** `2 permissions, 1 relationship`: kinds of what is dragged along, the most frequent first. */
function dragged(cause: Cause): string {
  const counts = new Map<string, number>();
  for (const { type } of cause.dependents) {
    const noun = nounOf(type);
    counts.set(noun, (counts.get(noun) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([noun, count]) => forMarkdown(counted(count, noun)))
    .join(', ');
}

function nounOf(type: string): string {
  if (type.endsWith('permission') || type.startsWith('inherited role')) return 'permission';
  if (type.endsWith('_relation') || type.endsWith('relationship')) return 'relationship';
  return entryOf(NOUNS, type) ?? type.replaceAll('_', ' ');
}

const NOUNS: Readonly<Record<string, string>> = {
  rest_endpoint: 'REST endpoint',
  endpoint: 'REST endpoint',
  query_collections: 'saved request',
};

function placeCell(
  report: Report,
  context: WorkflowContext,
  item: InconsistentObject | MetadataWarning,
): string {
  const location = report.locations.get(item);
  return location ? place(context, location) : '';
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
