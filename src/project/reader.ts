import { join } from 'node:path';
import { isRecord } from '../lib/narrow.js';
import { buildActions } from './actions.js';
import type { Document, Documents } from './documents.js';
import { ProjectError } from './error.js';
import type { Found } from './find.js';
import { Includes, ofList, type Places } from './include.js';
import type { Troubles } from './late.js';
import {
  ACTIONS_SDL,
  ACTIONS_YAML,
  METADATA_FILES,
  type MetadataFile,
  VERSION_YAML,
} from './layout.js';
import { NO_STEPS, type Origins } from './origins.js';

/** What a project is made into: what `replace_metadata` is to get. */
export type Metadata = Record<string, unknown>;

/** Reads metadata file by file, in the shapes that the files are to have, and notes their origins. */
export class MetadataReader {
  readonly #found: Found;
  readonly #documents: Documents;
  readonly #origins: Origins;
  readonly #includes: Includes;

  /** Takes who notes the troubles of includes when these may be read late. */
  constructor(found: Found, documents: Documents, origins: Origins, late?: Troubles) {
    this.#found = found;
    this.#documents = documents;
    this.#origins = origins;
    this.#includes = new Includes(documents, origins, late);
  }

  /** Whether some file stands in several places. */
  get sharesFiles(): boolean {
    return this.#includes.shared;
  }

  /** The files of a metadata directory that are one key of the metadata each. */
  get parts(): readonly MetadataFile[] {
    if (this.#found.kind === 'file') return [];
    const { version } = this.#found;
    return version === 2 ? METADATA_FILES[2] : [VERSION, ...METADATA_FILES[3]];
  }

  /** Metadata that has nothing yet but what no file tells. */
  empty(): Metadata {
    if (this.#found.kind === 'directory' && this.#found.version === 2) return { version: 2 };
    const metadata: Metadata = {};
    const version = { path: this.#at(VERSION_YAML), at: NO_STEPS, only: VERSION.key };
    if (this.#found.kind === 'directory') this.#origins.note(metadata, version);
    return metadata;
  }

  /** The metadata of a single file, without the wrapper that an export has. */
  file(): Metadata {
    const { path } = this.#found;
    const document = this.#open(path);
    const value = this.#includes.resolve(document, nowhere);
    if (value === undefined || value === null) {
      const name = this.#documents.files.nameOf(path);
      throw new ProjectError(`${name} is empty, where metadata is to be.`);
    }
    if (!isRecord(value)) throw this.#misshapen(path, [], 'A map belongs here, metadata');
    // The answer to export_metadata in version 2 wraps the metadata up.
    const wrapped = 'metadata' in value && !('version' in value);
    const inner = wrapped ? value['metadata'] : value;
    const at = wrapped ? ['metadata'] : [];
    if (!isRecord(inner)) throw this.#misshapen(path, at, 'A map belongs here, metadata');
    this.#origins.note(inner, { path, at });
    return inner;
  }

  /** What a file of a metadata directory gives; `undefined` when it leaves its key out. */
  part(file: MetadataFile): unknown {
    const value = this.#read(file);
    if (file !== VERSION) return value;
    return isRecord(value) ? value['version'] : value;
  }

  /** `actions` and `custom_types`, if both of their files are there. */
  async actions(): Promise<Metadata> {
    const { kind, path } = this.#found;
    if (kind === 'file') return {};
    const { files } = this.#documents;
    if (![ACTIONS_SDL, ACTIONS_YAML].every((file) => files.exists(this.#at(file)))) return {};
    const yaml = this.#read(ACTIONS) ?? {};
    return isRecord(yaml) ? buildActions(path, yaml, this.#documents, this.#origins) : {};
  }

  #read({ file, key, shape, blank, empty }: MetadataFile): unknown {
    const path = this.#at(file);
    if (!this.#documents.files.exists(path)) return undefined;
    const value = this.#includes.resolve(this.#open(path), placesIn(key));
    if (value === undefined || value === null) {
      // Without them the server would drop every database: that has to be meant.
      if (key === 'sources') {
        const name = this.#documents.files.nameOf(path);
        throw new ProjectError(`${name} is empty. Where no database is meant, write [] into it.`);
      }
      return structuredClone(blank);
    }
    if (typeof value === 'object' && Object.keys(value).length === 0) {
      if (Array.isArray(value) === (shape === 'list')) return structuredClone(empty);
      // An empty list is nothing also where a map belongs: so the CLI creates network.yaml.
      if (Array.isArray(value)) return undefined;
    }
    if (shape === 'list' ? !Array.isArray(value) : !isRecord(value)) {
      const found = Array.isArray(value) ? 'a list' : isRecord(value) ? 'a map' : 'a single value';
      const what = `This is ${found}, where a ${shape} belongs, the ${key} of the metadata`;
      throw this.#misshapen(path, [], what);
    }
    this.#origins.note(value, { path, at: NO_STEPS });
    return value;
  }

  #at(file: string): string {
    return join(this.#found.path, file);
  }

  #open(path: string): Document {
    this.#documents.files.realPath(path);
    return this.#documents.open(path);
  }

  #misshapen(path: string, at: readonly string[], what: string): ProjectError {
    return new ProjectError(`${what}.`, this.#documents.locate(path, at));
  }
}

const VERSION: MetadataFile = { file: VERSION_YAML, key: 'version', shape: 'map' };
const ACTIONS: MetadataFile = { file: ACTIONS_YAML, key: 'actions', shape: 'map' };

const nowhere: Places = () => undefined;

/** Where a file may include others: in a source's tables and functions. */
function placesIn(key: string): Places {
  if (key === 'tables' || key === 'functions') return ofList;
  if (key !== 'sources') return nowhere;
  return (path) =>
    path[1] === 'tables' || path[1] === 'functions' ? ofList(path.slice(2)) : undefined;
}
