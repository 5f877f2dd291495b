import { counted } from '../lib/text.js';
import { describe, describeObject, nounOf } from '../model/describe.js';
import { why } from '../model/readable.js';
import { remedyFor, remedyForWarning } from '../model/remedies.js';
import type {
  Cause,
  Dependent,
  InconsistentObject,
  MetadataWarning,
  Report,
} from '../model/report.js';
import { objectsOfCause } from '../model/verdict.js';
import { changesView } from './view-changes.js';
import { footerOf, headingOf, levelOf, verdictOf } from './view-verdict.js';
import { entryView, type Item, type Shown, show } from './words.js';

const MOST_DEPENDENTS = 50;

/** What every place says of an object that is inconsistent by itself. */
export interface ProblemSubject extends Item {
  /** An error only if the step fails, and then only what is new if anything is. */
  readonly level: 'error' | 'warning';
  /** Whether it was inconsistent before; `undefined` if that is unknown. */
  readonly status: 'new' | 'not new' | undefined;
  /** The whole reason, and what the server adds to it. */
  readonly reasons: readonly string[];
  readonly howToFix: string;
  readonly alsoUnavailable: Shown<AlsoUnavailable>;
}

/** An object that is unavailable because of a problem. */
export interface AlsoUnavailable extends Item {
  /** Set if the connection to the problem is likely, but not certain. */
  readonly remark: string | undefined;
}

/** Everything that the log, the annotations and the summary say, worded once and not escaped. */
export type View = Readonly<ReturnType<typeof viewOf>>;

/** Words a report for people. Pure; every text is unescaped. */
export function viewOf(report: Report) {
  const { causes, findings, headline, ignored } = report;
  const { failure, notes, recovered, warnings } = findings;
  return {
    level: levelOf(report),
    heading: headingOf(report),
    headline,
    verdict: verdictOf(report),
    failure,
    notes,
    problems: show(causes, (cause) => problemView(report, cause)),
    changes: changesView(report),
    warnings: show(warnings, (warning) => warningView(report, warning)),
    recovered: show(recovered, ({ object, dependents, attempt, seconds }) => {
      const when = `recovered at attempt ${attempt}, after ${seconds.toFixed(0)} s`;
      const others = dependents > 0 ? [`and ${counted(dependents, 'other object')}`] : [];
      const message = `The object ${when}. The reason was: ${object.reason}`;
      return entryView(report, object, [...others, when], message);
    }),
    ignored: show(ignored, ({ object, pattern }) => {
      const message = `${object.reason}\nIgnored by the pattern "${pattern}".`;
      return entryView(report, object, ['(ignored by', { code: pattern }, ')'], message);
    }),
    footer: footerOf(report),
  };
}

/** An object that is inconsistent by itself, and the objects that it makes unavailable. */
export type Problem = Readonly<ReturnType<typeof problemView>>;

function problemView(report: Report, cause: Cause) {
  const { object, dependents } = cause;
  return {
    ...problemSubject(report, cause),
    /** The reason in a few words. */
    why: why(object),
    /** `3 other objects`: all that is unavailable besides; `undefined` if nothing is. */
    others: dependents.length > 0 ? counted(dependents.length, 'other object') : undefined,
    alsoUnavailableKinds: kindsOf(dependents),
    attachments: attachmentsOf(object),
  };
}

/** Words a cause, and what it makes unavailable. */
export function problemSubject(report: Report, cause: Cause): ProblemSubject {
  const { failed, locations, newObjects } = report;
  const { object, dependents } = cause;
  const isNew = newObjects && objectsOfCause(cause).some((one) => newObjects.has(one));
  // A report may have thousands of these, and a spread takes as long as all the rest.
  return {
    description: describeObject(object),
    locations: locations.get(object) ?? [],
    level: failed && (isNew || !newObjects?.size) ? 'error' : 'warning',
    status: isNew === undefined ? undefined : isNew ? 'new' : 'not new',
    reasons: object.detail === undefined ? [object.reason] : [object.reason, object.detail],
    howToFix: remedyFor(object),
    alsoUnavailable: show(
      dependents,
      ({ object, certain }) => ({
        description: describeObject(object),
        locations: locations.get(object) ?? [],
        remark: certain ? undefined : 'probably caused by this',
      }),
      MOST_DEPENDENTS,
    ),
  };
}

/** A warning about the metadata. */
export type WarningView = Readonly<ReturnType<typeof warningView>>;

/** Words a warning. */
export function warningView({ locations }: Report, warning: MetadataWarning) {
  const { identity, name, message } = warning;
  const parts = identity ? describe(identity) : [];
  return {
    // A type alone says less than the server's own words.
    description: parts.length > 1 ? parts : name === undefined ? [] : [name],
    message,
    howToFix: remedyForWarning(warning),
    locations: locations.get(warning) ?? [],
  };
}

/** `2 permissions`, `1 relationship`: the most frequent kind first. */
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

/** JSON values of the server's answer, each with a title. */
function attachmentsOf(object: InconsistentObject) {
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
