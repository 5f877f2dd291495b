import { counted, cut } from '../lib/text.js';
import { locationsAsText } from './markdown.js';
import type { AlsoUnavailable, Problem, View, WarningView } from './view.js';
import type { ChangesView, ChangeView } from './view-changes.js';
import { type Entry, firstOf, type Item, plainText, type Shown } from './words.js';

/** Lines that belong together under a heading, which a workflow's log can fold. */
interface TextGroup {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** A log of thousands of lines helps nobody: more is in the report file. */
const MOST_SHOWN = 100;

/** Renders what a log or a terminal shows before the verdict. */
export function renderText(view: View): TextGroup[] {
  const { changes, ignored, problems, recovered, warnings } = view;
  const { items, more } = firstOf(problems, MOST_SHOWN);
  return [
    ...items.map(ofProblem),
    ...(more > 0
      ? [{ heading: `${counted(more, 'more cause')}: see the report file`, lines: [] }]
      : []),
    ...(changes ? changeGroups(changes) : []),
    ...group(counted(warnings.total, 'warning'), warnings, ofWarning),
    ...group(`${recovered.total} recovered`, recovered, ofEntry),
    ...group(`${ignored.total} ignored`, ignored, ofEntry),
  ];
}

function changeGroups(changes: ChangesView): TextGroup[] {
  const { access, fixed, isMade, others, othersHeading, removed, remarks } = changes;
  const [is, are] = isMade ? ['', ''] : ['would be ', 'to be '];
  return [
    ...group(`${counted(access.total, 'access change')}`, access, ofChange),
    ...group(`${removed.total} ${are}removed`, removed, ofChange),
    ...group(othersHeading, others, ofChange),
    ...group(`${fixed.total} ${is}fixed`, fixed, ofEntry),
    ...(remarks.length > 0 ? [{ heading: 'Notes', lines: remarks }] : []),
  ];
}

/** No group for an empty list; a last line counts what the group leaves out. */
function group<T>(
  heading: string,
  list: Shown<T>,
  linesOf: (item: T) => readonly string[],
): TextGroup[] {
  if (list.total === 0) return [];
  const { items, more } = firstOf(list, MOST_SHOWN);
  return [{ heading, lines: [...items.flatMap(linesOf), ...moreThan(more)] }];
}

function ofProblem(problem: Problem): TextGroup {
  const { alsoUnavailable, description, howToFix, locations, others, reasons, status, why } =
    problem;
  const { items, total } = alsoUnavailable;
  return {
    heading: `${status ? `[${status}] ` : ''}${plainText(description)}: ${why}${others ? ` (and ${others})` : ''}`,
    lines: [
      ...reasons.filter((reason) => reason !== why),
      ...(locations.length > 0 ? [`At ${locationsAsText(locations)}`] : []),
      ...(others ? ['Also unavailable:'] : []),
      ...items.map((one) => `  - ${ofAlsoUnavailable(one)}`),
      ...moreThan(total - items.length, '  '),
      `How to fix: ${howToFix}`,
    ],
  };
}

function ofAlsoUnavailable({ description, locations, remark }: AlsoUnavailable): string {
  return `${plainText(description)}${remark ? `, ${remark}` : ''}${inParentheses(locations)}`;
}

function ofWarning({ description, howToFix, locations, message }: WarningView): string[] {
  const subject = description.length > 0 ? `${plainText(description)}: ` : '';
  return [`${subject}${message}${inParentheses(locations)}`, `  How to fix: ${howToFix}`];
}

/** A log has no room for long values. */
const MOST_DIFF_LINES = 12;

function ofChange({ access, diff, locations, line, roles, sign }: ChangeView): string[] {
  const names = roles.length > 0 ? ` of ${roles.join(', ')}` : '';
  const remark = access === undefined ? '' : `: ${access.toLowerCase()}${names}`;
  return [
    `${sign} ${plainText(line)}${remark}${inParentheses(locations)}`,
    ...diff.slice(0, MOST_DIFF_LINES).map((one) => `    ${one.sign} ${cut(one.text, 400)}`),
    ...moreThan(diff.length - MOST_DIFF_LINES, '    ', ' lines'),
  ];
}

function ofEntry({ line }: Entry): string[] {
  return [plainText(line)];
}

function inParentheses(locations: Item['locations']): string {
  return locations.length > 0 ? ` (${locationsAsText(locations)})` : '';
}

function moreThan(count: number, indent = '', noun = ''): string[] {
  return count > 0 ? [`${indent}… and ${count} more${noun}`] : [];
}
