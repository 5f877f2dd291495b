import { join } from 'node:path';
import { buildActions } from './actions.js';
import type { Document, Documents } from './documents.js';
import { ProjectError } from './error.js';
import type { Found } from './find.js';
import { Includes } from './include.js';
import {
  ACTIONS_SDL,
  ACTIONS_YAML,
  METADATA_FILES,
  type MetadataFile,
  VERSION_YAML,
} from './layout.js';
import { isRecord } from './narrow.js';
import type { Origins } from './origins.js';
import type { Path } from './path.js';
import { assertFiniteSize } from './size.js';

/** What a project is made into: what `replace_metadata` is to get. */
export type Metadata = Record<string, unknown>;

/** Makes the metadata of what was found, all of it or none: whatever cannot be read is an error. */
export async function buildMetadata(
  found: Found,
  documents: Documents,
  origins: Origins,
): Promise<Metadata> {
  const metadata =
    found.kind === 'file'
      ? ofFile(found.path, documents, origins)
      : await ofDirectory(found.path, found.version, documents, origins);
  checkVersion(metadata, origins, documents);
  if (Object.entries(metadata).every(isEmptyOrVersion)) {
    throw new ProjectError(
      `${documents.files.nameOf(found.path)} holds no metadata at all. Applying it would take everything off the server, so that it is not done. Has it been checked out, or exported, in full?`,
    );
  }
  return metadata;
}

function ofFile(path: string, documents: Documents, origins: Origins): Metadata {
  const document = openInside(path, documents);
  const value = new Includes(documents, origins).resolve(document, nowhere);
  if (value === undefined || value === null) {
    throw new ProjectError(`${documents.files.nameOf(path)} is empty, where metadata is to be.`);
  }
  if (!isRecord(value)) throw misshapen(document, [], 'A map belongs here, metadata', documents);
  // The answer to export_metadata in version 2 wraps the metadata up.
  const wrapped = 'metadata' in value && !('version' in value);
  const inner = wrapped ? value['metadata'] : value;
  const at = wrapped ? ['metadata'] : [];
  if (!isRecord(inner)) throw misshapen(document, at, 'A map belongs here, metadata', documents);
  origins.note(inner, { path, at });
  return inner;
}

async function ofDirectory(
  directory: string,
  version: 2 | 3,
  documents: Documents,
  origins: Origins,
): Promise<Metadata> {
  const metadata: Metadata = {};
  const includes = new Includes(documents, origins);
  const at = (file: string) => join(directory, file);
  const read = (file: MetadataFile): unknown => {
    if (!documents.files.exists(at(file.file))) return undefined;
    const document = openInside(at(file.file), documents);
    const value = includes.resolve(document, placesOfIncludes(file.key));
    return shaped(value, file, document, documents);
  };

  const number = version === 2 ? 2 : read({ file: VERSION_YAML, key: 'version', shape: 'map' });
  if (isRecord(number)) {
    metadata['version'] = number['version'];
    origins.note(metadata, { path: at(VERSION_YAML), at: [], only: 'version' });
  } else if (number !== undefined) metadata['version'] = number;

  for (const file of METADATA_FILES[version]) {
    const value = read(file);
    if (value === undefined) continue;
    metadata[file.key] = value;
    origins.note(value, { path: at(file.file), at: [] });
  }
  if ([ACTIONS_SDL, ACTIONS_YAML].every((file) => documents.files.exists(at(file)))) {
    const yaml = read({ file: ACTIONS_YAML, key: 'actions', shape: 'map' }) ?? {};
    if (isRecord(yaml)) {
      Object.assign(metadata, await buildActions(directory, yaml, documents, origins));
    }
  }
  if (includes.shared) assertFiniteSize(metadata, undefined);
  return metadata;
}

function isEmptyOrVersion([key, value]: [string, unknown]): boolean {
  return key === 'version' || value === null || (Array.isArray(value) && value.length === 0);
}

function openInside(path: string, documents: Documents): Document {
  documents.files.realPath(path);
  return documents.open(path);
}

const nowhere = () => false;

/** Where a file may include others: in a source's tables and functions. */
function placesOfIncludes(key: string): (path: Path) => boolean {
  if (key === 'tables' || key === 'functions') return () => true;
  if (key !== 'sources') return nowhere;
  return (path) => path[1] === 'tables' || path[1] === 'functions';
}

/** A file's value, `undefined` when it is empty; an error when it is of the wrong shape. */
function shaped(
  value: unknown,
  file: MetadataFile,
  document: Document,
  documents: Documents,
): unknown {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && value.length === 0) return undefined;
  if (file.shape === 'list' ? Array.isArray(value) : isRecord(value)) return value;
  const found = Array.isArray(value) ? 'a list' : isRecord(value) ? 'a map' : 'a single value';
  const wanted = file.shape === 'list' ? 'a list' : 'a map';
  const what = `This is ${found}, where ${wanted} belongs, the ${file.key} of the metadata`;
  throw misshapen(document, [], what, documents);
}

function misshapen(document: Document, at: Path, what: string, documents: Documents): ProjectError {
  return new ProjectError(`${what}.`, documents.locate(document.path, at));
}

/**
 * The server takes metadata without a version for version 1, of which it ignores the sources and
 * drops every database but one: whoever has sources means version 3.
 */
function checkVersion(metadata: Metadata, origins: Origins, documents: Documents): void {
  if (!('sources' in metadata)) return;
  const version = metadata['version'] ?? 3;
  if (version !== 3) {
    throw new ProjectError(
      `Metadata with sources has version 3, and this says ${JSON.stringify(version)}: the server would ignore the sources.`,
      origins.locate(metadata, ['version'], documents, false),
    );
  }
  metadata['version'] = 3;
}
