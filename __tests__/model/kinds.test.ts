import { describe, expect, test } from '@jest/globals';
import { KINDS, kindOf } from '../../src/model/kinds.js';
import { childrenOf, objectsIn, pathOf, rootOf } from '../../src/model/metadata-objects.js';

/** The types of the server's `moiTypeName`, v2.48. */
const REPORTED = [
  'source',
  'table',
  'function',
  'function_permission',
  'native_query',
  'stored_procedure',
  'logical_model',
  'object_relation',
  'array_relation',
  'select_permission',
  'insert_permission',
  'update_permission',
  'delete_permission',
  'event_trigger',
  'computed_field',
  'remote_relationship',
  'remote_schema',
  'remote_schema_permission',
  'remote_schema_remote_relationship',
  'cron_trigger',
  'custom_types',
  'action',
  'action_permission',
  'inherited_role',
  'rest_endpoint',
  'query_collections',
  'data_connector_agent',
  'open_telemetry',
];

describe('the table of kinds', () => {
  test.each(REPORTED)('has a row with a place for what servers report as %s', (type) => {
    expect(KINDS.filter((kind) => kind.type === type)).toHaveLength(1);
    expect(kindOf(type).places.length).toBeGreaterThan(0);
  });

  test.each([
    ['endpoint', 'rest_endpoint'],
    ['inner_logical_model_address', 'inner_logical_model'],
  ])('knows that %s is %s', (type, known) => {
    expect(kindOf(type).type).toBe(known);
  });

  test('has forms of names for a type that it does not know', () => {
    expect(kindOf('quantum_join')).toMatchObject({ type: 'quantum_join', places: [] });
    expect(kindOf('constructor')).toMatchObject({ type: 'constructor', places: [] });
  });

  test.each(KINDS.flatMap(({ type, places }) => places.map(({ parent }) => [type, parent])))(
    'has a row for the parent of %s: %s',
    (_type, parent) => {
      expect(parent === undefined || KINDS.some(({ type }) => type === parent)).toBe(true);
    },
  );
});

test('objects of the metadata come with their paths, each parent before its children', () => {
  const metadata = {
    version: 3,
    sources: [
      {
        name: 'default',
        tables: [{ table: { schema: 'public', name: 'a' }, select_permissions: [{ role: 'r' }] }],
      },
    ],
    custom_types: { objects: [{ name: 'Out' }] },
    query_collections: [{ name: 'c', definition: { queries: [{ name: 'q' }] } }],
    backend_configs: { dataconnector: { sqlite: { uri: 'http://agent' } } },
    remote_schemas: null,
    actions: 'something else',
  };
  const types = KINDS.map(({ type }) => type);
  const found = [...objectsIn(rootOf(metadata), types)];
  expect(found.map((object) => [object.type, object.key, pathOf(object).join('.')])).toEqual([
    ['source', 'default', 'sources.0'],
    ['table', { schema: 'public', name: 'a' }, 'sources.0.tables.0'],
    ['select_permission', 'r', 'sources.0.tables.0.select_permissions.0'],
    ['custom_types', undefined, 'custom_types'],
    ['custom_object', 'Out', 'custom_types.objects.0'],
    ['query_collection', 'c', 'query_collections.0'],
    ['query_collections', 'q', 'query_collections.0.definition.queries.0'],
    ['backend_configs', undefined, 'backend_configs'],
    ['data_connector_agent', 'sqlite', 'backend_configs.dataconnector.sqlite'],
  ]);
  expect(childrenOf('custom_types').flatMap(({ place }) => place.at)).toEqual([
    'scalars',
    'enums',
    'input_objects',
    'objects',
  ]);
});
