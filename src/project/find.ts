import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { isRecord } from '../lib/narrow.js';
import type { Documents } from './documents.js';
import { ProjectError } from './error.js';
import { isWithin, type ProjectFiles } from './files.js';
import { SIGNS_OF_METADATA } from './layout.js';

const CONFIG = 'config.yaml';
const METADATA_FILE_ENDINGS = ['.json', '.yaml', '.yml'];

/** Where a project's metadata stands. */
export type Found =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'directory'; readonly path: string; readonly version: 2 | 3 };

/** A project as the user points at it, made an absolute path; an error when there is none. */
export function resolveProject(path: string, workspace: string): string {
  const absolute = resolve(workspace, path);
  if (existsSync(absolute)) {
    const isConfig = basename(absolute) === CONFIG && statSync(absolute).isFile();
    return isConfig ? dirname(absolute) : absolute;
  }
  throw new ProjectError(
    `There is nothing at ${path}, where the project is to be. The path counts from the workspace, and the repository must be checked out by an earlier step.`,
  );
}

/**
 * The directory that the names of files in annotations count from, free of symbolic links: that of
 * the repository which holds the project, if it lies within the workspace, else the workspace.
 */
export function findRoot(project: string, workspace: string): string {
  const start = realpathSync.native(statSync(project).isDirectory() ? project : dirname(project));
  const limit = realpathSync.native(workspace);
  const within = isWithin(limit, start);
  for (let directory = start; ; directory = dirname(directory)) {
    if (existsSync(join(directory, '.git'))) return directory;
    if (within ? directory === limit : directory === dirname(directory)) break;
  }
  return within ? limit : start;
}

/** Finds the metadata of a project, a metadata directory or a file, and admits what it may read. */
export async function findMetadata(
  project: string,
  documents: Documents,
  root: string,
): Promise<Found> {
  const { files } = documents;
  if (!statSync(project).isDirectory()) {
    files.admit(dirname(project));
    return metadataFile(project, files);
  }
  files.admit(project);
  const config = join(project, CONFIG);
  if (files.exists(config)) return byConfig(config, documents, root);
  if (SIGNS_OF_METADATA.some((name) => files.exists(join(project, name)))) {
    const version = files.exists(join(project, 'tables.yaml')) ? 2 : 3;
    return { kind: 'directory', path: project, version };
  }
  throw noMetadata(project, files);
}

function metadataFile(path: string, files: ProjectFiles): Found {
  if (METADATA_FILE_ENDINGS.includes(extname(path).toLowerCase())) return { kind: 'file', path };
  const endings = METADATA_FILE_ENDINGS.join(', ');
  throw new ProjectError(
    `${files.nameOf(path)} is no metadata file by its name, which would end in one of ${endings}.`,
  );
}

async function byConfig(path: string, documents: Documents, root: string): Promise<Found> {
  const { files } = documents;
  await documents.loadParser(path);
  files.realPath(path);
  const config = documents.open(path).value ?? {};
  if (!isRecord(config)) throw error(documents, path, [], 'A map belongs here, the configuration.');
  const version = configVersion(config['version'], path, documents);
  const key = nonEmpty(config['metadata_file']) ? 'metadata_file' : 'metadata_directory';
  const value = config[key] ?? 'metadata';
  if (typeof value !== 'string') throw error(documents, path, [key], 'A path belongs here.');
  const target = join(dirname(path), value);
  if (!files.exists(target)) {
    const what = `There is nothing at ${files.nameOf(target)}, where ${key} says that the metadata is.`;
    throw error(documents, path, [key], `${what} The CLI puts it there by hasura metadata export.`);
  }
  const home = key === 'metadata_file' ? dirname(target) : target;
  if (!isWithin(root, realpathSync.native(home))) {
    throw error(documents, path, [key], `${value} leads out of the repository.`);
  }
  files.admit(home);
  if (key === 'metadata_file') return metadataFile(target, files);
  if (!statSync(target).isDirectory()) {
    throw error(documents, path, [key], `${value} is no directory.`);
  }
  return { kind: 'directory', path: target, version };
}

function configVersion(value: unknown, path: string, documents: Documents): 2 | 3 {
  const version = Number(value ?? 1);
  if (version === 2 || version === 3) return version;
  const upgrade =
    'This project has config version 1, which keeps no metadata directory, only migrations. Upgrade it by hasura scripts update-project-v2 and update-project-v3, or point at a metadata directory or file.';
  throw error(
    documents,
    path,
    ['version'],
    version === 1 ? upgrade : `Config version ${String(value)} is unknown here: 2 and 3 are known.`,
  );
}

function noMetadata(project: string, files: ProjectFiles): ProjectError {
  const inside = readdirSync(project, { withFileTypes: true });
  const better = inside
    .filter((entry) => entry.isDirectory())
    .find(({ name }) =>
      [CONFIG, 'version.yaml', 'databases'].some((sign) => files.exists(join(project, name, sign))),
    );
  const hint = better
    ? ` Is ${files.nameOf(join(project, better.name))} meant?`
    : ' Point at the directory of config.yaml, at the metadata directory, or at a file of metadata.';
  return new ProjectError(
    `${files.nameOf(project)} holds no metadata: neither ${CONFIG} nor version.yaml, databases or any other file of a metadata directory is in it.${hint}`,
  );
}

function nonEmpty(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function error(
  documents: Documents,
  path: string,
  at: readonly string[],
  message: string,
): ProjectError {
  return new ProjectError(message, documents.locate(path, at));
}
