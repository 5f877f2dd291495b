import { counted } from '../lib/text.js';
import { describe } from '../model/describe.js';
import { kindOf } from '../model/kinds.js';
import type { Report, ReportedChange } from '../model/report.js';
import { EVERY_ROLE, isWider, VERBS } from '../model/verdict.js';
import { type Entry, entryOf, type Item, listed, type Shown, show, type Words } from './words.js';

/** What a plan would change, or what was applied. */
export interface ChangesView {
  /** They were made; otherwise they would be. */
  readonly isMade: boolean;
  /** Who gains access, or whose access changes in a way that may be wider. */
  readonly access: Shown<ChangeView>;
  /** Removed objects that hold data or have callers, without what is removed with them. */
  readonly removed: Shown<ChangeView>;
  readonly others: Shown<ChangeView>;
  /** `2 other changes`, or `2 changes` if nothing is shown above them. */
  readonly othersHeading: string;
  /** What would be consistent again. */
  readonly fixed: Shown<Entry>;
  /** What a reader must know about the plan, in sentences. */
  readonly remarks: readonly string[];
}

/** One object that differs. */
export interface ChangeView extends Item {
  readonly sign: '+' | '-' | '~';
  /** `add table orders in default`, or `added` if it was made. */
  readonly line: Words;
  /** `Wider access`; absent if it does not concern access. */
  readonly access?: string;
  readonly roles: readonly string[];
  readonly diff: readonly Line[];
}

/** Words what has changed; `undefined` if nothing was compared. */
export function changesView(report: Report): ChangesView | undefined {
  const { changes } = report.findings;
  if (!changes) return undefined;
  const access = changes.filter(isWider);
  const removed = withoutChildren(changes.filter(isLoss));
  const shownAbove = new Set([...access, ...removed]);
  const others = changes.filter((change) => !shownAbove.has(change));
  const view = (change: ReportedChange) => changeView(report, change);
  return {
    isMade: isMade(report),
    access: show(access, view),
    removed: show(removed, view),
    others: show(others, view),
    othersHeading: counted(others.length, shownAbove.size > 0 ? 'other change' : 'change'),
    fixed: show(report.fixed, (object) => entryOf(report, object, [], object.reason)),
    remarks: remarksOf(report, access),
  };
}

const MOST_LISTED = 10;

function remarksOf({ findings }: Report, access: readonly ReportedChange[]): string[] {
  const { notValidated = [], pendingMigrations: migrations = [] } = findings;
  const remarks: string[] = [];
  if (access.some(({ hasAllColumns }) => hasAllColumns)) {
    remarks.push(
      'The columns "*" are all columns that the table has, also those that are added later.',
    );
  }
  if (notValidated.length > 0) {
    const names = listed(notValidated, MOST_LISTED);
    remarks.push(`A dry run cannot validate triggers that are added or changed: ${names}.`);
  }
  if (migrations.length > 0) {
    const have = migrations.length === 1 ? 'has' : 'have';
    const names = listed(migrations, MOST_LISTED);
    remarks.push(
      `${counted(migrations.length, 'migration')} of the project ${have} not run on the server: ${names}.`,
    );
  }
  return remarks;
}

const isMade = ({ findings }: Report) => findings.applied === 'applied';

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

const ACCESS = {
  wider: 'Wider access',
  different: 'Different access, maybe wider',
  narrower: 'Narrower access',
} as const;

/** Words a change. */
export function changeView(report: Report, change: ReportedChange): ChangeView {
  const description = describe(change.identity);
  return {
    sign: SIGNS[change.change],
    description,
    line: [isMade(report) ? change.change : VERBS[change.change], ...description],
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
  let same = 0;
  while (same < Math.min(was.length, is.length) && was[same] === is[same]) same++;
  let sameAtEnd = 0;
  const most = Math.min(was.length, is.length) - same;
  while (sameAtEnd < most && was.at(-1 - sameAtEnd) === is.at(-1 - sameAtEnd)) sameAtEnd++;
  const between = (lines: readonly string[]) => lines.slice(same, lines.length - sameAtEnd);
  // The first line names the path.
  const isShown = (at: number) => at === 0 || at >= same - CONTEXT_LINES;
  return [
    ...lines(
      ' ',
      was.slice(0, same).filter((_, at) => isShown(at)),
    ),
    ...lines('-', between(was)),
    ...lines('+', between(is)),
    ...lines(' ', was.slice(was.length - sameAtEnd).slice(0, CONTEXT_LINES)),
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
