import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startRemoteSchema } from '../../tools/stand-in/remote-schema.js';
import { startStandIn } from '../../tools/stand-in/server.js';
import { SHOP_ADMIN_SECRET, shopDatabases, startShop } from '../../tools/stand-in/shop.js';
import type { StandIn } from '../../tools/stand-in/types.js';
import { runAction } from '../support/action.js';

let remote: Awaited<ReturnType<typeof startRemoteSchema>>;

beforeEach(async () => {
  remote = await startRemoteSchema({ fields: ['payment'] });
  await remote.stop();
});

afterEach(() => remote.stop());

/** Metadata of one remote schema and of one source, with this connection. */
const metadata = (source: object = { database_url: 'postgres://db.example/a' }) => ({
  version: 3,
  sources: [
    { name: 'default', kind: 'postgres', tables: [], configuration: { connection_info: source } },
  ],
  remote_schemas: [{ name: 'payments', definition: { url: remote.url } }],
});

const reloads = (standIn: StandIn) =>
  standIn.calls.filter(({ type }) => type === 'reload_metadata').map(({ json }) => json.args);

/** Starts the remote schema when the second reload comes, before it is answered. */
const startAtSecondReload = async ({
  type,
  ordinalOfKind,
}: {
  type: string | undefined;
  ordinalOfKind: number;
}) => {
  if (type === 'reload_metadata' && ordinalOfKind === 2) await remote.start();
};

describe('an object that can recover', () => {
  test('is reloaded by its name and reported as recovered; what cannot recover is not waited for', async () => {
    const shop = await startShop({ paymentsUrl: remote.url, onRequest: startAtSecondReload });
    const result = await runAction({
      endpoint: shop.url,
      'admin-secret': SHOP_ADMIN_SECRET,
      'retry-timeout': '60',
    });
    await shop.close();
    const [first, second, ...more] = reloads(shop);
    expect(first).toEqual({ reload_sources: true, reload_remote_schemas: true });
    expect(second).toEqual({
      reload_sources: false,
      reload_remote_schemas: ['payments-api'],
      reload_data_connectors: false,
    });
    // The missing table and the bad permission are still there, and nobody waits for them.
    expect(more).toEqual([]);
    expect(result.exitCode).toBe(1);
    expect(result.outputs['recovered-count']).toBe('1');
    const notices = result.annotations.filter(({ command }) => command === 'notice');
    expect(notices.map(({ properties }) => properties['title'])).toEqual([
      'Recovered: remote schema payments-api',
    ]);
    expect(result.summary).toContain('1 object recovered');
    expect(result.summary).toMatch(/remote schema <b>payments-api<\/b>.* recovered at attempt 2/);
    expect(result.log).toMatch(
      /remote schema payments-api can recover: reloading in \d\.\d s \(attempt 2\)/,
    );
    expect(result.log).toContain('remote schema payments-api recovered at attempt 2.');
    const causes = result.report?.['causes'] as { name: string }[];
    expect(causes.map(({ name }) => name)).not.toContain('remote_schema payments-api');
  });

  test('is not credited with an object that is still inconsistent for a reason of its own', async () => {
    const reason = 'Inconsistent object: ';
    const types = {
      type: 'custom_types',
      name: 'custom_types custom_types',
      definition: {},
      reason: `${reason}the type "Strng" for field "id" in  object type "Payment" does not exist`,
    };
    const down = { type: 'source', name: 'source a', definition: 'a', reason: `${reason}down` };
    const standIn = await startStandIn({
      metadata: { version: 3, sources: [] },
      onRequest: ({ type, ordinalOfKind }) => {
        if (type !== 'reload_metadata') return undefined;
        const objects = ordinalOfKind === 1 ? [down, types] : [types];
        return { body: { is_consistent: false, inconsistent_objects: objects } };
      },
    });
    const result = await runAction({ endpoint: standIn.url, 'retry-timeout': '60' });
    await standIn.close();
    expect(result.report?.['recovered']).toMatchObject([{ name: 'source a', dependents: 0 }]);
    expect(result.outputs['inconsistency-count']).toBe('1');
  });

  test('and was the only one that was inconsistent: the step succeeds', async () => {
    const standIn = await startStandIn({ metadata: metadata(), onRequest: startAtSecondReload });
    const result = await runAction({ endpoint: standIn.url, 'retry-timeout': '60' });
    await standIn.close();
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ consistent: 'true', 'recovered-count': '1' });
    expect(result.summary).toContain('## ✅');
  });

  test('is reloaded by its name if it is a source', async () => {
    await remote.start();
    let reachable = false;
    const databases = { default: { tables: {}, reachable: () => reachable } };
    const standIn = await startStandIn({
      metadata: metadata(),
      databases,
      onRequest: ({ type, ordinalOfKind }) => {
        reachable = type === 'reload_metadata' && ordinalOfKind === 3;
      },
    });
    const result = await runAction({ endpoint: standIn.url, 'retry-timeout': '60' });
    await standIn.close();
    expect(result.exitCode).toBe(0);
    const byName = { reload_sources: ['default'], reload_remote_schemas: false };
    expect(reloads(standIn).slice(1)).toEqual([
      expect.objectContaining(byName),
      expect.objectContaining(byName),
    ]);
  });
});

describe('a source whose data connector agent was down', () => {
  const lake = () => ({
    version: 3,
    sources: [{ name: 'lake', kind: 'athena', tables: [], configuration: {} }],
    backend_configs: { dataconnector: { athena: { uri: remote.url } } },
  });

  const DOWN = {
    type: 'source',
    name: 'source lake',
    definition: 'lake',
    reason:
      'Inconsistent object: Data connector named "athena" was not found in the data connector backend info',
  };

  // The server knows of the source alone, and asks the agent again only when it is reloaded, too.
  test.each<[scope: string, asked: object]>([
    ['true', {}],
    ['athena', { reload_data_connectors: ['athena'] }],
  ])(
    'recovers with the data connectors that were asked for: %s',
    async (scope, asked) => {
      const standIn = await startStandIn({ metadata: lake(), inconsistentObjects: [DOWN] });
      standIn.onRequest = ({ type, ordinalOfKind }) => {
        if (type === 'reload_metadata' && ordinalOfKind === 2) standIn.inconsistentObjects = [];
      };
      const result = await runAction({
        endpoint: standIn.url,
        'reload-data-connectors': scope,
        'retry-timeout': '10',
      });
      await standIn.close();
      expect(result.exitCode).toBe(0);
      expect(result.outputs).toMatchObject({ consistent: 'true', 'recovered-count': '1' });
      expect(reloads(standIn).slice(1)).toEqual([
        { reload_sources: ['lake'], reload_remote_schemas: false, ...asked },
      ]);
      expect(result.log).toContain('source lake recovered at attempt 2.');
    },
    30_000,
  );

  test('is reported with what to check', async () => {
    const standIn = await startStandIn({ metadata: lake() });
    const result = await runAction({ endpoint: standIn.url, 'retry-timeout': '0' });
    await standIn.close();
    expect(result.annotations[0]?.message).toContain('that its agent is running');
  });
});

describe('an object that does not recover', () => {
  test('is given up on after retry-timeout', async () => {
    const standIn = await startStandIn({ metadata: metadata() });
    const result = await runAction({ endpoint: standIn.url, 'retry-timeout': '1.6' });
    await standIn.close();
    expect(result.exitCode).toBe(1);
    expect(reloads(standIn).length).toBeGreaterThan(1);
    expect(result.log).toContain('Gave up on remote schema payments');
    expect(result.outputs['recovered-count']).toBe('0');
  });

  test('with `retry-timeout: 0` is reloaded once', async () => {
    const standIn = await startStandIn({ metadata: metadata() });
    const result = await runAction({ endpoint: standIn.url, 'retry-timeout': '0' });
    await standIn.close();
    expect(reloads(standIn)).toHaveLength(1);
    expect(result.exitCode).toBe(1);
  });

  test('is not waited for if an environment variable is missing', async () => {
    await remote.start();
    const source = { database_url: { from_env: 'NOT_THERE' } };
    const standIn = await startStandIn({ metadata: metadata(source), env: {} });
    const result = await runAction({ endpoint: standIn.url, 'retry-timeout': '60' });
    await standIn.close();
    expect(reloads(standIn)).toHaveLength(1);
    expect(result.exitCode).toBe(1);
    expect(result.log).toContain('Set the environment variable NOT_THERE');
  });
});

test('everything is reloaded if a name is no longer in the metadata', async () => {
  const standIn = await startStandIn({ metadata: metadata() });
  standIn.onRequest = async ({ type, ordinalOfKind }) => {
    if (type !== 'reload_metadata' || ordinalOfKind !== 2) return;
    await standIn.load({ ...metadata(), remote_schemas: [] });
  };
  const result = await runAction({
    endpoint: standIn.url,
    'retry-timeout': '60',
    'reload-sources': 'false',
  });
  await standIn.close();
  expect(result.exitCode).toBe(0);
  expect(reloads(standIn)).toEqual([
    { reload_sources: false, reload_remote_schemas: true },
    expect.objectContaining({ reload_remote_schemas: ['payments'] }),
    { reload_sources: false, reload_remote_schemas: true },
  ]);
  expect(result.log).toContain('reloading everything');
  expect(result.outputs['recovered-count']).toBe('0');
});

test('a reload that fails on the way does not undo the previous result', async () => {
  const standIn = await startStandIn({
    metadata: metadata(),
    databases: shopDatabases(),
    onRequest: ({ type, ordinalOfKind }) =>
      type === 'reload_metadata' && ordinalOfKind === 2 ? { status: 502, body: '' } : undefined,
  });
  const result = await runAction({ endpoint: standIn.url, 'retry-timeout': '1.6' });
  await standIn.close();
  expect(result.exitCode).toBe(1);
  expect(result.log).toContain('Keeping the previous result.');
  expect(result.outputs['inconsistency-count']).toBe('1');
});
