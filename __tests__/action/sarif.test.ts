import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Result } from 'sarif';
import { SHOP_ADMIN_SECRET, startShop } from '../../tools/stand-in/shop.js';
import { runAction, spawnAction } from '../support/action.js';
import {
  applyTo,
  editedTable,
  projectFiles,
  projectMetadata,
  startServer,
  USERS,
} from '../support/applying.js';
import { placeOf, resultsIn, schemaErrors } from '../support/sarif.js';

const titleOf = ({ message }: Result) => message.text?.split('\n')[0];
const fingerprintOf = (result: Result | undefined) =>
  result?.partialFingerprints?.['hasuraObject/v1'];

describe('the SARIF file of the shop', () => {
  let workspace: string;
  let shop: Awaited<ReturnType<typeof startShop>>;
  let inputs: Record<string, string>;
  beforeAll(async () => {
    workspace = mkdtempSync(join(tmpdir(), 'sarif-'));
    cpSync('tools/stand-in/shop', join(workspace, 'a shop'), { recursive: true });
    shop = await startShop();
    inputs = { endpoint: shop.url, 'admin-secret': SHOP_ADMIN_SECRET, project: 'a shop' };
  });
  afterAll(async () => {
    await shop.close();
    rmSync(workspace, { recursive: true });
  });

  /** The file of a result, and the text from its line and column on. */
  function textAt(result: Pick<Result, 'locations'>): string[] {
    const { file, line = 0 } = placeOf(result);
    const column = result.locations?.[0]?.physicalLocation?.region?.startColumn ?? 0;
    const text = readFileSync(join(workspace, file), 'utf8').split('\n')[line - 1] ?? '';
    return [file.replace(/^.*\//, ''), text.slice(column - 1)];
  }

  test('passes the schema, and every result is at the line of its object', async () => {
    const { sarif } = await runAction(inputs, { workspace });
    expect(schemaErrors(sarif)).toEqual([]);
    const results = resultsIn(sarif);
    expect(results.map((result) => [result.level, titleOf(result), ...textAt(result)])).toEqual([
      [
        'error',
        'Inconsistent: remote schema payments-api.',
        'remote_schemas.yaml',
        'name: payments-api',
      ],
      [
        'error',
        'Inconsistent: table inventory.items in default.',
        'inventory_items.yaml',
        'table:',
      ],
      [
        'error',
        'Inconsistent: select permission clerk on orders in default.',
        'public_orders.yaml',
        'discount',
      ],
    ]);
    const related = results.flatMap(({ relatedLocations = [] }) => relatedLocations);
    expect(
      related.map((location) => [location.message?.text, ...textAt({ locations: [location] })]),
    ).toEqual([
      [
        'remote relationship payment on orders in default',
        'public_orders.yaml',
        'remote_schema: payments-api',
      ],
      ['query paymentById in collection shop-rest', 'query_collections.yaml', 'name: paymentById'],
      ['array relationship stock on products in default', 'public_products.yaml', 'name: stock'],
      ['select permission customer on products in default', 'public_products.yaml', 'stock:'],
    ]);
  });

  test('is written by the built action, too', async () => {
    const { outputs, sarif } = await spawnAction(inputs, { workspace });
    expect(outputs['sarif-file']).toMatch(/report\.sarif$/);
    expect(schemaErrors(sarif)).toEqual([]);
    expect(resultsIn(sarif)).toHaveLength(3);
  });

  test('points at the file of the workflow if there is no project', async () => {
    const { project: _project, ...others } = inputs;
    const env = { GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/deploy.yml@refs/heads/main' };
    const { sarif } = await runAction(others, { env });
    expect(schemaErrors(sarif)).toEqual([]);
    const place = { file: '.github/workflows/deploy.yml', line: undefined };
    expect(resultsIn(sarif).map(placeOf)).toEqual([place, place, place]);
  });

  test('does not exist if the server refuses the call: an upload would close all alerts', async () => {
    const { exitCode, outputs, sarif } = await runAction({ ...inputs, 'admin-secret': 'wrong' });
    expect(exitCode).toBe(1);
    expect(outputs['sarif-file']).toBe('');
    expect(outputs['report-file']).toMatch(/report\.json$/);
    expect(sarif).toBeUndefined();
  });
});

describe('the SARIF file of a plan', () => {
  const COLUMNS = '      columns:\n        - id\n';
  const plan = { command: 'plan', 'fail-on-wider-access': 'true' };

  test('has who would gain access, on the line that gives it', async () => {
    const narrow = { role: 'clerk', permission: { columns: ['id'], filter: {} } };
    const server = await startServer({
      metadata: projectMetadata({ select_permissions: [narrow] }),
    });
    const { exitCode, sarif } = await applyTo(server, { inputs: plan });
    expect(exitCode).toBe(1);
    expect(schemaErrors(sarif)).toEqual([]);
    const [result, ...others] = resultsIn(sarif);
    expect(others).toEqual([]);
    expect(result?.ruleId).toBe('access/wider');
    expect(titleOf(result as Result)).toBe(
      'Wider access: change select permission clerk on users in default.',
    );
    const { file, line = 0 } = placeOf(result as Result);
    expect(file).toBe(USERS);
    expect(String(projectFiles()[USERS]).split('\n')[line - 1]).toBe('      columns:');
  });

  test('keeps the fingerprint of what has moved', async () => {
    const server = await startServer({ databases: { default: { tables: { users: ['id'] } } } });
    const [before] = resultsIn((await applyTo(server, { inputs: plan })).sarif);
    const files = editedTable([COLUMNS, `      # two lines\n      # more\n${COLUMNS}`]);
    const [after] = resultsIn((await applyTo(server, { inputs: plan, files })).sarif);
    expect(before?.ruleId).toBe('inconsistent/select_permission');
    expect(placeOf(after as Result).line).toBe((placeOf(before as Result).line ?? 0) + 2);
    expect(fingerprintOf(after)).toBe(fingerprintOf(before));
  });

  test('has no results if nothing would change, so that alerts are closed', async () => {
    const server = await startServer({ metadata: projectMetadata() });
    const { outputs, sarif } = await applyTo(server, { inputs: plan });
    expect(outputs['sarif-file']).not.toBe('');
    expect(schemaErrors(sarif)).toEqual([]);
    expect(resultsIn(sarif)).toEqual([]);
  });
});
