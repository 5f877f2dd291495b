import { describe, expect, test } from '@jest/globals';
import type { Report, ReportedChange } from '../../src/model/report.js';
import { judge } from '../../src/model/verdict.js';
import { renderAnnotations } from '../../src/output/annotations.js';
import { renderSummary } from '../../src/output/markdown-report.js';
import { renderText } from '../../src/output/text.js';
import { viewOf } from '../../src/output/view.js';
import { diffLines } from '../../src/output/view-changes.js';

const shown = (path: string, before: unknown, after: unknown) =>
  diffLines(path, before, after).map(({ sign, text }) => `${sign}${text}`);

describe('The diff of a value', () => {
  test.each<[string, unknown, unknown, string[]]>([
    ['changed', 1, 2, ['-limit: 1', '+limit: 2']],
    ['added', undefined, { a: 1 }, ['+limit: { "a": 1 }']],
    ['removed', [], undefined, ['-limit: []']],
  ])('shows what was %s on one line if it is short', (_title, before, after, lines) => {
    expect(shown('limit', before, after)).toEqual(lines);
  });

  test('shows only the lines of a text that differ, with some lines around them', () => {
    const text = (field: string) =>
      `type Query {\n  a: Int\n  b: Int\n  ${field}\n}\n\nscalar Date`;
    expect(shown('definition.schema', text('c: Int'), text('c: Int!'))).toEqual([
      ' definition.schema:',
      '     a: Int',
      '     b: Int',
      '-    c: Int',
      '+    c: Int!',
      '   }',
      '   ',
    ]);
  });

  test('shows a long list item by item', () => {
    const columns = Array.from({ length: 20 }, (_, index) => `column_${index}`);
    const lines = shown('columns', columns, columns.with(10, 'other'));
    expect(lines.filter((line) => !line.startsWith(' '))).toEqual([
      '-  "column_10",',
      '+  "other",',
    ]);
    expect(lines[0]).toBe(' columns: [');
    expect(lines).toHaveLength(7);
  });
});

const permission = (role: string, change: Partial<ReportedChange> = {}): ReportedChange => ({
  change: 'changed',
  type: 'select_permission',
  identity: { type: 'select_permission', name: role, table: { text: 'orders' }, source: 'default' },
  path: ['sources', 0, 'tables', 0, 'select_permissions', 0],
  fields: [{ path: 'permission.filter', before: { region: { _eq: 'X' } }, after: {} }],
  access: 'wider',
  roles: [role],
  ...change,
});

const removed = (type: string, path: ReportedChange['path']): ReportedChange => ({
  change: 'removed',
  type,
  identity: { type, name: 'gone', source: 'default' },
  path,
  fields: [{ path: 'definition', before: 1, after: undefined }],
});

function reportOf(
  changes: readonly ReportedChange[],
  isMade = false,
  more: Partial<Report['findings']> = {},
): Report {
  const findings = {
    server: 'localhost:8080',
    command: isMade ? ('apply' as const) : ('plan' as const),
    applied: isMade ? ('applied' as const) : ('not-requested' as const),
    objects: [],
    objectsBefore: [],
    recovered: [],
    warnings: [],
    notes: [],
    reloads: 0,
    changes,
    ...more,
  };
  const settings = {
    ignore: [],
    failOnInconsistency: true,
    failOnWarning: false,
    failOnWiderAccess: false,
    failOnChanges: false,
  };
  const [first] = changes;
  const location = { file: 'tables/orders.yaml', line: 7, column: 3 };
  return {
    ...judge(findings, settings),
    findings,
    durationSeconds: 1,
    locations: new Map(first ? [[first, [location]]] : []),
  };
}

describe('A plan is headed by', () => {
  test.each<[string, readonly ReportedChange[]]>([
    ['No changes', []],
    [
      'Plan: 1 to add, 1 to change, 1 to remove. 2 roles would gain access',
      [
        permission('clerk', { change: 'added' }),
        permission('boss'),
        removed('action', ['actions', 0]),
      ],
    ],
    [
      'Plan: 0 to add, 2 to change, 0 to remove. 1 role would gain access. 1 role would have different access',
      [permission('clerk'), permission('boss', { access: 'different' })],
    ],
    [
      'Plan: 0 to add, 2 to change, 0 to remove. 1 role would gain access',
      [permission('clerk'), permission('clerk', { access: 'different' })],
    ],
    [
      'Plan: 0 to add, 1 to change, 0 to remove. Every role would gain access',
      [permission('clerk', { roles: ['*'] })],
    ],
    ['Plan: 0 to add, 1 to change, 0 to remove', [permission('clerk', { access: 'narrower' })]],
  ])('%s', (headline, changes) => {
    expect(reportOf(changes).headline).toBe(headline);
  });

  test('the same in the past tense after an apply', () => {
    expect(reportOf([permission('clerk')], true).headline).toBe(
      'Applied: 0 added, 1 changed, 0 removed. 1 role gained access. Hasura metadata is consistent',
    );
  });
});

describe('The summary of a plan', () => {
  const changes = [
    permission('clerk', { hasAllColumns: true }),
    removed('table', ['sources', 0, 'tables', 1]),
    removed('select_permission', ['sources', 0, 'tables', 1, 'select_permissions', 0]),
    permission('guest', { access: 'narrower' }),
  ];
  const summary = renderSummary(viewOf(reportOf(changes)), {});

  test('shows access first, then what is lost, then the rest, folded', () => {
    const headings = ['### 🔑 Who would gain or change access', '### 🗑️ Would be removed'];
    const places = [...headings, '<summary>2 other changes'].map((text) => summary.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('shows the role, the change, its line and its diff', () => {
    expect(summary).toContain(
      '| <b>clerk</b> | Wider | change select permission <b>clerk</b> on <b>orders</b> in <b>default</b> | tables/orders.yaml:7 |',
    );
    expect(summary).toContain('```diff\n-permission.filter: { "region": { "_eq": "X" } }\n');
    expect(summary).toContain('+permission.filter: {}\n```');
  });

  test('counts what is removed with a table to the rest', () => {
    expect(summary).toContain('| remove table <b>gone</b> in <b>default</b> |');
    expect(summary).toContain('remove select permission <b>gone</b>');
    expect(summary).toContain('(narrower access)');
  });

  test('explains once what all columns are', () => {
    expect(summary.match(/are all columns that the table has/g)).toHaveLength(1);
  });

  test('gives up diffs before it gives up changes', () => {
    const value = 'x'.repeat(300);
    const fields = [{ path: 'comment', before: undefined, after: value }];
    const many = Array.from({ length: 100 }, (_, index) => permission(`r${index}`, { fields }));
    const small = renderSummary(viewOf(reportOf(many)), {}, 20_000);
    expect(small).toContain('leaves out');
    expect(small).not.toContain(value);
    expect(small).toContain('<b>r99</b>');
  });
});

test('The log of a plan shows each change with its sign, line and diff', () => {
  const groups = renderText(viewOf(reportOf([permission('clerk')])));
  expect(groups).toEqual([
    {
      heading: '1 access change',
      lines: [
        '~ change select permission clerk on orders in default: wider access of clerk (tables/orders.yaml:7)',
        '    - permission.filter: { "region": { "_eq": "X" } }',
        '    + permission.filter: {}',
      ],
    },
  ]);
});

describe('Annotations of changes', () => {
  test('warn of wider and different access in a plan, and of nothing else', () => {
    const changes = [
      permission('clerk'),
      permission('boss', { access: 'different' }),
      permission('guest', { access: 'narrower' }),
      removed('table', ['sources', 0, 'tables', 1]),
    ];
    const annotations = renderAnnotations(viewOf(reportOf(changes)));
    expect(annotations.map(({ level, title }) => `${level} ${title}`)).toEqual([
      'warning Wider access: change select permission clerk on orders in default',
      'warning Different access, maybe wider: change select permission boss on orders in default',
    ]);
    expect(annotations[0]?.location?.line).toBe(7);
  });

  test('are absent after an apply, and few in a plan with many changes', () => {
    expect(renderAnnotations(viewOf(reportOf([permission('clerk')], true)))).toEqual([]);
    const many = Array.from({ length: 100 }, (_, index) => permission(`r${index}`));
    const annotations = renderAnnotations(viewOf(reportOf(many)));
    expect(annotations).toHaveLength(4);
    expect(annotations.at(-1)?.title).toBe('97 more access changes');
  });
});
