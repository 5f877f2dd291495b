import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asRecord, type Fields } from '../../src/lib/json.js';
import { differences, isSame } from '../../src/model/difference.js';
import { KINDS } from '../../src/model/kinds.js';
import { objectsIn, pathOf, rootOf } from '../../src/model/metadata-objects.js';
import type { Change } from '../../src/model/report.js';
import { json } from '../property/arbitraries.js';
import { library, metadataWith, recordedPairs, richMetadata } from './metadata.js';

type Path = readonly (string | number)[];

const summaries = (changes: readonly Change[]) =>
  changes.map(({ change, type, identity }) => `${change} ${type} ${identity.name ?? ''}`.trim());

describe('recorded servers', () => {
  const pairs = ['/', '/v2.36.0/'].flatMap((folder) =>
    recordedPairs(`__tests__/__fixtures__/recorded${folder}`),
  );
  test('there are recordings of exports', () => expect(pairs.length).toBeGreaterThan(4));
  test.each(pairs.map(({ name, ...pair }) => [name, pair] as const))(
    'what was sent is the same as what was exported: %s',
    (_name, { sent, exported }) => {
      expect(differences(sent, exported)).toEqual([]);
    },
  );
});

function* leavesOf(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) {
    yield path;
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    yield* leavesOf(item, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

function changed(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) {
    if (typeof value === 'boolean') return !value;
    if (typeof value === 'number') return value + 1;
    return `${value ?? 'n'}x`;
  }
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Fields;
  return Object.assign(copy, { [step]: changed(copy[step], rest) });
}

/** Where the names of objects are: another name is another object. */
const namePaths = (metadata: Fields): string[] => {
  const types = KINDS.map(({ type }) => type);
  return [...objectsIn(rootOf(metadata), types)].flatMap((object) =>
    (KINDS.find(({ type }) => type === object.type)?.places ?? [])
      .filter(({ key }) => key !== undefined && asRecord(object.entry)?.[key] !== undefined)
      .map(({ key }) => JSON.stringify([...pathOf(object), key]).slice(0, -1)),
  );
};

test('changing any single value is exactly one change, in both directions', () => {
  const metadata = richMetadata();
  const names = namePaths(metadata);
  let count = 0;
  for (const path of leavesOf(metadata)) {
    const text = JSON.stringify(path);
    const isName = names.some((name) => text.startsWith(`${name},`) || text === `${name}]`);
    const queryKind = path[0] === 'actions' && path.at(-1) === 'kind' && path[1] === 0;
    const sourceKind = path[0] === 'sources' && path.length === 3 && path[2] === 'kind';
    if (isName || queryKind || sourceKind || path[0] === 'version') continue;
    const other = changed(metadata, path) as Fields;
    expect([text, differences(metadata, other).length]).toEqual([text, 1]);
    expect([text, differences(other, metadata).length]).toEqual([text, 1]);
    count++;
  }
  expect(count).toBeGreaterThan(250);
});

test('another name is an object removed and one added, with all that is in it', () => {
  const before = metadataWith('select_permission', { permission: { filter: {} } });
  const after = JSON.parse(JSON.stringify(before).replace('"s","name":"x"', '"s","name":"y"'));
  expect(summaries(differences(before, after))).toEqual([
    'removed table',
    'removed select_permission x',
    'added table',
    'added select_permission x',
  ]);
});

test('a change says what, where and in which fields', () => {
  const before = metadataWith('select_permission', {
    permission: { filter: { 'odd key': { _eq: 1 } }, columns: ['a'] },
  });
  const after = metadataWith('select_permission', {
    permission: { filter: { 'odd key': { _eq: 2 } }, columns: ['a', 'b'], limit: 3 },
  });
  expect(differences(before, after)).toEqual([
    {
      change: 'changed',
      type: 'select_permission',
      identity: {
        type: 'select_permission',
        name: 'x',
        source: 'x',
        table: { text: 's.x', raw: { schema: 's', name: 'x' } },
      },
      path: ['sources', 0, 'tables', 0, 'select_permissions', 0],
      fields: [
        { path: 'permission.filter["odd key"]._eq', before: 1, after: 2 },
        { path: 'permission.columns', before: ['a'], after: ['a', 'b'] },
        { path: 'permission.limit', before: undefined, after: 3 },
      ],
      before: { permission: { filter: { 'odd key': { _eq: 1 } }, columns: ['a'] } },
      after: { permission: { filter: { 'odd key': { _eq: 2 } }, columns: ['a', 'b'], limit: 3 } },
    },
  ]);
});

test('the path of a removed object is in the metadata before, of any other in the one after', () => {
  const actions = (...names: string[]) => ({
    sources: [],
    actions: names.map((name) => ({ name, definition: { handler: names.length } })),
  });
  expect(
    differences(actions('a', 'b'), actions('c', 'b', 'd')).map(({ change, path }) => [
      change,
      path,
    ]),
  ).toEqual([
    ['removed', ['actions', 0]],
    ['changed', ['actions', 1]],
    ['added', ['actions', 0]],
    ['added', ['actions', 2]],
  ]);
});

test('paths of metadata of version 2 begin at its tables', () => {
  const before = { sources: [{ name: 'default', kind: 'postgres', tables: [] }] };
  const after = { version: 2, tables: [{ table: 't', delete_permissions: [{ role: 'r' }] }] };
  expect(differences(before, after).map(({ path }) => path)).toEqual([
    ['tables', 0],
    ['tables', 0, 'delete_permissions', 0],
  ]);
});

test('an object that moves to another table is removed and added', () => {
  const tables = (...roles: string[][]) => ({
    sources: [
      {
        name: 's',
        kind: 'postgres',
        tables: roles.map((names, index) => ({
          table: `t${index}`,
          delete_permissions: names.map((role) => ({ role, permission: { filter: {} } })),
        })),
      },
    ],
  });
  const changes = differences(tables(['r'], []), tables([], ['r']));
  expect(changes.map(({ change, identity }) => [change, identity.table?.text])).toEqual([
    ['removed', 't0'],
    ['added', 't1'],
  ]);
});

test('a container that holds nothing itself does not count: the first custom type is one change', () => {
  const after = metadataWith('custom_scalar', { name: 's' });
  expect(summaries(differences({ sources: [] }, after))).toEqual(['added custom_scalar s']);
});

test('of tables that the server merges, the last one counts; of permissions, which it refuses, each', () => {
  const roles = (...names: string[]) => names.map((role) => ({ role, permission: {} }));
  const source = (tables: object[]) => ({ sources: [{ name: 's', kind: 'postgres', tables }] });
  const last = { table: 't', select_permissions: roles('a') };
  const twice = source([{ table: { schema: 'public', name: 't' }, is_enum: true }, last]);
  expect(isSame(twice, source([last]))).toBe(true);
  const repeated = source([{ table: 't', select_permissions: roles('a', 'a') }]);
  expect(isSame(repeated, source([last]))).toBe(false);
});

test('a key that no kind has, of a newer server perhaps, is compared', () => {
  const changes = differences(
    { sources: [], novelty: { a: 1 } },
    { sources: [], novelty: { a: 2 } },
  );
  expect(changes).toEqual([
    {
      change: 'changed',
      type: 'novelty',
      identity: { type: 'novelty' },
      path: ['novelty'],
      fields: [{ path: 'a', before: 1, after: 2 }],
      before: { a: 1 },
      after: { a: 2 },
    },
  ]);
  expect(isSame({ sources: [], novelty: null }, { sources: [] })).toBe(true);
});

test.each(['__proto__', 'constructor', 'toString', 'a\u0000b', 'a.b', ''])(
  'an object and a field may be called %j',
  (name) => {
    const one = (value: number) =>
      JSON.parse(
        `{"sources":[],"actions":[{"name":${JSON.stringify(name)},"definition":{${JSON.stringify(name)}:${value}}}]}`,
      );
    const [change] = differences(one(1), one(2));
    expect(change?.identity).toEqual({ type: 'action', action: name });
    expect(change?.fields).toMatchObject([{ before: 1, after: 2 }]);
    expect(isSame(one(1), one(1))).toBe(true);
  },
);

test('any JSON in the place of any part is compared without an error', () => {
  const paths = [...leavesOf(library())].map((path) => path.slice(0, 1 + (path.length % 6)));
  const put = (value: unknown, [step, ...rest]: Path, part: unknown): unknown =>
    step === undefined
      ? part
      : Object.assign(Array.isArray(value) ? [...value] : { ...(value as object) }, {
          [step]: put((value as Fields)[step], rest, part),
        });
  fc.assert(
    fc.property(json, fc.constantFrom(...paths), (part, path) => {
      const other = put(library(), path, part) as Fields;
      expect(isSame(other, structuredClone(other))).toBe(true);
      expect(differences(other, structuredClone(other))).toEqual([]);
      expect(isSame(library(), other)).toBe(isSame(other, library()));
    }),
    { numRuns: 150 },
  );
});

/** The same metadata as a person and as a server would write it. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

test('the order of keys and of objects does not count', () => {
  const metadata = library();
  const other = reversed(metadata) as Record<string, unknown>;
  for (const list of [
    'sources',
    'actions',
    'remote_schemas',
    'query_collections',
    'cron_triggers',
  ]) {
    other[list] = [...(other[list] as unknown[])].reverse();
  }
  expect(differences(metadata, other)).toEqual([]);
});

test('two swapped source names are removed and added objects of both', () => {
  const sources = (a: string, b: string) => ({
    sources: [
      { name: a, kind: 'postgres', tables: [{ table: 't' }] },
      { name: b, kind: 'postgres', tables: [{ table: 'u' }] },
    ],
  });
  expect(summaries(differences(sources('a', 'b'), sources('b', 'a'))).sort()).toEqual([
    'added table',
    'added table',
    'removed table',
    'removed table',
  ]);
});
