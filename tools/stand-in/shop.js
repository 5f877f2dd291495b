import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { startRemoteSchema } from './remote-schema.js';
import { startStandIn } from './server.js';

/** @typedef {import('./types.js').StandIn} StandIn */
/** @typedef {import('./types.js').StandInOptions} StandInOptions */

/**
 * A port where nothing listens: port 1 is reserved, so no other program takes it by chance.
 */
const NOTHING_LISTENS = 1;

/** The admin secret of the shop's server. */
export const SHOP_ADMIN_SECRET = 'shop-admin-secret';

/**
 * Starts the shop: a server with sources, actions, triggers and remote schemas, some of them broken.
 * Its catalog-api starts and stops with it; its payments-api is down.
 * @param {StandInOptions & { paymentsUrl?: string }} [overrides] of the stand-in's options;
 *   `paymentsUrl` is where payments-api is looked for
 * @returns {Promise<StandIn>}
 */
export async function startShop({ paymentsUrl, ...overrides } = {}) {
  const catalog = await startRemoteSchema({ fields: ['productDetails'] });
  const standIn = await startStandIn({
    metadata: shopMetadata({
      paymentsUrl: paymentsUrl ?? `http://127.0.0.1:${NOTHING_LISTENS}/graphql`,
      catalogUrl: catalog.url,
    }),
    databases: shopDatabases(),
    env: shopEnvironment(),
    adminSecret: SHOP_ADMIN_SECRET,
    ...overrides,
  });
  const { close } = standIn;
  standIn.close = async () => {
    await Promise.all([close(), catalog.stop()]);
  };
  return standIn;
}

/**
 * The metadata that the shop's server holds: that of the project, before its latest change.
 * @param {{ paymentsUrl: string, catalogUrl: string }} urls
 */
function shopMetadata({ paymentsUrl, catalogUrl }) {
  const sources = read('databases/databases.yaml');
  const orders = sources[0].tables.find((/** @type {any} */ { table }) => table.name === 'orders');
  orders.event_triggers.length = 1;
  orders.event_triggers[0].headers = [{ name: 'X-Shop-Token', value: 'shop-handlers-token' }];
  const [payments, catalog] = read('remote_schemas.yaml');
  const headers = [{ name: 'Authorization', value: 'Bearer shop-payments-token' }];
  payments.definition = { url: paymentsUrl, timeout_seconds: 10, headers, customization: {} };
  catalog.definition = { url: catalogUrl, timeout_seconds: 10, customization: {} };
  const { actions } = read('actions.yaml');
  Object.assign(actions[0].definition, {
    type: 'mutation',
    arguments: [{ name: 'basket', type: 'BasketInput!' }],
    output_type: 'PlacedOrder!',
  });
  return {
    version: 3,
    sources,
    remote_schemas: [payments, catalog],
    actions,
    custom_types: {
      input_objects: [{ name: 'BasketInput', fields: [{ name: 'productIds', type: '[Int!]!' }] }],
      objects: [{ name: 'PlacedOrder', fields: [{ name: 'orderId', type: 'Int!' }] }],
    },
    cron_triggers: read('cron_triggers.yaml'),
    query_collections: read('query_collections.yaml'),
    rest_endpoints: read('rest_endpoints.yaml'),
  };
}

/**
 * A file of the shop's metadata, with the files that it includes.
 * @param {string} path
 * @returns {any}
 */
function read(path) {
  const file = new URL(`shop/metadata/${path}`, import.meta.url);
  /** @type {(value: any) => any} */
  const include = (value) => {
    if (typeof value === 'string' && value.startsWith('!include ')) {
      return read(new URL(value.slice(9), new URL(path, 'file:///')).pathname.slice(1));
    }
    return Array.isArray(value) ? value.map(include) : value;
  };
  const content = /** @type {any} */ (load(readFileSync(fileURLToPath(file), 'utf8')));
  if (!Array.isArray(content)) return content;
  return include(content).map((/** @type {any} */ item) =>
    item.tables === undefined
      ? item
      : { ...item, tables: include(item.tables), functions: include(item.functions) },
  );
}

/** The databases of the shop: a migration for inventory.items and orders.discount never ran. */
export function shopDatabases() {
  return {
    default: {
      tables: {
        customers: ['id', 'name', 'email'],
        orders: ['id', 'customer_id', 'total', 'placed_at', 'payment_id'],
        order_lines: ['order_id', 'product_id', 'quantity'],
        products: ['id', 'sku', 'name', 'price'],
      },
      functions: ['search_products', 'order_line_count'],
    },
    analytics: { tables: { page_views: ['id', 'path', 'customer_id', 'viewed_at'] } },
  };
}

/** The environment that the shop's server runs in. */
export function shopEnvironment() {
  return {
    SHOP_DATABASE_URL: 'postgres://db.shop.internal:5432/shop',
    ANALYTICS_DATABASE_URL: 'postgres://db.shop.internal:5432/analytics',
    SHOP_HANDLERS_URL: 'http://handlers.shop.internal',
  };
}
