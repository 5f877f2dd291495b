import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SHOP_ADMIN_SECRET, shopEnvironment, startShop } from '../../tools/stand-in/shop.js';
import { runAction } from '../support/action.js';
import {
  applyTo,
  BEFORE,
  callsOf,
  places,
  projectFiles,
  projectMetadata,
  startServer,
  USERS,
} from '../support/applying.js';

/** Databases in which a column that the project names is missing. */
const LACKING = { databases: { default: { tables: { users: ['id'] } } } };
const INCONSISTENT = 'select permission clerk on users in default';

describe('metadata that the server takes', () => {
  test('arrives as it is in the project, and is reloaded', async () => {
    const server = await startServer();
    const result = await applyTo(server);
    expect(result.exitCode).toBe(0);
    expect(result.annotations).toEqual([]);
    expect(server.metadata).toEqual(projectMetadata());
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata', 'reload_metadata']);
    expect(result.outputs).toMatchObject({
      consistent: 'true',
      applied: 'true',
      'warning-count': '0',
      warnings: '[]',
      'resource-version': '7',
    });
    expect(server.resourceVersion).toBe(7);
    expect(result.summary).toContain('## ✅ Hasura metadata is consistent');
    expect(result.summary).toContain('Applied and reloaded in');
    expect(result.report).toMatchObject({ mode: 'apply', applied: 'applied' });
  });

  test('is sent for the version that was read, and asks to be refused when it is inconsistent', async () => {
    const server = await startServer();
    await applyTo(server);
    const call = server.calls.find(({ type }) => type === 'replace_metadata');
    expect(call?.json).toEqual({
      type: 'replace_metadata',
      version: 2,
      resource_version: 5,
      args: {
        allow_inconsistent_metadata: false,
        allow_warnings: true,
        metadata: projectMetadata(),
      },
    });
  });

  test('may have files without content, as hasura metadata export writes them', async () => {
    const server = await startServer();
    const lists = ['remote_schemas', 'query_collections', 'allow_list', 'cron_triggers'];
    const maps = ['network', 'api_limits', 'graphql_schema_introspection', 'metrics_config'];
    const moreMaps = ['opentelemetry', 'backend_configs'];
    const contentOf = (names: string[], content: string) =>
      Object.fromEntries(names.map((name) => [`hasura/metadata/${name}.yaml`, content]));
    const result = await applyTo(server, {
      files: projectFiles({
        ...contentOf([...lists, 'rest_endpoints', 'inherited_roles'], '[]\n'),
        ...contentOf([...maps, ...moreMaps], '{}\n'),
        'hasura/metadata/databases/databases.yaml': '[]\n',
        'hasura/metadata/actions.yaml': 'actions: []\ncustom_types:\n  enums: []\n',
        'hasura/metadata/actions.graphql': 'scalar Json\n',
      }),
    });
    expect(result).toMatchObject({ exitCode: 0, annotations: [], outputs: { applied: 'true' } });
    expect(server.metadata).toMatchObject({ version: 3, sources: [] });
  });

  test('is not sent where "apply" is not asked for', async () => {
    const server = await startServer();
    const result = await applyTo(server, { inputs: { apply: 'false' } });
    expect(result.exitCode).toBe(0);
    expect(callsOf(server)).toEqual(['reload_metadata']);
    expect(result.outputs.applied).toBe('false');
    expect(server.metadata).toEqual(BEFORE);
  });

  test('the reload after it is the one that is asked for', async () => {
    const server = await startServer();
    await applyTo(server, { inputs: { 'reload-sources': 'default' } });
    const reload = server.calls.find(({ type }) => type === 'reload_metadata');
    expect(reload?.json.args.reload_sources).toEqual(['default']);
  });

  test('and a reload that fails: the failure does not hide that it was applied', async () => {
    const server = await startServer({
      onRequest: ({ type }) =>
        type === 'reload_metadata'
          ? { status: 500, body: { path: '$.args.metadata.sources[0]', error: 'no', code: 'odd' } }
          : undefined,
    });
    const result = await applyTo(server);
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ applied: 'true', consistent: 'false' });
    expect(result.summary).toContain('The metadata was applied before that.');
    // Its path leads into the reload, not into the project.
    expect(places(result, 'error')).toEqual([]);
  });
});

describe('inconsistent metadata that the server refuses', () => {
  test('fails, whatever is tolerated, and reads as after a reload', async () => {
    const server = await startServer(LACKING);
    const result = await applyTo(server, { inputs: { 'fail-on-inconsistency': 'false' } });
    expect(result.exitCode).toBe(1);
    expect(server.metadata).toEqual(BEFORE);
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata']);
    expect(result.outputs).toMatchObject({
      applied: 'false',
      consistent: 'false',
      'inconsistency-count': '1',
      'resource-version': '5',
    });
    expect(JSON.parse(result.outputs.inconsistencies ?? '')).toMatchObject([
      { type: 'select_permission', file: USERS, line: 5, column: 5 },
    ]);
    expect(result.report).toMatchObject({ applied: 'refused', failed: true, failure: null });
  });

  test('says above all that nothing was applied, and points at the line', async () => {
    const server = await startServer(LACKING);
    const result = await applyTo(server);
    const [cause, verdict] = result.annotations;
    expect(cause).toMatchObject({
      command: 'error',
      properties: { title: `Inconsistent: ${INCONSISTENT}`, file: USERS, line: '5', col: '5' },
    });
    expect(cause?.message).toContain('column "email" does not exist');
    expect(verdict?.message).toBe(
      `Nothing was applied: the server refused the metadata, since 1 object would be unavailable, ${INCONSISTENT}`,
    );
    expect(result.summary).toMatch(/^## ❌ Nothing was applied: the server refused the metadata\n/);
    expect(result.summary).toContain('keeps what it had.');
    expect(result.summary).toContain('Refused after');
  });

  test('causes come before what they drag along', async () => {
    const shop = await startShop({ env: { ...shopEnvironment(), SHOP_HANDLERS_TOKEN: 'none' } });
    const before = structuredClone(shop.metadata);
    const result = await runAction(
      { endpoint: shop.url, 'admin-secret': SHOP_ADMIN_SECRET, project: 'shop', apply: 'true' },
      { workspace: resolve('tools/stand-in') },
    );
    await shop.close();
    expect(shop.metadata).toEqual(before);
    expect(result.exitCode).toBe(1);
    const titles = result.annotations.map(({ properties }) => properties['title']);
    expect(titles.slice(0, -1)).toEqual([
      'Inconsistent: table inventory.items in default',
      'Inconsistent: remote schema payments-api',
      'Inconsistent: remote schema catalog-api',
      'Inconsistent: select permission clerk on orders in default',
    ]);
    expect(places(result, 'error')).toEqual([
      'shop/metadata/databases/default/tables/inventory_items.yaml:1',
      'shop/metadata/remote_schemas.yaml:1',
      'shop/metadata/remote_schemas.yaml:21',
      'shop/metadata/databases/default/tables/public_orders.yaml:43',
    ]);
  });
});

describe('inconsistent metadata that is to be stored all the same', () => {
  test.each([
    ['true', 1],
    ['false', 0],
  ])('is stored; with fail-on-inconsistency %s the step exits %d', async (fail, exitCode) => {
    const server = await startServer(LACKING);
    const result = await applyTo(server, {
      inputs: { 'allow-inconsistent-metadata': 'true', 'fail-on-inconsistency': fail },
    });
    expect(result.exitCode).toBe(exitCode);
    expect(server.metadata).toEqual(projectMetadata());
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata', 'reload_metadata']);
    expect(result.outputs).toMatchObject({
      applied: 'true',
      consistent: 'false',
      'inconsistency-count': '1',
    });
    expect(places(result, 'error')).toEqual([`${USERS}:5`]);
    expect(result.summary).toContain('Hasura metadata is inconsistent');
    expect(result.log).not.toContain('Nothing was applied');
  });
});
