/** A JSON object, before anything is known of its keys. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object or a map of YAML: neither a list nor nothing. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a JSON object; `undefined` when it is none. */
export function asRecord(value: unknown): Fields | undefined {
  return isRecord(value) ? value : undefined;
}

/** The value as text; `undefined` when it is none. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What a table of ours says of a name of somebody else's, which may be `constructor` as well. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The value as a list; empty when it is none. */
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
