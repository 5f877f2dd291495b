import * as core from '@actions/core';
import { counted, cut, listed } from '../lib/text.js';
import type { Location } from '../model/report.js';
import { forLog } from './escape.js';
import type { ProblemSubject, View, WarningView } from './view.js';
import type { ChangeView } from './view-changes.js';
import { type Entry, type Item, plainText, type Shown } from './words.js';

/** One annotation, ready to be written. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** Without one, GitHub shows the annotation beside no file. */
  readonly location?: Location;
}

/**
 * What the runner keeps of a step: 10 of each level. `setFailed` is one of the errors, and a
 * delivery to Sentry that fails is one of the warnings.
 * https://docs.github.com/en/actions/reference/limits
 */
const MOST_ERRORS = 9;
const MOST_WARNINGS = 9;
const MOST_NOTICES = 10;
const MOST_NOTES = 2;
/** Of the warnings; the rest is for what would break, and what the server warns about. */
const MOST_ACCESS = 4;

/** The runner cuts longer messages. */
const LONGEST_MESSAGE = 4096;
/** A title is a line above the message. */
const LONGEST_TITLE = 120;
/** A conflict or a duplicate is annotated at this many places. */
const MOST_PLACES = 2;
const MOST_LISTED = 20;

/**
 * Renders a view as annotations within the runner's limits. On a step that does not fail, none of
 * them is an error.
 */
export function renderAnnotations(view: View): Annotation[] {
  const { changes, failure, level } = view;
  const title = 'Hasura metadata';
  const notes = view.notes
    .slice(0, MOST_NOTES)
    .map((message): Annotation => ({ level: 'warning', title, message }));
  const problems = listOf(view.problems, 'more cause', ofProblem);
  const warnings = listOf(view.warnings, 'more warning', ofWarning, ({ message }) => message);
  const recovered = listOf(view.recovered, 'more recovered object', ofEntry('Recovered'));
  const ignored = listOf(view.ignored, 'more ignored object', ofEntry('Ignored'));
  // What was applied has been decided.
  const access =
    changes && !changes.isMade
      ? within(MOST_ACCESS, listOf(changes.access, 'more access change', ofAccess))
      : [];
  const room = MOST_WARNINGS - notes.length - access.length;
  const others = [
    ...notes,
    ...access,
    ...(level === 'error' ? within(room, warnings) : within(room, problems, warnings)),
    ...within(MOST_NOTICES, recovered, ignored),
  ];
  if (level !== 'error') return others;
  // A failure that has a location is annotated there, beside `setFailed`.
  const { message = '', location } = failure ?? {};
  const failures: Annotation[] = location ? [{ level, title, message, location }] : [];
  return [...within(MOST_ERRORS - failures.length, problems), ...failures, ...others];
}

const WRITERS = { error: core.error, warning: core.warning, notice: core.notice };

/** Writes annotations to the workflow. */
export function writeAnnotations(annotations: readonly Annotation[]): void {
  for (const { level, title, message, location } of annotations) {
    WRITERS[level](cut(forLog(message), LONGEST_MESSAGE), {
      title: cut(forLog(title).replaceAll('\n', ' '), LONGEST_TITLE),
      ...(location && placeOf(location)),
    });
  }
}

const placeOf = ({ line: startLine, column: startColumn, ...others }: Location) => ({
  startLine,
  startColumn,
  ...others,
});

type AnnotationList = Readonly<ReturnType<typeof listOf<Item>>>;

/**
 * The annotations of a list of items, each with the name by which the last one may list it; `rest` is
 * what the items are called that are not annotated one by one, in the singular.
 */
function listOf<T extends Item>(
  { items, total }: Shown<T>,
  rest: string,
  toAnnotation: (item: T) => Annotation,
  nameOf: (item: T) => string = ({ description }) => plainText(description),
) {
  const entries = items.map((item) => {
    const one = toAnnotation(item);
    const places = item.locations.slice(0, MOST_PLACES);
    return {
      name: nameOf(item),
      annotations: places.length > 0 ? places.map((location) => ({ ...one, location })) : [one],
    };
  });
  return { entries, total, rest };
}

/** Shares the room between lists: each gets half of it, and what the other leaves. */
function within(room: number, first: AnnotationList, second?: AnnotationList): Annotation[] {
  if (!second) return capped(first, room);
  const half = Math.floor(room / 2);
  const firstOnes = capped(first, Math.max(room - sizeOf(second), half));
  return [...firstOnes, ...capped(second, room - firstOnes.length)];
}

function sizeOf({ entries }: AnnotationList): number {
  return entries.reduce((sum, { annotations }) => sum + annotations.length, 0);
}

/** All of them if they fit; else as many as fit, and one that lists the rest. */
function capped(list: AnnotationList, room: number): Annotation[] {
  const { entries, total, rest } = list;
  if (sizeOf(list) <= room && entries.length === total) {
    return entries.flatMap(({ annotations }) => annotations);
  }
  const kept: Annotation[] = [];
  let taken = 0;
  for (const { annotations } of entries) {
    if (kept.length + annotations.length > room - 1) break;
    kept.push(...annotations);
    taken++;
  }
  const level = entries[0]?.annotations[0]?.level ?? 'notice';
  const names = entries.slice(taken).map(({ name }) => name);
  const left = total - taken;
  const message = `The log and the report file have the details: ${listed(names, names.length, left)}`;
  return [...kept, { level, title: counted(left, rest), message }];
}

/** Renders the annotation of a problem. */
export function ofProblem(problem: ProblemSubject): Annotation {
  const { alsoUnavailable, description, howToFix, level, reasons, status } = problem;
  const { items, total } = alsoUnavailable;
  const names = items.map(
    (one) => `${plainText(one.description)}${one.remark ? ` (${one.remark})` : ''}`,
  );
  const others = total > 0 ? [`Also unavailable: ${listed(names, MOST_LISTED, total)}`] : [];
  return {
    level,
    title: `Inconsistent${status ? ` (${status})` : ''}: ${plainText(description)}`,
    message: [...reasons, ...others, `How to fix: ${howToFix}`].join('\n'),
  };
}

/** Renders the annotation of a change of access. */
export function ofAccess({ access, diff, line, roles }: ChangeView): Annotation {
  const message = [
    ...(roles.length > 0 ? [`Roles: ${listed(roles, MOST_LISTED)}`] : []),
    ...diff.slice(0, MOST_LISTED).map(({ sign, text }) => `${sign} ${text}`),
  ].join('\n');
  return { level: 'warning', title: `${access ?? ''}: ${plainText(line)}`, message };
}

/** Renders the annotation of a warning. */
export function ofWarning({ description, howToFix, message }: WarningView): Annotation {
  const subject = description.length > 0 ? `: ${plainText(description)}` : '';
  return {
    level: 'warning',
    title: `Metadata warning${subject}`,
    message: `${message}\nHow to fix: ${howToFix}`,
  };
}

const ofEntry =
  (outcome: string) =>
  ({ description, message }: Entry): Annotation => ({
    level: 'notice',
    title: `${outcome}: ${plainText(description)}`,
    message,
  });
