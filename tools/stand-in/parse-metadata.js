import { ApiError, pathTo } from './errors.js';

/**
 * @typedef {{ kind: 'any' }
 *   | { kind: 'string' | 'number' | 'boolean' | 'string or object' }
 *   | { kind: 'list', of: Shape }
 *   | { kind: 'map', of: Shape }
 *   | { kind: 'object', what: string, required: Shapes, optional: Shapes, closed: boolean }} Shape
 */
/** @typedef {Record<string, Shape>} Shapes */

const any = /** @type {Shape} */ ({ kind: 'any' });
const string = /** @type {Shape} */ ({ kind: 'string' });
const number = /** @type {Shape} */ ({ kind: 'number' });
const boolean = /** @type {Shape} */ ({ kind: 'boolean' });
const name = /** @type {Shape} */ ({ kind: 'string or object' });

/** @param {Shape} of @returns {Shape} */
const list = (of) => ({ kind: 'list', of });
/** @param {Shape} of @returns {Shape} */
const map = (of) => ({ kind: 'map', of });
/** @param {string} what @param {Shapes} required @param {Shapes} [optional] @returns {Shape} */
const object = (what, required, optional = {}) => ({
  kind: 'object',
  what,
  required,
  optional,
  closed: false,
});

const headers = list(object('header', { name: string }, { value: string, value_from_env: string }));
/** @param {Shapes} required */
const permissions = (required) =>
  list(object('permission', { role: string, permission: object('permission', required) }));
const relationship = object('relationship', { name: string, using: map(any) });
const role = object('role', { role: string });

/** The server refuses a table's keys that it does not know, and takes those of other entries. */
const table = /** @type {Shape} */ ({
  kind: 'object',
  what: 'TableMetadata',
  closed: true,
  required: { table: any },
  optional: {
    is_enum: boolean,
    configuration: map(any),
    object_relationships: list(relationship),
    array_relationships: list(relationship),
    computed_fields: list(object('computed field', { name: string, definition: map(any) })),
    remote_relationships: list(object('remote relationship', { name: string })),
    insert_permissions: permissions({ check: map(any) }),
    select_permissions: permissions({ columns: any, filter: map(any) }),
    update_permissions: permissions({ columns: any, filter: map(any) }),
    delete_permissions: permissions({ filter: map(any) }),
    event_triggers: list(
      object(
        'event trigger',
        { name: string, definition: map(any), retry_conf: map(any) },
        { webhook: string, webhook_from_env: string, headers },
      ),
    ),
    apollo_federation_config: any,
    logical_model: any,
  },
});

const functions = list(object('function', { function: name }, { permissions: list(role) }));

const source = object(
  'source',
  { name: string, tables: list(table), configuration: map(any) },
  { kind: string, functions },
);

const remoteSchema = object(
  'remote schema',
  {
    name: string,
    definition: object(
      'remote schema definition',
      {},
      { url: string, url_from_env: string, headers, timeout_seconds: number },
    ),
  },
  { permissions: list(object('permission', { role: string, definition: map(any) })) },
);

const shared = {
  remote_schemas: list(remoteSchema),
  actions: list(
    object(
      'action',
      {
        name: string,
        definition: object(
          'action definition',
          { output_type: string, handler: string },
          { headers },
        ),
      },
      { permissions: list(role) },
    ),
  ),
  custom_types: map(list(object('custom type', { name: string }))),
  cron_triggers: list(
    object(
      'cron trigger',
      { name: string, webhook: name, schedule: string, include_in_metadata: boolean },
      { headers },
    ),
  ),
  rest_endpoints: list(
    object('REST endpoint', {
      name: string,
      url: string,
      methods: list(string),
      definition: map(any),
    }),
  ),
  query_collections: list(object('query collection', { name: string, definition: map(any) })),
  allowlist: list(map(any)),
  inherited_roles: list(object('inherited role', { role_name: string, role_set: list(string) })),
  backend_configs: map(map(any)),
  network: map(any),
  api_limits: map(any),
  opentelemetry: map(any),
  metrics_config: object('MetricsConfig', {
    analyze_query_variables: boolean,
    analyze_response_body: boolean,
  }),
  graphql_schema_introspection: object('SetGraphqlIntrospectionOptions', {
    disabled_for_roles: list(string),
  }),
};

const withSources = object('Metadata', { version: number, sources: list(source) }, shared);
const withoutSources = object(
  'MetadataNoSources',
  { tables: list(table) },
  { ...shared, version: number, functions: list(any) },
);

/**
 * Refuses metadata that is wrong in structure, as the server's parser does.
 * @param {unknown} metadata
 * @param {string} path to it in the request
 * @param {{ metadataApi: boolean }} features
 * @throws {ApiError} `parse-failed`, with the path of what is wrong
 */
export function parseMetadata(metadata, path, { metadataApi }) {
  const hasSources =
    metadataApi &&
    typeof metadata === 'object' &&
    metadata !== null &&
    ('sources' in metadata || Reflect.get(metadata, 'version') === 3);
  parse(metadata, hasSources ? withSources : withoutSources, path);
}

/** @param {any} value @param {Shape} shape @param {string} path @returns {void} */
function parse(value, shape, path) {
  switch (shape.kind) {
    case 'any':
      return;
    case 'list':
      expect(Array.isArray(value), 'Array', value, path);
      for (const [index, item] of value.entries()) {
        parse(item, shape.of, pathTo(path, index));
      }
      return;
    case 'map':
      expect(typeName(value) === 'Object', 'Object', value, path);
      for (const [key, item] of Object.entries(value)) {
        parse(item, shape.of, pathTo(path, key));
      }
      return;
    case 'object':
      expect(typeName(value) === 'Object', 'Object', value, path);
      parseKeys(value, shape, path);
      return;
    case 'string or object':
      expect(['String', 'Object', 'Array'].includes(typeName(value)), 'String', value, path);
      return;
    default: {
      const wanted = { string: 'String', number: 'Number', boolean: 'Boolean' }[shape.kind];
      expect(typeName(value) === wanted, wanted, value, path);
    }
  }
}

/** @param {any} value @param {Shape & { kind: 'object' }} shape @param {string} path */
function parseKeys(value, { what, required, optional, closed }, path) {
  const unexpected = Object.keys(value).filter((key) => !(key in required) && !(key in optional));
  if (closed && unexpected.length > 0) {
    fail(`unexpected keys when parsing ${what}: ${JSON.stringify(unexpected)}`, path);
  }
  for (const [key, shape] of Object.entries(required)) {
    if (!(key in value)) {
      fail(`key "${key}" not found`, path);
    }
    parse(value[key], shape, pathTo(path, key));
  }
  for (const [key, shape] of Object.entries(optional)) {
    if (value[key] !== undefined && value[key] !== null) {
      parse(value[key], shape, pathTo(path, key));
    }
  }
}

/** @param {boolean} holds @param {string} wanted @param {unknown} value @param {string} path */
function expect(holds, wanted, value, path) {
  if (!holds) {
    fail(`expected ${wanted}, but encountered ${typeName(value)}`, path);
  }
}

/** @param {string} error @param {string} path @returns {never} */
function fail(error, path) {
  throw new ApiError(400, 'parse-failed', error, { path });
}

/** @param {unknown} value as aeson calls its kind */
function typeName(value) {
  if (value === null || value === undefined) {
    return 'Null';
  }
  if (Array.isArray(value)) {
    return 'Array';
  }
  const type = typeof value;
  return type.charAt(0).toUpperCase() + type.slice(1);
}
