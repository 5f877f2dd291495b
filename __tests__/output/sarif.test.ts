import { describe, expect, test } from '@jest/globals';
import type { Log, Result } from 'sarif';
import type { Findings, InconsistentObject, ReportedChange } from '../../src/model/report.js';
import { readWorkflowContext } from '../../src/output/markdown.js';
import { renderSarif } from '../../src/output/sarif.js';
import { logOf, resultsIn, schemaErrors } from '../support/sarif.js';
import { reportOf, source, trigger, triggers, warning } from './reports.js';

const HERE = { file: 'hasura/metadata/cron_triggers.yaml', line: 3, column: 5 };
const CONTEXT = { workflowFile: '.github/workflows/deploy.yml' };

function sarifOf(...args: Parameters<typeof reportOf>): Log {
  const sarif = renderSarif(reportOf(...args), CONTEXT);
  if (!sarif) throw new Error('There is no verdict.');
  const log = logOf(sarif);
  expect(schemaErrors(log)).toEqual([]);
  return log;
}

const resultsOf = (found: Parameters<typeof reportOf>[0]): Result[] => resultsIn(sarifOf(found));

function fingerprints(found: Parameters<typeof reportOf>[0]): (string | undefined)[] {
  return resultsOf(found).map((result) => result.partialFingerprints?.['hasuraObject/v1']);
}

const access = (change: Partial<ReportedChange> = {}): ReportedChange => ({
  change: 'changed',
  type: 'select_permission',
  identity: { type: 'select_permission', name: 'clerk', table: { text: 'orders' } },
  path: ['sources', 0, 'tables', 0, 'select_permissions', 0],
  fields: [{ path: 'permission.limit', before: 1, after: 2 }],
  access: 'wider',
  roles: ['clerk'],
  ...change,
});

test('a problem is a result with its rule, message, place and fingerprint', () => {
  const nightly = trigger('nightly');
  expect(resultsOf({ objects: [nightly], at: new Map([[nightly, HERE]]) })).toEqual([
    {
      ruleId: 'inconsistent/cron_trigger',
      level: 'error',
      message: {
        text: "Inconsistent: cron trigger nightly.\nnightly is broken\nHow to fix: Correct the cron trigger's definition.",
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: HERE.file, uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 5 },
          },
        },
      ],
      partialFingerprints: { 'hasuraObject/v1': expect.stringMatching(/^[0-9a-f]{32}:1$/) },
    },
  ]);
});

test('the rules are those of the results, each with help', () => {
  const objects = [...source('a', 1), ...triggers(2)];
  const [run] = sarifOf({
    objects,
    changes: [access(), access({ access: 'different' }), access({ access: 'narrower' })],
    warnings: [warning('odd', { code: 'track-table-failed' }), warning('more')],
  }).runs;
  const rules = run?.tool.driver.rules ?? [];
  expect(rules.map(({ id, defaultConfiguration }) => [id, defaultConfiguration?.level])).toEqual([
    ['inconsistent/source', 'error'],
    ['inconsistent/cron_trigger', 'error'],
    ['access/wider', 'warning'],
    ['access/different', 'warning'],
    ['warning/track-table-failed', 'warning'],
    ['warning/unknown', 'warning'],
  ]);
  expect(new Set(run?.results?.map(({ ruleId }) => ruleId))).toEqual(
    new Set(rules.map(({ id }) => id)),
  );
  // Narrower access is not reported.
  expect(run?.results).toHaveLength(7);
  expect(rules[1]).toMatchObject({
    shortDescription: { text: 'Inconsistent metadata: cron trigger' },
    help: {
      text: expect.stringContaining("Correct the cron trigger's definition."),
      markdown: expect.stringContaining("Correct the cron trigger's definition."),
    },
    properties: { tags: ['hasura'], 'problem.severity': 'error' },
  });
  expect(rules[2]?.properties).toMatchObject({
    tags: ['hasura', 'security'],
    'security-severity': '6.0',
  });
});

test('only a step that fails has errors, and then only what is new if anything is', () => {
  const objects = triggers(2);
  const levels = (found: Partial<Parameters<typeof reportOf>[0]>) =>
    resultsOf({ objects, ...found }).map(({ level }) => level);
  expect(levels({})).toEqual(['error', 'error']);
  expect(levels({ failed: false })).toEqual(['warning', 'warning']);
  expect(levels({ objectsBefore: objects.slice(1) })).toEqual(['error', 'warning']);
});

test('ignored and recovered objects are no results', () => {
  const recovered = [{ object: trigger('back'), dependents: 0, attempt: 2, seconds: 1 }];
  expect(resultsOf({ ignored: [trigger('known')], recovered })).toEqual([]);
});

test('a cause names what it makes unavailable, with the places of it', () => {
  const objects = source('a', 2);
  const at = new Map(objects.map((object, index) => [object, { ...HERE, line: index + 1 }]));
  const [result, ...others] = resultsOf({ objects, at });
  expect(others).toEqual([]);
  expect(result?.message.text).toContain('Also unavailable: table t0 in a, table t1 in a');
  expect(
    result?.relatedLocations?.map(({ message, physicalLocation }) => [
      message?.text,
      physicalLocation?.region?.startLine,
    ]),
  ).toEqual([
    ['table t0 in a', 2],
    ['table t1 in a', 3],
  ]);
});

test('a warning about two places is at the first, and related to the second', () => {
  const odd = warning('twice');
  const at = new Map([[odd, [HERE, { ...HERE, line: 9 }]]]);
  const [result] = resultsOf({ warnings: [odd], at });
  expect(result?.locations?.[0]?.physicalLocation?.region?.startLine).toBe(3);
  expect(result?.relatedLocations?.[0]?.physicalLocation?.region?.startLine).toBe(9);
});

test('a change of access names the roles and what differs', () => {
  const [result] = resultsOf({ command: 'plan', changes: [access()] });
  expect(result).toMatchObject({ ruleId: 'access/wider', level: 'warning' });
  expect(result?.message.text).toBe(
    'Wider access: change select permission clerk on orders.\nRoles: clerk\n- permission.limit: 1\n+ permission.limit: 2\nIt has no line in the repository.',
  );
});

describe('what has no line', () => {
  test('is in the file of the workflow, with a fingerprint for GitHub', () => {
    const [first, second] = resultsOf({ objects: triggers(2) });
    expect(first?.message.text).toMatch(/\nIt has no line in the repository\.$/);
    expect(first?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: '.github/workflows/deploy.yml', uriBaseId: '%SRCROOT%' },
        },
      },
    ]);
    const keys = [first, second].map(
      (one) => one?.partialFingerprints?.['primaryLocationLineHash'],
    );
    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toBe(first?.partialFingerprints?.['hasuraObject/v1']);
  });

  test.each([
    ['acme/shop/.github/workflows/a b.yml@refs/heads/main', '.github/workflows/a b.yml'],
    ['acme/shop/.github/workflows/x.yaml@refs/heads/a.yml@b', '.github/workflows/x.yaml'],
    ['', undefined],
  ])('%s is the workflow %s', (GITHUB_WORKFLOW_REF, workflowFile) => {
    expect(readWorkflowContext({ GITHUB_WORKFLOW_REF }).workflowFile).toBe(workflowFile);
  });
});

test.each([
  ['a b.yaml', 'a%20b.yaml'],
  ['50%#?.yaml', '50%25%23%3F.yaml'],
  ['größe/資料.yaml', 'gr%C3%B6%C3%9Fe/%E8%B3%87%E6%96%99.yaml'],
  ['a:b\\c.yaml', 'a%3Ab%5Cc.yaml'],
])('the file %s has the URI %s', (file, uri) => {
  const nightly = trigger('nightly');
  const [result] = resultsOf({ objects: [nightly], at: new Map([[nightly, { ...HERE, file }]]) });
  expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(uri);
});

describe('the fingerprint', () => {
  const nightly = trigger('nightly');
  const [usual] = fingerprints({ objects: [nightly], at: new Map([[nightly, HERE]]) });

  test('stays when the line, the file, the reason, the server or the rest changes', () => {
    const elsewhere = { file: 'other.yaml', line: 99, column: 1 };
    const moved = trigger('nightly', 'another reason');
    const objects = [trigger('a'), moved];
    const at = new Map([[moved, elsewhere]]);
    expect(fingerprints({ objects, at, server: 'other.example' })).toContain(usual);
  });

  test.each<[what: string, object: InconsistentObject]>([
    ['name', trigger('daily')],
    ['type', { ...nightly, type: 'rest_endpoint' }],
    ['source', { ...nightly, identity: { ...nightly.identity, source: 'other' } }],
  ])('differs with the %s', (_what, object) => {
    expect(fingerprints({ objects: [object] })).not.toContain(usual);
  });

  test('is not shared by two results', () => {
    const [first, second] = fingerprints({ objects: [nightly, { ...nightly }] });
    expect(first).toBe(usual);
    expect(second).toBe(usual?.replace(/:1$/, ':2'));
  });

  test('of a change of access is that of what changes, in any order', () => {
    const field = (after: unknown) => ({ path: 'permission.filter', before: {}, after });
    const of = (after: unknown) =>
      fingerprints({ command: 'plan', changes: [access({ fields: [field(after)] })] })[0];
    expect(of({ a: 1, b: { c: 2, d: 3 } })).toBe(of({ b: { d: 3, c: 2 }, a: 1 }));
    expect(of({ a: 1 })).not.toBe(of({ a: 2 }));
  });
});

describe('the verdict', () => {
  const failure = { kind: 'timeout', message: 'No answer.' };
  const nothing = new Map<string, undefined>([['objects', undefined]]);
  const none = Object.fromEntries(nothing) as Partial<Findings>;
  test.each<[what: string, found: Partial<Findings>, isRendered: boolean]>([
    ['a consistent server', {}, true],
    ['a plan that was not validated', { ...none, command: 'plan', changes: [] }, true],
    ['a refusal that names what is inconsistent', { applied: 'refused' }, true],
    ['a failure', { failure }, false],
    ['a plan that could not be validated', { command: 'plan', changes: [], failure }, false],
    ['a server that gave no verdict', none, false],
  ])('of %s', (_what, found, isRendered) => {
    const sarif = renderSarif(reportOf(found), CONTEXT);
    expect(sarif !== undefined).toBe(isRendered);
    if (sarif) expect(logOf(sarif).runs[0]?.results).toEqual([]);
  });
});

test('of more than 5,000 results the worst are kept, which a note says', () => {
  const warnings = [warning('left out')];
  const sarif = renderSarif(reportOf({ objects: triggers(5_000), warnings }), CONTEXT);
  const log = logOf(sarif);
  const [run] = log.runs;
  const note = 'The SARIF file has the first 5000 of 5001 results: GitHub keeps no more.';
  expect(sarif?.note).toBe(note);
  expect(run?.results).toHaveLength(5_000);
  expect(run?.tool.driver.rules?.map(({ id }) => id)).toEqual(['inconsistent/cron_trigger']);
  expect(run?.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toBe(note);
  expect(schemaErrors(log)).toEqual([]);
  expect(renderSarif(reportOf({ objects: triggers(5_000) }), CONTEXT)?.note).toBeUndefined();
});

test('the schema is checked: what it does not know is an error', () => {
  expect(
    schemaErrors({ version: '2.1.0', runs: [{ tool: {}, results: [{ messages: 1 }] }] }),
  ).toEqual(
    expect.arrayContaining([
      "/runs/0/tool: must have required property 'driver'",
      "/runs/0/results/0: must have required property 'message'",
    ]),
  );
});
