import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runAction } from './support/action.js';
import { type ExampleShop, openExampleShop, USES } from './support/examples.js';
import { ACTION, inputsOf, readWorkflow } from './support/workflows.js';

let opened: ExampleShop;

beforeAll(async () => {
  opened = await openExampleShop();
});

afterAll(() => opened.close());

const { jobs } = readWorkflow('.github/workflows/servers.yml');
const step = jobs['server']?.steps?.find(({ id }) => id === 'metadata');
const CALLERS = [
  { file: 'fleet.yml', job: 'reload', called: 'reload.yml' },
  { file: 'plan-fleet.yml', job: 'plan', called: 'plan.yml' },
];

/** The inputs of the action's step when an example calls a workflow, for one of its servers. */
function inputsFor({ file, job, called }: (typeof CALLERS)[number]) {
  const given = readWorkflow(`examples/${file}`).jobs[job]?.with ?? {};
  const declared = readWorkflow(`.github/workflows/${called}`).on['workflow_call']?.inputs ?? {};
  const caller: Record<string, string> = {};
  for (const [name, input] of Object.entries(declared)) {
    caller[`fromJSON(inputs.caller-inputs).${name}`] = String(given[name] ?? input.default ?? '');
  }
  // What a workflow does not declare is empty.
  const undeclared = Object.keys(ACTION.inputs).filter((name) => !(name in declared));
  for (const name of undeclared) caller[`fromJSON(inputs.caller-inputs).${name}`] = '';
  return inputsOf(step ?? {}, {
    ...opened.values,
    ...caller,
    'inputs.command': called === 'plan.yml' ? 'plan' : String(declared['command']?.default),
    'fromJSON(inputs.caller-inputs).endpoint || vars.HASURA_GRAPHQL_ENDPOINT': opened.shop.url,
    'fromJSON(inputs.caller-inputs).sentry-environment || matrix.environment': 'staging',
    'matrix.environment': 'staging',
    'secrets.HASURA_GRAPHQL_HEADERS': '',
    'secrets.SENTRY_DSN': '',
    "secrets.SENTRY_DSN != '' && vars.SENTRY_MONITOR || ''": '',
  });
}

test.each(CALLERS)(
  '$file calls a reusable workflow with inputs and secrets that it has',
  (example) => {
    const caller = readWorkflow(`examples/${example.file}`).jobs[example.job];
    const workflow = readWorkflow(`.github/workflows/${example.called}`);
    const declared = workflow.on['workflow_call'];
    expect(caller?.uses).toBe(`${USES}/.github/workflows/${example.called}@v1`);
    expect(Object.keys(declared?.inputs ?? {})).toEqual(
      expect.arrayContaining(Object.keys(caller?.with ?? {})),
    );
    expect(Object.keys(declared?.secrets ?? {})).toEqual(
      expect.arrayContaining(Object.keys(caller?.secrets ?? {})),
    );
    expect(JSON.parse(String(caller?.with?.['environments']))).toHaveLength(3);
    // GitHub refuses a call whose job grants less than the called one asks for.
    expect(caller?.permissions).toEqual(workflow.jobs['servers']?.permissions);
  },
);

test("fleet.yml reloads each environment's server", async () => {
  const inputs = inputsFor(CALLERS[0] as (typeof CALLERS)[number]);
  expect(inputs['retry-timeout']).toBe('300');
  const result = await runAction(inputs);
  expect(result.exitCode).toBe(1);
  expect(result.outputs.consistent).toBe('false');
});

test("plan-fleet.yml plans for each environment's server, with a comment each", async () => {
  const inputs = inputsFor(CALLERS[1] as (typeof CALLERS)[number]);
  expect(inputs).toMatchObject({ comment: 'on-change', 'comment-label': 'staging' });
  const result = await runAction(inputs, { workspace: opened.workspace });
  expect(result.exitCode).toBe(0);
  // The shop's project differs from its server.
  expect(Number(result.outputs['change-count'])).toBeGreaterThan(0);
  expect(result.outputs).toMatchObject({ 'new-inconsistency-count': '0', applied: 'false' });
});
