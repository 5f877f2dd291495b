import { asList, asRecord, entryOf, type Fields, isEqual, isRecord } from '../lib/json.js';

/** How a change affects who can reach what: proven to be more or less, or anything else. */
export type Access = 'wider' | 'narrower' | 'different';

/** The access of what was gained and lost; `undefined` if nothing was. */
export function accessFrom(hasGained: boolean, hasLost: boolean): Access | undefined {
  if (hasGained && hasLost) return 'different';
  return hasGained ? 'wider' : hasLost ? 'narrower' : undefined;
}

/** The access of the values of two sets. */
export function compareSets(
  before: ReadonlySet<unknown>,
  after: ReadonlySet<unknown>,
): Access | undefined {
  const hasGained = [...after].some((item) => !before.has(item));
  return accessFrom(
    hasGained,
    [...before].some((item) => !after.has(item)),
  );
}

/** The access of one key's values; what depends on other keys finds them in what has the key. */
export type KeyRule = (
  before: unknown,
  after: unknown,
  wholeBefore: Fields,
  wholeAfter: Fields,
) => Access | undefined;

/** The access of all keys of a map: `different` if they do not all point one way. */
export function accessOfKeys(
  before: Fields,
  after: Fields,
  rules: Readonly<Record<string, KeyRule>>,
): Access | undefined {
  const keys = new Set([rules, before, after].flatMap(Object.keys));
  const effects = new Set(
    [...keys].map((key) => {
      const rule = entryOf(rules, key) ?? unlessEqual;
      return rule(entryOf(before, key), entryOf(after, key), before, after);
    }),
  );
  effects.delete(undefined);
  return effects.size > 1 ? 'different' : [...effects][0];
}

/** The access of two definitions of a permission for a table or a logical model. */
export const permissionAccess: KeyRule = (before, after) =>
  isRecord(before) && isRecord(after)
    ? accessOfKeys(before, after, RULES)
    : unlessEqual(before, after);

/** Of what has no rule, nothing can be proven. */
const unlessEqual = (before: unknown, after: unknown): Access | undefined =>
  isEqual(before, after) ? undefined : 'different';

const flag =
  (wide: boolean): KeyRule =>
  (before = false, after = false) =>
    [before, after].every((value) => typeof value === 'boolean')
      ? accessFrom(before !== after && after === wide, before !== after && before === wide)
      : unlessEqual(before, after);

const limit: KeyRule = (before = Number.POSITIVE_INFINITY, after = Number.POSITIVE_INFINITY) =>
  typeof before === 'number' && typeof after === 'number'
    ? accessFrom(after > before, after < before)
    : unlessEqual(before, after);

/** A list of names, or all names there are, less the exceptions. */
interface Names {
  readonly hasAll: boolean;
  readonly listed: ReadonlySet<unknown>;
  readonly exceptions: ReadonlySet<unknown>;
}

/** Any name that neither side mentions. */
const OTHER = Symbol('other');

const contains = ({ hasAll, listed, exceptions }: Names, name: unknown): boolean =>
  !exceptions.has(name) && (hasAll || listed.has(name));

function compareNames(before: Names, after: Names): Access | undefined {
  const mentioned = [before, after].flatMap(({ listed, exceptions }) => [...listed, ...exceptions]);
  const inside = (names: Names) =>
    new Set([OTHER, ...mentioned].filter((name) => contains(names, name)));
  return compareSets(inside(before), inside(after));
}

/** An absent list means all root fields, and all columns of an insert permission. */
const namesOf = (value: unknown, exceptions: Iterable<unknown> = []): Names => ({
  hasAll: value === '*' || value === undefined,
  listed: new Set(asList(value)),
  exceptions: new Set(exceptions),
});

const list: KeyRule = (before, after) => compareNames(namesOf(before), namesOf(after));

/** The server takes preset columns from those that a role may write (`buildInsPermInfo`). */
const columnsOf = (permission: Fields): Names =>
  namesOf(permission['columns'], Object.keys(asRecord(permission['set']) ?? {}));

/** A preset that only one side has changes nothing further if the role may write its column there. */
const presets: KeyRule = (before, after, permissionBefore, permissionAfter) => {
  const [was, is] = [asRecord(before) ?? {}, asRecord(after) ?? {}];
  const [writableBefore, writableAfter] = [columnsOf(permissionBefore), columnsOf(permissionAfter)];
  const isProven = (column: string): boolean => {
    if (!Object.hasOwn(was, column)) return contains(writableBefore, column);
    if (!Object.hasOwn(is, column)) return contains(writableAfter, column);
    return isEqual(was[column], is[column]);
  };
  const columns = [...Object.keys(was), ...Object.keys(is)];
  return columns.every(isProven) ? undefined : 'different';
};

/** Each side's conditions, all of which have to hold; without a condition, everything is allowed. */
const filter: KeyRule = (before = {}, after = {}) => {
  const [was, is] = [conjunctsOf(before), conjunctsOf(after)];
  const [isAtMost, isAtLeast] = [implies(is, was), implies(was, is)];
  if (isAtMost && isAtLeast) return undefined;
  return isAtLeast ? 'wider' : isAtMost ? 'narrower' : 'different';
};

const conjunctsOf = (condition: unknown): readonly unknown[] =>
  isRecord(condition)
    ? Object.entries(condition).flatMap(([key, part]) =>
        key === '_and' && Array.isArray(part) ? part.flatMap(conjunctsOf) : [{ [key]: part }],
      )
    : [condition];

/** Whether each of the conditions certainly holds if all of the given ones do. */
const implies = (given: readonly unknown[], conditions: readonly unknown[]): boolean =>
  conditions.every((condition) => given.some((each) => impliesOne(each, condition)));

/**
 * The comparisons of one column, or of the row behind one relationship, are a conjunction too. What
 * is inside of an operator is not: a condition lost under `_not` narrows.
 */
function impliesOne(given: unknown, condition: unknown): boolean {
  if (isEqual(given, condition)) return true;
  const [[name, was] = ['', undefined]] = Object.entries(asRecord(given) ?? {});
  const [[otherName, is] = ['', undefined]] = Object.entries(asRecord(condition) ?? {});
  if (name !== otherName || /^[_$]/.test(name) || !isRecord(was) || !isRecord(is)) return false;
  return Object.keys(is).every((key) => Object.hasOwn(was, key) && isEqual(was[key], is[key]));
}

const RULES: Readonly<Record<string, KeyRule>> = {
  columns: (before, after, permissionBefore, permissionAfter) =>
    [before, after].every((value) => namesOf(value).hasAll || Array.isArray(value))
      ? compareNames(columnsOf(permissionBefore), columnsOf(permissionAfter))
      : unlessEqual(before, after),
  set: presets,
  computed_fields: (before = [], after = []) => list(before, after, {}, {}),
  filter,
  check: filter,
  limit,
  allow_aggregations: flag(true),
  backend_only: flag(false),
  query_root_fields: list,
  subscription_root_fields: list,
};
