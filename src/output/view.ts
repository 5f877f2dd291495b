import { counted } from '../lib/text.js';
import { describe, describeObject, nounOf } from '../model/describe.js';
import { why } from '../model/readable.js';
import { remedyFor, remedyForWarning } from '../model/remedies.js';
import type {
  Cause,
  Dependent,
  Failure,
  InconsistentObject,
  MetadataWarning,
  Report,
} from '../model/report.js';
import { objectsOf } from '../model/verdict.js';
import { type ChangesView, changesView } from './view-changes.js';
import { footerOf, headingOf, type Level, levelOf, verdictOf } from './view-verdict.js';
import { type Entry, entryOf, type Item, type Shown, show, type Words } from './words.js';

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
  readonly failure: Failure | undefined;
  /** What a reader must know about how the verdict came about, in sentences. */
  readonly notes: readonly string[];
  readonly problems: Shown<Problem>;
  /** `undefined` if nothing was compared. */
  readonly changes: ChangesView | undefined;
  readonly warnings: Shown<WarningView>;
  readonly recovered: Shown<Entry>;
  readonly ignored: Shown<Entry>;
  /** How the run went, how long it took, and what runs on which server. */
  readonly footer: string;
}

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

/** An object that is inconsistent by itself, and the objects that it makes unavailable. */
export interface Problem extends ProblemSubject {
  /** The reason in a few words. */
  readonly why: string;
  /** `3 other objects`: all that is unavailable besides; `undefined` if nothing is. */
  readonly others: string | undefined;
  /** `2 permissions`, `1 relationship`: the most frequent kind first. */
  readonly alsoUnavailableKinds: readonly string[];
  /** JSON values of the server's answer, each with a title. */
  readonly attachments: readonly { readonly title: string; readonly value: unknown }[];
}

/** An object that is unavailable because of a problem. */
export interface AlsoUnavailable extends Item {
  /** Set if the connection to the problem is likely, but not certain. */
  readonly remark: string | undefined;
}

/** A warning about the metadata. */
export interface WarningView extends Item {
  readonly message: string;
  readonly howToFix: string;
}

/** Words a report for people. Pure; every text is unescaped. */
export function viewOf(report: Report): View {
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
      return entryOf(report, object, [...others, when], message);
    }),
    ignored: show(ignored, ({ object, pattern }) => {
      const message = `${object.reason}\nIgnored by the pattern "${pattern}".`;
      return entryOf(report, object, ['(ignored by', { code: pattern }, ')'], message);
    }),
    footer: footerOf(report),
  };
}

function problemView(report: Report, cause: Cause): Problem {
  const { object, dependents } = cause;
  return {
    ...problemSubject(report, cause),
    why: why(object),
    others: dependents.length > 0 ? counted(dependents.length, 'other object') : undefined,
    alsoUnavailableKinds: kindsOf(dependents),
    attachments: attachmentsOf(object),
  };
}

/** Words a cause, and what it makes unavailable. */
export function problemSubject(report: Report, cause: Cause): ProblemSubject {
  const { failed, locations, newObjects } = report;
  const { object, dependents } = cause;
  const isNew = newObjects && objectsOf(cause).some((one) => newObjects.has(one));
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

/** Words a warning. */
export function warningView({ locations }: Report, warning: MetadataWarning): WarningView {
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
