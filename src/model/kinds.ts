import { asList, asRecord, type Fields } from '../lib/narrow.js';

/**
 * The kinds of metadata objects, a row each: the one place that says what a kind is. Types are
 * those of the server's `MetadataObjId` (`Hasura.RQL.Types.Metadata.Object`), as its answers have
 * them; a kind that the server never reports by itself has a name of ours.
 */
export interface Kind {
  readonly type: string;
  /** Where objects of this kind are in the metadata. */
  readonly places: readonly Place[];
}

/** Where the objects of a kind are: under which kind of parent, and how they are told apart there. */
export interface Place {
  /** The kind of the object that holds it; `undefined` at the top of the metadata. */
  readonly parent?: string;
  /** The keys that lead from the parent's entry to the list, or to the object itself. */
  readonly at: readonly string[];
  /** The entry of each item that names it; without one, a single object is there. */
  readonly key?: string;
}

const top = (list: string, key?: string): Place => ({
  at: [list],
  ...(key !== undefined && { key }),
});
const of = (parent: string, list: string, key: string): Place => ({ parent, at: [list], key });

const WITH_RELATIONSHIPS = ['table', 'native_query'] as const;
const permission = (list: string) => [of('table', list, 'role')];

export const KINDS: readonly Kind[] = [
  { type: 'source', places: [top('sources', 'name')] },
  { type: 'table', places: [of('source', 'tables', 'table')] },
  { type: 'function', places: [of('source', 'functions', 'function')] },
  { type: 'function_permission', places: [of('function', 'permissions', 'role')] },
  { type: 'stored_procedure', places: [of('source', 'stored_procedures', 'stored_procedure')] },
  { type: 'native_query', places: [of('source', 'native_queries', 'root_field_name')] },
  { type: 'logical_model', places: [of('source', 'logical_models', 'name')] },
  {
    type: 'object_relation',
    places: WITH_RELATIONSHIPS.map((parent) => of(parent, 'object_relationships', 'name')),
  },
  {
    type: 'array_relation',
    places: WITH_RELATIONSHIPS.map((parent) => of(parent, 'array_relationships', 'name')),
  },
  { type: 'remote_relationship', places: [of('table', 'remote_relationships', 'name')] },
  { type: 'computed_field', places: [of('table', 'computed_fields', 'name')] },
  {
    type: 'select_permission',
    places: [
      ...permission('select_permissions'),
      of('logical_model', 'select_permissions', 'role'),
    ],
  },
  { type: 'insert_permission', places: permission('insert_permissions') },
  { type: 'update_permission', places: permission('update_permissions') },
  { type: 'delete_permission', places: permission('delete_permissions') },
  { type: 'event_trigger', places: [of('table', 'event_triggers', 'name')] },
  { type: 'remote_schema', places: [top('remote_schemas', 'name')] },
  { type: 'remote_schema_permission', places: [of('remote_schema', 'permissions', 'role')] },
  {
    type: 'remote_schema_type',
    places: [of('remote_schema', 'remote_relationships', 'type_name')],
  },
  {
    type: 'remote_schema_remote_relationship',
    places: [of('remote_schema_type', 'relationships', 'name')],
  },
  { type: 'action', places: [top('actions', 'name')] },
  { type: 'action_permission', places: [of('action', 'permissions', 'role')] },
  { type: 'custom_types', places: [top('custom_types')] },
  { type: 'custom_scalar', places: [of('custom_types', 'scalars', 'name')] },
  { type: 'custom_enum', places: [of('custom_types', 'enums', 'name')] },
  { type: 'custom_input_object', places: [of('custom_types', 'input_objects', 'name')] },
  { type: 'custom_object', places: [of('custom_types', 'objects', 'name')] },
  { type: 'cron_trigger', places: [top('cron_triggers', 'name')] },
  { type: 'query_collection', places: [top('query_collections', 'name')] },
  {
    // The server's name for one query of a collection.
    type: 'query_collections',
    places: [{ parent: 'query_collection', at: ['definition', 'queries'], key: 'name' }],
  },
  { type: 'rest_endpoint', places: [top('rest_endpoints', 'name')] },
  { type: 'allowlist_entry', places: [top('allowlist', 'collection')] },
  { type: 'inherited_role', places: [top('inherited_roles', 'role_name')] },
  { type: 'network', places: [top('network')] },
  { type: 'api_limits', places: [top('api_limits')] },
  { type: 'graphql_schema_introspection', places: [top('graphql_schema_introspection')] },
  { type: 'metrics_config', places: [top('metrics_config')] },
  { type: 'open_telemetry', places: [top('opentelemetry')] },
  { type: 'backend_configs', places: [top('backend_configs')] },
];

/** An object of the metadata: its entry, what names it, and the objects that hold it, outermost first. */
export interface MetadataObject {
  readonly type: string;
  /** The value of the entry that names it; `undefined` of a single object. */
  readonly key: unknown;
  readonly entry: unknown;
  /** Keys of maps and indices of lists, from the top of the metadata. */
  readonly path: readonly (string | number)[];
  readonly parents: readonly MetadataObject[];
}

const CHILDREN = new Map<string | undefined, { readonly type: string; readonly place: Place }[]>();
for (const { type, places } of KINDS) {
  for (const place of places) {
    const siblings = CHILDREN.get(place.parent) ?? [];
    siblings.push({ type, place });
    CHILDREN.set(place.parent, siblings);
  }
}

/** The keys under which a kind holds its children: they are no part of its own definition. */
export function childKeys(type: string | undefined): readonly string[] {
  return (CHILDREN.get(type) ?? []).flatMap(({ place }) => place.at[0] ?? []);
}

/** All objects of metadata of version 3, each parent before its children. */
export function* objectsOf(metadata: Fields): Generator<MetadataObject> {
  yield* childrenOf(undefined, metadata, [], []);
}

function* childrenOf(
  parent: string | undefined,
  entry: unknown,
  path: MetadataObject['path'],
  parents: readonly MetadataObject[],
): Generator<MetadataObject> {
  for (const { type, place } of CHILDREN.get(parent) ?? []) {
    const value = place.at.reduce<unknown>((node, key) => asRecord(node)?.[key], entry);
    if (value === undefined || value === null) continue;
    const at = [...path, ...place.at];
    if (place.key === undefined) {
      yield* withChildren({ type, key: undefined, entry: value, path: at, parents });
      continue;
    }
    for (const [index, item] of asList(value).entries()) {
      const key = asRecord(item)?.[place.key];
      yield* withChildren({ type, key, entry: item, path: [...at, index], parents });
    }
  }
}

function* withChildren(object: MetadataObject): Generator<MetadataObject> {
  yield object;
  yield* childrenOf(object.type, object.entry, object.path, [...object.parents, object]);
}
