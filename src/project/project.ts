import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Migration } from '../model/pending.js';
import type { Identity, Location } from '../model/report.js';
import { Documents } from './documents.js';
import { ProjectFiles } from './files.js';
import { findMetadata, findRoot, resolveProject } from './find.js';
import { MetadataObjects, topKeysOf } from './objects.js';
import { type Path, ProjectError, parseJsonPath, SourceMap } from './places.js';
import { KEYS_OF_ACTIONS, type Metadata, MetadataReader } from './reader.js';

export type { Metadata } from './reader.js';

/** Where a project is, and how its files are to be named. */
export interface ProjectOptions {
  /** Relative paths start here: the runner's workspace. */
  readonly workspace: string;
  /** The repository's root; found by its `.git` when it is not given. */
  readonly root?: string;
}

/** What an attempt to read a project comes to. */
export type ProjectOutcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ProjectProblem };

/** Why a project cannot be read, and how to fix it. */
export interface ProjectProblem {
  /** Begins with `file:line:column: ` when there is a location. */
  readonly message: string;
  readonly location?: Location;
}

/**
 * Finds a Hasura project, a metadata directory or a metadata file. Parses nothing but the project's
 * configuration.
 */
export async function openProject(
  path: string,
  options: ProjectOptions,
): Promise<ProjectOutcome<Project>> {
  let documents: Documents | undefined;
  try {
    const project = resolveProject(path, options.workspace);
    const root = options.root ?? findRoot(project, options.workspace);
    documents = new Documents(new ProjectFiles(root));
    const found = await findMetadata(project, documents, root);
    await documents.loadParser(found.path);
    const sources = new SourceMap();
    const reader = new MetadataReader(found, documents, sources);
    const migrations = found.kind === 'directory' ? found.migrations : undefined;
    return { ok: true, value: new Project(documents, sources, reader, migrations) };
  } catch (error) {
    return { ok: false, problem: await problemOf(error, documents) };
  }
}

/** Metadata in which objects are looked for. */
interface Searched {
  readonly metadata: Metadata;
  readonly objects: MetadataObjects;
}

/** The repository's metadata: what the server is to get, and where each part of it is. */
export class Project {
  readonly #documents: Documents;
  readonly #sources: SourceMap;
  readonly #reader: MetadataReader;
  readonly #migrations: string | undefined;
  readonly #errors: unknown[] = [];
  readonly #unreadable = new Set<string>();
  #built: Promise<ProjectOutcome<Metadata>> | undefined;
  #searched: Searched | undefined;

  constructor(
    documents: Documents,
    sources: SourceMap,
    reader: MetadataReader,
    migrations: string | undefined,
  ) {
    this.#migrations = migrations;
    this.#documents = documents;
    this.#sources = sources;
    this.#reader = reader;
  }

  /** What kept objects from being located so far, each once and in sentences. */
  get unreadable(): readonly string[] {
    return [...this.#unreadable];
  }

  /** Reads all of the metadata, once, into what `replace_metadata` takes as `args.metadata`. */
  build(): Promise<ProjectOutcome<Metadata>> {
    this.#built ??= this.#build();
    return this.#built;
  }

  /** The project's migrations, the oldest first; empty if it has none. */
  migrations(): Migration[] {
    return this.#migrations === undefined ? [] : readMigrations(this.#migrations);
  }

  /**
   * Where an object is; `undefined` when that is not certain. Parses the files that it takes,
   * unless they are parsed already; what is wrong with one is added to `unreadable`.
   */
  locate(identity: Identity): Promise<Location | undefined> {
    return this.#locate(topKeysOf(identity.type), true, ({ objects }) => objects.find(identity));
  }

  /** Where the first of the words is within an object, and the object itself if none is there. */
  locateWithin(identity: Identity, words: readonly string[]): Promise<Location | undefined> {
    return this.#locate(
      topKeysOf(identity.type),
      true,
      ({ objects }) => objects.findWithin(identity, words) ?? objects.find(identity),
    );
  }

  /** Where a path from the top of the metadata leads; unless `exact`, to the deepest node on it. */
  locatePath(path: Path, exact = false): Promise<Location | undefined> {
    return this.#locate([path[0]], exact, () => path);
  }

  /** The line of what a server refuses metadata for, if its answer has a path such as `$.args.metadata.sources[0]`. */
  async locateRefusal(jsonPath = ''): Promise<Location | undefined> {
    const path = parseJsonPath(jsonPath);
    // Without a step, it is about the metadata as a whole, which has no line.
    return path?.length ? this.locatePath(path) : undefined;
  }

  async #build(): Promise<ProjectOutcome<Metadata>> {
    try {
      const metadata = await this.#reader.readAll();
      this.#searched = { metadata, objects: new MetadataObjects(metadata) };
      return { ok: true, value: metadata };
    } catch (error) {
      return { ok: false, problem: await problemOf(error, this.#documents) };
    }
  }

  async #locate(
    topKeys: readonly unknown[],
    exact: boolean,
    find: (searched: Searched) => Path | undefined,
  ): Promise<Location | undefined> {
    if (KEYS_OF_ACTIONS.some((key) => topKeys.includes(key))) await this.#reader.loadSdlParser();
    let location: Location | undefined;
    try {
      this.#searched ??= this.#search();
      const path = find(this.#searched);
      const place = path && this.#sources.placeOf(this.#searched.metadata, path);
      location = await this.#documents.locate(place, exact);
    } catch (error) {
      this.#errors.push(error);
    }
    for (const error of this.#errors.splice(0)) {
      this.#unreadable.add((await problemOf(error, this.#documents)).message);
    }
    return location;
  }

  #search(): Searched {
    const metadata = this.#reader.readLazily((error) => this.#errors.push(error));
    return { metadata, objects: new MetadataObjects(metadata) };
  }
}

/** An error of this folder as a value; any other is a bug, and thrown on. */
async function problemOf(
  error: unknown,
  documents: Documents | undefined,
): Promise<ProjectProblem> {
  if (!(error instanceof ProjectError)) throw error;
  const location = await documents?.locate(error.place, false);
  if (!location) return { message: error.message };
  const { file, line, column } = location;
  return { message: `${file}:${line}:${column}: ${error.message}`, location };
}

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
