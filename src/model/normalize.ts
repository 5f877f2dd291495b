import { entryOf, type Fields, isEqual, isRecord } from '../lib/json.js';

/** What a rule has to know about the metadata around a value. */
export interface Context {
  /** The kind of the source that holds the value: it decides what a short table name means. */
  readonly sourceKind: string;
  /** Brings the SDL of a remote schema's permission to one form. */
  readonly normalSdl: (sdl: string) => string;
}

/**
 * Brings one value of the metadata to its normal form; `undefined` means that the key is absent, and
 * so does null: the server's parsers either take it for that or refuse it (`.:?` of aeson, and
 * `optionalField` of autodocodec).
 */
export type Rule = (value: unknown, context: Context) => unknown;

/** The server does not keep it. */
export const notKept: Rule = () => undefined;

/** Each of these values means absent. */
export const unless =
  (...defaults: readonly unknown[]): Rule =>
  (value) =>
    defaults.some((each) => isEqual(value, each)) ? undefined : value;

/** Applies one rule after the other. */
export const chain =
  (...rules: readonly Rule[]): Rule =>
  (value, context) =>
    rules.reduce((current, rule) => rule(current, context), value);

/** Applies a rule to each item of a list. */
export const each =
  (rule: Rule): Rule =>
  (value, context) =>
    Array.isArray(value) ? value.map((item) => rule(item, context)) : value;

/** A list whose order has no effect. */
export const unordered: Rule = (value) =>
  Array.isArray(value) ? sorted(value.map(withText)) : value;

/** A list whose order and repetitions have no effect. */
export const set: Rule = (value) =>
  Array.isArray(value) ? sorted(new Map(value.map(withText))) : value;

const withText = (item: unknown) => [JSON.stringify(item), item] as const;

const sorted = (items: Iterable<ReturnType<typeof withText>>): unknown[] =>
  [...items].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);

/** Changes a map, and nothing else. */
export const record =
  (change: (value: Fields, context: Context) => unknown): Rule =>
  (value, context) =>
    isRecord(value) ? change(value, context) : value;

/** A map whose keys are somebody's names, with a rule for its values. */
export const mapOf = (rule: Rule): Rule =>
  record((value, context) => mapFields(value, (item) => rule(item, context)));

/** A map with a rule for some of its keys. */
export const fields = (rules: Readonly<Record<string, Rule>>): Rule =>
  record((value, context) =>
    mapFields(value, (item, key) => (entryOf(rules, key) ?? asItIs)(item, context)),
  );

/** Keeps the value. */
export const asItIs: Rule = (value) => value;

/** A map without the keys that are null. */
export const withoutNulls: Rule = mapOf(asItIs);

/** A map with a rule for some of its keys, which is absent if nothing is left of it. */
export const fieldsOrAbsent = (rules: Readonly<Record<string, Rule>>): Rule =>
  chain(fields(rules), unless({}));

/** A copy with other values, without the keys whose value is absent; safe for any key. */
export function mapFields(
  value: Fields,
  change: (item: unknown, key: string) => unknown,
): Record<string, unknown> {
  const changed: [string, unknown][] = [];
  for (const key of Object.keys(value)) {
    const item = change(value[key], key);
    if (item !== undefined && item !== null) changed.push([key, item]);
  }
  return Object.fromEntries(changed);
}
