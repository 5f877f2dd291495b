import { findInconsistencies, inLegacyShape } from './consistency/check.js';
import { askCapabilities, introspect } from './consistency/introspection.js';
import { tableObject } from './consistency/names.js';
import { snapshotSource } from './consistency/sources.js';

/** @typedef {import('./types.js').JsonObject} JsonObject */
/** @typedef {import('./types.js').Snapshots} Snapshots */

/**
 * What to ask again although it was asked before: all, or what is named.
 * @typedef {{ sources: 'all' | string[], remoteSchemas: 'all' | string[], agents: 'all' | string[] }} Again
 */

/** @typedef {{ snapshots: Snapshots, inconsistentObjects: JsonObject[], brokenTables: Set<string> }} Built */

/** The metadata, its version, and the schema cache that was built of it. */
export class MetadataStore {
  /** @type {JsonObject} */
  metadata = { version: 3, sources: [] };
  resourceVersion = 1;
  /** @type {Record<string, string[]>} */
  sqlTriggers = noTriggers();

  /** @type {Built} */
  #built = { snapshots: noSnapshots(), inconsistentObjects: [], brokenTables: new Set() };
  /** @type {JsonObject[] | undefined} */
  #fixed;
  /** @type {string | undefined} */
  #json;
  #features;
  #closing = new AbortController();

  /**
   * @param {{ version: string, databases: import('./types.js').Databases | undefined,
   *   env: Record<string, string | undefined>,
   *   features: import('./versions.js').Features }} world
   */
  constructor({ version, databases, env, features }) {
    this.version = version;
    this.databases = databases;
    this.env = env;
    this.#features = features;
  }

  /** The cached inconsistent objects. */
  get inconsistentObjects() {
    return this.#fixed ?? this.#built.inconsistentObjects;
  }

  /** Aborted when the server closes, so that nothing goes on asking remote schemas. */
  get closing() {
    return this.#closing.signal;
  }

  close() {
    this.#closing.abort();
  }

  get isConsistent() {
    return this.inconsistentObjects.length === 0;
  }

  /** The same as JSON, made once for as long as they stay the same. */
  get inconsistentObjectsJson() {
    this.#json ??= JSON.stringify(this.inconsistentObjects);
    return this.#json;
  }

  /** Objects to answer instead of the computed ones. */
  get fixedObjects() {
    return this.#fixed;
  }

  set fixedObjects(objects) {
    this.#fixed = objects;
    this.#json = undefined;
  }

  /** What was built last. */
  get built() {
    return this.#built;
  }

  /**
   * Builds a schema cache of some metadata without taking it over. What is not to be asked again
   * keeps its state, unless it is new or defined otherwise now.
   * @param {JsonObject} metadata
   * @param {Again} again
   * @returns {Promise<Built>}
   */
  async build(metadata, again) {
    const v3 = inVersion3(metadata);
    const before = this.#built.snapshots;
    const snapshots = noSnapshots();
    for (const source of v3.sources ?? []) {
      const kept = isAmong(again.sources, source.name)
        ? undefined
        : before.sources.get(source.name);
      snapshots.sources.set(source.name, kept ?? snapshotSource(source, this.databases, this.env));
    }
    const schemas = (v3.remote_schemas ?? []).map((/** @type {JsonObject} */ schema) =>
      this.#ask(snapshots, 'remoteSchemas', schema.name, schema.definition, again, introspect),
    );
    const agents = Object.entries(v3.backend_configs?.dataconnector ?? {}).map(([name, agent]) =>
      this.#ask(snapshots, 'agents', name, agent, again, askCapabilities),
    );
    await Promise.all([...schemas, ...agents]);
    const objects = findInconsistencies({ metadata: v3, snapshots, env: this.env });
    return {
      snapshots,
      inconsistentObjects: this.#inShape(objects),
      brokenTables: new Set(objects.filter(({ type }) => type === 'table').map(({ name }) => name)),
    };
  }

  /** @param {Built} built */
  takeOver(built) {
    this.#built = built;
    this.#json = undefined;
  }

  /**
   * Takes metadata in as a server does that starts with it: nothing cached, all SQL triggers made.
   * @param {JsonObject} given
   */
  async load(given) {
    // The caller's object stays the caller's: fixtures are shared between tests.
    const metadata = structuredClone(given);
    this.takeOver(
      await this.build(metadata, { sources: 'all', remoteSchemas: 'all', agents: 'all' }),
    );
    this.metadata = metadata;
    this.sqlTriggers = noTriggers();
    this.createSqlTriggers('all');
  }

  /**
   * Makes the SQL triggers of the event triggers that the metadata lists on sound tables.
   * @param {'all' | string[]} sources
   * @param {(source: string, trigger: JsonObject) => boolean} [isWanted]
   */
  createSqlTriggers(sources, isWanted = () => true) {
    for (const source of inVersion3(this.metadata).sources ?? []) {
      if (!isAmong(sources, source.name)) {
        continue;
      }
      const standing = new Set(this.sqlTriggers[source.name] ?? []);
      for (const { table, event_triggers: triggers } of source.tables ?? []) {
        if (this.#built.brokenTables.has(tableObject(source, table).name)) {
          continue;
        }
        for (const trigger of triggers ?? []) {
          if (isWanted(source.name, trigger)) {
            standing.add(trigger.name);
          }
        }
      }
      this.sqlTriggers[source.name] = [...standing];
    }
  }

  /**
   * @param {Snapshots} snapshots
   * @param {'remoteSchemas' | 'agents'} what
   * @param {string} name
   * @param {JsonObject} definition
   * @param {Again} again
   * @param {typeof introspect} ask
   */
  async #ask(snapshots, what, name, definition, again, ask) {
    const key = JSON.stringify(definition);
    const before = this.#built.snapshots[what].get(name);
    if (before?.key === key && !isAmong(again[what], name)) {
      snapshots[what].set(name, before);
      return;
    }
    snapshots[what].set(name, { key, ...(await ask(definition ?? {}, this)) });
  }

  /** @param {JsonObject[]} objects */
  #inShape(objects) {
    if (!this.#features.metadataApi) {
      return objects.map(inLegacyShape);
    }
    return this.#features.restEndpointType ? objects : objects.map(withOldEndpointType);
  }
}

/**
 * Metadata as version 3: what has no sources is the source `default`.
 * @param {JsonObject} metadata
 * @returns {JsonObject}
 */
export function inVersion3(metadata) {
  if (metadata.sources !== undefined) {
    return metadata;
  }
  const { tables = [], functions = [], ...rest } = metadata;
  return {
    ...rest,
    version: 3,
    sources: [
      {
        name: 'default',
        kind: 'postgres',
        tables,
        // Version 1 lists bare function names.
        functions: functions.map((/** @type {any} */ entry) =>
          entry?.function === undefined ? { function: entry } : entry,
        ),
      },
    ],
  };
}

/** @param {JsonObject} object */
function withOldEndpointType(object) {
  return object.type === 'rest_endpoint'
    ? { ...object, type: 'endpoint', name: object.name.replace(/^rest_/, '') }
    : object;
}

/** @param {'all' | string[]} names @param {string} name */
function isAmong(names, name) {
  return names === 'all' || names.includes(name);
}

/** @returns {Snapshots} */
function noSnapshots() {
  return { sources: new Map(), remoteSchemas: new Map(), agents: new Map() };
}

/** @returns {Record<string, string[]>} also for a source whose name is `constructor` */
function noTriggers() {
  return Object.create(null);
}
