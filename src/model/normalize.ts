import { type Fields, isEqual, isRecord } from '../lib/json.js';

/** What a rule has to know about the metadata around a value. */
export interface Context {
  /** The kind of the source that holds the value: it decides what a short table name means. */
  readonly sourceKind: string;
  /** Brings the SDL of a remote schema's permission to one form. */
  readonly normalSdl: (sdl: string) => string;
}

/** Brings one value of the metadata to its normal form; `undefined` means that the key is absent. */
export type Rule = (value: unknown, context: Context) => unknown;

/** Null means absent. */
export const optional: Rule = (value) => value ?? undefined;

/** The server does not keep it. */
export const notKept: Rule = () => undefined;

/** Null and each of these values mean absent. */
export const unless =
  (...defaults: readonly unknown[]): Rule =>
  (value) =>
    defaults.some((each) => isEqual(value, each)) ? undefined : (value ?? undefined);

/** Applies one rule after the other. */
export const chain =
  (...rules: readonly Rule[]): Rule =>
  (value, context) =>
    rules.reduce((current, rule) => rule(current, context), value);

/** Applies a rule to each item of a list. */
export const each =
  (rule: Rule): Rule =>
  (value, context) =>
    Array.isArray(value) ? value.map((item) => rule(item, context)) : (value ?? undefined);

/** A list whose order has no effect. */
export const unordered: Rule = (value) =>
  Array.isArray(value) ? sortedBy(value, JSON.stringify) : (value ?? undefined);

/** A list whose order and repetitions have no effect. */
export const set: Rule = (value, context) => {
  if (!Array.isArray(value)) return value ?? undefined;
  const unique = new Map(value.map((item) => [JSON.stringify(item), item]));
  return unordered([...unique.values()], context);
};

/** A copy of the list, sorted by a text of each item. */
function sortedBy<T>(items: readonly T[], textOf: (item: T) => string): T[] {
  const keyed = items.map((item) => ({ item, text: textOf(item) }));
  keyed.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return keyed.map(({ item }) => item);
}

/** A map whose keys are somebody's names, with a rule for its values. */
export const mapOf =
  (rule: Rule): Rule =>
  (value, context) =>
    isRecord(value) ? mapFields(value, (item) => rule(item, context)) : (value ?? undefined);

/** A map with a rule for some of its keys. A comment or description that is null is absent anywhere. */
export function fields(rules: Readonly<Record<string, Rule>>): Rule {
  const all = new Map(Object.entries({ comment: optional, description: optional, ...rules }));
  return (value, context) =>
    isRecord(value)
      ? mapFields(value, (item, key) => all.get(key)?.(item, context) ?? keep(all, key, item))
      : (value ?? undefined);
}

/** The same, and it is absent if nothing is left of it. */
export const fieldsOrAbsent = (rules: Readonly<Record<string, Rule>>): Rule =>
  chain(fields(rules), unless({}));

/** What is in no rule is kept as it is. */
function keep(rules: ReadonlyMap<string, Rule>, key: string, value: unknown): unknown {
  return rules.has(key) ? undefined : value;
}

/** A copy with other values, without the keys whose value is `undefined`; safe for any key. */
export function mapFields(
  value: Fields,
  change: (item: unknown, key: string) => unknown,
): Record<string, unknown> {
  const changed: [string, unknown][] = [];
  for (const key of Object.keys(value)) {
    const item = change(value[key], key);
    if (item !== undefined) changed.push([key, item]);
  }
  return Object.fromEntries(changed);
}
