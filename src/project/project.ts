import { extname } from 'node:path';
import type { Identity, Location } from '../report/model.js';
import { buildMetadata } from './build.js';
import { Documents } from './documents.js';
import { ProjectFiles } from './files.js';
import { findMetadata, findRoot, resolveProject } from './find.js';
import { MetadataObjects } from './objects.js';
import { Origins } from './origins.js';
import { parseJsonPath } from './path.js';
import { loadYaml } from './yaml.js';

export { ProjectError } from './error.js';

/** The repository's metadata: what the server is to get, and where each part of it stands. */
export interface Project {
  /** What `replace_metadata` takes as `args.metadata`. */
  readonly metadata: Record<string, unknown>;
  /** Where an object stands; `undefined` where that is not certain. Parses files when asked. */
  locate(identity: Identity): Location | undefined;
  /** Where one of the server's JSON paths leads, or the deepest node on it that exists. */
  locatePath(jsonPath: string): Location | undefined;
}

/** Where a project lies, and how its files are to be named. */
export interface ProjectOptions {
  /** Where relative paths count from: the runner's workspace. */
  readonly workspace: string;
  /** The repository's root; found by its `.git` when it is not given. */
  readonly root?: string;
}

/**
 * Reads a Hasura project, a metadata directory or a file of metadata; throws a `ProjectError` that
 * names the file, the line and the column when it cannot be read in full.
 */
export async function loadProject(path: string, options: ProjectOptions): Promise<Project> {
  const project = resolveProject(path, options.workspace);
  const root = options.root ?? findRoot(project, options.workspace);
  const yaml = extname(project).toLowerCase() === '.json' ? undefined : await loadYaml();
  const documents = new Documents(new ProjectFiles(root), yaml);
  const origins = new Origins();
  const found = findMetadata(project, documents, root);
  const metadata = await buildMetadata(found, documents, origins);
  const objects = new MetadataObjects(metadata);
  return {
    metadata,
    locate(identity) {
      const way = objects.find(identity);
      return way && origins.locate(metadata, way, documents, true);
    },
    locatePath(jsonPath) {
      const way = parseJsonPath(jsonPath);
      return way && origins.locate(metadata, way, documents, false);
    },
  };
}
