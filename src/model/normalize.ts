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

/** Changes a list; of anything else, null means absent. */
const listRule =
  (change: (items: readonly unknown[], context: Context) => unknown): Rule =>
  (value, context) =>
    Array.isArray(value) ? change(value, context) : (value ?? undefined);

/** Applies a rule to each item of a list. */
export const each = (rule: Rule): Rule =>
  listRule((items, context) => items.map((item) => rule(item, context)));

/** A list whose order has no effect. */
export const unordered: Rule = listRule((items) => sorted(items.map(withText)));

/** A list whose order and repetitions have no effect. */
export const set: Rule = listRule((items) => sorted(new Map(items.map(withText))));

const withText = (item: unknown) => [JSON.stringify(item), item] as const;

const sorted = (items: Iterable<ReturnType<typeof withText>>): unknown[] =>
  [...items].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);

/** Changes the values of a map; of anything else, null means absent. */
const mapRule =
  (change: (item: unknown, key: string, context: Context) => unknown): Rule =>
  (value, context) =>
    isRecord(value)
      ? mapFields(value, (item, key) => change(item, key, context))
      : (value ?? undefined);

/** A map whose keys are somebody's names, with a rule for its values. */
export const mapOf = (rule: Rule): Rule => mapRule((item, _key, context) => rule(item, context));

/** A map with a rule for some of its keys. A comment or description that is null is absent anywhere. */
export function fields(rules: Readonly<Record<string, Rule>>): Rule {
  const all = new Map(Object.entries({ comment: optional, description: optional, ...rules }));
  return mapRule((item, key, context) => {
    const rule = all.get(key);
    return rule ? (rule(item, context) ?? undefined) : item;
  });
}

/** The same, and it is absent if nothing is left of it. */
export const fieldsOrAbsent = (rules: Readonly<Record<string, Rule>>): Rule =>
  chain(fields(rules), unless({}));

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
