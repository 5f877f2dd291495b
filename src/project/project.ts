import type { Identity, Location } from '../model/report.js';
import { buildMetadata } from './build.js';
import { Documents } from './documents.js';
import { ProjectFiles } from './files.js';
import { type Found, findMetadata, findRoot, resolveProject } from './find.js';
import { addLate, Troubles } from './late.js';
import { MetadataObjects } from './objects.js';
import { Origins } from './origins.js';
import { type Path, parseJsonPath } from './path.js';
import { type Metadata, MetadataReader } from './reader.js';

export { ProjectError } from './error.js';

/** Where a project lies, and how its files are to be named. */
export interface ProjectOptions {
  /** Where relative paths count from: the runner's workspace. */
  readonly workspace: string;
  /** The repository's root; found by its `.git` when it is not given. */
  readonly root?: string;
}

/**
 * Finds a Hasura project, a metadata directory or a file of metadata, and parses none of it but its
 * configuration; throws a `ProjectError` when there is nothing, or nothing that can be read.
 */
export async function openProject(path: string, options: ProjectOptions): Promise<Project> {
  const project = resolveProject(path, options.workspace);
  const root = options.root ?? findRoot(project, options.workspace);
  const documents = new Documents(new ProjectFiles(root));
  return new Project(await findMetadata(project, documents, root), documents);
}

/** Metadata in which objects are looked for; actions take a parser of their own. */
interface Searched {
  readonly metadata: Metadata;
  readonly objects: MetadataObjects;
  readonly addActions: () => Promise<void>;
}

/** The repository's metadata: what the server is to get, and where each part of it stands. */
export class Project {
  readonly #found: Found;
  readonly #documents: Documents;
  readonly #origins = new Origins();
  readonly #troubles = new Troubles();
  #metadata: Promise<Metadata> | undefined;
  #searched: Promise<Searched> | undefined;

  constructor(found: Found, documents: Documents) {
    this.#found = found;
    this.#documents = documents;
  }

  /** What kept objects from being located, each once and in sentences. */
  get troubles(): readonly string[] {
    return this.#troubles.messages;
  }

  /**
   * Reads all of it, once, into what `replace_metadata` takes as `args.metadata`; throws a
   * `ProjectError` that names the file, the line and the column when it cannot be read in full.
   */
  build(): Promise<Metadata> {
    this.#metadata ??= this.#build();
    return this.#metadata;
  }

  /**
   * Where an object stands; `undefined` where that is not certain. Parses the files that it takes,
   * unless they are parsed already; what is wrong with one is among the troubles, and no error.
   */
  locate(identity: Identity): Promise<Location | undefined> {
    const inActions = TYPES_IN_ACTIONS.includes(identity.type);
    return this.#locate(inActions, true, ({ objects }) => objects.find(identity));
  }

  /** Where one of the server's JSON paths leads, or the deepest node on it that exists. */
  async locatePath(jsonPath: string): Promise<Location | undefined> {
    const way = parseJsonPath(jsonPath);
    if (!way) return undefined;
    return this.#locate(KEYS_OF_ACTIONS.includes(String(way[0])), false, () => way);
  }

  async #build(): Promise<Metadata> {
    await this.#documents.loadParser(this.#found.path);
    const metadata = await buildMetadata(this.#found, this.#documents, this.#origins);
    const objects = new MetadataObjects(metadata);
    this.#searched = Promise.resolve({ metadata, objects, addActions: async () => {} });
    return metadata;
  }

  async #locate(
    inActions: boolean,
    exact: boolean,
    wayIn: (searched: Searched) => Path | undefined,
  ): Promise<Location | undefined> {
    try {
      this.#searched ??= this.#search();
      const searched = await this.#searched;
      if (inActions) await searched.addActions();
      const way = wayIn(searched);
      return way && this.#origins.locate(searched.metadata, way, this.#documents, exact);
    } catch (error) {
      this.#troubles.note(error);
      return undefined;
    }
  }

  /** The same metadata, each part of which is read when somebody looks for something in it. */
  async #search(): Promise<Searched> {
    await this.#documents.loadParser(this.#found.path);
    const reader = new MetadataReader(this.#found, this.#documents, this.#origins, this.#troubles);
    const metadata = this.#found.kind === 'file' ? reader.file() : reader.empty();
    for (const file of reader.parts) {
      addLate(
        metadata,
        file.key,
        this.#troubles.orNothing(() => reader.part(file)),
      );
    }
    let actions: Promise<void> | undefined;
    const addActions = () => {
      actions ??= reader.actions().then((found) => void Object.assign(metadata, found));
      return actions;
    };
    return { metadata, objects: new MetadataObjects(metadata), addActions };
  }
}

const TYPES_IN_ACTIONS = ['action', 'action_permission', 'custom_types'];
const KEYS_OF_ACTIONS = ['actions', 'custom_types'];
