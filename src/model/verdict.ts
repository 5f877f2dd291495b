import type { Fields } from '../lib/json.js';
import { counted } from '../lib/text.js';
import { groupByCause } from './causes.js';
import { describeObject, plain } from './describe.js';
import { type IgnorePattern, separateIgnored } from './ignore.js';
import type {
  Applied,
  Cause,
  Findings,
  InconsistentObject,
  ReportedChange,
  Verdict,
} from './report.js';

/** What the verdict depends on beside the findings. */
export interface VerdictSettings {
  readonly ignore: readonly IgnorePattern[];
  /** `new`: only for objects that were not inconsistent before. */
  readonly failOnInconsistency: boolean | 'new';
  readonly failOnWarning: boolean;
  readonly failOnWiderAccess?: boolean;
  /** Of a plan. */
  readonly failOnChanges?: boolean;
}

/**
 * Judges what a run found out; `metadata`, if it is known, connects more consequences with their
 * causes. It fails closed: a failure, a missing verdict and a refusal fail, whatever the settings
 * tolerate.
 */
export function judge(findings: Findings, settings: VerdictSettings, metadata?: Fields): Verdict {
  const { applied, command, failure, objects, objectsBefore } = findings;
  const { causes, ignored } = separateIgnored(
    groupByCause(objects ?? [], metadata),
    settings.ignore,
  );
  const counting = causes.flatMap(objectsOfCause);
  const newObjects = objectsBefore && new Set(objectsOnlyIn(counting, objectsBefore));
  const isNew = (cause: Cause) => objectsOfCause(cause).some((object) => newObjects?.has(object));
  // A plan that is not validated has no verdict on objects, and needs none.
  const isUnknown = objects === undefined && command !== 'plan';
  const isUnsure = failure !== undefined || isUnknown || applied === 'refused';
  const reasons = reasonsToFail(findings, settings);
  const failing = settings.failOnInconsistency === 'new' ? (newObjects ?? counting) : counting;
  const isInconsistent = settings.failOnInconsistency !== false && [...failing].length > 0;
  const verdict = {
    causes: newObjects ? [...causes.filter(isNew), ...causes.filter((one) => !isNew(one))] : causes,
    ignored,
    inconsistencyCount: counting.length,
    ...(newObjects && { newObjects }),
    fixed: objects && objectsBefore && !isUnsure ? objectsOnlyIn(objectsBefore, objects) : [],
    consistent: !isUnsure && objects !== undefined && counting.length === 0,
    failed: isUnsure || isInconsistent || reasons.length > 0,
  };
  return { ...verdict, headline: headline(findings, { ...verdict, reasons }) };
}

/** A cause's object, and those that it makes unavailable. */
export function objectsOfCause({ object, dependents }: Cause): InconsistentObject[] {
  return [object, ...dependents.map((dependent) => dependent.object)];
}

/** What fails the step beside inconsistencies, and the input that says so. */
interface Reason {
  readonly what: string;
  readonly input: string;
}

function reasonsToFail(findings: Findings, settings: VerdictSettings): Reason[] {
  const { applied, changes = [], command, warnings } = findings;
  const reasons: Reason[] = [];
  if (settings.failOnWarning && warnings.length > 0) {
    const what = `the metadata has ${counted(warnings.length, 'warning')}`;
    reasons.push({ what, input: 'fail-on-warning' });
  }
  if (settings.failOnWiderAccess && changes.some(isWider)) {
    const what = describeAccess(changes, applied === 'applied').join(', and ') || 'access changes';
    reasons.push({ what, input: 'fail-on-wider-access' });
  }
  if (settings.failOnChanges && command === 'plan' && changes.length > 0) {
    reasons.push({ what: 'there are changes', input: 'fail-on-changes' });
  }
  return reasons;
}

interface Judged extends Omit<Verdict, 'headline'> {
  readonly reasons: readonly Reason[];
}

function headline(findings: Findings, judged: Judged): string {
  const { applied, changes = [], command, failure, objects } = findings;
  if (failure) return (FAILED_APPLY[applied] ?? '') + failure.message;
  if (command === 'plan') return planHeadline(findings, judged);
  const { ignored, inconsistencyCount, reasons } = judged;
  const because = reasons.map(({ what, input }) => `${what}, and "${input}" is "true"`);
  if (applied === 'refused') return `Nothing was applied: ${refusal(judged, because)}`;
  const made =
    applied === 'applied' && changes.length > 0
      ? `Applied: ${sentences([countChanges(changes, true), ...describeAccess(changes, true)])}. `
      : '';
  if (inconsistencyCount > 0) {
    return `${made}Hasura metadata is inconsistent: ${inconsistency(judged, false)}`;
  }
  if (objects === undefined) return `${made}The server gave no verdict on its metadata`;
  const except =
    ignored.length > 0 ? `, except for ${counted(ignored.length, 'ignored object')}` : '';
  const but = because.map((text) => `, but ${text.replace(/^the metadata /, '')}`).join('');
  return `${made}Hasura metadata is consistent${except}${but}`;
}

const FAILED_APPLY: Readonly<Partial<Record<Applied, string>>> = {
  refused: 'Nothing was applied. ',
  unknown: 'The metadata may have been applied. ',
};

function refusal(judged: Judged, because: readonly string[]): string {
  if (judged.inconsistencyCount > 0) return inconsistency(judged, true);
  return judged.ignored.length === 0
    ? because.join('; ') || 'the server refused the metadata because of its warnings'
    : 'all inconsistent objects are ignored, but the server only accepts them with "allow-inconsistent-metadata"';
}

/** `Plan: 3 to add, 2 to change, 1 to remove. 2 roles would gain access. 1 object would break`. */
function planHeadline({ changes = [] }: Findings, judged: Judged): string {
  const { fixed, inconsistencyCount, newObjects, reasons } = judged;
  const breaking = newObjects?.size ?? inconsistencyCount;
  const staying = inconsistencyCount - breaking;
  const inputs = reasons.map(({ input }) => `"${input}" is "true"`).join(' and ');
  return sentences([
    changes.length === 0 ? 'No changes' : `Plan: ${countChanges(changes, false)}`,
    ...describeAccess(changes, false),
    breaking > 0 && `${counted(breaking, 'object')} would break`,
    staying > 0 && `${counted(staying, 'object')} would stay inconsistent`,
    fixed.length > 0 && `${counted(fixed.length, 'object')} would be fixed`,
    inputs !== '' && `The step fails because ${inputs}`,
  ]);
}

const sentences = (parts: readonly (string | false)[]): string =>
  parts
    .flatMap((part) => (part ? [part.replace(/^[a-z]/, (letter) => letter.toUpperCase())] : []))
    .join('. ');

/** `3 causes make 9 objects unavailable, the worst is remote schema payments-api`. */
function inconsistency({ causes, inconsistencyCount }: Judged, isRefused: boolean): string {
  const name = causes[0] ? plain(describeObject(causes[0].object)) : '';
  if (inconsistencyCount === 1) {
    return `1 object ${isRefused ? 'would be' : 'is'} unavailable, ${name}`;
  }
  const makes = isRefused ? 'would make' : causes.length === 1 ? 'makes' : 'make';
  return `${counted(causes.length, 'cause')} ${makes} ${inconsistencyCount} objects unavailable, the worst is ${name}`;
}

/** Whether a change gives more access, or access of which that cannot be ruled out. */
export function isWider({ access }: ReportedChange): boolean {
  return access === 'wider' || access === 'different';
}

/** What a change does, by what it is once it is made. */
export const VERBS = { added: 'add', changed: 'change', removed: 'remove' } as const;

/** `3 to add, 2 to change, 1 to remove`, or as made: `3 added, 2 changed, 1 removed`. */
export function countChanges(changes: readonly ReportedChange[], isMade: boolean): string {
  const counts = Object.entries(VERBS).map(([made, verb]) => {
    const count = changes.filter(({ change }) => change === made).length;
    return `${count} ${isMade ? made : `to ${verb}`}`;
  });
  return counts.join(', ');
}

/** Who gains access, in sentences without a full stop: `2 roles would gain access`. */
export function describeAccess(changes: readonly ReportedChange[], isMade: boolean): string[] {
  const gaining = rolesOf(changes, 'wider');
  const others = rolesOf(changes, 'different').filter((role) => !gaining.includes(role));
  const isAny = others.length > 0 && !gaining.includes(EVERY_ROLE);
  const has = isMade ? (others.length === 1 ? 'has' : 'have') : 'would have';
  return [
    gaining.length > 0 && `${countRoles(gaining)} ${isMade ? 'gained' : 'would gain'} access`,
    isAny && `${countRoles(others)} ${has} different access`,
  ].filter((sentence) => sentence !== false);
}

/** What stands for all roles. */
export const EVERY_ROLE = '*';

function rolesOf(changes: readonly ReportedChange[], wanted: ReportedChange['access']): string[] {
  const some = changes.filter(({ access }) => access === wanted);
  const roles = new Set(some.flatMap(({ roles = [] }) => roles));
  return roles.has(EVERY_ROLE) ? [EVERY_ROLE] : [...roles];
}

const countRoles = (roles: readonly string[]): string =>
  roles[0] === EVERY_ROLE ? 'every role' : counted(roles.length, 'role');

/** The objects of the first list that the second does not have, whatever the reason is now. */
function objectsOnlyIn(
  objects: readonly InconsistentObject[],
  others: readonly InconsistentObject[],
): InconsistentObject[] {
  const known = new Set(others.map(keyOf));
  return objects.filter((object) => !known.has(keyOf(object)));
}

const keyOf = ({ type, name, identity, members }: InconsistentObject): string =>
  JSON.stringify([type, name, identity, members]);
