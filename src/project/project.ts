import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Migration } from '../model/pending.js';
import type { Identity, Location } from '../model/report.js';
import { Documents, isJson } from './documents.js';
import { foldersIn, ProjectFiles } from './files.js';
import { type Found, findMetadata, findRoot, resolveProject } from './find.js';
import { MetadataObjects, topKeyOf } from './objects.js';
import { loadYamlParser, parseJson } from './parsers.js';
import { type Path, ProjectError, parseJsonPath } from './places.js';
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
type ProjectOutcome<T> =
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
    const isJsonFile = isJson(project) && statSync(project).isFile();
    const parse = isJsonFile ? parseJson : await loadYamlParser();
    documents = new Documents(new ProjectFiles(root), parse);
    const found = findMetadata(project, documents, root);
    return { ok: true, value: new Project(found, documents) };
  } catch (error) {
    return { ok: false, problem: await problemOf(error, documents) };
  }
}

/** The repository's metadata: what the server is to get, and where each part of it is. */
export class Project {
  readonly #found: Found;
  readonly #documents: Documents;
  readonly #reader: MetadataReader;
  readonly #errors: unknown[] = [];
  readonly #unreadable = new Set<string>();
  #built: Promise<ProjectOutcome<Metadata>> | undefined;
  #objects: MetadataObjects | undefined;

  constructor(found: Found, documents: Documents) {
    this.#found = found;
    this.#documents = documents;
    this.#reader = new MetadataReader(found, documents);
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
    const { migrations } = this.#found;
    return migrations === undefined ? [] : readMigrations(migrations);
  }

  /**
   * Where an object is; `undefined` when that is not certain. Parses the files that it takes,
   * unless they are parsed already; what is wrong with one is added to `unreadable`.
   */
  locate(identity: Identity): Promise<Location | undefined> {
    return this.locateWithin(identity);
  }

  /** Where the first of the words is within an object, and the object itself if none is there. */
  locateWithin(identity: Identity, words?: readonly string[]): Promise<Location | undefined> {
    const find = (objects: MetadataObjects) => objects.find(identity, words);
    return this.#locate(topKeyOf(identity.type), true, find);
  }

  /** Where a path from the top of the metadata leads: to the deepest node on it. */
  locatePath(path: Path): Promise<Location | undefined> {
    return this.#locate(path[0], false, () => path);
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
      this.#objects = new MetadataObjects(metadata);
      return { ok: true, value: metadata };
    } catch (error) {
      return { ok: false, problem: await problemOf(error, this.#documents) };
    }
  }

  async #locate(
    topKey: unknown,
    exact: boolean,
    find: (objects: MetadataObjects) => Path | undefined,
  ): Promise<Location | undefined> {
    if (KEYS_OF_ACTIONS.some((key) => key === topKey)) await this.#reader.loadSdlParser();
    let location: Location | undefined;
    try {
      this.#objects ??= new MetadataObjects(
        this.#reader.readLazily((error) => this.#errors.push(error)),
      );
      const path = find(this.#objects);
      const place = path && this.#documents.sources.placeOf(this.#objects.metadata, path);
      location = await this.#documents.locate(place, exact);
    } catch (error) {
      this.#errors.push(error);
    }
    for (const error of this.#errors.splice(0)) {
      this.#unreadable.add((await problemOf(error, this.#documents)).message);
    }
    return location;
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
function readMigrations(directory: string): Migration[] {
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

function readSql(path: string): string {
  try {
    return readFileSync(path, 'utf8').slice(0, CHARACTERS_MAX);
  } catch {
    return '';
  }
}
