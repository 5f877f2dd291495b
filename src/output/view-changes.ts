import { counted } from '../lib/text.js';
import { describe, describeObject } from '../model/describe.js';
import { kindOf } from '../model/kinds.js';
import type { FieldChange, Report, ReportedChange } from '../model/report.js';
import { EVERY_ROLE, isWider } from '../model/verdict.js';
import type { Entry, Item, Shown, Words } from './words.js';

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

const MOST_SHOWN = 200;

/** Words what has changed; `undefined` if nothing was compared. */
export function changesView(report: Report): ChangesView | undefined {
  const { changes } = report.findings;
  if (!changes) return undefined;
  const access = changes.filter(isWider);
  const removed = withoutChildren(changes.filter(isLoss));
  const shownAbove = new Set([...access, ...removed]);
  const others = changes.filter((change) => !shownAbove.has(change));
  const shown = (some: readonly ReportedChange[]) => ({
    items: some.slice(0, MOST_SHOWN).map((change) => changeView(report, change)),
    total: some.length,
  });
  return {
    isMade: isMade(report),
    access: shown(access),
    removed: shown(removed),
    others: shown(others),
    othersHeading: counted(others.length, shownAbove.size > 0 ? 'other change' : 'change'),
    fixed: {
      items: report.fixed.slice(0, MOST_SHOWN).map((object) => ({
        description: describeObject(object),
        line: describeObject(object),
        message: object.reason,
        locations: [],
      })),
      total: report.fixed.length,
    },
    remarks: remarksOf(report, access),
  };
}

function remarksOf({ findings }: Report, access: readonly ReportedChange[]): string[] {
  const { notValidated = [], pendingMigrations = [] } = findings;
  return [
    ...(access.some(({ hasAllColumns }) => hasAllColumns)
      ? ['The columns "*" are all columns that the table has, also those that are added later.']
      : []),
    ...(notValidated.length > 0
      ? [`A dry run cannot validate triggers that are added or changed: ${listed(notValidated)}.`]
      : []),
    ...(pendingMigrations.length > 0
      ? [
          `${counted(pendingMigrations.length, 'migration')} of the project ${pendingMigrations.length === 1 ? 'has' : 'have'} not run on the server: ${listed(pendingMigrations)}.`,
        ]
      : []),
  ];
}

const MOST_LISTED = 10;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const isMade = ({ findings }: Report) => findings.applied === 'applied';

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;
const VERBS = { added: 'add', removed: 'remove', changed: 'change' } as const;

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
    diff: change.fields.flatMap(({ path, before, after }: FieldChange) =>
      diffLines(path, before, after),
    ),
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
  const above = [...new Set([0, ...lastOf(same, CONTEXT_LINES)])].filter((at) => at < same);
  return [
    ...above.map((at) => line(' ', was[at] ?? '')),
    ...between(was).map((text) => line('-', text)),
    ...between(is).map((text) => line('+', text)),
    ...was
      .slice(was.length - sameAtEnd)
      .slice(0, CONTEXT_LINES)
      .map((text) => line(' ', text)),
  ];
}

const lastOf = (count: number, most: number): number[] =>
  Array.from({ length: Math.min(count, most) }, (_, index) => Math.max(0, count - most) + index);

const line = (sign: Line['sign'], text: string): Line => ({ sign, text });

/** On one line if it is short; a text of several lines as it is. */
function linesOf(path: string, value: unknown): string[] {
  if (value === undefined) return [];
  const label = path === '' ? '' : `${path}: `;
  if (typeof value === 'string' && value.includes('\n')) {
    return [label.trimEnd(), ...value.split('\n').map((text) => `  ${text}`)];
  }
  const short = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
  if (short.length <= LONGEST_VALUE) return [`${label}${short}`];
  return `${label}${JSON.stringify(value, null, 2)}`.split('\n');
}
