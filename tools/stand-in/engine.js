import { checkMetadata } from './consistency/check.js';
import { snapshotSource } from './consistency/sources.js';
import { introspect } from './introspection.js';
import { normalForm } from './normal-form.js';
import { SqlTriggers } from './sql-triggers.js';

/** @typedef {import('./types.js').JsonObject} JsonObject */
/** @typedef {import('./types.js').Snapshots} Snapshots */
/** @typedef {import('./consistency/check.js').Context} Context */
/** @typedef {'all' | string[]} Names */
/** @typedef {{ metadata: JsonObject, snapshots: Snapshots, check: Context }} Built a schema, and what it was built from */

/** The state of a server: its metadata and resource version, and the schema that was built. */
export class Engine {
  /** The metadata as it was sent. @type {JsonObject} */
  metadata = { version: 3, sources: [] };
  resourceVersion = 1;
  triggers = new SqlTriggers();
  /** Objects to answer instead of the computed ones. @type {JsonObject[] | undefined} */
  fixedObjects;
  /** What the CLI has migrated: whether it is dirty, by database and version. @type {Record<string, Record<string, boolean>> | undefined} */
  migrations;
  /** @type {Built | undefined} */
  built;
  #closing = new AbortController();

  /**
   * @param {{ version: string, databases: import('./types.js').Databases | undefined,
   *   env: Record<string, string | undefined>,
   *   features: import('./versions.js').Features }} server
   */
  constructor({ version, databases, env, features }) {
    this.version = version;
    this.databases = databases;
    this.env = env;
    this.features = features;
  }

  get inconsistentObjects() {
    return this.fixedObjects ?? this.built?.check.objects ?? [];
  }

  /** Aborted when the server closes, so that it stops asking remote schemas. */
  get closing() {
    return this.#closing.signal;
  }

  close() {
    this.#closing.abort();
  }

  /** The metadata as it is exported. */
  get exported() {
    return normalForm(this.metadata, this.features);
  }

  /**
   * Builds a schema from metadata, and makes SQL triggers for it, but does not accept it.
   * @param {JsonObject} given
   * @param {{ sources: Names, remoteSchemas: Names, recreate?: Names }} again what to ask again although it
   *   did not change, and where to make SQL triggers again
   * @returns {Promise<Built>}
   */
  async build(given, { sources, remoteSchemas, recreate = [] }) {
    const metadata = normalForm(given, this.features);
    const before = this.built?.snapshots;
    /** @type {Snapshots} */
    const snapshots = { sources: new Map(), remoteSchemas: new Map() };
    for (const source of metadata.sources) {
      const kept = includes(sources, source.name) ? undefined : before?.sources.get(source.name);
      snapshots.sources.set(source.name, kept ?? snapshotSource(source, this.databases, this.env));
    }
    const asked = (metadata.remote_schemas ?? []).map(
      async (/** @type {JsonObject} */ { name, definition }) => {
        const key = JSON.stringify(definition);
        const kept = before?.remoteSchemas.get(name);
        const snapshot =
          kept?.key === key && !includes(remoteSchemas, name)
            ? kept
            : { key, ...(await introspect(definition, this)) };
        snapshots.remoteSchemas.set(name, snapshot);
      },
    );
    await Promise.all(asked);
    const check = checkMetadata({ metadata, snapshots, env: this.env, features: this.features });
    this.#makeTriggers(metadata, snapshots, check, sources, recreate);
    return { metadata, snapshots, check };
  }

  /**
   * @param {JsonObject} metadata
   * @param {Snapshots} snapshots
   * @param {Context} check
   * @param {Names} sources
   * @param {Names} recreate
   */
  #makeTriggers(metadata, snapshots, check, sources, recreate) {
    const known = new Map(
      (this.built?.check.triggers ?? []).map((one) => [keyOf(one.source, one.trigger), one]),
    );
    for (const { name } of metadata.sources) {
      // A source that is connected for the first time gets its catalog.
      const isNew = this.built?.snapshots.sources.get(name)?.failure !== undefined;
      const isUnknown = !this.built?.snapshots.sources.has(name);
      const connects = snapshots.sources.get(name)?.failure === undefined;
      if ((isNew || isUnknown) && connects && !this.triggers.catalogs.has(name)) {
        this.triggers.catalogs.set(name, []);
      }
    }
    this.triggers.make(check, {
      readsSource: (name) => includes(sources, name),
      recreate: (name) => includes(recreate, name),
      isKnown: (source, table, trigger) =>
        JSON.stringify(known.get(keyOf(source, trigger))) ===
        JSON.stringify({ source, table, trigger }),
    });
  }

  /**
   * Accepts what was built.
   * @param {JsonObject} metadata as it was sent
   * @param {Built} built
   */
  accept(metadata, built) {
    this.metadata = metadata;
    this.built = built;
  }

  /**
   * Takes metadata in as a server does that starts with it.
   * @param {JsonObject} given
   */
  async load(given) {
    // The caller's object remains the caller's: tests share their fixtures.
    const metadata = structuredClone(given);
    this.built = undefined;
    this.triggers = new SqlTriggers();
    this.accept(metadata, await this.build(metadata, { sources: 'all', remoteSchemas: 'all' }));
  }
}

/** @param {string} source @param {JsonObject} trigger */
function keyOf(source, { name }) {
  return `${source}\n${name}`;
}

/** @param {Names} names @param {string} name */
function includes(names, name) {
  return names === 'all' || names.includes(name);
}
