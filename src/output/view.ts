import { counted } from '../lib/text.js';
import { describe, describeObject, nounOf } from '../model/describe.js';
import { why } from '../model/readable.js';
import { remedyFor, remedyForWarning } from '../model/remedies.js';
import type {
  Cause,
  Dependent,
  Failure,
  IgnoredObject,
  InconsistentObject,
  Location,
  MetadataWarning,
  Recovered,
  Report,
} from '../model/report.js';
import { type ChangesView, changesView } from './view-changes.js';
import { footerOf, headingOf, type Level, levelOf, verdictOf } from './view-verdict.js';
import type { Entry, Item, Shown, Words } from './words.js';

export type { Entry, Item, Shown };

/** More than this is shown nowhere but in the report file. */
const MOST_SHOWN = 200;
const MOST_DEPENDENTS = 50;

/** Everything that the log, the annotations and the summary say, worded once and not escaped. */
export interface View {
  /** `success` only if nothing needs attention. */
  readonly level: Level;
  readonly heading: string;
  /** The verdict in one line, without a full stop. */
  readonly headline: string;
  /** What the verdict means, in sentences. */
  readonly verdict: readonly Words[];
  readonly failure?: FailureView;
  /** What a reader must know about how the verdict came about, in sentences. */
  readonly notes: readonly string[];
  readonly problems: Shown<Problem>;
  /** Absent if nothing was compared. */
  readonly changes?: ChangesView;
  readonly warnings: Shown<WarningView>;
  readonly recovered: Shown<Entry>;
  readonly ignored: Shown<Entry>;
  /** How the run went, how long it took, and what runs on which server. */
  readonly footer: string;
}

/** Why a run could not reach a verdict. */
export interface FailureView {
  /** All of it, in sentences. */
  readonly message: string;
  readonly whatHappened: string;
  readonly howToFix?: string;
  readonly location?: Location;
}

/** An object that is inconsistent by itself, and the objects that it makes unavailable. */
export interface Problem extends Item {
  /** Whether it was inconsistent before; absent if that is unknown. */
  readonly status?: 'new' | 'not new';
  /** The reason in a few words. */
  readonly why: string;
  /** The whole reason, and what the server adds to it. */
  readonly reasons: readonly string[];
  readonly howToFix: string;
  readonly alsoUnavailable: Shown<AlsoUnavailable>;
  /** `2 permissions`, `1 relationship`: the most frequent kind first. */
  readonly alsoUnavailableKinds: readonly string[];
  /** JSON values of the server's answer, each with a title. */
  readonly attachments: readonly { readonly title: string; readonly value: unknown }[];
}

/** An object that is unavailable because of a problem. */
export interface AlsoUnavailable extends Item {
  /** Set if the connection to the problem is likely, but not certain. */
  readonly remark?: string;
}

/** A warning about the metadata. */
export interface WarningView extends Item {
  readonly message: string;
  readonly howToFix: string;
}

/** Words a report for people. Pure; every text is unescaped. */
export function viewOf(report: Report): View {
  const { causes, findings, ignored } = report;
  const { failure } = findings;
  const changes = changesView(report);
  return {
    level: levelOf(report),
    heading: headingOf(report),
    headline: report.headline,
    verdict: verdictOf(report),
    ...(failure && { failure: failureView(failure) }),
    notes: findings.notes,
    problems: shown(causes, MOST_SHOWN, (cause) => problem(report, cause)),
    ...(changes && { changes }),
    warnings: shown(findings.warnings, MOST_SHOWN, (warning) => warningView(report, warning)),
    recovered: shown(findings.recovered, MOST_SHOWN, (one) => recoveredEntry(report, one)),
    ignored: shown(ignored, MOST_SHOWN, (one) => ignoredEntry(report, one)),
    footer: footerOf(report),
  };
}

/** `3 other objects`: how a heading counts what else is unavailable; `undefined` if nothing is. */
export function othersOf({ alsoUnavailable: { total } }: Problem): string | undefined {
  return total === 0 ? undefined : counted(total, 'other object');
}

function shown<S, T>(all: readonly S[], most: number, view: (one: S) => T): Shown<T> {
  return { items: all.slice(0, most).map(view), total: all.length };
}

function failureView({ message, fix, location }: Failure): FailureView {
  const hasFix = fix !== undefined && message.endsWith(fix);
  return {
    message,
    whatHappened: hasFix ? message.slice(0, -fix.length).trim() : message,
    ...(hasFix && { howToFix: fix }),
    ...(location && { location }),
  };
}

function problem(report: Report, cause: Cause): Problem {
  const { object, dependents } = cause;
  return {
    ...problemSubject(report, cause),
    why: why(object),
    alsoUnavailableKinds: kindsOf(dependents),
    attachments: attachmentsOf(object),
  };
}

/** What an annotation says of a problem. */
export type ProblemSubject = Omit<Problem, 'why' | 'alsoUnavailableKinds' | 'attachments'>;

/** Words a cause, and what it makes unavailable. */
export function problemSubject(report: Report, cause: Cause): ProblemSubject {
  const { object, dependents } = cause;
  return {
    description: describeObject(object),
    ...(report.newObjects && { status: statusOf(report.newObjects, cause) }),
    reasons: [object.reason, ...(object.detail === undefined ? [] : [object.detail])],
    howToFix: remedyFor(object),
    locations: locationsOf(report, object),
    alsoUnavailable: shown(dependents, MOST_DEPENDENTS, ({ object, certain }) => ({
      description: describeObject(object),
      locations: locationsOf(report, object),
      ...(!certain && { remark: 'probably caused by this' }),
    })),
  };
}

function statusOf(
  newObjects: ReadonlySet<InconsistentObject>,
  cause: Cause,
): Problem['status'] & string {
  const objects = [cause.object, ...cause.dependents.map(({ object }) => object)];
  return objects.some((object) => newObjects.has(object)) ? 'new' : 'not new';
}

/** Words a warning. */
export function warningView(report: Report, warning: MetadataWarning): WarningView {
  const { identity, name, message } = warning;
  const parts = identity ? describe(identity) : [];
  return {
    // A type alone says less than the server's own words.
    description: parts.length > 1 ? parts : name === undefined ? [] : [name],
    message,
    howToFix: remedyForWarning(warning),
    locations: locationsOf(report, warning),
  };
}

function recoveredEntry(
  report: Report,
  { object, dependents, attempt, seconds }: Recovered,
): Entry {
  const description = describeObject(object);
  const when = `recovered at attempt ${attempt}, after ${seconds.toFixed(0)} s`;
  const others = dependents > 0 ? [`and ${counted(dependents, 'other object')}`] : [];
  return {
    description,
    line: [...description, ...others, when],
    message: `The object ${when}. The reason was: ${object.reason}`,
    locations: locationsOf(report, object),
  };
}

function ignoredEntry(report: Report, { object, pattern }: IgnoredObject): Entry {
  const description = describeObject(object);
  return {
    description,
    line: [...description, '(ignored by', { code: pattern }, ')'],
    message: `${object.reason}\nIgnored by the pattern "${pattern}".`,
    locations: locationsOf(report, object),
  };
}

function locationsOf(
  { locations }: Report,
  item: InconsistentObject | MetadataWarning,
): readonly Location[] {
  return locations.get(item) ?? [];
}

function kindsOf(dependents: readonly Dependent[]): string[] {
  const counts = new Map<string, { count: number; one: string; many: string }>();
  for (const { object } of dependents) {
    const [one, many] = nounOf(object.type);
    const known = counts.get(one);
    counts.set(one, { one, many, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count)
    .map(({ count, one, many }) => `${count} ${count === 1 ? one : many}`);
}

function attachmentsOf(object: InconsistentObject): Problem['attachments'] {
  const { definition, members, unforeseen } = object;
  return [
    {
      title: members.length > 0 ? 'Definitions' : 'Definition',
      value: hasOnlyNames(object) ? undefined : definition,
    },
    { title: "Also in the server's answer", value: unforeseen },
  ].filter(({ value }) => value !== undefined);
}

/** Whether the definition is the name of the object or of its table, which the description has. */
function hasOnlyNames({ definition, identity, shape }: InconsistentObject): boolean {
  const names = [identity.source, identity.name, identity.table?.raw, identity.function?.raw];
  return shape === 'inherited-permission' || names.includes(definition);
}
