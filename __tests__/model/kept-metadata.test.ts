import { describe, expect, test } from '@jest/globals';
import type { Fields } from '../../src/lib/json.js';
import { differences } from '../../src/model/difference.js';
import { keptMetadata } from '../../src/model/kept-metadata.js';
import { recordedPairs, richMetadata } from './metadata.js';

const VERSION = 'v2.48.16';

const metadata = (changes: Fields = {}): Fields => ({
  version: 3,
  sources: [
    {
      name: 'default',
      kind: 'postgres',
      configuration: { connection_info: { database_url: 'x' } },
      tables: [
        {
          table: { schema: 'public', name: 'orders' },
          configuration: { custom_name: 'o' },
          event_triggers: [{ name: 'changed', definition: {} }],
        },
      ],
    },
  ],
  actions: [{ name: 'pay', definition: { handler: 'x' } }],
  opentelemetry: { status: 'enabled' },
  ...changes,
});

/** The metadata with an unknown key at a path. */
function withKey(path: readonly (string | number)[]): Fields {
  const copy = structuredClone(metadata());
  const part = path.reduce<unknown>((node, step) => (node as Fields)[step], copy) as Fields;
  Object.assign(part, { misspelled: { a: 1 } });
  return copy;
}

const TABLE = ['sources', 0, 'tables', 0];

/** Where v2.48.16 ignored unknown keys: recorded, or seen with metadata of public projects. */
const IGNORED: [path: (string | number)[], whose: string][] = [
  [[], 'the metadata'],
  [['sources', 0], 'source default'],
  [['sources', 0, 'configuration'], 'source default'],
  [[...TABLE, 'configuration'], 'table orders in default'],
  [[...TABLE, 'event_triggers', 0], 'event trigger changed on orders in default'],
  [['actions', 0, 'definition'], 'action pay'],
  [['opentelemetry'], 'OpenTelemetry'],
];

describe.each(IGNORED)('an unknown key in %j', (path, whose) => {
  const odd = withKey(path);

  test('is left out of what the server keeps, and nothing else', () => {
    expect(keptMetadata(odd, VERSION).kept).toEqual(metadata());
    expect(odd).toEqual(withKey(path));
  });

  test('is a warning at its place', () => {
    expect(keptMetadata(odd, VERSION).warnings).toMatchObject([
      {
        message: `GraphQL Engine v2.48.16 does not know the key "misspelled" of ${whose}, and ignores it.`,
        paths: [[...path, 'misspelled']],
        origin: 'project',
      },
    ]);
  });

  test.each(['v2.49.0', 'v3.0.0', 'dev-1234', undefined])('may be known to %s', (version) => {
    expect(keptMetadata(odd, version).kept).toBe(odd);
    expect(keptMetadata(odd, version).warnings).toEqual([]);
  });
});

test.each<[where: string, path: (string | number)[]]>([
  ['a table, where the server refuses it', TABLE],
  ['an action', ['actions', 0]],
])('an unknown key in %s is not ignored', (_where, path) => {
  expect(differences(metadata(), keptMetadata(withKey(path), VERSION).kept)).toHaveLength(1);
});

test('the configuration of a source of another kind is not looked at', () => {
  const other = metadata({
    sources: [{ name: 'a', kind: 'mssql', tables: [], configuration: { misspelled: 1 } }],
  });
  expect(keptMetadata(other, VERSION).kept).toBe(other);
});

describe('nothing that a server has exported is unknown', () => {
  const pairs = ['/', '/v2.36.0/'].flatMap((folder) =>
    recordedPairs(`__tests__/__fixtures__/recorded${folder}`),
  );
  test.each(pairs.map(({ name, exported }) => [name, exported] as const))('%s', (_, exported) => {
    expect(keptMetadata(exported, VERSION).warnings).toEqual([]);
  });

  test('and nothing in metadata with every optional field', () => {
    expect(keptMetadata(richMetadata(), VERSION).warnings).toEqual([]);
  });
});

const source = (parts: Fields): Fields => ({
  version: 3,
  sources: [{ name: 'default', ...parts }],
});

test.each<[string, Fields, (string | number)[][]]>([
  [
    'tables, however they are written',
    source({
      tables: [{ table: 'a' }, { table: { schema: 's', name: 'a' } }, { table: { name: 'a' } }],
    }),
    [
      ['sources', 0, 'tables', 0],
      ['sources', 0, 'tables', 2],
    ],
  ],
  [
    'sources',
    { sources: [{ name: 's' }, { name: 'x' }, { name: 's' }] },
    [
      ['sources', 0],
      ['sources', 2],
    ],
  ],
  [
    'tables of version 2',
    { version: 2, tables: [{ table: 'a' }, { table: 'a' }] },
    [
      ['tables', 0],
      ['tables', 1],
    ],
  ],
  [
    'functions',
    source({ functions: [{ function: 'f' }, { function: 'f' }] }),
    [
      ['sources', 0, 'functions', 0],
      ['sources', 0, 'functions', 1],
    ],
  ],
  [
    'logical models',
    source({ logical_models: [{ name: 'm' }, { name: 'm' }, { name: 'm' }] }),
    [0, 1, 2].map((index) => ['sources', 0, 'logical_models', index]),
  ],
  [
    'REST endpoints',
    { sources: [], rest_endpoints: [{ name: 'e' }, { name: 'e' }] },
    [
      ['rest_endpoints', 0],
      ['rest_endpoints', 1],
    ],
  ],
])('two equal %s are reported with the paths of all', (_what, project, paths) => {
  expect(keptMetadata(project, undefined).warnings).toMatchObject([
    { origin: 'project', code: 'duplicate-in-project', paths },
  ]);
});

test('what the server refuses, and what only looks alike, is not reported as merged', () => {
  const actions = [{ name: 'a' }, { name: 'a' }];
  const sources = ['a', 'b'].map((name) => ({ name, tables: [{ table: 't' }] }));
  expect(keptMetadata({ sources, actions }, undefined).warnings).toEqual([]);
  expect(keptMetadata(richMetadata(), undefined).warnings).toEqual([]);
});
