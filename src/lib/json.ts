/** Parses JSON; `undefined` for anything else. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A JSON object, before anything is known of its keys. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object or a map of YAML: neither a list nor nothing. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a JSON object; `undefined` if it is not one. */
export function asRecord(value: unknown): Fields | undefined {
  return isRecord(value) ? value : undefined;
}

/** The value as text; `undefined` if it is anything else. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What a table of ours says of a name of somebody else's, which may be `constructor` as well. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The value at a path of keys; `undefined` when there is none. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) found = isRecord(found) ? found[key] : undefined;
  return found;
}

/** The value as a list; empty if it is not one. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The object without the keys whose value is `undefined`. */
export function defined<T extends object>(parts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const result: Record<string, unknown> = {};
  // Large answers have thousands of these: entries would be made only to be thrown away.
  for (const key in parts) if (parts[key] !== undefined) result[key] = parts[key];
  return result as never;
}

/** Whether two JSON values are equal; the order of keys does not matter, and `undefined` is absent. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && isEqualList(a, b);
  }
  return isEqualMap(a as Record<string, unknown>, b as Record<string, unknown>);
}

function isEqualList(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (!isEqual(a[index], b[index])) return false;
  }
  return true;
}

function isEqualMap(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const keys = Object.keys(a);
  for (const key of keys) {
    if (!isEqual(a[key], Object.hasOwn(b, key) ? b[key] : undefined)) return false;
  }
  const others = Object.keys(b);
  // Each key of `a` was found in `b`: with as many keys, there are no others.
  if (others.length === keys.length && !keys.some((key) => a[key] === undefined)) return true;
  return others.every((key) => b[key] === undefined || Object.hasOwn(a, key));
}
