import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startStandIn } from '../tools/stand-in/server.js';
import { SHOP_ADMIN_SECRET } from '../tools/stand-in/shop.js';
import { runAction } from './support/action.js';
import {
  EXAMPLES,
  type ExampleShop,
  openExampleShop,
  stepOf,
  stepsOf,
} from './support/examples.js';
import { placeOf, resultsIn, schemaErrors } from './support/sarif.js';
import { SentryEndpoint } from './support/sentry-endpoint.js';
import { ACTION, evaluate, inputsOf, readWorkflow } from './support/workflows.js';

/** Where a workflow reads an output of a step. */
const OUTPUT = /steps\.[\w-]+\.outputs\.([\w-]+)/g;

let opened: ExampleShop;
let workspace: ExampleShop['workspace'];
let shop: ExampleShop['shop'];
let values: ExampleShop['values'];

beforeAll(async () => {
  opened = await openExampleShop();
  ({ workspace, shop, values } = opened);
});

afterAll(() => opened.close());

describe('every input and output of the action', () => {
  test('is used in an example: inputs', () => {
    const given = EXAMPLES.flatMap(stepsOf).flatMap((step) => Object.keys(step.with ?? {}));
    // The default of github-token is the right one in every workflow.
    const used = new Set([...given, 'github-token']);
    expect(Object.keys(ACTION.inputs).filter((name) => !used.has(name))).toEqual([]);
  });

  test('is used in an example: outputs', () => {
    const texts = EXAMPLES.map((file) => readFileSync(`examples/${file}`, 'utf8')).join('\n');
    const used = new Set([...texts.matchAll(OUTPUT)].map(([, name]) => name));
    expect(Object.keys(ACTION.outputs).filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('every example', () => {
  test('has a test here', () => {
    expect(EXAMPLES).toEqual([
      'act-on-outputs.yml',
      'after-migrate.yml',
      'after-restore.yml',
      'after-service-deploy.yml',
      'apply-strict.yml',
      'code-scanning.yml',
      'drift.yml',
      'fleet.yml',
      'notify-deploy.yml',
      'plan-fleet.yml',
      'plan-for-forks.yml',
      'plan.yml',
      'pull-request-preview.yml',
      'report-artifact.yml',
      'scheduled.yml',
    ]);
  });

  test.each(EXAMPLES)('%s uses only outputs that the action has', (file) => {
    const text = readFileSync(`examples/${file}`, 'utf8');
    const used = [...text.matchAll(OUTPUT)].map(([, name]) => name);
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

test('after-restore.yml reloads the database and recreates its event triggers', async () => {
  const calls = shop.calls.length;
  const inputs = inputsOf(stepOf('after-restore.yml'), values);
  const result = await runAction(inputs);
  expect(result.exitCode).toBe(1);
  expect(result.outputs['recovered-count']).toBe('0');
  expect(shop.calls.slice(calls).map(({ json }) => json)).toContainEqual(
    expect.objectContaining({
      type: 'reload_metadata',
      args: expect.objectContaining({
        reload_sources: ['default'],
        recreate_event_triggers: ['default'],
      }),
    }),
  );
});

test('after-service-deploy.yml reloads one remote schema and nothing else', async () => {
  const calls = shop.calls.length;
  const result = await runAction(inputsOf(stepOf('after-service-deploy.yml'), values));
  // What is inconsistent was so before.
  expect(result.exitCode).toBe(0);
  const reloads = shop.calls.slice(calls).filter(({ type }) => type === 'reload_metadata');
  expect(reloads.map(({ json }) => json.args)).toEqual([
    {
      reload_remote_schemas: ['payments-api'],
      reload_sources: false,
      reload_data_connectors: false,
    },
  ]);
});

test('notify-deploy.yml passes over what was broken before, and says what it has changed', async () => {
  const result = await runAction(inputsOf(stepOf('notify-deploy.yml'), values), { workspace });
  expect(result.exitCode).toBe(0);
  expect(result.outputs).toMatchObject({
    applied: 'true',
    'new-inconsistency-count': '0',
    'change-count': expect.stringMatching(/^\d+$/),
    'wider-access-count': '0',
    'warning-count': '0',
    'server-version': expect.stringMatching(/^v2/),
    'resource-version': expect.stringMatching(/^\d+$/),
  });
  expect(JSON.parse(result.outputs.changes ?? '')).toEqual(expect.any(Array));
  expect(JSON.parse(result.outputs.warnings ?? '')).toEqual([]);
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
