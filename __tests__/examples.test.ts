import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startRemoteSchema } from '../tools/stand-in/remote-schema.js';
import { startStandIn } from '../tools/stand-in/server.js';
import { SHOP_ADMIN_SECRET, shopEnvironment, startShop } from '../tools/stand-in/shop.js';
import { runAction } from './support/action.js';
import { placeOf, resultsIn, schemaErrors } from './support/sarif.js';
import { SentryEndpoint } from './support/sentry-endpoint.js';
import { ACTION, evaluate, inputsOf, readWorkflow, type Step } from './support/workflows.js';

const USES = 'seed-73227864/hasura-metadata-reloader';
const EXAMPLES = readdirSync('examples').filter((name) => /^[^.].*\.yml$/.test(name));

/** A checkout whose `hasura/` is the shop's project. */
let workspace: string;
/** Its remote schemas answer: what is broken cannot heal, so that nothing is waited for. */
let payments: Awaited<ReturnType<typeof startRemoteSchema>>;
let shop: Awaited<ReturnType<typeof startShop>>;
let values: Record<string, string>;

beforeAll(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'example-'));
  cpSync('tools/stand-in/shop', join(workspace, 'hasura'), { recursive: true });
  payments = await startRemoteSchema({ fields: ['payment', 'payments'] });
  const env = {
    ...shopEnvironment(),
    PAYMENTS_URL: payments.url,
    PAYMENTS_AUTHORIZATION: 'none',
    CATALOG_URL: '',
    SHOP_HANDLERS_TOKEN: 'none',
  };
  shop = await startShop({ paymentsUrl: payments.url, env });
  const remotes: { name: string; definition: { url: string } }[] = shop.metadata.remote_schemas;
  env.CATALOG_URL = remotes.find(({ name }) => name === 'catalog-api')?.definition.url ?? '';
  values = {
    'vars.HASURA_GRAPHQL_ENDPOINT': shop.url,
    'secrets.HASURA_GRAPHQL_ADMIN_SECRET': SHOP_ADMIN_SECRET,
    'secrets.PREVIEW_ADMIN_SECRET': SHOP_ADMIN_SECRET,
    'github.event.pull_request.number': '7',
  };
});

afterAll(async () => {
  await Promise.all([shop.close(), payments.stop()]);
  rmSync(workspace, { recursive: true, force: true });
});

/** The step of an example that uses the action. */
function stepOf(file: string): Step {
  const { jobs } = readWorkflow(`examples/${file}`);
  const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);
  const found = steps.filter(({ uses }) => uses?.startsWith(`${USES}@`));
  if (found.length !== 1 || !found[0]) throw new Error(`${file} has ${found.length} such steps.`);
  return found[0];
}

describe('every example', () => {
  test('has a test here', () => {
    expect(EXAMPLES).toEqual([
      'act-on-outputs.yml',
      'after-migrate.yml',
      'apply-strict.yml',
      'code-scanning.yml',
      'drift.yml',
      'fleet.yml',
      'plan-for-forks.yml',
      'plan.yml',
      'pull-request-preview.yml',
      'report-artifact.yml',
      'scheduled.yml',
    ]);
  });

  test.each(EXAMPLES)('%s uses only outputs that the action has', (file) => {
    const text = readFileSync(`examples/${file}`, 'utf8');
    const used = [...text.matchAll(/steps\.[\w-]+\.outputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(Object.keys(ACTION.outputs)).toEqual(expect.arrayContaining(used));
  });
});

test('after-migrate.yml takes the server from the environment and points at lines', async () => {
  const { jobs } = readWorkflow('examples/after-migrate.yml');
  const env = Object.fromEntries(
    Object.entries(jobs['deploy']?.env ?? {}).map(([name, text]) => [name, evaluate(text, values)]),
  );
  const result = await runAction(inputsOf(stepOf('after-migrate.yml'), values), {
    workspace,
    env,
  });
  expect(result.exitCode).toBe(1);
  expect(result.outputs).toMatchObject({ consistent: 'false', applied: 'false' });
  expect(result.annotations.map(({ properties }) => properties['file'])).toContain(
    'hasura/metadata/databases/default/tables/inventory_items.yaml',
  );
});

describe('scheduled.yml', () => {
  let sentry: SentryEndpoint;
  let server: Awaited<ReturnType<typeof startStandIn>>;
  beforeEach(async () => {
    sentry = await SentryEndpoint.start();
    server = await startStandIn({ adminSecret: SHOP_ADMIN_SECRET });
  });
  afterEach(() => Promise.all([sentry.close(), server.close()]));

  test('does not run at the full hour', () => {
    const { on } = readWorkflow('examples/scheduled.yml');
    const schedule = on['schedule'] as unknown as { cron: string }[];
    for (const { cron } of schedule) {
      expect(cron.split(' ')[0]?.split(',')).not.toContain('0');
      expect(cron).not.toMatch(/^\*/);
    }
  });

  test('reports to the monitor how the run went', async () => {
    const result = await runAction(
      inputsOf(stepOf('scheduled.yml'), {
        ...values,
        'vars.HASURA_GRAPHQL_ENDPOINT': server.url,
        'secrets.SENTRY_DSN': sentry.dsn,
      }),
    );
    expect(result.exitCode).toBe(0);
    expect(sentry.checkIns).toEqual([
      expect.objectContaining({ monitor_slug: 'hasura-metadata', status: 'in_progress' }),
      expect.objectContaining({ monitor_slug: 'hasura-metadata', status: 'ok' }),
    ]);
  });
});

test('pull-request-preview.yml stores the metadata and shows what is broken on its line', async () => {
  const inputs = inputsOf(stepOf('pull-request-preview.yml'), values);
  expect(inputs.endpoint).toBe('https://pr-7.preview.example.com');
  const result = await runAction({ ...inputs, endpoint: shop.url }, { workspace });
  expect(result.exitCode).toBe(1);
  expect(result.outputs).toMatchObject({ applied: 'true', consistent: 'false' });
  expect(result.annotations).toContainEqual(
    expect.objectContaining({
      command: 'error',
      properties: expect.objectContaining({
        file: 'hasura/metadata/databases/default/tables/public_orders.yaml',
        line: expect.stringMatching(/^\d+$/),
      }),
    }),
  );
});

test('apply-strict.yml applies nothing that is broken', async () => {
  const before = shop.resourceVersion;
  const result = await runAction(inputsOf(stepOf('apply-strict.yml'), values), { workspace });
  expect(result.exitCode).toBe(1);
  expect(result.outputs.applied).toBe('false');
  expect(result.log).toContain('Nothing was applied');
  expect(shop.resourceVersion).toBe(before);
});

describe('plans', () => {
  test('plan.yml shows what would break, and changes nothing', async () => {
    const before = shop.resourceVersion;
    const result = await runAction(inputsOf(stepOf('plan.yml'), values), { workspace });
    // The shop is broken in the same way as its project.
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ 'change-count': '0', 'new-inconsistency-count': '0' });
    expect(Number(result.outputs['inconsistency-count'])).toBeGreaterThan(0);
    expect(shop.resourceVersion).toBe(before);
  });

  test('plan-for-forks.yml compares with the base branch, without a server', async () => {
    const { jobs } = readWorkflow('examples/plan-for-forks.yml');
    const checkout = jobs['plan']?.steps?.find((step) => step.with?.['path'] === 'base');
    expect(checkout?.with?.['ref']).toContain('pull_request.base.sha');
    const forked = mkdtempSync(join(tmpdir(), 'example-'));
    cpSync('tools/stand-in/shop', join(forked, 'hasura'), { recursive: true });
    cpSync('tools/stand-in/shop', join(forked, 'base', 'hasura'), { recursive: true });
    rmSync(join(forked, 'hasura/metadata/cron_triggers.yaml'));
    const inputs = inputsOf(stepOf('plan-for-forks.yml'), {});
    const result = await runAction(inputs, { workspace: forked });
    rmSync(forked, { recursive: true });
    expect(result.exitCode).toBe(0);
    expect(JSON.parse(result.outputs.changes ?? '')).toEqual([
      expect.objectContaining({ change: 'removed', type: 'cron_trigger' }),
    ]);
  });

  test('drift.yml passes if the server has the metadata of the project, and only reads', async () => {
    const calls = shop.calls.length;
    const inputs = inputsOf(stepOf('drift.yml'), values);
    expect((await runAction(inputs, { workspace })).exitCode).toBe(0);
    const asked = shop.calls.slice(calls).flatMap(({ type }) => type ?? []);
    expect(asked).toEqual(['export_metadata']);
  });
});

describe('code-scanning.yml', () => {
  const COMMAND = "github.event_name == 'pull_request' && 'plan' || 'check'";

  test.each([
    // A plan tolerates what has been broken before.
    ['plan', 0],
    ['check', 1],
  ])('with the command %s uploads what is broken', async (command, exitCode) => {
    const inputs = inputsOf(stepOf('code-scanning.yml'), { ...values, [COMMAND]: command });
    const result = await runAction(inputs, { workspace });
    expect(result.exitCode).toBe(exitCode);
    expect(schemaErrors(result.sarif)).toEqual([]);
    const files = resultsIn(result.sarif).map((each) => placeOf(each).file);
    expect(files).toContain('hasura/metadata/databases/default/tables/inventory_items.yaml');
    const { jobs } = readWorkflow('examples/code-scanning.yml');
    const upload = jobs['metadata']?.steps?.at(-1);
    const file = { 'steps.metadata.outputs.sarif-file': result.outputs['sarif-file'] ?? '' };
    expect(evaluate(upload?.with?.['sarif_file'], file)).toMatch(/report\.sarif$/);
  });
});

test('report-artifact.yml leaves a report though the step fails', async () => {
  const result = await runAction(inputsOf(stepOf('report-artifact.yml'), values));
  expect(result.exitCode).toBe(1);
  expect(result.report).toMatchObject({ consistent: false, command: 'reload' });
});

test('act-on-outputs.yml checks, passes, and leaves the decision to a later step', async () => {
  const calls = shop.calls.length;
  const result = await runAction(inputsOf(stepOf('act-on-outputs.yml'), values));
  expect(result.exitCode).toBe(0);
  expect(result.outputs.consistent).toBe('false');
  expect(Number(result.outputs['inconsistency-count'])).toBeGreaterThan(0);
  const listed = JSON.parse(result.outputs.inconsistencies ?? '') as { description: string }[];
  expect(listed.map(({ description }) => description)).toContain(
    'table inventory.items in default',
  );
  const asked = shop.calls.slice(calls).map(({ type }) => type);
  expect(asked).toContain('get_inconsistent_metadata');
  expect(asked).not.toContain('reload_metadata');
});

describe('fleet.yml', () => {
  const caller = readWorkflow('examples/fleet.yml').jobs['reload'];
  const { on, jobs } = readWorkflow('.github/workflows/reload.yml');
  const declared = on['workflow_call'];

  test('calls the reusable workflow with inputs and secrets that it has', () => {
    expect(caller?.uses).toBe(`${USES}/.github/workflows/reload.yml@v1`);
    expect(Object.keys(declared?.inputs ?? {})).toEqual(
      expect.arrayContaining(Object.keys(caller?.with ?? {})),
    );
    expect(Object.keys(declared?.secrets ?? {})).toEqual(
      expect.arrayContaining(Object.keys(caller?.secrets ?? {})),
    );
    expect(JSON.parse(String(caller?.with?.['environments']))).toHaveLength(3);
  });

  test("reloads each environment's server", async () => {
    const step = jobs['reload']?.steps?.find(({ id }) => id === 'reload');
    const given: Record<string, string> = {};
    for (const [name, input] of Object.entries(declared?.inputs ?? {})) {
      given[`inputs.${name}`] = String(caller?.with?.[name] ?? input.default ?? '');
    }
    const inputs = inputsOf(step ?? {}, {
      ...values,
      ...given,
      'inputs.endpoint || vars.HASURA_GRAPHQL_ENDPOINT': shop.url,
      'inputs.sentry-environment || matrix.environment': 'staging',
      'secrets.HASURA_GRAPHQL_HEADERS': '',
      'secrets.SENTRY_DSN': '',
      "secrets.SENTRY_DSN != '' && vars.SENTRY_MONITOR || ''": '',
    });
    expect(inputs['retry-timeout']).toBe('300');
    const result = await runAction(inputs);
    expect(result.exitCode).toBe(1);
    expect(result.outputs.consistent).toBe('false');
  });
});
