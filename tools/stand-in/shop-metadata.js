import {
  customers,
  inventoryItems,
  orderLines,
  orders,
  pageViews,
  products,
} from './shop-tables.js';

/**
 * The metadata of a small shop, as its developers would have written it.
 * @param {{ paymentsUrl: string, catalogUrl: string }} urls
 * @returns {import('./types.js').JsonObject}
 */
export function shopMetadata({ paymentsUrl, catalogUrl }) {
  return {
    version: 3,
    sources: [
      {
        name: 'default',
        kind: 'postgres',
        tables: [customers, orders, orderLines, products, inventoryItems],
        functions: [{ function: { schema: 'public', name: 'search_products' } }],
        configuration: {
          connection_info: {
            database_url: { from_env: 'SHOP_DATABASE_URL' },
            isolation_level: 'read-committed',
            use_prepared_statements: true,
          },
        },
      },
      {
        name: 'analytics',
        kind: 'postgres',
        tables: [pageViews],
        configuration: {
          connection_info: { database_url: { from_env: 'ANALYTICS_DATABASE_URL' } },
        },
      },
    ],
    remote_schemas: [
      {
        name: 'payments-api',
        definition: {
          url: paymentsUrl,
          timeout_seconds: 10,
          headers: [{ name: 'Authorization', value: 'Bearer shop-payments-token' }],
          customization: {},
        },
        comment: 'card payments',
        permissions: [
          { role: 'clerk', definition: { schema: PAYMENTS_OF_CLERKS } },
          { role: 'customer', definition: { schema: PAYMENTS_OF_CUSTOMERS } },
        ],
      },
      {
        name: 'catalog-api',
        definition: { url: catalogUrl, timeout_seconds: 10, customization: {} },
        comment: 'descriptions and pictures',
        permissions: [
          {
            role: 'customer',
            definition: {
              schema:
                'schema { query: Query }\ntype Query { productDetails(sku: String!): String }',
            },
          },
        ],
      },
    ],
    actions: [
      {
        name: 'placeOrder',
        definition: {
          kind: 'synchronous',
          handler: '{{SHOP_HANDLERS_URL}}/place-order',
          type: 'mutation',
          arguments: [{ name: 'basket', type: 'BasketInput!' }],
          output_type: 'PlacedOrder!',
        },
        permissions: [{ role: 'customer' }],
      },
    ],
    custom_types: {
      scalars: [],
      enums: [],
      input_objects: [
        {
          name: 'BasketInput',
          description: null,
          fields: [{ name: 'productIds', type: '[Int!]!' }],
        },
      ],
      objects: [
        { name: 'PlacedOrder', description: null, fields: [{ name: 'orderId', type: 'Int!' }] },
      ],
    },
    cron_triggers: [
      {
        name: 'send-stock-report',
        webhook: '{{SHOP_HANDLERS_URL}}/stock-report',
        schedule: '0 6 * * 1',
        include_in_metadata: true,
        payload: {},
      },
    ],
    query_collections: [
      {
        name: 'shop-rest',
        definition: {
          queries: [
            {
              name: 'orderById',
              query: 'query orderById($id: Int!) { orders_by_pk(id: $id) { id total } }',
            },
          ],
        },
      },
    ],
    rest_endpoints: [
      {
        name: 'order-by-id',
        url: 'orders/:id',
        methods: ['GET'],
        definition: { query: { collection_name: 'shop-rest', query_name: 'orderById' } },
        comment: null,
      },
    ],
  };
}

const PAYMENTS_OF_CLERKS = `schema { query: Query }
type Query { payment(id: String!): String payments: String }`;

const PAYMENTS_OF_CUSTOMERS = `schema { query: Query }
type Query { payment(id: String!): String }`;
