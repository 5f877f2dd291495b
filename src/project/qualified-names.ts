import type { QualifiedName } from '../report/model.js';
import { isRecord } from './narrow.js';

/** The schema that a backend means by a bare name; data connectors mean none. */
const DEFAULT_SCHEMA: Readonly<Record<string, string>> = {
  postgres: 'public',
  citus: 'public',
  cockroach: 'public',
  alloy: 'public',
  mssql: 'dbo',
};

/**
 * A table's or function's name in one form, whichever of its backend's forms it comes in: its
 * parts, outermost first. `undefined` when it is no name.
 */
export function nameParts(raw: unknown, kind: string): readonly string[] | undefined {
  const schema = DEFAULT_SCHEMA[kind];
  if (typeof raw === 'string') return schema === undefined ? [raw] : [schema, raw];
  if (Array.isArray(raw)) return raw.every((part) => typeof part === 'string') ? raw : undefined;
  if (!isRecord(raw) || typeof raw['name'] !== 'string') return undefined;
  const space = raw['schema'] ?? raw['dataset'] ?? schema;
  if (space === undefined || space === null) return [raw['name']];
  return typeof space === 'string' ? [space, raw['name']] : undefined;
}

/**
 * Finds an object by its name in one of a source's lists. By the name as metadata has it, that is
 * certain; by the name as the server prints it, several objects may bear it, and then none is found.
 */
export class NameIndex {
  readonly #kind: string;
  readonly #byParts = new Map<string, number[]>();
  readonly #byText = new Map<string, number[]>();

  /** Indexes the items of a list by their entry `key`. */
  constructor(items: readonly unknown[], key: string, kind: string) {
    this.#kind = kind;
    for (const [index, item] of items.entries()) {
      const parts = isRecord(item) ? nameParts(item[key], kind) : undefined;
      if (!parts) continue;
      add(this.#byParts, JSON.stringify(parts), index);
      for (const text of spoken(parts, kind)) add(this.#byText, text, index);
    }
  }

  /** The item's index; `undefined` when there is none, or more than one. */
  find(name: QualifiedName): number | undefined {
    if (name.raw === undefined) return single(this.#byText.get(name.text));
    const parts = nameParts(name.raw, this.#kind);
    return parts && single(this.#byParts.get(JSON.stringify(parts)));
  }
}

/** The server leaves the default schema out, or prints it, by version and backend. */
function spoken(parts: readonly string[], kind: string): readonly string[] {
  const full = parts.join('.');
  const isDefault = parts.length > 1 && parts[0] === DEFAULT_SCHEMA[kind];
  return isDefault ? [full, parts.slice(1).join('.')] : [full];
}

function add(index: Map<string, number[]>, key: string, value: number): void {
  const known = index.get(key);
  if (known) known.push(value);
  else index.set(key, [value]);
}

function single(indices: readonly number[] | undefined): number | undefined {
  return indices?.length === 1 ? indices[0] : undefined;
}
