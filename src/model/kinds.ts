import { entryOf } from '../lib/narrow.js';
import {
  IN_LOGICAL_MODEL,
  IN_SOURCE,
  IN_TABLE,
  type Kind,
  OWN_NAME,
  of,
  PERMISSION,
  permission,
  relationship,
  remoteRelationship,
  SCALARS_OF_SOURCES,
  top,
  UNKNOWN_FIELDS,
} from './kind.js';

/**
 * The kinds of metadata objects, a row each: the one place that says what a kind is. Types are
 * those of the server's `MetadataObjId` (`Hasura.RQL.Types.Metadata.Object`), as its answers have
 * them; a kind that the server never reports by itself has a name of ours.
 */
export const KINDS: readonly Kind[] = [
  {
    type: 'source',
    places: top('sources', 'name'),
    names: ['{source}'],
    rank: 0,
    isRemote: true,
    fix: "Correct the source's configuration.",
  },
  {
    type: 'table',
    places: [of('source', 'tables', 'table')],
    names: ['{table} in source {source}'],
    rank: 4,
    fix: 'Apply the migration that creates the table or view, or remove it from the metadata.',
  },
  {
    type: 'function',
    places: [of('source', 'functions', 'function')],
    names: ['{function} in source {source}'],
    fix: 'Check that the function exists and that Hasura can track a function of this kind.',
  },
  {
    ...PERMISSION,
    type: 'function_permission',
    places: [of('function', 'permissions', 'role')],
    names: ['{name} permission for function {function} in source {source}'],
  },
  {
    type: 'stored_procedure',
    places: [of('source', 'stored_procedures', 'stored_procedure')],
    names: ['{function} in source {source}'],
    fix: 'Check that the stored procedure exists with these arguments.',
  },
  {
    type: 'native_query',
    places: [of('source', 'native_queries', 'root_field_name')],
    names: IN_SOURCE,
    noun: ['native query', 'native queries'],
    references: [{ to: 'logical_model', parts: { name: ['returns'] } }],
    fix: 'Correct the query or its arguments, or apply the migration that adds what it uses.',
  },
  {
    type: 'logical_model',
    places: [of('source', 'logical_models', 'name')],
    names: IN_SOURCE,
    fix: 'Correct its fields, or remove it from the metadata.',
  },
  relationship('object_relation', 'object relationship'),
  relationship('array_relation', 'array relationship'),
  remoteRelationship('remote_relationship', of('table', 'remote_relationships', 'name'), IN_TABLE),
  {
    type: 'computed_field',
    places: [of('table', 'computed_fields', 'name')],
    names: IN_TABLE,
    fix: 'Check that the function exists and takes a row of the table.',
  },
  permission('select', of('logical_model', 'select_permissions', 'role'), {
    parent: 'native_query',
    at: ['returns', 'select_permissions'],
    key: 'role',
  }),
  permission('insert'),
  permission('update'),
  permission('delete'),
  {
    type: 'event_trigger',
    places: [of('table', 'event_triggers', 'name')],
    names: IN_TABLE,
    ownKey: ['configuration', 'name'],
    fix: "Correct the event trigger's definition, or remove it from the metadata.",
  },
  {
    type: 'remote_schema',
    places: top('remote_schemas', 'name'),
    names: ['{remoteSchema}'],
    rank: 2,
    isRemote: true,
    fix: "Correct the remote schema's definition, or what its service answers to introspection.",
  },
  {
    ...PERMISSION,
    type: 'remote_schema_permission',
    places: [of('remote_schema', 'permissions', 'role')],
    names: ['{name} permission in remote schema {remoteSchema}'],
  },
  {
    type: 'remote_schema_type',
    places: [of('remote_schema', 'remote_relationships', 'type_name')],
  },
  remoteRelationship(
    'remote_schema_remote_relationship',
    of('remote_schema_type', 'relationships', 'name'),
    ['remote_relationship {name} on type {typeName} in remote schema {remoteSchema}'],
  ),
  {
    type: 'action',
    places: top('actions', 'name'),
    names: ['{action}'],
    rank: 5,
    dependsOn: 'custom_types',
    probableCauses: SCALARS_OF_SOURCES,
    fix: "Correct the action's arguments and output type in actions.graphql.",
  },
  {
    ...PERMISSION,
    type: 'action_permission',
    places: [of('action', 'permissions', 'role')],
    names: ['{name} permission in {action}'],
    dependsOn: 'custom_types',
  },
  {
    type: 'custom_types',
    places: top('custom_types'),
    noun: ['custom types', 'custom types'],
    rank: 3,
    references: ['table', 'source'].map((to) => ({
      to,
      each: ['objects', 'relationships'],
      parts: { source: ['source'], ...(to === 'table' && { table: ['remote_table'] }) },
    })),
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
  { type: 'custom_scalar', places: [of('custom_types', 'scalars', 'name')] },
  { type: 'custom_enum', places: [of('custom_types', 'enums', 'name')] },
  { type: 'custom_input_object', places: [of('custom_types', 'input_objects', 'name')] },
  { type: 'custom_object', places: [of('custom_types', 'objects', 'name')] },
  {
    type: 'cron_trigger',
    places: top('cron_triggers', 'name'),
    names: OWN_NAME,
    fix: "Correct the cron trigger's definition.",
  },
  { type: 'query_collection', places: top('query_collections', 'name') },
  {
    // The server's name for one query of a collection.
    type: 'query_collections',
    places: [{ parent: 'query_collection', at: ['definition', 'queries'], key: 'name' }],
    names: ['{name} in {collection}'],
    label: 'query',
    noun: ['query', 'queries'],
    probableCauses: UNKNOWN_FIELDS,
    fix: 'Correct the query: what it asks for is not in the schema.',
  },
  {
    type: 'rest_endpoint',
    places: top('rest_endpoints', 'name'),
    names: OWN_NAME,
    label: 'REST endpoint',
    probableCauses: { types: [], isIgnoredWithCause: true },
    references: [
      {
        to: 'query_collections',
        parts: {
          name: ['definition', 'query', 'query_name'],
          collection: ['definition', 'query', 'collection_name'],
        },
      },
    ],
    fix: "Correct the endpoint's definition.",
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
    names: OWN_NAME,
    label: 'inherited permission of role',
    references: [{ to: 'inherited_role', parts: {} }],
  },
  { type: 'network', places: top('network') },
  { type: 'api_limits', places: top('api_limits') },
  { type: 'graphql_schema_introspection', places: top('graphql_schema_introspection') },
  { type: 'metrics_config', places: top('metrics_config') },
  {
    type: 'open_telemetry',
    places: top('opentelemetry'),
    names: OWN_NAME,
    label: 'OpenTelemetry',
  },
  { type: 'backend_configs', places: top('backend_configs') },
  {
    type: 'data_connector_agent',
    places: [{ parent: 'backend_configs', at: ['dataconnector'], isMap: true }],
    names: OWN_NAME,
    rank: 1,
    isRemote: true,
    fix: "Correct the data connector's URI in the backend configs.",
  },
];

/** Other names of types: servers before v2.3.0 say `endpoint` (commit b75706dd1). */
const ALIASES: Readonly<Record<string, string>> = { endpoint: 'rest_endpoint' };

const BY_TYPE: ReadonlyMap<string, Kind> = new Map(KINDS.map((kind) => [kind.type, kind]));

/** The kind of a type; for a type of a newer server, a kind that has the forms of the known ones. */
export function kindOf(type: string): Kind {
  const known = BY_TYPE.get(type) ?? BY_TYPE.get(entryOf(ALIASES, type) ?? '');
  if (known) return known;
  if (type.startsWith('inner_logical_model_')) return kindOf('inner_logical_model');
  const names = [...IN_TABLE, ...IN_LOGICAL_MODEL, ...IN_SOURCE, ...OWN_NAME];
  const { noun, fix } = PERMISSION;
  return { type, places: [], names, ...(type.endsWith('_permission') && { noun, fix }) };
}
