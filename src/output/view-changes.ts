import { counted } from '../lib/text.js';
import { EVERY_ROLE, isWider } from '../model/changes.js';
import { describe, describeObject } from '../model/describe.js';
import { kindOf } from '../model/kinds.js';
import type { FieldChange, Report, ReportedChange } from '../model/report.js';
import { diffLines, type Line } from './diff.js';
import type { Entry, Item, Shown } from './view-items.js';
import type { Words } from './words.js';

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
