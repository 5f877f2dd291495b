import { readWarnings } from '../../src/hasura/responses.js';

// What a shop's server sends of what is broken in it, as the summaries tell it.

export const inDefault = (name: string) => ({
  source: 'default',
  table: { schema: 'public', name },
});

export const PAYMENTS = [
  {
    type: 'remote_schema',
    name: 'remote_schema payments-api',
    definition: {
      name: 'payments-api',
      definition: {
        url_from_env: 'PAYMENTS_URL',
        headers: [{ name: 'authorization', value: '***' }],
      },
      comment: null,
      permissions: [],
    },
    reason:
      'Inconsistent object: HTTP exception occurred while sending the request to PAYMENTS_URL',
    message: {
      type: 'http_exception',
      message:
        'Connection failure: Network.Socket.connect: <socket: 31>: does not exist (Connection refused)',
      request: { host: 'payments.internal', method: 'POST', path: '/graphql', port: 80 },
    },
  },
  {
    type: 'remote_schema_permission',
    name: 'remote_schema_permission user permission in remote schema payments-api',
    definition: { schema: 'type Query { payment: Int }' },
    reason: 'Inconsistent object: remote schema "payments-api" is inconsistent',
  },
  {
    type: 'remote_relationship',
    name: 'remote_relationship payment in table orders in source default',
    definition: {
      ...inDefault('orders'),
      name: 'payment',
      definition: { to_remote_schema: { remote_schema: 'payments-api', lhs_fields: ['id'] } },
    },
    reason: 'Inconsistent object: remote schema with name "payments-api" not found',
  },
];

const ITEMS = { schema: 'inventory', name: 'items' };

export const TABLE = [
  {
    type: 'table',
    name: 'table inventory.items in source default',
    definition: ITEMS,
    reason: 'Inconsistent object: no such table/view exists in source: "inventory.items"',
  },
  ...['product', 'warehouse'].map((name) => ({
    type: 'object_relation',
    name: `object_relation ${name} in table inventory.items in source default`,
    definition: { source: 'default', table: ITEMS, name, using: {} },
    reason: 'Inconsistent object: table "inventory.items" is not tracked',
  })),
  {
    type: 'array_relation',
    name: 'array_relation stock in table products in source default',
    definition: {
      ...inDefault('products'),
      name: 'stock',
      using: { foreign_key_constraint_on: { table: ITEMS, column: 'product_id' } },
    },
    reason: 'Inconsistent object: in table "products": table "inventory.items" is not tracked',
  },
];

export const PERMISSION = {
  type: 'select_permission',
  name: 'select_permission clerk in table orders in source default',
  definition: {
    ...inDefault('orders'),
    role: 'clerk',
    permission: { columns: ['id', 'discount'], filter: {} },
  },
  reason:
    'Inconsistent object: in table "orders": in permission for role "clerk": column "discount" does not exist',
};

export const SOURCE = {
  type: 'source',
  name: 'source analytics',
  definition: 'analytics',
  reason: 'Inconsistent object: connection error',
  message:
    'connection to server at "10.0.0.9", port 5432 failed: Connection timed out\n\tIs the server running on that host and accepting TCP/IP connections?\n',
};

const [ORDER_TRIGGER, CLEANUP] = readWarnings([
  {
    code: 'illegal-event-trigger-name',
    type: 'event_trigger',
    name: 'event_trigger order created in table orders in source default',
    message:
      'The event trigger with name "order created" may not work as expected, hasura suggests to use only alphanumeric, underscore and hyphens in an event trigger name',
  },
  {
    code: 'source-cleanup-failed',
    type: 'source',
    name: 'source analytics',
    message: 'Could not cleanup the source "analytics"',
  },
]);

export const WARNINGS = [ORDER_TRIGGER, CLEANUP].filter((warning) => warning !== undefined);
