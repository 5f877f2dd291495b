import { asList, asRecord, asText, type Fields } from '../lib/narrow.js';
import { qualifiedName } from '../model/names.js';

/**
 * Whether what a server has `now`, and not `before`, is what was sent: the same objects, and fewer
 * differences than there were. A few stay, since servers print metadata anew.
 */
export function tellsApplied(sent: Fields, before: Fields, now: Fields): boolean {
  const wanted = inVersion3(sent);
  if (!sameObjects(wanted, now)) return false;
  const left = differences(wanted, now);
  return left === 0 || left < differences(wanted, before);
}

/** Metadata without sources, which is version 1 or 2, is that of the source `default`. */
export function inVersion3(metadata: Fields): Fields {
  if (metadata['sources'] !== undefined) return metadata;
  const { tables, functions, version: _version, ...rest } = metadata;
  return { ...rest, version: 3, sources: [{ name: 'default', tables, functions }] };
}

/**
 * Whether two metadata hold the same objects. Servers print metadata anew, with defaults filled in
 * and empty parts left out, so that only names are compared: those of sources, their tables and
 * what hangs on them, remote schemas, actions, triggers and the like.
 */
export function sameObjects(a: Fields, b: Fields): boolean {
  const left = objectNames(a);
  const right = objectNames(b);
  return left.size === right.size && [...left].every((name) => right.has(name));
}

function objectNames(metadata: Fields): Set<string> {
  const names = new Set<string>();
  collect(metadata, '', names);
  return names;
}

function collect(parent: Fields, path: string, names: Set<string>): void {
  for (const [key, value] of Object.entries(parent)) {
    for (const item of asList(value)) {
      const fields = asRecord(item);
      const name = fields && nameOf(fields);
      if (fields === undefined || name === undefined) continue;
      const own = `${path}/${key}:${name}`;
      names.add(own);
      collect(fields, own, names);
    }
  }
}

function nameOf(fields: Fields): string | undefined {
  return (
    asText(fields['name']) ??
    asText(fields['role']) ??
    asText(fields['role_name']) ??
    (qualifiedName(fields['table']) ?? qualifiedName(fields['function']))?.text
  );
}

/** Whether two values mean the same, whichever way a server or a person has written them. */
export function isAlike(a: unknown, b: unknown): boolean {
  return differences(a, b) === 0;
}

/** In how many places two values differ; what is empty is as good as absent, and lists have no order. */
function differences(a: unknown, b: unknown): number {
  const left = childrenOf(a);
  const right = childrenOf(b);
  if (left.size === 0 && right.size === 0) return isSameValue(a, b) ? 0 : 1;
  if (isShortName(a, b) || isShortName(b, a)) return 0;
  let count = 0;
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    count += differences(left.get(key), right.get(key));
  }
  return count;
}

function childrenOf(value: unknown): Map<string, unknown> {
  if (Array.isArray(value)) return new Map(value.map((item) => [keyOf(item), item]));
  return new Map(Object.entries(asRecord(value) ?? {}));
}

function keyOf(item: unknown): string {
  const fields = asRecord(item);
  return (fields && nameOf(fields)) ?? JSON.stringify(item);
}

function isSameValue(a: unknown, b: unknown): boolean {
  return a === b || (isEmpty(a) && isEmpty(b));
}

function isEmpty(value: unknown): boolean {
  return !value || typeof value === 'object';
}

/** `users`, for Postgres' `{schema: public, name: users}`. */
function isShortName(short: unknown, long: unknown): boolean {
  return typeof short === 'string' && qualifiedName(asRecord(long))?.text === short;
}
