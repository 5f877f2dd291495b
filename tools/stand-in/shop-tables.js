const own = { customer_id: { _eq: 'X-Hasura-User-Id' } };

/** Who buys. */
export const customers = {
  table: { schema: 'public', name: 'customers' },
  array_relationships: [
    {
      name: 'orders',
      using: {
        foreign_key_constraint_on: {
          column: 'customer_id',
          table: { schema: 'public', name: 'orders' },
        },
      },
    },
  ],
  select_permissions: [
    { role: 'clerk', permission: { columns: ['id', 'name', 'email'], filter: {} } },
    {
      role: 'customer',
      permission: { columns: ['id', 'name'], filter: { id: { _eq: 'X-Hasura-User-Id' } } },
    },
  ],
};

/** Orders: clerks may read a column `discount` that the database lacks. */
export const orders = {
  table: { schema: 'public', name: 'orders' },
  object_relationships: [{ name: 'customer', using: { foreign_key_constraint_on: 'customer_id' } }],
  array_relationships: [
    {
      name: 'lines',
      using: {
        foreign_key_constraint_on: {
          column: 'order_id',
          table: { schema: 'public', name: 'order_lines' },
        },
      },
    },
  ],
  computed_fields: [
    {
      name: 'line_count',
      definition: { function: { schema: 'public', name: 'order_line_count' } },
    },
  ],
  remote_relationships: [
    {
      name: 'payment',
      definition: {
        to_remote_schema: {
          remote_schema: 'payments-api',
          lhs_fields: ['payment_id'],
          remote_field: { payment: { arguments: { id: '$payment_id' } } },
        },
      },
    },
  ],
  insert_permissions: [
    {
      role: 'customer',
      permission: { check: own, columns: ['customer_id', 'total'] },
    },
  ],
  select_permissions: [
    {
      role: 'clerk',
      permission: {
        columns: ['id', 'customer_id', 'total', 'discount', 'placed_at'],
        filter: {},
      },
    },
    { role: 'customer', permission: { columns: ['id', 'total', 'placed_at'], filter: own } },
  ],
  event_triggers: [
    {
      name: 'order_placed',
      definition: { enable_manual: true, insert: { columns: '*' } },
      retry_conf: { interval_sec: 10, num_retries: 3, timeout_sec: 60 },
      webhook: '{{SHOP_HANDLERS_URL}}/order-placed',
      headers: [{ name: 'X-Shop-Token', value: 'shop-handlers-token' }],
    },
  ],
};

/** What was ordered. */
export const orderLines = {
  table: { schema: 'public', name: 'order_lines' },
  object_relationships: [
    { name: 'order', using: { foreign_key_constraint_on: 'order_id' } },
    { name: 'product', using: { foreign_key_constraint_on: 'product_id' } },
  ],
};

/** What is sold. */
export const products = {
  table: { schema: 'public', name: 'products' },
  object_relationships: [
    {
      name: 'stock',
      using: {
        manual_configuration: {
          remote_table: { schema: 'inventory', name: 'items' },
          column_mapping: { id: 'product_id' },
        },
      },
    },
  ],
  remote_relationships: [
    {
      name: 'details',
      definition: {
        to_remote_schema: {
          remote_schema: 'catalog-api',
          lhs_fields: ['sku'],
          remote_field: { productDetails: { arguments: { sku: '$sku' } } },
        },
      },
    },
  ],
  select_permissions: [
    { role: 'customer', permission: { columns: ['id', 'sku', 'name', 'price'], filter: {} } },
  ],
};

/** Stock: the database lacks this table. */
export const inventoryItems = {
  table: { schema: 'inventory', name: 'items' },
  object_relationships: [{ name: 'product', using: { foreign_key_constraint_on: 'product_id' } }],
  select_permissions: [
    { role: 'clerk', permission: { columns: ['product_id', 'count'], filter: {} } },
    { role: 'customer', permission: { columns: ['product_id'], filter: {} } },
  ],
};

/** Of the source `analytics`. */
export const pageViews = {
  table: { schema: 'public', name: 'page_views' },
  select_permissions: [
    { role: 'clerk', permission: { columns: ['path', 'viewed_at'], filter: {} } },
  ],
};
