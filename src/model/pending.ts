import { namedIn } from './readable.js';
import type { InconsistentObject } from './report.js';

/** A migration of the project. */
export interface Migration {
  readonly database: string;
  /** The number before the first `_` of its folder's name. */
  readonly version: string;
  /** `default/1700000000002_add_email`. */
  readonly name: string;
  /** Reads its `up.sql`; empty if there is none. */
  readonly sql: () => string;
}

/**
 * The migrations that have not run. `migrated` has the versions of those that have, by the name of
 * their database.
 */
export function pendingOf(
  migrations: readonly Migration[],
  migrated: ReadonlyMap<string, ReadonlySet<string>>,
): Migration[] {
  return migrations.filter(
    ({ database, version }) => !(migrated.get(database)?.has(version) ?? false),
  );
}

/** The same objects; with the first pending migration that creates what one of them misses. */
export function withPendingMigrations(
  objects: readonly InconsistentObject[],
  pending: readonly Migration[],
): InconsistentObject[] {
  const statements = pending.map(({ name, sql }) => ({
    name,
    statements: sql()
      .split(';')
      .filter((statement) => CREATES.test(statement)),
  }));
  return objects.map((object) => {
    const creating = statements.find(({ statements }) =>
      statements.some((statement) => createsWhatIsMissing(statement, object)),
    );
    return creating ? { ...object, pendingMigration: creating.name } : object;
  });
}

const CREATES = /\b(?:create|add|rename)\b/i;

function createsWhatIsMissing(statement: string, object: InconsistentObject): boolean {
  const missing = namedIn(object).map(lastPart);
  const { table } = object.identity;
  // Many tables have columns of the same name.
  const isOfTable =
    !object.type.endsWith('_permission') || !table || has(statement, lastPart(table.text));
  return isOfTable && missing.some((name) => has(statement, name));
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Whether a name occurs as a word of its own; names may have any characters. */
function has(statement: string, name: string): boolean {
  if (name === '') return false;
  const word = /\w/;
  for (let at = statement.indexOf(name); at >= 0; at = statement.indexOf(name, at + 1)) {
    const [before = '', after = ''] = [statement[at - 1], statement[at + name.length]];
    if (!word.test(before) && !word.test(after)) return true;
  }
  return false;
}
