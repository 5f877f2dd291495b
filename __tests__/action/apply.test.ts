import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { startRemoteSchema } from '../../tools/stand-in/remote-schema.js';
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

describe('metadata that the server accepts', () => {
  test('arrives as it is in the project, and nothing is reloaded if no remote schema is in it', async () => {
    const server = await startServer();
    const result = await applyTo(server);
    expect(result.exitCode).toBe(0);
    expect(result.annotations).toEqual([]);
    expect(server.metadata).toEqual(projectMetadata());
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata']);
    expect(result.outputs).toMatchObject({
      consistent: 'true',
      applied: 'true',
      'warning-count': '0',
      warnings: '[]',
      'resource-version': '6',
    });
    expect(server.resourceVersion).toBe(6);
    expect(result.summary).toContain('## ✅ Hasura metadata is consistent');
    expect(result.summary).toContain('Applied in');
    expect(result.report).toMatchObject({ command: 'apply', applied: 'applied', reloads: 0 });
  });

  test('is sent for the version that was read, to be refused if it is inconsistent', async () => {
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

  test('is not sent by another command', async () => {
    const server = await startServer();
    const result = await applyTo(server, { inputs: { command: 'reload' } });
    expect(result.exitCode).toBe(0);
    expect(callsOf(server)).toEqual(['reload_metadata']);
    expect(result.outputs.applied).toBe('false');
    expect(server.metadata).toEqual(BEFORE);
  });

  test('has its remote schemas and data connectors reloaded, since only these were not read anew', async () => {
    const remote = await startRemoteSchema();
    const server = await startServer();
    const schema = { name: 'greeter', definition: { url: remote.url } };
    const agents = { dataconnector: { sqlite: { uri: remote.url } } };
    const result = await applyTo(server, {
      files: projectFiles({
        'hasura/metadata/remote_schemas.yaml': JSON.stringify([schema]),
        'hasura/metadata/backend_configs.yaml': JSON.stringify(agents),
      }),
      inputs: { 'reload-data-connectors': 'true' },
    });
    await remote.stop();
    expect(result.exitCode).toBe(0);
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata', 'reload_metadata']);
    expect(server.calls.at(-1)?.json.args).toEqual({
      reload_sources: false,
      reload_remote_schemas: true,
    });
    expect(result.outputs['resource-version']).toBe('7');
  });

  test('loses the timeout 0 of an action, with which each of its calls would fail', async () => {
    const server = await startServer();
    await applyTo(server, {
      files: projectFiles({
        'hasura/metadata/actions.yaml':
          'actions:\n  - name: greet\n    definition: {handler: http://x, kind: synchronous, timeout: 0}\ncustom_types: {}\n',
        'hasura/metadata/actions.graphql': 'type Query {\n  greet: String\n}\n',
      }),
    });
    const call = server.calls.find(({ type }) => type === 'replace_metadata');
    const action = call?.json.args.metadata.actions?.[0];
    expect(action).toMatchObject({ name: 'greet', definition: { handler: 'http://x' } });
    expect(action.definition).not.toHaveProperty('timeout');
  });

  test('is reloaded afterwards as the inputs say', async () => {
    const server = await startServer();
    await applyTo(server, { inputs: { 'reload-sources': 'default' } });
    const reload = server.calls.find(({ type }) => type === 'reload_metadata');
    expect(reload?.json.args.reload_sources).toEqual(['default']);
  });

  test('is reported as applied if the reload after it fails', async () => {
    const server = await startServer({
      onRequest: ({ type }) =>
        type === 'reload_metadata'
          ? { status: 500, body: { path: '$.args.metadata.sources[0]', error: 'no', code: 'odd' } }
          : undefined,
    });
    const result = await applyTo(server, { inputs: { 'reload-sources': 'default' } });
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ applied: 'true', consistent: 'false' });
    expect(result.summary).toContain('The metadata was applied before this failure.');
    // Its path leads into the reload, not into the project.
    expect(places(result, 'error')).toEqual([]);
  });
});

describe('inconsistent metadata that the server refuses', () => {
  test('fails the step, whatever the inputs tolerate', async () => {
    const server = await startServer(LACKING);
    const result = await applyTo(server, { inputs: { 'fail-on-inconsistency': 'false' } });
    expect(result.exitCode).toBe(1);
    expect(server.metadata).toEqual(BEFORE);
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata']);
    expect(result.outputs).toMatchObject({
      applied: 'false',
      consistent: 'false',
      'inconsistency-count': '1',
      'resource-version': '',
    });
    expect(JSON.parse(result.outputs.inconsistencies ?? '')).toMatchObject([
      { type: 'select_permission', file: USERS, line: 9, column: 11 },
    ]);
    expect(result.report).toMatchObject({ applied: 'refused', failed: true, failure: null });
  });

  test('says that nothing was applied, and points at the column that is missing', async () => {
    const server = await startServer(LACKING);
    const result = await applyTo(server);
    const [cause, verdict] = result.annotations;
    expect(cause).toMatchObject({
      command: 'error',
      properties: { title: `Inconsistent: ${INCONSISTENT}`, file: USERS, line: '9', col: '11' },
    });
    expect(cause?.message).toContain('column "email" does not exist');
    expect(verdict?.message).toBe(
      `Nothing was applied: 1 object would be unavailable, ${INCONSISTENT}`,
    );
    expect(result.summary).toMatch(/^## ❌ Nothing was applied: the server refused the metadata\n/);
    expect(result.summary).toContain('keeps its previous metadata.');
    expect(result.summary).toContain('Refused after');
  });

  test('names causes before what they make unavailable', async () => {
    const shop = await startShop({ env: { ...shopEnvironment(), SHOP_HANDLERS_TOKEN: 'none' } });
    const before = structuredClone(shop.metadata);
    const result = await runAction(
      { endpoint: shop.url, 'admin-secret': SHOP_ADMIN_SECRET, project: 'shop', command: 'apply' },
      { workspace: resolve('tools/stand-in') },
    );
    await shop.close();
    expect(shop.metadata).toEqual(before);
    expect(result.exitCode).toBe(1);
    const titles = result.annotations.map(({ properties }) => properties['title']);
    expect(titles.slice(0, -1)).toEqual([
      'Inconsistent: remote schema catalog-api',
      'Inconsistent: table inventory.items in default',
      'Inconsistent: remote schema payments-api',
      'Inconsistent: select permission clerk on orders in default',
    ]);
    expect(places(result, 'error')).toEqual([
      'shop/metadata/remote_schemas.yaml:23',
      'shop/metadata/databases/default/tables/inventory_items.yaml:1',
      'shop/metadata/remote_schemas.yaml:3',
      'shop/metadata/databases/default/tables/public_orders.yaml:49',
    ]);
  });
});

describe('inconsistent metadata with allow-inconsistent-metadata', () => {
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
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata']);
    expect(result.outputs).toMatchObject({
      applied: 'true',
      consistent: 'false',
      'inconsistency-count': '1',
    });
    expect(places(result, fail === 'true' ? 'error' : 'warning')).toEqual([`${USERS}:9`]);
    expect(result.summary).toContain('Hasura metadata is inconsistent');
    expect(result.log).not.toContain('Nothing was applied');
  });
});
