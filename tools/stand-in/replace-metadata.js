import { ApiError } from './errors.js';
import { inVersion3 } from './metadata-store.js';
import { parseMetadata } from './parse-metadata.js';
import { droppedTriggers, warningsOf } from './warnings.js';

/** @typedef {import('./metadata-calls.js').World} World */
/** @typedef {import('./types.js').JsonObject} JsonObject */

/**
 * Puts new metadata in the place of the old, in both forms of the call.
 * @param {World} world
 * @param {JsonObject} request
 * @returns {Promise<string>} the answer's JSON
 * @throws {ApiError} and nothing is applied, but for SQL triggers dropped before a warning's refusal
 */
export async function replaceMetadata(world, request) {
  const { store, features } = world;
  const isV2Form = features.metadataApi && request.args?.metadata !== undefined;
  const given = isV2Form ? request.args.metadata : request.args;
  parseMetadata(given, isV2Form ? '$.args.metadata' : '$.args', features);
  const metadata = withDefaultSource(world, given);
  refuseDuplicateTriggers(store.metadata, metadata);

  const built = await store.build(metadata, {
    // A remote schema that stays as it was is not asked again, however broken it is.
    sources: features.readsDatabases ? 'all' : [],
    remoteSchemas: [],
    agents: [],
  });
  const objects = store.fixedObjects ?? built.inconsistentObjects;
  if (objects.length > 0 && !(isV2Form && request.args.allow_inconsistent_metadata === true)) {
    throw new ApiError(400, 'unexpected', 'cannot continue due to inconsistent metadata', {
      path: '$.args',
      internal: objects,
    });
  }

  const warnings = warningsOf(world, metadata, built);
  const dropped = droppedTriggers(store, metadata, built);
  for (const { source, trigger } of dropped) {
    store.sqlTriggers[source] = (store.sqlTriggers[source] ?? []).filter(
      (name) => name !== trigger,
    );
  }
  if (warnings.length > 0 && isV2Form && request.args.allow_warnings === false) {
    throw new ApiError(400, 'metadata-warnings', 'failed due to metadata warnings', {
      path: '$.args',
      internal: warnings,
    });
  }
  checkResourceVersion(world, request);

  const before = triggerDefinitions(store.metadata);
  store.takeOver(built);
  store.metadata = metadata;
  store.resourceVersion += 1;
  // Only what is new or changed is made: the server takes the others to be there.
  store.createSqlTriggers(
    'all',
    (source, trigger) => before.get(`${source}\n${trigger.name}`) !== JSON.stringify(trigger),
  );
  return answer(store, isV2Form, warnings);
}

/**
 * Refuses a request that was made for metadata which has changed since.
 * @param {World} world
 * @param {JsonObject} request
 */
export function checkResourceVersion({ store, features }, { resource_version: referenced }) {
  if (features.metadataApi && referenced !== undefined && referenced !== store.resourceVersion) {
    throw new ApiError(
      409,
      'conflict',
      `metadata resource version referenced (${referenced}) did not match current version`,
    );
  }
}

/** @param {World['store']} store @param {boolean} isV2Form @param {JsonObject[]} warnings */
function answer(store, isV2Form, warnings) {
  const tail = warnings.length > 0 ? `,"warnings":${JSON.stringify(warnings)}` : '';
  return isV2Form
    ? `{"is_consistent":${store.isConsistent},"inconsistent_objects":${store.inconsistentObjectsJson}${tail}}`
    : `{"message":"success"${tail}}`;
}

/**
 * Metadata without sources keeps the source `default`, with its tables and functions in place.
 * @param {World} world
 * @param {JsonObject} metadata
 */
function withDefaultSource({ store, features }, metadata) {
  if (metadata.sources !== undefined || !features.metadataApi) {
    return metadata;
  }
  const source = (store.metadata.sources ?? []).find(
    (/** @type {JsonObject} */ { name }) => name === 'default',
  );
  if (source === undefined) {
    throw new ApiError(
      400,
      'not-supported',
      'cannot import metadata without sources since no default source is defined',
      { path: '$.args' },
    );
  }
  const v3 = inVersion3(metadata);
  return {
    ...v3,
    sources: [{ ...source, tables: v3.sources[0].tables, functions: v3.sources[0].functions }],
  };
}

/** @param {JsonObject} before @param {JsonObject} metadata */
function refuseDuplicateTriggers(before, metadata) {
  const known = (inVersion3(before).sources ?? []).map(
    (/** @type {JsonObject} */ { name }) => name,
  );
  for (const source of inVersion3(metadata).sources ?? []) {
    // A source that is new altogether is not looked at.
    if (!known.includes(source.name)) {
      continue;
    }
    const names = (source.tables ?? []).flatMap((/** @type {JsonObject} */ table) =>
      (table.event_triggers ?? []).map((/** @type {JsonObject} */ { name }) => name),
    );
    const twice = names.filter(
      (/** @type {string} */ name, /** @type {number} */ at) => names.indexOf(name) !== at,
    );
    if (twice.length > 0) {
      const list = twice.map((/** @type {string} */ name) => `"${name}"`).join(', ');
      throw new ApiError(
        400,
        'not-supported',
        `Event trigger with duplicate names not allowed: ${list}`,
        { path: '$.args' },
      );
    }
  }
}

/** @param {JsonObject} metadata @returns {Map<string, string>} */
function triggerDefinitions(metadata) {
  /** @type {Map<string, string>} */
  const definitions = new Map();
  for (const source of inVersion3(metadata).sources ?? []) {
    for (const table of source.tables ?? []) {
      for (const trigger of table.event_triggers ?? []) {
        definitions.set(`${source.name}\n${trigger.name}`, JSON.stringify(trigger));
      }
    }
  }
  return definitions;
}
