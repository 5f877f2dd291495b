import * as core from '@actions/core';
import { describeObject, plain } from '../model/describe.js';
import { remedyFor, remedyForWarning } from '../model/remedies.js';
import type { Cause, Location, MetadataWarning, Report } from '../model/report.js';
import { counted } from '../model/verdict.js';
import { forLog } from './escape.js';

/** One annotation, ready to be written. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly location?: Location;
}

/**
 * What the runner keeps of a step: 10 of each level. `setFailed` is one of the errors.
 * https://docs.github.com/en/actions/reference/limits
 */
const MOST_ERRORS = 9;
const MOST_WARNINGS = 10;
const MOST_NOTICES = 10;

/** The runner cuts longer messages. */
const LONGEST_MESSAGE = 4096;
/** A title is a line above the message. */
const LONGEST_TITLE = 120;

/** Renders a report as annotations: causes first, within the runner's limits. */
export function renderAnnotations(report: Report): Annotation[] {
  const { findings, failure } = report;
  const errors = capped(
    report.causes,
    // A failure that has a place has an annotation of its own, beside `setFailed`.
    MOST_ERRORS - (failure?.location ? 1 : 0),
    (cause) => ofCause(report, cause),
    (rest) => ({
      level: 'error',
      title: `${counted(rest.length, 'more cause')}`,
      message: `The rest is in the job summary and in the log: ${rest.map((cause) => plain(describeObject(cause.object))).join(', ')}`,
    }),
  );
  if (failure?.location) {
    errors.push({
      level: 'error',
      title: 'Hasura metadata',
      message: failure.message,
      location: failure.location,
    });
  }
  const remarks = findings.remarks
    .slice(0, 2)
    .map((message): Annotation => ({ level: 'warning', title: 'Hasura metadata', message }));
  // One is left for a delivery to Sentry that fails.
  const room = MOST_WARNINGS - 1 - remarks.length;
  const warnings = capped(
    findings.warnings,
    room,
    (warning) => ofWarning(report, warning),
    (rest) => ({
      level: 'warning',
      title: `${counted(rest.length, 'more warning')}`,
      message: rest.map((warning) => warning.message).join('\n'),
    }),
  );
  return [...errors, ...remarks, ...warnings, ...notices(report)];
}

const WRITERS = { error: core.error, warning: core.warning, notice: core.notice };

/** Writes annotations to the workflow. */
export function writeAnnotations(annotations: readonly Annotation[]): void {
  for (const { level, title, message, location } of annotations) {
    WRITERS[level](cut(forLog(message), LONGEST_MESSAGE), {
      title: cut(forLog(title).replaceAll('\n', ' '), LONGEST_TITLE),
      ...(location && {
        file: location.file,
        startLine: location.line,
        startColumn: location.column,
        ...(location.endLine !== undefined && { endLine: location.endLine }),
        ...(location.endColumn !== undefined && { endColumn: location.endColumn }),
      }),
    });
  }
}

function ofCause(report: Report, cause: Cause): Annotation {
  const { object, dependents } = cause;
  const drags =
    dependents.length === 0
      ? []
      : [
          `Drags along ${counted(dependents.length, 'object')}: ${listed(dependents.map((one) => plain(describeObject(one))))}`,
        ];
  const location = report.locations.get(object);
  return {
    level: 'error',
    title: `Inconsistent: ${plain(describeObject(object))}`,
    message: [
      object.reason,
      ...(object.detail === undefined ? [] : [object.detail]),
      ...drags,
      remedyFor(object),
    ].join('\n'),
    ...(location && { location }),
  };
}

function ofWarning(report: Report, warning: MetadataWarning): Annotation {
  const location = report.locations.get(warning);
  return {
    level: 'warning',
    title: `Metadata warning${warning.name === undefined ? '' : `: ${warning.name}`}`,
    message: `${warning.message}\n${remedyForWarning(warning)}`,
    ...(location && { location }),
  };
}

function notices(report: Report): Annotation[] {
  const { recovered } = report.findings;
  const forRecovered = report.ignored.length > 0 ? MOST_NOTICES / 2 : MOST_NOTICES;
  return [
    ...capped(
      recovered,
      forRecovered,
      ({ object, attempt, seconds }): Annotation => ({
        level: 'notice',
        title: `Recovered: ${plain(describeObject(object))}`,
        message: `Reload ${attempt} brought it back, after ${seconds.toFixed(0)} s. It was: ${object.reason}`,
      }),
      (rest) => ({
        level: 'notice',
        title: `${rest.length} more recovered`,
        message: listed(rest.map(({ object }) => plain(describeObject(object)))),
      }),
    ),
    ...capped(
      report.ignored,
      MOST_NOTICES - Math.min(recovered.length, forRecovered),
      ({ object, pattern }): Annotation => {
        const location = report.locations.get(object);
        return {
          level: 'notice',
          title: `Ignored: ${plain(describeObject(object))}`,
          message: `${object.reason}\nIgnored by the pattern "${pattern}".`,
          ...(location && { location }),
        };
      },
      (rest) => ({
        level: 'notice',
        title: `${rest.length} more ignored`,
        message: listed(rest.map(({ object }) => plain(describeObject(object)))),
      }),
    ),
  ];
}

/** All of them where they fit; else one fewer than fit, and the rest counted in the last. */
function capped<T>(
  items: readonly T[],
  most: number,
  one: (item: T) => Annotation,
  rest: (items: readonly T[]) => Annotation,
): Annotation[] {
  if (items.length <= most) return items.map(one);
  return [...items.slice(0, most - 1).map(one), rest(items.slice(most - 1))];
}

const MOST_LISTED = 20;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
}
