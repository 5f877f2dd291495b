import { afterEach, describe, expect, test } from '@jest/globals';
import { SHOP_ADMIN_SECRET, startShop } from '../../tools/stand-in/shop.js';
import { spawnAction } from '../support/action.js';

/** The shop of the first run: a remote schema that is down, a missing table, a bad permission. */
let shop: Awaited<ReturnType<typeof startShop>>;

afterEach(() => shop.close());

describe('the built action against the shop', () => {
  test('fails, names causes before consequences, and sets its outputs', async () => {
    shop = await startShop();
    const result = await spawnAction({ endpoint: shop.url, 'admin-secret': SHOP_ADMIN_SECRET });
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toBe('');
    expect(result.annotations.map(({ properties }) => properties['title'])).toEqual([
      'Inconsistent: remote schema payments-api',
      'Inconsistent: table inventory.items in default',
      'Inconsistent: select permission clerk on orders in default',
      undefined,
    ]);
    expect(result.annotations.at(-1)?.message).toBe(
      'Hasura metadata is inconsistent: 3 causes make 7 objects unavailable, the worst is remote schema payments-api',
    );
    expect(result.outputs).toMatchObject({
      consistent: 'false',
      'inconsistency-count': '7',
      'server-version': 'v2.48.16',
    });
  });
});
