import { startRemoteSchema } from './remote-schema.js';
import { startStandIn } from './server.js';
import { shopMetadata } from './shop-metadata.js';

/** @typedef {import('./types.js').StandIn} StandIn */
/** @typedef {import('./types.js').StandInOptions} StandInOptions */

/**
 * A port where nothing listens: port 1 is reserved, so no other program takes it by chance.
 */
const NOTHING_LISTENS = 1;

/** The admin secret of the shop's server. */
export const SHOP_ADMIN_SECRET = 'shop-admin-secret';

/**
 * Starts the shop: a server with sources, actions, triggers and remote schemas, some of it broken.
 * Its catalog-api runs with it and ends with it; its payments-api is down.
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
