import {
  IN_LOGICAL_MODEL,
  IN_SOURCE,
  IN_TABLE,
  type Kind,
  of,
  PERMISSION,
  permission,
  permissionOf,
  QUERY,
  relationship,
  remoteRelationship,
  SCALARS_OF_SOURCES,
  top,
} from './kind.js';

/**
 * The kinds of metadata objects, a row each: the one place that says what a kind is. Types are
 * those of the server's `MetadataObjId` (`Hasura.RQL.Types.Metadata.Object`), as its answers have
 * them; a kind that the server never reports by itself has a name of ours.
 */
export const KINDS: readonly Kind[] = [
  {
    type: 'source',
    part: 'source',
    places: top('sources', 'name'),
    names: ['{source}'],
    rank: 0,
    isRemote: true,
    fix: "Correct the source's configuration.",
    fixIfUnreachable: 'Check that the database is running and that GraphQL Engine can reach it.',
    traits: ['loss', 'merged'],
  },
  {
    type: 'table',
    part: 'table',
    places: [of('source', 'tables', 'table')],
    names: ['{table} in source {source}'],
    rank: 4,
    fix: 'Apply the migration that creates the table or view, or remove it from the metadata.',
    traits: ['loss', 'merged'],
  },
  {
    type: 'function',
    part: 'function',
    places: [of('source', 'functions', 'function')],
    names: ['{function} in source {source}'],
    fix: 'Check that the function exists and that Hasura can track a function of this kind.',
    traits: ['loss', 'merged'],
  },
  permissionOf('function', ['{name} permission for function {function} in source {source}']),
  {
    type: 'stored_procedure',
    part: 'function',
    places: [of('source', 'stored_procedures', 'stored_procedure')],
    names: ['{function} in source {source}'],
    fix: 'Check that the stored procedure exists with these arguments.',
    traits: ['loss'],
  },
  {
    type: 'native_query',
    part: 'nativeQuery',
    places: [of('source', 'native_queries', 'root_field_name')],
    names: IN_SOURCE,
    noun: ['native query', 'native queries'],
    references: [{ to: 'logical_model', parts: { name: 'returns' } }],
    fix: 'Correct the query or its arguments, or apply the migration that adds what it uses.',
    traits: ['loss'],
  },
  {
    type: 'logical_model',
    part: 'logicalModel',
    places: [of('source', 'logical_models', 'name')],
    names: IN_SOURCE,
    fix: 'Correct its fields, or remove it from the metadata.',
    traits: ['merged'],
  },
  relationship('object_relation', 'object_relationship', 'object relationship'),
  relationship('array_relation', 'array_relationship', 'array relationship'),
  remoteRelationship('remote_relationship', of('table', 'remote_relationships', 'name'), IN_TABLE),
  {
    type: 'computed_field',
    places: [of('table', 'computed_fields', 'name')],
    names: IN_TABLE,
    fix: 'Check that the function exists and takes a row of the table.',
    traits: ['loss'],
  },
  permission('select', of('logical_model', 'select_permissions', 'role'), {
    parent: 'native_query',
    at: ['returns', 'select_permissions'],
    key: 'role',
  }),
  ...['insert', 'update', 'delete'].map((operation) => permission(operation)),
  {
    type: 'event_trigger',
    places: [of('table', 'event_triggers', 'name')],
    names: IN_TABLE,
    ownKey: ['configuration', 'name'],
    fix: "Correct the event trigger's definition, or remove it from the metadata.",
    traits: ['loss'],
  },
  {
    type: 'remote_schema',
    part: 'remoteSchema',
    places: top('remote_schemas', 'name'),
    names: ['{remoteSchema}'],
    rank: 2,
    isRemote: true,
    fix: "Correct the remote schema's definition, or what its service answers to introspection.",
    fixIfUnreachable: 'Start the service behind it, and check that GraphQL Engine can reach it.',
    traits: ['loss'],
  },
  permissionOf('remote_schema', ['{name} permission in remote schema {remoteSchema}']),
  {
    type: 'remote_schema_type',
    part: 'typeName',
    places: [of('remote_schema', 'remote_relationships', 'type_name')],
  },
  remoteRelationship(
    'remote_schema_remote_relationship',
    of('remote_schema_type', 'relationships', 'name'),
    ['remote_relationship {name} on type {typeName} in remote schema {remoteSchema}'],
  ),
  {
    type: 'action',
    part: 'action',
    places: top('actions', 'name'),
    names: ['{action}'],
    rank: 5,
    dependsOn: 'custom_types',
    probableCauses: SCALARS_OF_SOURCES,
    fix: "Correct the action's arguments and output type in actions.graphql.",
    traits: ['loss'],
  },
  { ...permissionOf('action', ['{name} permission in {action}']), dependsOn: 'custom_types' },
  {
    type: 'custom_types',
    places: top('custom_types'),
    noun: ['custom types', 'custom types'],
    rank: 3,
    references: [
      {
        to: 'table',
        each: 'objects.relationships',
        parts: { table: 'remote_table', source: 'source' },
      },
      { to: 'source', each: 'objects.relationships', parts: { source: 'source' } },
    ],
    probableCauses: SCALARS_OF_SOURCES,
    fix: 'Correct the types in actions.graphql: every action depends on them.',
  },
  {
    // A logical model within another or within a native query; the type ends with its name.
    type: 'inner_logical_model',
    places: [],
    names: IN_LOGICAL_MODEL,
    // The definition is the outer one's.
    ownKey: [],
    label: 'logical model',
    fix: 'Check that the logical model that this one refers to exists.',
  },
  ...['scalar', 'enum', 'input_object', 'object'].map((name) => ({
    type: `custom_${name}`,
    places: [of('custom_types', `${name}s`, 'name')],
  })),
  {
    type: 'cron_trigger',
    places: top('cron_triggers', 'name'),
    names: ['{name}'],
    fix: "Correct the cron trigger's definition.",
    traits: ['loss'],
  },
  { type: 'query_collection', part: 'collection', places: top('query_collections', 'name') },
  {
    // The server's name for one query of a collection.
    type: 'query_collections',
    places: [{ parent: 'query_collection', at: ['definition', 'queries'], key: 'name' }],
    names: ['{name} in {collection}'],
    label: 'query',
    noun: ['query', 'queries'],
    // A query uses the fields of tables in sources and of remote schemas, which nobody lists.
    probableCauses: { types: ['remote_schema', 'source'], isIgnoredWithCause: true },
    fix: 'Correct the query: what it asks for is not in the schema.',
  },
  {
    type: 'rest_endpoint',
    // Servers before v2.3.0 (commit b75706dd1).
    aliases: ['endpoint'],
    places: top('rest_endpoints', 'name'),
    names: ['{name}'],
    label: 'REST endpoint',
    probableCauses: { types: [], isIgnoredWithCause: true },
    references: [QUERY],
    fix: "Correct the endpoint's definition.",
    traits: ['loss', 'merged'],
  },
  { type: 'allowlist_entry', places: top('allowlist', 'collection') },
  {
    type: 'inherited_role',
    places: top('inherited_roles', 'role_name'),
    names: ['inherited role {name}'],
    fix: 'Check that the roles that it inherits from exist, and that none of them inherits from it.',
  },
  {
    ...PERMISSION,
    // A permission that an inherited role could not inherit; its name is the role's.
    type: 'inherited role permission inconsistency',
    places: [],
    names: ['{name}'],
    label: 'inherited permission of role',
    references: [{ to: 'inherited_role', parts: {} }],
  },
  ...[
    'network',
    'api_limits',
    'graphql_schema_introspection',
    'metrics_config',
    'backend_configs',
  ].map((type) => ({ type, places: top(type) })),
  {
    type: 'open_telemetry',
    places: top('opentelemetry'),
    names: ['{name}'],
    label: 'OpenTelemetry',
  },
  {
    type: 'data_connector_agent',
    places: [{ parent: 'backend_configs', at: ['dataconnector'], isMap: true }],
    names: ['{name}'],
    rank: 1,
    isRemote: true,
    fix: "Correct the data connector's URI in the backend configs.",
    fixIfUnreachable: 'Start the data connector agent, and check that GraphQL Engine can reach it.',
  },
];

const BY_TYPE: ReadonlyMap<string, Kind> = new Map(
  KINDS.flatMap((kind) => [kind.type, ...(kind.aliases ?? [])].map((type) => [type, kind])),
);

/** The kind of a type; for a type of a newer server, a kind that has the forms of the known ones. */
export function kindOf(type: string): Kind {
  const known = BY_TYPE.get(type);
  if (known) return known;
  if (type.startsWith('inner_logical_model_')) return kindOf('inner_logical_model');
  const names = [...IN_TABLE, ...IN_LOGICAL_MODEL, ...IN_SOURCE, '{name}'];
  const { noun, fix } = PERMISSION;
  return { type, places: [], names, ...(type.endsWith('_permission') && { noun, fix }) };
}
