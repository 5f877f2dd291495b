import { ApiError } from './errors.js';
import { normalForm } from './normal-form.js';
import { warnAndCleanUp } from './replacement.js';
import { failToParse } from './shapes.js';

/** @typedef {import('./types.js').JsonObject} JsonObject */
/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {{ engine: Engine, warnings: JsonObject[] }} World warnings are added to the server's own */
/** @typedef {(world: World, request: JsonObject) => Promise<unknown> | unknown} MetadataCall */

/** @type {Record<string, MetadataCall>} */
const CALLS = {
  reload_metadata: reload,
  replace_metadata: replace,
  get_inconsistent_metadata: ({ engine }) => consistency(engine),
  get_catalog_state: ({ engine }) => ({
    id: '00000000-0000-4000-8000-000000000000',
    cli_state: engine.migrations ? { migrations: engine.migrations, settings: {} } : {},
    console_state: {},
  }),
  export_metadata: ({ engine }, { version }) =>
    version === 2
      ? { resource_version: engine.resourceVersion, metadata: engine.exported }
      : engine.exported,
};

/**
 * Runs a call of the metadata API.
 * @param {World} world
 * @param {any} request the body, parsed
 * @returns {Promise<unknown>} the answer
 * @throws {ApiError}
 */
export async function runMetadataCall(world, request) {
  if (typeof request?.type !== 'string') failToParse('key "type" not found', '$');
  const call = CALLS[request.type];
  if (call === undefined) {
    const [, backend = request.type, command = ''] = /^([^_]*)_(.*)$/s.exec(request.type) ?? [];
    failToParse(`unknown metadata command ${JSON.stringify(command)} for backend ${backend}`, '$');
  }
  if (request.args === undefined) failToParse('key "args" not found', '$');
  return call(world, request);
}

/** @param {Engine} engine */
function consistency({ inconsistentObjects: objects }) {
  return { inconsistent_objects: objects, is_consistent: objects.length === 0 };
}

/** @param {World} world @param {JsonObject} request */
async function reload({ engine }, request) {
  const { features, built } = engine;
  const args = request.args ?? {};
  const {
    sources = [],
    remote_schemas: schemas = [],
    backend_configs: agents,
  } = built?.metadata ?? {};
  const names = (/** @type {JsonObject[]} */ list) => list.map(({ name }) => name);
  readNames(args, 'reload_data_connectors', Object.keys(agents?.dataconnector ?? {}));
  const again = {
    sources: readNames(args, 'reload_sources', names(sources)) ?? 'all',
    remoteSchemas: readNames(args, 'reload_remote_schemas', names(schemas)) ?? 'all',
    recreate: features.recreateEventTriggers
      ? (readNames(args, 'recreate_event_triggers', names(sources)) ?? [])
      : [],
  };
  engine.accept(engine.metadata, await engine.build(engine.metadata, again));
  checkResourceVersion(engine, request);
  engine.resourceVersion += 1;
  const message = 'success';
  if (!features.consistencyInReload) return { message };
  const { is_consistent: isConsistent, ...rest } = consistency(engine);
  return { message, is_consistent: isConsistent, ...(isConsistent ? {} : rest) };
}

/** What the server calls the objects that a key lists. @type {Record<string, string>} */
const NAMED = {
  reload_sources: 'Source',
  recreate_event_triggers: 'Source',
  reload_remote_schemas: 'Remote schema',
  reload_data_connectors: 'Data connector',
};

/**
 * @param {JsonObject} args
 * @param {string} key
 * @param {string[]} known
 * @returns {'all' | string[] | undefined}
 */
function readNames(args, key, known) {
  const value = args[key] ?? undefined;
  if (typeof value === 'boolean') return value ? 'all' : [];
  for (const name of value ?? []) {
    if (!known.includes(name)) {
      const error = `${NAMED[key]} with name "${name}" not found in metadata`;
      throw new ApiError(400, 'not-exists', error, { path: '$.args' });
    }
  }
  return value;
}

/** @param {World} world @param {JsonObject} request @throws {ApiError} if it is refused */
async function replace({ engine, warnings: own }, request) {
  const { features } = engine;
  const {
    metadata: given,
    allow_inconsistent_metadata: allowInconsistent,
    allow_warnings: allowWarnings,
  } = request.args;
  if (given === undefined) failToParse('key "metadata" not found', '$.args');
  refuseDuplicateTriggers(normalForm(given, features));
  const metadata = withSources(engine, given);
  const built = await engine.build(metadata, {
    // A remote schema that did not change is not asked again, even if it failed before.
    sources: features.readsDatabases ? 'all' : [],
    remoteSchemas: [],
  });
  const objects = engine.fixedObjects ?? built.check.objects;
  if (objects.length > 0 && allowInconsistent !== true) {
    refuse('unexpected', 'cannot continue due to inconsistent metadata', objects);
  }
  const warnings = [...warnAndCleanUp(engine, built), ...own]
    .slice(0, features.warnings ? undefined : 0)
    .map(({ code, ...rest }) => (features.warningCodes && code ? { code, ...rest } : rest));
  if (warnings.length > 0 && allowWarnings === false) {
    refuse('metadata-warnings', 'failed due to metadata warnings', warnings);
  }
  checkResourceVersion(engine, request);
  engine.accept(metadata, built);
  engine.resourceVersion += 1;
  return { ...consistency(engine), ...(warnings.length > 0 ? { warnings } : {}) };
}

/**
 * Metadata before version 3 has no sources: its tables are those of the source `default`.
 * @param {Engine} engine
 * @param {JsonObject} metadata
 */
function withSources({ built }, metadata) {
  if (metadata.version === 3) return metadata;
  const source = built?.metadata.sources.find((/** @type {any} */ { name }) => name === 'default');
  if (source === undefined) {
    const error = 'cannot import metadata without sources since no default source is defined';
    throw new ApiError(400, 'not-supported', error, { path: '$.args' });
  }
  const { tables, functions = [], ...rest } = metadata;
  return { ...rest, version: 3, sources: [{ ...source, tables, functions }] };
}

/** @param {string} code @param {string} error @param {unknown} internal @returns {never} */
function refuse(code, error, internal) {
  throw new ApiError(400, code, error, { path: '$.args', internal });
}

/**
 * Refuses a request made for metadata that has changed since. The server does this last.
 * @param {Engine} engine
 * @param {JsonObject} request
 */
function checkResourceVersion({ resourceVersion }, { resource_version: referenced }) {
  if (referenced !== undefined && referenced !== resourceVersion) {
    const error = `metadata resource version referenced (${referenced}) did not match current version`;
    throw new ApiError(409, 'conflict', error);
  }
}

/** @param {JsonObject} metadata */
function refuseDuplicateTriggers({ sources }) {
  for (const { tables } of sources) {
    const names = tables.flatMap((/** @type {JsonObject} */ { event_triggers: triggers = [] }) =>
      triggers.map((/** @type {JsonObject} */ { name }) => name),
    );
    const twice = names.filter(
      (/** @type {string} */ name, /** @type {number} */ index) => names.indexOf(name) !== index,
    );
    if (twice.length > 0) {
      const list = twice.map((/** @type {string} */ name) => `"${name}"`).join(', ');
      const error = `Event trigger with duplicate names not allowed: ${list}`;
      throw new ApiError(400, 'not-supported', error, { path: '$.args' });
    }
  }
}
