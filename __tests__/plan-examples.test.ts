import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runAction } from './support/action.js';
import { type ExampleShop, openExampleShop, stepOf } from './support/examples.js';
import { GitHubApi } from './support/github-api.js';
import { inputsOf, readWorkflow } from './support/workflows.js';

let opened: ExampleShop;
let workspace: ExampleShop['workspace'];
let shop: ExampleShop['shop'];
let values: ExampleShop['values'];

beforeAll(async () => {
  opened = await openExampleShop();
  ({ workspace, shop, values } = opened);
  // The server gets the metadata of the project, also what is broken in it.
  const inputs = inputsOf(stepOf('pull-request-preview.yml'), values);
  await runAction({ ...inputs, endpoint: shop.url }, { workspace });
});

afterAll(() => opened.close());

const IS_REFACTORING = "contains(github.event.pull_request.labels.*.name, 'refactoring')";

test('plan.yml shows what would break, and changes nothing', async () => {
  const before = shop.resourceVersion;
  const inputs = inputsOf(stepOf('plan.yml'), { ...values, [IS_REFACTORING]: 'true' });
  const result = await runAction(inputs, { workspace });
  // The shop is broken in the same way as its project.
  expect(result.exitCode).toBe(0);
  expect(result.outputs).toMatchObject({ 'change-count': '0', 'new-inconsistency-count': '0' });
  expect(Number(result.outputs['inconsistency-count'])).toBeGreaterThan(0);
  expect(shop.resourceVersion).toBe(before);
});

test('plan.yml comments on what changes, and updates the comment when it no longer does', async () => {
  const github = await GitHubApi.start();
  const changed = mkdtempSync(join(tmpdir(), 'example-'));
  cpSync(workspace, changed, { recursive: true });
  rmSync(join(changed, 'hasura/metadata/cron_triggers.yaml'));
  const inputs = inputsOf(stepOf('plan.yml'), { ...values, [IS_REFACTORING]: 'false' });
  for (const [id, folder] of [changed, workspace].entries()) {
    const env = github.runFor(7, { id, commit: String(id).repeat(40) });
    await runAction(inputs, { workspace: folder, env });
    expect(github.comments.map(({ body }) => body.split('\n')[2])).toEqual([
      id === 0
        ? '## ⚠️ Plan: 0 to add, 0 to change, 1 to remove · production'
        : '## ⚠️ No changes · production',
    ]);
  }
  rmSync(changed, { recursive: true });
  await github.close();
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
  const result = await runAction(inputs, { workspace });
  expect(result.exitCode).toBe(0);
  expect(result.outputs['change-count']).toBe('0');
  const asked = shop.calls.slice(calls).flatMap(({ type }) => type ?? []);
  expect(asked).toEqual(['export_metadata']);
});
