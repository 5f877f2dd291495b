import { describe } from '@jest/globals';
import {
  type Dependence,
  member,
  type Raw,
  raw,
  remoteSchema,
  table,
  testDependences,
} from './server-objects.js';

const query = (name: string, collection: string, definition?: Raw) =>
  raw('query_collections', `${name} in ${collection}`, { name, ...definition });

const restEndpoint = (name: string, collection_name: string, query_name: string) =>
  raw('rest_endpoint', name, { name, definition: { query: { collection_name, query_name } } });

const actionPermission = (role: string, action: string) =>
  raw('action_permission', `${role} permission in ${action}`, { action, role });

function inherited(role: string, entity: Raw): Raw {
  return {
    type: 'inherited role permission inconsistency',
    name: role,
    entity,
    reason: `Could not inherit permission for the role '${role}' for the entity: '…'`,
  };
}

const CASES: readonly Dependence[] = [
  [
    'a remote schema and its permissions, which name neither',
    remoteSchema('payments'),
    raw('remote_schema_permission', 'clerk permission in remote schema payments', { schema: '' }),
    raw('remote_schema_permission', 'clerk permission in remote schema other', { schema: '' }),
  ],
  [
    'a remote schema and a relationship to it',
    remoteSchema('payments'),
    member('remote_relationship', 'payment', 'orders', {
      definition: { to_remote_schema: { remote_schema: 'payments', lhs_fields: ['id'] } },
    }),
    member('remote_relationship', 'other', 'orders', {
      definition: { to_remote_schema: { remote_schema: 'other', lhs_fields: ['id'] } },
    }),
  ],
  [
    'a remote schema and a relationship to it in the old form',
    remoteSchema('payments'),
    member('remote_relationship', 'payment', 'orders', {
      definition: { remote_schema: 'payments', hasura_fields: ['id'] },
    }),
    member('remote_relationship', 'other', 'orders', {
      definition: { remote_schema: 'other', hasura_fields: ['id'] },
    }),
  ],
  [
    'a remote schema and a relationship to it from another',
    remoteSchema('payments'),
    raw(
      'remote_schema_remote_relationship',
      'remote_relationship pay on type Order in remote schema shop',
      {
        remote_schema: 'shop',
        type_name: 'Order',
        name: 'pay',
        definition: { to_remote_schema: { remote_schema: 'payments' } },
      },
    ),
    raw(
      'remote_schema_remote_relationship',
      'remote_relationship other on type Order in remote schema shop',
      { remote_schema: 'shop', type_name: 'Order', name: 'other', definition: {} },
    ),
  ],
  [
    'custom types and actions',
    raw('custom_types', 'custom_types', { objects: [] }),
    raw('action', 'checkout', { name: 'checkout' }),
    raw('cron_trigger', 'nightly', { name: 'nightly' }),
  ],
  [
    'a table and custom types that have a relationship to it',
    table('author'),
    raw('custom_types', 'custom_types', {
      objects: [{ name: 'A', relationships: [{ name: 'author', remote_table: 'author' }] }],
    }),
    raw('cron_trigger', 'nightly', { name: 'nightly' }),
  ],
  [
    'an action and its permissions',
    raw('action', 'checkout', { name: 'checkout' }),
    actionPermission('clerk', 'checkout'),
    actionPermission('clerk', 'other'),
  ],
  [
    'a query and the REST endpoint that runs it',
    query('one', 'allowed'),
    restEndpoint('latest', 'allowed', 'one'),
    restEndpoint('other', 'other', 'one'),
  ],
  [
    'a logical model and the native query that returns it',
    raw('logical_model', 'month in source default', { name: 'month' }),
    raw('native_query', 'sales in source default', { root_field_name: 'sales', returns: 'month' }),
    raw('native_query', 'other in source default', { root_field_name: 'other', returns: 'year' }),
  ],
  [
    'a logical model and its permissions',
    raw('logical_model', 'month in source default', { name: 'month' }),
    raw('select_permission', 'clerk in logical_model month in source default', { role: 'clerk' }),
    raw('select_permission', 'clerk in logical_model year in source default', { role: 'clerk' }),
  ],
  [
    'a function and its permissions',
    raw('function', 'search in source default', { function: 'search' }),
    raw('function_permission', 'clerk permission for function search in source default', {
      function: 'search',
      role: 'clerk',
    }),
    raw('function_permission', 'clerk permission for function find in source default', {
      function: 'find',
      role: 'clerk',
    }),
  ],
  [
    'a relationship and a permission whose filter passes through it',
    member('object_relation', 'author', 'article'),
    member('select_permission', 'clerk', 'article', {
      permission: { filter: { _and: [{ author: { id: { _eq: 1 } } }] } },
    }),
    member('select_permission', 'other', 'article', {
      permission: { columns: ['author'], filter: { id: { _eq: 'author' } } },
    }),
  ],
  [
    'an inherited role and a permission that it could not inherit',
    raw('inherited_role', 'inherited role boss', { role_name: 'boss', role_set: [] }),
    inherited('boss', { table: 'author', source: 'default', permission_type: 'select' }),
    inherited('chief', { table: 'author', source: 'default', permission_type: 'select' }),
  ],
  [
    'a table and a permission on it that could not be inherited',
    table('author'),
    inherited('boss', { table: 'author', source: 'default', permission_type: 'select' }),
    inherited('boss', { table: 'article', source: 'default', permission_type: 'select' }),
  ],
  [
    'a remote schema and a permission on it that could not be inherited',
    remoteSchema('payments'),
    inherited('boss', { remote_schema: 'payments' }),
    inherited('boss', { remote_schema: 'other' }),
  ],
  [
    'a table that only a reason names',
    table('author'),
    raw(
      'computed_field',
      'x in table article in source default',
      {},
      'table "author" is not tracked',
    ),
    raw(
      'computed_field',
      'y in table article in source default',
      {},
      'table "other" is not tracked',
    ),
  ],
  [
    'a data connector agent and its source',
    raw('data_connector_agent', 'sqlite', { uri: 'http://agent' }),
    raw('source', 'chinook', 'chinook', 'Data connector named "sqlite" was not found'),
    raw('source', 'other', 'other', 'connection error'),
  ],
];

describe('beyond a source', () => testDependences(CASES));
