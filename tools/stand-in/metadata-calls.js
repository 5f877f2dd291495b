import { ApiError, pathTo } from './errors.js';
import { inVersion3 } from './metadata-store.js';
import { checkResourceVersion, replaceMetadata } from './replace-metadata.js';

/** @typedef {import('./types.js').JsonObject} JsonObject */

/**
 * What a metadata call works on.
 * @typedef {object} World
 * @property {import('./metadata-store.js').MetadataStore} store
 * @property {import('./versions.js').Features} features
 * @property {JsonObject[]} warnings
 * @property {boolean} isCloud
 * @property {number | undefined} systemTimeLimitSeconds
 */

/** @typedef {(world: World, request: JsonObject) => Promise<string> | string} MetadataCall gives JSON */

/** @type {Record<string, MetadataCall>} */
const METADATA_CALLS = {
  reload_metadata: reloadMetadata,
  // The list is always there; concatenated, since serialising thousands of objects takes its time.
  get_inconsistent_metadata: ({ store }) =>
    `{"is_consistent":${store.isConsistent},"inconsistent_objects":${store.inconsistentObjectsJson}}`,
  replace_metadata: async (world, request) => replaceMetadata(world, request),
  export_metadata: ({ store }, { version }) =>
    JSON.stringify(
      version === 2
        ? { resource_version: store.resourceVersion, metadata: store.metadata }
        : store.metadata,
    ),
};

/**
 * Runs a metadata call and gives its answer's JSON.
 * @param {World} world
 * @param {any} request the body, parsed
 * @returns {Promise<string>}
 * @throws {ApiError}
 */
export async function runMetadataCall(world, request) {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    throw new ApiError(400, 'parse-failed', 'parsing Object failed, expected Object');
  }
  if (typeof request.type !== 'string') {
    throw new ApiError(400, 'parse-failed', 'key "type" not found');
  }
  const call = METADATA_CALLS[request.type];
  // v1 has a version 2 of only track_table, track_function and set_table_custom_fields.
  if (call === undefined || (request.version === 2 && !world.features.metadataApi)) {
    throw new ApiError(400, 'parse-failed', `unknown metadata command "${request.type}"`);
  }
  if (request.args === undefined) {
    throw new ApiError(400, 'parse-failed', 'key "args" not found');
  }
  return call(world, request);
}

/** @param {World} world @param {JsonObject} request */
async function reloadMetadata(world, request) {
  const { store, features } = world;
  const args = request.args ?? {};
  const v3 = inVersion3(store.metadata);
  const namesOf = (/** @type {JsonObject[] | undefined} */ list) =>
    (list ?? []).map(({ name }) => name);
  const again = {
    sources: named(args, 'reload_sources', 'Source', namesOf(v3.sources)),
    remoteSchemas: named(
      args,
      'reload_remote_schemas',
      'Remote schema',
      namesOf(v3.remote_schemas),
    ),
    agents: named(
      args,
      'reload_data_connectors',
      'Data connector',
      Object.keys(v3.backend_configs?.dataconnector ?? {}),
    ),
  };
  const recreate = features.recreateEventTriggers
    ? named(args, 'recreate_event_triggers', 'Source', namesOf(v3.sources), [])
    : [];
  store.takeOver(await store.build(store.metadata, again));
  checkResourceVersion(world, request);
  store.createSqlTriggers(recreate);
  store.resourceVersion += 1;
  if (!features.consistencyInReload) {
    return '{"message":"success"}';
  }
  return store.isConsistent
    ? '{"message":"success","is_consistent":true}'
    : `{"message":"success","is_consistent":false,"inconsistent_objects":${store.inconsistentObjectsJson}}`;
}

/**
 * @param {JsonObject} args
 * @param {string} key
 * @param {string} what
 * @param {string[]} known
 * @param {'all' | string[]} [absent] what it means when the key is absent
 * @returns {'all' | string[]}
 */
function named(args, key, what, known, absent = 'all') {
  const value = args[key];
  if (value === undefined || value === null) {
    return absent;
  }
  if (typeof value === 'boolean') {
    return value ? 'all' : [];
  }
  const path = pathTo('$.args', key);
  if (!Array.isArray(value) || value.some((name) => typeof name !== 'string')) {
    throw new ApiError(400, 'parse-failed', 'expected Bool or a list of names', { path });
  }
  const unknown = value.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const error = `${what} with name "${unknown}" not found in metadata`;
    throw new ApiError(400, 'not-exists', error, { path: '$.args' });
  }
  return value;
}
