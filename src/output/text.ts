import { describeObject, plain } from '../model/describe.js';
import { remedyFor, remedyForWarning, why } from '../model/remedies.js';
import type { Cause, InconsistentObject, MetadataWarning, Report } from '../model/report.js';
import { counted } from '../model/verdict.js';
import { placeOf } from './context.js';

/** Lines that belong together under a heading, which a workflow's log can fold. */
export interface TextGroup {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** More is in the summary and in the report file; a log of thousands of lines helps nobody. */
const MOST_CAUSES = 100;
const MOST_DEPENDENTS = 50;

/** Renders a report as text for a log or a terminal; the last group is the verdict. */
export function renderText(report: Report): TextGroup[] {
  const { causes, findings, ignored } = report;
  const groups = causes.slice(0, MOST_CAUSES).map((cause) => ofCause(report, cause));
  if (causes.length > MOST_CAUSES) {
    groups.push({
      heading: `${counted(causes.length - MOST_CAUSES, 'more cause')}: see the report file`,
      lines: [],
    });
  }
  if (findings.warnings.length > 0) {
    groups.push({
      heading: counted(findings.warnings.length, 'warning'),
      lines: findings.warnings
        .slice(0, MOST_CAUSES)
        .flatMap((warning) => ofWarning(report, warning)),
    });
  }
  if (findings.recovered.length > 0) {
    groups.push({
      heading: `${findings.recovered.length} recovered`,
      lines: findings.recovered.map(
        ({ object, attempt, seconds, dependents }) =>
          `${plain(describeObject(object))}${dependents > 0 ? ` and ${counted(dependents, 'dependent')}` : ''}, at attempt ${attempt}, after ${seconds.toFixed(0)} s`,
      ),
    });
  }
  if (ignored.length > 0) {
    groups.push({
      heading: `${ignored.length} ignored`,
      lines: ignored
        .slice(0, MOST_CAUSES)
        .map(({ object, pattern }) => `${plain(describeObject(object))}, by "${pattern}"`),
    });
  }
  return groups;
}

/** The last line of a log: how it went, and on which server. */
export function renderFooter(report: Report): string {
  return footerParts(report).join(' · ');
}

/** What a footer tells: how it went and how long that took, the server and what it runs. */
export function footerParts(report: Report): string[] {
  const { findings } = report;
  return [
    course(report),
    findings.attempts > 1 && `${findings.attempts} reloads`,
    findings.server,
    findings.serverVersion && `GraphQL Engine ${findings.serverVersion}`,
    findings.resourceVersion !== undefined && `resource version ${findings.resourceVersion}`,
  ].filter((part) => typeof part === 'string' && part !== '') as string[];
}

function course({ failure, findings, durationSeconds }: Report): string {
  const seconds = `${durationSeconds.toFixed(1)} s`;
  if (failure) return `Failed after ${seconds}`;
  if (findings.applied === 'refused') return `Refused after ${seconds}`;
  return `${DONE[findings.mode]} in ${seconds}`;
}

const DONE = {
  look: 'Looked, nothing reloaded,',
  reload: 'Reloaded',
  apply: 'Applied and reloaded',
} as const;

function ofCause(report: Report, cause: Cause): TextGroup {
  const { object, dependents } = cause;
  const heading = `${plain(describeObject(object))}: ${why(object)}${dependents.length > 0 ? ` (and ${counted(dependents.length, 'dependent')})` : ''}`;
  const more = dependents.length - MOST_DEPENDENTS;
  return {
    heading,
    lines: [
      ...(object.reason === why(object) ? [] : [object.reason]),
      ...(object.detail === undefined ? [] : [object.detail]),
      ...placeLines(report, object),
      ...(dependents.length > 0 ? ['Drags along:'] : []),
      ...dependents
        .slice(0, MOST_DEPENDENTS)
        .map((one) => `  - ${plain(describeObject(one))}${placeSuffix(report, one)}`),
      ...(more > 0 ? [`  … and ${more} more`] : []),
      `What to do: ${remedyFor(object)}`,
    ],
  };
}

function ofWarning(report: Report, warning: MetadataWarning): string[] {
  const name = warning.name === undefined ? '' : `${warning.name}: `;
  return [
    `${name}${warning.message}${placeSuffix(report, warning)}`,
    `  What to do: ${remedyForWarning(warning)}`,
  ];
}

function placeLines(report: Report, object: InconsistentObject): string[] {
  const location = report.locations.get(object);
  return location ? [`At ${placeOf(location)}`] : [];
}

function placeSuffix(report: Report, item: InconsistentObject | MetadataWarning): string {
  const location = report.locations.get(item);
  return location ? ` (${placeOf(location)})` : '';
}
