import { readdirSync, readFileSync } from 'node:fs';
import type { Json } from './calling.js';

const folder = new URL('../__fixtures__/recorded/', import.meta.url);

/** One entry of a recording: a call and its answer, an event between calls, or a look at a database. */
export interface Exchange {
  readonly step?: string;
  readonly request?: {
    readonly method: string;
    readonly path: string;
    readonly headers?: Record<string, string>;
    readonly body?: Json;
  };
  readonly response?: { readonly status: number; readonly body?: Json; readonly text?: string };
  readonly event?: 'sql' | 'remote schema up' | 'remote schema down';
  readonly sql?: string;
  readonly url?: string;
  readonly sdl?: string;
  readonly sqlTriggers?: readonly string[];
  readonly hdbCatalogExists?: boolean;
  readonly version?: number;
  readonly triggers?: number;
}

/** The recordings, by file, such as `v2.36.0/errors.json`. */
export const RECORDINGS: readonly string[] = readdirSync(folder, { recursive: true })
  .map((file) => String(file).replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.json'))
  .sort();

/** The exchanges of a recording, in their order. */
export function exchangesIn(file: string): readonly Exchange[] {
  const { exchanges } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  return exchanges.map(({ sqlTriggers, ...exchange }: Json) => ({
    ...exchange,
    // Some lists have the heading of psql's table.
    ...(sqlTriggers && {
      sqlTriggers: sqlTriggers.flat().filter((name: string) => name !== 'tgname'),
    }),
  }));
}

/** What the stand-in cannot do like a real server. */
export interface Exception {
  readonly file: string;
  readonly step: string;
  readonly reason: string;
  /** The part of texts that is different; without it, the whole answer may be. */
  readonly cut?: RegExp;
}

const OLD = 'v2.36.0';
const INSERTS = ['x', 'y'].flatMap((value) => [
  `INSERT INTO articles (title) VALUES ('${value}')`,
  `INSERT INTO authors (name) VALUES ('${value}')`,
]);
const BULK = [
  'bulk with a command that fails',
  'bulk, consistent, then a command that fails',
  'bulk_keep_going',
];

/** Everything in the recordings that the stand-in does not do. */
export const EXCEPTIONS: readonly Exception[] = [
  ...allOf(
    'The stand-in does not print the types that a server generates.',
    ['actions-and-types.json', `${OLD}/actions-and-types.json`],
    ['type clash with a table'],
    / The definition at .*/s,
  ),
  ...allOf(
    'The stand-in does not print the types that a server generates.',
    ['conflicting-remote-schemas.json', `${OLD}/conflicting-remote-schemas.json`],
    ['type name against a table'],
    / The definition at .*/s,
  ),
  ...allOf(
    'The stand-in writes no bodies of SQL functions.',
    ['strict-removes-source.json'],
    ['reload recreating'],
    /(?<=RETURNS trigger)\n.*/s,
  ),
  ...allOf(
    'Which of two remote schemas is listed depends on the order of a hash map.',
    [`${OLD}/conflicting-remote-schemas.json`],
    ['refused', 'stored', 'reload'],
  ),
  ...allOf('The stand-in has no bulk calls: the action sends none.', ['dry-run.json'], BULK),
  ...allOf(
    'The stand-in has only /v1/metadata.',
    ['errors.json', `${OLD}/errors.json`],
    ['v1 query reload'],
  ),
  ...allOf('The stand-in runs no SQL.', ['refusal-moves-event-trigger.json'], INSERTS),
  ...allOf('The stand-in runs no SQL.', ['refusal-leaves-traces.json'], ['events recorded for it']),
];

function allOf(reason: string, files: string[], steps: string[], cut?: RegExp): Exception[] {
  return files.flatMap((file) =>
    steps.map((step) => ({ file, step, reason, ...(cut && { cut }) })),
  );
}
