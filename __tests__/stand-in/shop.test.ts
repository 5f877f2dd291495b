import { expect, test } from '@jest/globals';
import { SHOP_ADMIN_SECRET, startShop } from '../../tools/stand-in/shop.js';
import { closeLater, type Json, post, remoteSchemaFor, type StandIn } from './calling.js';

async function shopFor(options?: Parameters<typeof startShop>[0]): Promise<StandIn> {
  const shop = await startShop(options);
  closeLater(() => shop.close());
  return shop;
}

async function reloadShop(shop: StandIn): Promise<Json> {
  const headers = { 'x-hasura-admin-secret': SHOP_ADMIN_SECRET };
  return (await post(shop, { type: 'reload_metadata', args: {} }, { headers })).body;
}

test('three things are broken in the shop, and a real server would list these consequences', async () => {
  const { inconsistent_objects: objects } = await reloadShop(await shopFor());
  expect(objects.map(({ name }: Json) => name)).toEqual([
    'table inventory.items in source default',
    'remote_schema payments-api',
    'remote_relationship payment in table orders in source default',
    'array_relation stock in table products in source default',
    'select_permission clerk in table orders in source default',
    'select_permission customer in table products in source default',
    'query_collections paymentById in shop-rest',
  ]);
});

test('the shop is consistent once the service runs and the migration has run', async () => {
  const payments = await remoteSchemaFor({ fields: ['payment', 'payments'] });
  const shop = await shopFor({ paymentsUrl: payments.url });
  const tables = shop.databases?.['default']?.tables ?? {};
  tables['inventory.items'] = ['product_id', 'count'];
  tables['orders']?.push('discount');
  expect(await reloadShop(shop)).toEqual({ message: 'success', is_consistent: true });
});

test('a test that changes its shop does not change the next one', async () => {
  const shop = await shopFor();
  shop.metadata['sources'].length = 0;
  expect((await shopFor()).metadata['sources']).toHaveLength(2);
});
