import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { asText, isRecord } from '../lib/json.js';
import type { Documents } from './documents.js';
import { foldersIn, isWithin, type ProjectFiles } from './files.js';
import { SIGNS_OF_METADATA } from './layout.js';
import { ProjectError, unexpected } from './places.js';

const CONFIG = 'config.yaml';
const METADATA_FILE_ENDINGS = ['.json', '.yaml', '.yml'];

/** Where a project's metadata is. */
export interface Found {
  readonly path: string;
  /** The version of the project's config, for a directory; `undefined` for a single file. */
  readonly version?: 2 | 3;
  /** Where its migrations are, if they are in a directory for each database. */
  readonly migrations?: string;
}

/** The absolute path of a project as the user points at it; an error when there is none. */
export function resolveProject(path: string, workspace: string): string {
  const absolute = resolve(workspace, path);
  if (!existsSync(absolute)) {
    throw new ProjectError(
      `Project path not found: ${path}. The path is relative to the workspace. Check out the repository in an earlier step.`,
    );
  }
  const isConfig = basename(absolute) === CONFIG && statSync(absolute).isFile();
  return isConfig ? dirname(absolute) : absolute;
}

/**
 * The directory that the names of files in annotations count from, free of symbolic links: that of
 * the repository which holds the project, or the workspace in which that lies.
 */
export function findRoot(project: string, workspace: string): string {
  const start = realpathSync.native(statSync(project).isDirectory() ? project : dirname(project));
  const limit = realpathSync.native(workspace);
  for (let directory = start; ; directory = dirname(directory)) {
    if (directory === limit || existsSync(join(directory, '.git'))) return directory;
    if (directory === dirname(directory)) return start;
  }
}

/** Finds the metadata of a project, a metadata directory or a file, and admits what it may read. */
export function findMetadata(project: string, documents: Documents, root: string): Found {
  const { files } = documents;
  if (!statSync(project).isDirectory()) return metadataFile(project, files);
  files.admit(project);
  const config = join(project, CONFIG);
  if (files.exists(config)) return findByConfig(config, documents, root);
  if (!SIGNS_OF_METADATA.some((name) => files.exists(join(project, name)))) {
    throw noMetadata(project, files);
  }
  return { path: project, version: files.exists(join(project, 'tables.yaml')) ? 2 : 3 };
}

function metadataFile(path: string, files: ProjectFiles): Found {
  files.admit(dirname(path));
  if (METADATA_FILE_ENDINGS.includes(extname(path).toLowerCase())) return { path };
  throw new ProjectError(
    `${files.nameOf(path)} is not a metadata file. Expected a name that ends in ${METADATA_FILE_ENDINGS.join(', ')}.`,
  );
}

function findByConfig(file: string, documents: Documents, root: string): Found {
  const { files } = documents;
  const config = documents.open(file).value ?? {};
  if (!isRecord(config)) throw unexpected('a map of settings', config, { file, pointer: [] });
  const version = configVersion(config['version'], file);
  const isFile = typeof config['metadata_file'] === 'string' && config['metadata_file'] !== '';
  const key = isFile ? 'metadata_file' : 'metadata_directory';
  const place = { file, pointer: [key] };
  const value = config[key] ?? 'metadata';
  if (typeof value !== 'string') throw unexpected('a path', value, place);
  const target = join(dirname(file), value);
  if (!existsSync(target)) {
    throw new ProjectError(
      `Metadata not found: ${files.nameOf(target)}, which is the ${key} of this project. Create it by hasura metadata export.`,
      place,
    );
  }
  const home = isFile ? dirname(target) : target;
  if (!isWithin(root, realpathSync.native(home))) {
    throw new ProjectError(`${value} is outside of the repository.`, place);
  }
  if (isFile) return metadataFile(target, files);
  if (!statSync(target).isDirectory()) {
    throw new ProjectError(`${value} is not a directory.`, place);
  }
  files.admit(target);
  const migrations = join(dirname(file), asText(config['migrations_directory']) ?? 'migrations');
  const hasMigrations =
    version === 3 && existsSync(migrations) && isWithin(root, realpathSync.native(migrations));
  return { path: target, version, ...(hasMigrations && { migrations }) };
}

function configVersion(value: unknown, file: string): 2 | 3 {
  const version = Number(value ?? 1);
  if (version === 2 || version === 3) return version;
  throw new ProjectError(
    version === 1
      ? 'This project has config version 1, which has migrations and no metadata directory. Upgrade it by hasura scripts update-project-v2 and update-project-v3, or point at a metadata directory or file.'
      : `Unknown config version ${String(value)}. Supported are 2 and 3.`,
    { file, pointer: ['version'] },
  );
}

function noMetadata(project: string, files: ProjectFiles): ProjectError {
  const better = foldersIn(project).find((name) =>
    [CONFIG, 'version.yaml', 'databases'].some((sign) => files.exists(join(project, name, sign))),
  );
  const hint = better
    ? `Did you mean ${files.nameOf(join(project, better))}?`
    : 'Point at the directory of config.yaml, at the metadata directory, or at a metadata file.';
  return new ProjectError(
    `No metadata found in ${files.nameOf(project)}: it has neither ${CONFIG} nor version.yaml, databases or another file of a metadata directory. ${hint}`,
  );
}
