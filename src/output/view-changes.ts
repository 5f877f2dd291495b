import { counted, listed } from '../lib/text.js';
import { describe } from '../model/describe.js';
import { kindOf } from '../model/kinds.js';
import type { Report, ReportedChange } from '../model/report.js';
import { EVERY_ROLE, isWider, VERBS } from '../model/verdict.js';
import { entryView, show } from './words.js';

/** What a plan would change, or what was applied. */
export type ChangesView = Readonly<NonNullable<ReturnType<typeof changesView>>>;

/** Words what has changed; `undefined` if nothing was compared. */
export function changesView(report: Report) {
  const { changes } = report.findings;
  if (!changes) return undefined;
  const access = changes.filter(isWider);
  const removed = withoutChildren(changes.filter(isLoss));
  const shownAbove = new Set([...access, ...removed]);
  const others = changes.filter((change) => !shownAbove.has(change));
  const view = (change: ReportedChange) => changeView(report, change);
  return {
    /** They were made; otherwise they would be. */
    isMade: isMade(report),
    /** Who gains access, or whose access changes in a way that may be wider. */
    access: show(access, view),
    /** Removed objects that hold data or have callers, without what is removed with them. */
    removed: show(removed, view),
    others: show(others, view),
    othersHeading: counted(others.length, shownAbove.size > 0 ? 'other change' : 'change'),
    /** What would be consistent again. */
    fixed: show(report.fixed, (object) => entryView(report, object, [], object.reason)),
    remarks: remarksOf(report, access),
  };
}

const MOST_LISTED = 10;

/** What a reader must know about the plan, in sentences. */
function remarksOf({ findings }: Report, access: readonly ReportedChange[]): string[] {
  const { notValidated = [], pendingMigrations: migrations = [] } = findings;
  const have = migrations.length === 1 ? 'has' : 'have';
  return [
    access.some(({ hasAllColumns }) => hasAllColumns) &&
      'The columns "*" are all columns that the table has, also those that are added later.',
    notValidated.length > 0 &&
      `A dry run cannot validate triggers that are added or changed: ${listed(notValidated, MOST_LISTED)}.`,
    migrations.length > 0 &&
      `${counted(migrations.length, 'migration')} of the project ${have} not run on the server: ${listed(migrations, MOST_LISTED)}.`,
  ].filter((remark) => remark !== false);
}

const isMade = ({ findings }: Report) => findings.applied === 'applied';

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

const ACCESS = {
  wider: 'Wider access',
  different: 'Different access, maybe wider',
  narrower: 'Narrower access',
} as const;

/** One object that differs. */
export type ChangeView = Readonly<ReturnType<typeof changeView>>;

/** Words a change. */
export function changeView(report: Report, change: ReportedChange) {
  const description = describe(change.identity);
  return {
    sign: SIGNS[change.change],
    description,
    /** `add table orders in default`, or `added` if it was made. */
    line: [isMade(report) ? change.change : VERBS[change.change], ...description],
    /** `Wider access`; absent if it does not concern access. */
    ...(change.access && { access: ACCESS[change.access] }),
    roles: (change.roles ?? []).map((role) => (role === EVERY_ROLE ? 'every role' : role)),
    diff: change.fields.flatMap(({ path, before, after }) => diffLines(path, before, after)),
    locations: report.locations.get(change) ?? [],
  };
}

const isLoss = ({ change, type }: ReportedChange) =>
  change === 'removed' && kindOf(type).traits?.includes('loss') === true;

/** Objects that are removed because the object that holds them is removed. */
function withoutChildren(removed: readonly ReportedChange[]): ReportedChange[] {
  const paths = new Set(removed.map(({ path }) => JSON.stringify(path)));
  return removed.filter(
    ({ path }) =>
      !path.some((_, index) => index > 0 && paths.has(JSON.stringify(path.slice(0, index)))),
  );
}

/** A line of a diff. */
export interface Line {
  readonly sign: '+' | '-' | ' ';
  readonly text: string;
}

/** Longer values are shown on several lines. */
const LONGEST_VALUE = 80;
/** Lines around a difference that are shown to find it. */
const CONTEXT_LINES = 2;

/** A value of an object before and after: `-filter: {"id": 1}`, `+filter: {}`; `undefined` is absent. */
export function diffLines(path: string, before: unknown, after: unknown): Line[] {
  const [was, is] = [linesOf(path, before), linesOf(path, after)];
  const shorter = Math.min(was.length, is.length);
  let same = 0;
  while (same < shorter && was[same] === is[same]) same++;
  let atEnd = 0;
  while (atEnd < shorter - same && was.at(-1 - atEnd) === is.at(-1 - atEnd)) atEnd++;
  // The first line names the path.
  const above = was.slice(0, same).filter((_, at) => at === 0 || at >= same - CONTEXT_LINES);
  const below = was.slice(was.length - atEnd).slice(0, CONTEXT_LINES);
  return [
    ...lines(' ', above),
    ...lines('-', was.slice(same, was.length - atEnd)),
    ...lines('+', is.slice(same, is.length - atEnd)),
    ...lines(' ', below),
  ];
}

const lines = (sign: Line['sign'], texts: readonly string[]): Line[] =>
  texts.map((text) => ({ sign, text }));

/** On one line if it is short; a text of several lines as it is. */
function linesOf(path: string, value: unknown): string[] {
  if (value === undefined) return [];
  const label = path === '' ? '' : `${path}: `;
  if (typeof value === 'string' && value.includes('\n')) {
    return [label.trimEnd(), ...value.split('\n').map((text) => `  ${text}`)];
  }
  const long = JSON.stringify(value, null, 2);
  const short = long.replace(/\n */g, ' ');
  return short.length <= LONGEST_VALUE ? [label + short] : (label + long).split('\n');
}
