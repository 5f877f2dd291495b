import { join } from 'node:path';
import { asList, asRecord, isRecord } from '../lib/json.js';
import { mergeActions } from './actions.js';
import { assertFiniteSize, type Documents } from './documents.js';
import type { Found } from './find.js';
import { type Allowed, Includes } from './include.js';
import {
  ACTIONS_FILE,
  ACTIONS_SDL,
  METADATA_FILES,
  type MetadataFile,
  VERSION_FILE,
} from './layout.js';
import { resolved } from './lazy.js';
import { ProjectError, unexpected } from './places.js';
import { loadSdlParser, type ParseSdl } from './sdl.js';

/** What `replace_metadata` takes as `args.metadata`. */
export type Metadata = Record<string, unknown>;

/** The keys that `actions.yaml` and `actions.graphql` make together. */
export const KEYS_OF_ACTIONS = ['actions', 'custom_types'];

/** Reads metadata file by file, checks the shapes of the files, and notes the sources of nodes. */
export class MetadataReader {
  readonly #found: Found;
  readonly #documents: Documents;
  #parseSdl: ParseSdl | undefined;

  constructor(found: Found, documents: Documents) {
    this.#found = found;
    this.#documents = documents;
  }

  /** Loads the parser of the SDL, if there are actions. */
  async loadSdlParser(): Promise<void> {
    if (this.#hasActions()) this.#parseSdl ??= await loadSdlParser();
  }

  /** All of the metadata, or an error: nothing is left out silently. */
  async readAll(): Promise<Metadata> {
    await this.loadSdlParser();
    const includes = new Includes(this.#documents);
    const metadata = this.#read(includes);
    if (includes.shared) assertFiniteSize(metadata);
    dropZeroTimeouts(metadata);
    this.#checkVersion(metadata);
    if (Object.entries(metadata).every(([key, value]) => key === 'version' || isEmpty(value))) {
      const name = this.#documents.files.nameOf(this.#found.path);
      throw new ProjectError(
        `${name} contains no metadata, and applying it would remove everything from the server. Check that all files are checked out, or export the metadata again.`,
      );
    }
    return metadata;
  }

  /** The same, with files that are read when something is looked for in them. */
  readLazily(onError: (error: unknown) => void): Metadata {
    return this.#read(new Includes(this.#documents, onError));
  }

  /** The whole metadata of a file, or that of a directory, file by file. */
  #read(includes: Includes): Metadata {
    const { path, version } = this.#found;
    if (version === undefined) return this.#readFile(path, includes);
    const metadata: Metadata = {};
    const add = (key: string, read: () => unknown) => {
      const value = includes.defer(read);
      if (value !== undefined) metadata[key] = value;
    };
    if (version === 2) metadata['version'] = 2;
    for (const file of METADATA_FILES[version]) add(file.key, () => this.#readPart(file, includes));
    if (this.#hasActions()) {
      const actions = includes.defer(() => this.#readActions(includes));
      for (const key of KEYS_OF_ACTIONS) add(key, () => asRecord(resolved(actions))?.[key]);
    }
    const place = { file: this.#at(VERSION_FILE.file), pointer: [] };
    this.#documents.sources.note(metadata, undefined, { keys: ['version'], place });
    return metadata;
  }

  /** Metadata in a single file, without the wrapper of an export in version 2. */
  #readFile(file: string, includes: Includes): Metadata {
    const value = includes.read(file, () => false);
    const isWrapped = isRecord(value) && 'metadata' in value && !('version' in value);
    const metadata = isWrapped ? value['metadata'] : value;
    const place = { file, pointer: isWrapped ? ['metadata'] : [] };
    if (!isRecord(metadata)) throw unexpected('a map of metadata', metadata, place);
    this.#documents.sources.note(metadata, place);
    return metadata;
  }

  /** What a file of a metadata directory holds; `undefined` when it leaves its key out. */
  #readPart({ file: name, key, shape, blank, empty }: MetadataFile, includes: Includes): unknown {
    const file = this.#at(name);
    if (!this.#documents.files.exists(file)) return undefined;
    const value = includes.read(file, allowedIn(key));
    if (value === undefined || value === null) {
      if (key !== 'sources') return structuredClone(blank);
      // Without sources the server would drop every database: that has to be intended.
      const found = `${this.#documents.files.nameOf(file)} is empty`;
      throw new ProjectError(`${found}. If no database is intended, write [] into it.`);
    }
    const isList = Array.isArray(value);
    if (typeof value === 'object' && Object.keys(value).length === 0) {
      if (isList === (shape === 'list')) return structuredClone(empty);
      // An empty list also means nothing where a map belongs: the CLI creates network.yaml so.
      if (isList) return undefined;
    }
    if (shape === 'list' ? !isList : !isRecord(value)) {
      throw unexpected(`a ${shape}, the metadata's ${key}`, value, { file, pointer: [] });
    }
    return key === VERSION_FILE.key ? asRecord(value)?.[key] : value;
  }

  #hasActions(): boolean {
    const files = [ACTIONS_SDL, ACTIONS_FILE.file];
    const exists = (file: string) => this.#documents.files.exists(this.#at(file));
    return this.#found.version !== undefined && files.every(exists);
  }

  #readActions(includes: Includes): Metadata {
    if (!this.#parseSdl) return {};
    const { files, sources } = this.#documents;
    const yaml = asRecord(this.#readPart(ACTIONS_FILE, includes)) ?? {};
    const sdl = this.#at(ACTIONS_SDL);
    const entries = this.#parseSdl(files.read(sdl), sdl, sources);
    return mergeActions(entries, yaml, this.#at(ACTIONS_FILE.file), sources);
  }

  #at(file: string): string {
    return join(this.#found.path, file);
  }

  /**
   * The server takes metadata without a version as version 1, of which it ignores the sources and
   * drops every database but one: metadata with sources must mean version 3.
   */
  #checkVersion(metadata: Metadata): void {
    if (!('sources' in metadata)) return;
    const version = metadata['version'] ?? 3;
    if (version !== 3) {
      throw new ProjectError(
        `Metadata with sources must have version 3, found ${JSON.stringify(version)}. With another version the server ignores the sources.`,
        this.#documents.sources.placeOf(metadata, ['version']),
      );
    }
    metadata['version'] = 3;
  }
}

/** Files may include others in a source's tables and functions, and nowhere else. */
function allowedIn(key: string): Allowed {
  const including: unknown[] = ['tables', 'functions'];
  return (path) => including.includes(key === 'sources' ? path[1] : key);
}

/** The CLI leaves an action's `timeout: 0` out, and with it every call of the action would fail. */
function dropZeroTimeouts(metadata: Metadata): void {
  for (const action of asList(metadata['actions'])) {
    const definition = asRecord(asRecord(action)?.['definition']);
    if (definition?.['timeout'] === 0) Reflect.deleteProperty(definition, 'timeout');
  }
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object') return value === undefined;
  return Object.values(value ?? {}).every(isEmpty);
}
