import { parse as parseGraphql } from 'graphql';
import { printSdl } from './sdl.js';
import {
  any,
  boolean,
  byName,
  defaulted,
  failToParse,
  headers,
  list,
  map,
  number,
  object,
  optional,
  required,
  role,
  sorted,
  string,
  typed,
} from './shapes.js';
import { anySource, table, tableName } from './source-shapes.js';

/** @typedef {import('./shapes.js').Shape} Shape */
/** @typedef {import('./shapes.js').Fields} Fields */

const remoteSchema = object({
  name: required(string),
  definition: required(
    object({
      url: optional(string),
      url_from_env: optional(string),
      timeout_seconds: optional(number),
      headers: optional(headers, []),
      forward_client_headers: optional(boolean, false),
      customization: optional(map),
    }),
  ),
  comment: optional(string),
  permissions: optional(
    list(
      object({
        role: required(string),
        definition: required(object({ schema: required((sdl, at) => printSdl(string(sdl, at))) })),
        comment: optional(string),
      }),
    ),
    [],
  ),
  remote_relationships: optional(list(map), []),
});

const IGNORED_CLIENT_HEADERS = [
  ['Content-Length', 'Content-MD5', 'User-Agent', 'Host', 'Origin', 'Referer', 'Accept'],
  ['Accept-Encoding', 'Accept-Language', 'Accept-Datetime', 'Cache-Control', 'Connection'],
  ['DNT', 'Content-Type'],
].flat();

/** @param {boolean} ignoresHeaders whether the server knows `ignored_client_headers` */
function actionDefinition(ignoresHeaders) {
  const shape = object({
    output_type: required(string),
    handler: required(string),
    type: defaulted(string, 'mutation'),
    kind: optional(string, ''),
    arguments: optional(list(map), []),
    headers: optional(headers, []),
    forward_client_headers: optional(boolean, false),
    ...(ignoresHeaders && {
      ignored_client_headers: defaulted(list(string), IGNORED_CLIENT_HEADERS),
    }),
    timeout: optional(number, 30),
    request_transform: optional(map),
    response_transform: optional(map),
  });
  return /** @type {Shape} */ (
    (given, at) => {
      const { kind, ...definition } = shape(given, at);
      if (definition.type === 'mutation') return { kind: kind ?? 'synchronous', ...definition };
      return kind === undefined || kind === 'synchronous' ? definition : { kind, ...definition };
    }
  );
}

const namedFields = {
  name: required(string),
  description: optional(string),
  fields: required(list(object({ name: required(string), type: required(string) }, 'keep'))),
};
const customTypes = object({
  enums: optional(list(map), []),
  input_objects: optional(list(object(namedFields)), []),
  objects: optional(
    list(
      object({
        ...namedFields,
        relationships: optional(
          list(
            object(
              {
                name: required(string),
                remote_table: required(tableName),
                source: defaulted(string, 'default'),
              },
              'keep',
            ),
          ),
          [],
        ),
      }),
    ),
    [],
  ),
  scalars: optional(list(map), []),
});

/** What a cron trigger's retry_conf is when it says nothing. */
export const CRON_RETRIES = {
  num_retries: 0,
  retry_interval_seconds: 10,
  timeout_seconds: 60,
  tolerance_seconds: 21600,
};

const cronTrigger = object({
  name: required(string),
  webhook: required(string),
  schedule: required((given, at) => (string(given, at) === '@hourly' ? '0 * * * *' : given)),
  include_in_metadata: required(boolean),
  payload: optional(any),
  retry_conf: optional((given, at) => ({ ...CRON_RETRIES, ...map(given, at) }), CRON_RETRIES),
  headers: optional(headers, []),
  request_transform: optional(map),
  response_transform: optional(map),
  comment: optional(string),
});

/** @type {Shape} */
const queryText = (given, at) => {
  try {
    parseGraphql(string(given, at));
  } catch {
    failToParse('parsing the graphql query failed', at.path);
  }
  return given;
};

const collection = object({
  name: required(string),
  comment: optional(string),
  definition: required(
    object({
      queries: required(list(object({ name: required(string), query: required(queryText) }))),
    }),
  ),
});

/** @type {Shape} */
const apiLimits = (given, at) => {
  const limits = object({ disabled: defaulted(boolean, false) }, 'keep')(given, at);
  return Object.fromEntries(
    Object.entries(limits)
      .filter(([, limit]) => limit !== null)
      .map(([name, limit]) =>
        name === 'disabled' ? [name, limit] : [name, { ...limit, per_role: limit.per_role ?? {} }],
      ),
  );
};

/** @param {boolean} ignoresHeaders @returns {Fields} */
function topLevel(ignoresHeaders) {
  const action = object({
    name: required(string),
    definition: required(actionDefinition(ignoresHeaders)),
    comment: optional(string),
    permissions: optional(list(role), []),
  });
  const endpoint = object({
    name: required(string),
    url: required(string),
    methods: required(list(string)),
    definition: required(map),
    comment: defaulted(string, null),
  });
  const allowed = object({
    collection: required(string),
    scope: defaulted(map, { global: true }),
  });
  const inherited = object({ role_name: required(string), role_set: required(list(string)) });
  return {
    remote_schemas: optional(sorted(remoteSchema, byName, 'remote schemas'), []),
    query_collections: optional(sorted(collection, byName, 'query collections'), []),
    allowlist: optional(
      sorted(allowed, (entry) => entry.collection, 'allowlist entries'),
      [],
    ),
    actions: optional(sorted(action, byName, 'actions'), []),
    custom_types: optional(customTypes, {}),
    cron_triggers: optional(sorted(cronTrigger, byName, 'cron triggers'), []),
    inherited_roles: optional(
      sorted(inherited, (entry) => entry.role_name, 'inherited roles'),
      [],
    ),
    rest_endpoints: optional(sorted(endpoint, byName), []),
    network: optional(map, {}, { tls_allowlist: [] }),
    api_limits: optional((given, at) =>
      Object.keys(map(given, at)).length === 0 ? undefined : apiLimits(given, at),
    ),
    metrics_config: optional(map),
    graphql_schema_introspection: optional(map, { disabled_for_roles: [] }),
    opentelemetry: optional(map, {}),
    backend_configs: optional(map, {}),
  };
}

/**
 * Checks metadata as the server's parser does, and returns its normal form: what the server exports.
 * @param {any} metadata
 * @param {{ ignoredClientHeaders: boolean }} features
 * @throws {ApiError} `parse-failed`, with the path in the request
 */
export function normalForm(metadata, { ignoredClientHeaders }) {
  const fields = topLevel(ignoredClientHeaders);
  const at = { path: '$.args.metadata', parent: '$.args', isPostgres: true };
  typed('Object')(metadata, at);
  if (metadata.version === 3) {
    return object({
      version: required(number),
      sources: required(sorted(anySource, byName)),
      ...fields,
    })(metadata, at);
  }
  const { tables, functions, ...rest } = object({
    tables: required(list(table)),
    functions: optional(list(any)),
    ...fields,
  })(metadata, at);
  return {
    version: 3,
    sources: [anySource({ name: 'default', configuration: {}, tables, functions }, at)],
    ...rest,
  };
}
