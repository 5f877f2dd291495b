import type { Documents } from './documents.js';
import { ProjectError } from './error.js';
import type { Found } from './find.js';
import type { Origins } from './origins.js';
import { type Metadata, MetadataReader } from './reader.js';
import { assertFiniteSize } from './size.js';

/** Makes the metadata of what was found, all of it or none: whatever cannot be read is an error. */
export async function buildMetadata(
  found: Found,
  documents: Documents,
  origins: Origins,
): Promise<Metadata> {
  const reader = new MetadataReader(found, documents, origins);
  const metadata = found.kind === 'file' ? reader.file() : await ofDirectory(reader);
  checkVersion(metadata, origins, documents);
  if (Object.entries(metadata).every(([key, value]) => key === 'version' || holdsNothing(value))) {
    throw new ProjectError(
      `${documents.files.nameOf(found.path)} holds no metadata at all. Applying it would take everything off the server, so that it is not done. Has it been checked out, or exported, in full?`,
    );
  }
  return metadata;
}

async function ofDirectory(reader: MetadataReader): Promise<Metadata> {
  const metadata = reader.empty();
  for (const file of reader.parts) {
    const value = reader.part(file);
    if (value !== undefined) metadata[file.key] = value;
  }
  Object.assign(metadata, await reader.actions());
  if (reader.sharesFiles) assertFiniteSize(metadata, undefined);
  return metadata;
}

function holdsNothing(value: unknown): boolean {
  if (typeof value !== 'object') return value === undefined;
  return Object.values(value ?? {}).every(holdsNothing);
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
