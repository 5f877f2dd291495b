import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Migration } from '../model/pending.js';

/** Longer scripts load data, and are not searched. */
const CHARACTERS_MAX = 1_000_000;

/**
 * The migrations of a project with config version 3, `<database>/<version>_<name>/up.sql`, the oldest
 * first. What cannot be read is left out, since only hints depend on it.
 */
export function readMigrations(directory: string): Migration[] {
  const found = foldersIn(directory).flatMap((database) =>
    foldersIn(join(directory, database)).flatMap((folder) => {
      const version = /^\d+(?=_|$)/.exec(folder)?.[0];
      if (version === undefined) return [];
      const path = join(directory, database, folder, 'up.sql');
      return [{ database, version, name: `${database}/${folder}`, sql: () => readSql(path) }];
    }),
  );
  return found.sort((a, b) => Number(a.version) - Number(b.version));
}

function foldersIn(directory: string): string[] {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}

function readSql(path: string): string {
  try {
    return readFileSync(path, 'utf8').slice(0, CHARACTERS_MAX);
  } catch {
    return '';
  }
}
