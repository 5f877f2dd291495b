import { afterEach, describe, expect, test } from '@jest/globals';
import { SHOP_ADMIN_SECRET, startShop } from '../../tools/stand-in/shop.js';
import { runAction } from '../support/action.js';

/** The shop of the first run: a remote schema that is down, a missing table, a bad permission. */
let shop: Awaited<ReturnType<typeof startShop>>;

afterEach(() => shop.close());

describe('the action against the shop', () => {
  test('fails, names causes before consequences, and sets its outputs', async () => {
    shop = await startShop();
    const result = await runAction({ endpoint: shop.url, 'admin-secret': SHOP_ADMIN_SECRET });
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toBe('');
    expect(result.annotations.map(({ properties }) => properties['title'])).toEqual([
      'Inconsistent: table inventory.items in default',
      'Inconsistent: remote schema payments-api',
      'Inconsistent: select permission clerk on orders in default',
      undefined,
    ]);
    expect(result.annotations.at(-1)?.message).toBe(
      'Hasura metadata is inconsistent: 3 causes make 10 objects unavailable, the worst is table inventory.items in default',
    );
    expect(result.outputs).toMatchObject({
      consistent: 'false',
      'inconsistency-count': '10',
      'server-version': 'v2.45.1',
    });
  });
});
