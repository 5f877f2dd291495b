import { ApiError, pathTo } from './errors.js';

/** @typedef {{ path: string, parent: string, isPostgres: boolean }} Place where a value is */
/** @typedef {(value: any, at: Place) => any} Shape checks a value and returns its normal form */
/** @typedef {{ shape: Shape, required?: boolean, absent?: unknown, omitted?: unknown[] }} Field */
/** @typedef {Record<string, Field>} Fields */

/** @param {any} value */
export function isObject(value) {
  return typeName(value) === 'Object';
}

/** @param {string} error @param {string} path @returns {never} */
export function failToParse(error, path) {
  throw new ApiError(400, 'parse-failed', error, { path });
}

/** @param {unknown} value the JSON type as the server names it */
function typeName(value) {
  if (value === null || value === undefined) return 'Null';
  if (Array.isArray(value)) return 'Array';
  const type = typeof value;
  return type.charAt(0).toUpperCase() + type.slice(1);
}

/** @param {...string} types @returns {Shape} */
export function typed(...types) {
  return (value, { path }) =>
    types.includes(typeName(value))
      ? value
      : failToParse(`expected ${types[0]}, but encountered ${typeName(value)}`, path);
}

/** @param {Place} at @param {string | number} key @returns {Place} */
export function inside(at, key) {
  return { ...at, path: pathTo(at.path, key), parent: at.path };
}

/** @param {Shape} shape @returns {Field} a key that must be there */
export function required(shape) {
  return { shape, required: true };
}

/**
 * A key that may be absent or null.
 * @param {Shape} shape
 * @param {unknown[]} omitted values that are not exported
 * @returns {Field}
 */
export function optional(shape, ...omitted) {
  return { shape, omitted };
}

/** @param {Shape} shape @param {unknown} absent exported in place of null or nothing @returns {Field} */
export function defaulted(shape, absent) {
  return { shape, absent };
}

/**
 * An object; its keys are exported in this order.
 * @param {Fields} fields
 * @param {'keep' | 'drop' | 'refuse'} [others] what happens to other keys; null is never kept
 * @param {string} [what] its name when other keys are refused
 * @returns {Shape}
 */
export function object(fields, others = 'drop', what = '') {
  return (value, at) => {
    typed('Object')(value, at);
    const unknown = Object.keys(value).filter((key) => !(key in fields));
    if (others === 'refuse' && unknown.length > 0) {
      failToParse(`unexpected keys when parsing ${what}: ${JSON.stringify(unknown)}`, at.path);
    }
    const known = Object.entries(fields).map(([key, field]) => [
      key,
      readKey(value, key, field, at),
    ]);
    const given = unknown.filter((key) => value[key] !== null);
    const kept = others === 'keep' ? given.map((key) => [key, value[key]]) : [];
    return Object.fromEntries([...known, ...kept].filter(([, part]) => part !== undefined));
  };
}

/** @param {any} value @param {string} key @param {Field} field @param {Place} at */
function readKey(value, key, { shape, required, absent, omitted = [] }, at) {
  if (required && !(key in value)) failToParse(`key "${key}" not found`, at.path);
  if (!required && (value[key] ?? undefined) === undefined) return absent;
  const result = shape(value[key], inside(at, key));
  return omitted.some((one) => JSON.stringify(one) === JSON.stringify(result)) ? undefined : result;
}

/** @param {Shape} shape @returns {Shape} */
export function list(shape) {
  return (value, at) =>
    typed('Array')(value, at).map((/** @type {any} */ item, /** @type {number} */ index) =>
      shape(item, inside(at, index)),
    );
}

/**
 * A list that is exported sorted; of two items with one key, the last counts.
 * @param {Shape} shape
 * @param {(item: any) => string} keyOf
 * @param {string} [what] the items' name; given, two with one key are refused
 * @returns {Shape}
 */
export function sorted(shape, keyOf, what) {
  return (value, at) => {
    const items = list(shape)(value, at);
    const keys = items.map(keyOf);
    const twice = keys.filter(
      (/** @type {string} */ key, /** @type {number} */ index) => keys.indexOf(key) !== index,
    );
    if (what !== undefined && twice.length > 0) {
      const names = [...new Set(twice)].join(', ');
      failToParse(`multiple declarations exist for the following ${what}: ${names}`, at.parent);
    }
    const byKey = new Map(
      items.map((/** @type {any} */ item, /** @type {number} */ index) => [keys[index], item]),
    );
    return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  };
}

export const any = typed('String', 'Number', 'Boolean', 'Object', 'Array', 'Null');
export const string = typed('String');
export const number = typed('Number');
export const boolean = typed('Boolean');
export const map = typed('Object');
const value = { value: optional(string), value_from_env: optional(string) };
export const headers = list(object({ name: required(string), ...value }));
export const byName = (/** @type {any} */ { name }) => name;
export const byRole = (/** @type {any} */ { role }) => role;
export const role = object({ role: required(string), comment: optional(string) });
