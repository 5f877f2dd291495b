import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Fields } from '../../src/lib/json.js';
import { accessOf, usesAllColumns } from '../../src/model/access.js';
import { differences } from '../../src/model/difference.js';
import { normalSdlFor } from '../../src/model/sdl.js';
import { json } from '../property/arbitraries.js';
import { metadataWith, richMetadata } from './metadata.js';

const judge = async (before: Fields, after: Fields) => {
  const changes = differences(before, after, await normalSdlFor(before, after));
  const access = await accessOf(changes, before, after);
  return changes.flatMap((change) => access.get(change) ?? []);
};

const both = <T, R>([before, after]: readonly [T, T], make: (side: T) => R): [R, R] => [
  make(before),
  make(after),
];

/** What the other direction has to be. */
const REVERSE = { wider: 'narrower', narrower: 'wider', different: 'different' } as const;

type Row = [what: string, before: Fields, after: Fields, roles?: readonly string[]];

/** Each row is judged in both directions. */
function testRows(
  type: string,
  rows: Readonly<Partial<Record<'wider' | 'different' | 'none', readonly Row[]>>>,
  entryOf: (value: Fields) => Fields = (entry) => entry,
) {
  describe(type, () => {
    for (const [access, list] of Object.entries(rows)) {
      test.each(list)(`${access}: %s`, async (_what, before, after, roles = ['x']) => {
        const [a, b] = both([before, after], (each) => metadataWith(type, entryOf(each)));
        const expected = (it: string) => (it === 'none' ? [] : [{ access: it, roles }]);
        expect(await judge(a, b)).toEqual(expected(access));
        const reverse = access === 'wider' ? REVERSE.wider : access;
        expect(await judge(b, a)).toEqual(expected(reverse));
      });
    }
  });
}

const permission = (value: Fields) => ({ permission: { columns: ['a'], filter: {}, ...value } });
const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ [name]: { _eq: 1 } })) as [
  Fields,
  Fields,
  Fields,
];

testRows(
  'select_permission',
  {
    wider: [
      ['another column', { columns: ['a'] }, { columns: ['b', 'a'] }],
      ['all columns instead of a list', { columns: ['a'] }, { columns: '*' }],
      ['another computed field', {}, { computed_fields: ['f'] }],
      ['a filter that became empty', { filter: a }, {}],
      ['a lost condition of _and', { filter: { _and: [a, b] } }, { filter: { _and: [b] } }],
      ['a lost condition next to others', { filter: { ...a, ...b } }, { filter: b }],
      [
        'a lost condition of a nested _and',
        { filter: { _and: [a, { _and: [b, c] }] } },
        { filter: { ...a, ...c } },
      ],
      [
        'a lost comparison of a column',
        { filter: { a: { _gt: 1, _lt: 5 } } },
        { filter: { a: { _gt: 1 } } },
      ],
      ['a raised limit', { limit: 9 }, { limit: 10 }],
      ['a removed limit', { limit: 10 }, {}],
      ['enabled aggregations', {}, { allow_aggregations: true }],
      ['another root field', { query_root_fields: [] }, { query_root_fields: ['select'] }],
      ['all root fields', { subscription_root_fields: ['select'] }, {}],
      ['two of these', { columns: ['a'], limit: 1 }, { columns: ['a', 'b'], limit: 2 }],
    ],
    different: [
      ['other columns', { columns: ['a', 'b'] }, { columns: ['a', 'c'] }],
      ['a rewritten filter', { filter: a }, { filter: b }],
      ['another value in a filter', { filter: a }, { filter: { a: { _eq: 2 } } }],
      [
        'a condition lost under _not',
        { filter: { _not: { ...a, ...b } } },
        { filter: { _not: a } },
      ],
      ['a condition lost under _or', { filter: { _or: [a, b] } }, { filter: { _or: [a] } }],
      [
        'a filter lost in the predicate of an aggregate',
        { filter: { x_aggregate: { count: { predicate: { _lt: 1 }, filter: a } } } },
        { filter: { x_aggregate: { count: { predicate: { _lt: 1 } } } } },
      ],
      [
        'a shorter list of values',
        { filter: { a: { _in: [1, 2] } } },
        { filter: { a: { _in: [1] } } },
      ],
      [
        'a lost part of an operator',
        { filter: { a: { _eq: { x: 1, y: 2 } } } },
        { filter: { a: { _eq: { x: 1 } } } },
      ],
      ['a wider and a narrower part', { columns: ['a'] }, { columns: '*', limit: 1 }],
      ['a key that nobody knows', {}, { novelty: true }],
      ['a limit that is not a number', { limit: 'x' }, { limit: 1 }],
    ],
    none: [
      ['conditions next to each other', { filter: { ...a, ...b } }, { filter: { _and: [b, a] } }],
      ['an empty _and', { filter: { _and: [] } }, {}],
      ['a repeated column', { columns: ['a'] }, { columns: ['a', 'a'] }],
      ['another order of columns', { columns: ['a', 'b'] }, { columns: ['b', 'a'] }],
    ],
  },
  permission,
);

const insert = (value: Fields) => ({ permission: { check: {}, columns: ['a'], ...value } });
testRows(
  'insert_permission',
  {
    wider: [
      ['no list of columns, so all of them', { columns: ['a'] }, { columns: undefined }],
      ['a preset removed from a column that may be written', { set: { a: 1 } }, {}],
      ['the same, of all columns', { columns: '*', set: { a: 1 } }, { columns: '*' }],
      ['a column added with its preset removed', { set: { b: 1 } }, { columns: ['a', 'b'] }],
      ['a lost condition of the check', { check: { ...a, ...b } }, { check: a }],
      ['backend_only disabled', { backend_only: true }, {}],
    ],
    different: [
      ['a preset removed from a column that may not be written', { set: { b: 1 } }, {}],
      ['another value of a preset', { set: { a: 1 } }, { set: { a: 2 } }],
      [
        'all columns as listed, without a preset',
        { columns: '*', set: { b: 1 } },
        { columns: ['a', 'b'] },
      ],
      [
        'the validation of input',
        {},
        { validate_input: { type: 'http', definition: { url: 'u' } } },
      ],
    ],
    none: [
      ['no list instead of all columns', { columns: '*' }, { columns: undefined }],
      ['a column that is preset', { set: { b: 1 } }, { columns: ['a', 'b'], set: { b: 1 } }],
    ],
  },
  insert,
);

testRows(
  'update_permission',
  {
    wider: [['the check removed', { check: a }, { check: null }]],
    different: [['a rewritten check', { check: a }, { check: b }]],
    none: [['no check instead of an empty one', { check: {} }, { check: null }]],
  },
  permission,
);

testRows(
  'delete_permission',
  {
    wider: [['backend_only disabled', { backend_only: true }, {}]],
    different: [['a rewritten filter', { filter: a }, { filter: b }]],
    none: [['backend_only at its default', { backend_only: false }, {}]],
  },
  (value) => ({ permission: { filter: {}, ...value } }),
);

const sdl = (fields: string, more = '') => ({
  sdl: `schema { query: Q } type Q { ${fields} } ${more}`,
});
testRows(
  'remote_schema_permission',
  {
    wider: [
      ['another field', sdl('a: Int'), sdl('a: Int b: Int')],
      ['another argument', sdl('a: Int'), sdl('a(x: Int): Int')],
      ['another type', sdl('a: Int'), sdl('a: Int', 'type B { b: Int }')],
      ['another enum value', sdl('a: Int', 'enum E { A }'), sdl('a: Int', 'enum E { A B }')],
      ['another member of a union', sdl('a: Int', 'union U = Q'), sdl('a: Int', 'union U = Q | R')],
      [
        'a root for mutations',
        { sdl: 'schema { query: Q } type Q { a: Int }' },
        { sdl: 'schema { query: Q mutation: Q } type Q { a: Int }' },
      ],
      [
        'a field with a preset argument',
        sdl('a: Int'),
        sdl('a: Int b(x: Int @preset(value: 1)): Int'),
      ],
    ],
    different: [
      ['another type of a field', sdl('a: Int'), sdl('a: Int!')],
      ['another field instead of one', sdl('a: Int'), sdl('b: Int')],
      [
        'another preset',
        sdl('a(x: Int @preset(value: 1)): Int'),
        sdl('a(x: Int @preset(value: 2)): Int'),
      ],
      [
        'a preset for an argument that there was not',
        sdl('a: Int'),
        sdl('a(x: Int @preset(value: 1)): Int'),
      ],
      ['another default', sdl('a(x: Int = 1): Int'), sdl('a(x: Int = 2): Int')],
      ['another kind of type', sdl('a: T', 'type T { a: Int }'), sdl('a: T', 'input T { a: Int }')],
      ['what does not parse', sdl('a: Int'), { sdl: 'type {' }],
    ],
    none: [
      [
        'another order',
        sdl('a: Int b: Int', 'scalar S'),
        { sdl: 'scalar S type Q { b: Int, a: Int } schema { query: Q }' },
      ],
      ['a description', sdl('a: Int'), sdl('"x" a: Int')],
      [
        'the default root',
        { sdl: 'type Query { a: Int }' },
        { sdl: 'schema { query: Query } type Query { a: Int }' },
      ],
    ],
  },
  ({ sdl }) => ({ definition: { schema: sdl } }),
);

testRows('inherited_role', {
  wider: [['another role', { role_set: ['a'] }, { role_set: ['b', 'a'] }]],
  different: [['other roles', { role_set: ['a'] }, { role_set: ['b'] }]],
  none: [['another order', { role_set: ['a', 'b'] }, { role_set: ['b', 'a'] }]],
});

const disabled = (...roles: string[]) => ({ disabled_for_roles: roles });
testRows('graphql_schema_introspection', {
  wider: [['a role may introspect', disabled('a', 'x'), disabled('a')]],
  different: [
    ['a role may, another no longer', disabled('a', 'x'), disabled('a', 'y'), ['x', 'y']],
  ],
  none: [['another order', disabled('a', 'b'), disabled('b', 'a')]],
});

const scope = (...roles: string[]) => ({ scope: { global: false, roles } });
testRows('allowlist_entry', {
  wider: [
    ['another role', scope('a'), scope('x', 'a')],
    ['everybody instead of a role', scope('a'), {}, ['*']],
  ],
  different: [['another role instead of one', scope('a'), scope('b'), ['a', 'b']]],
  none: [
    ['another order', scope('a', 'b'), scope('b', 'a')],
    ['everybody, spelled out', {}, { scope: { global: true } }],
  ],
});

testRows(
  'function',
  {
    different: [
      [
        'a mutation that became a query',
        { exposed_as: 'mutation' },
        { exposed_as: 'query' },
        ['*'],
      ],
      ['a session argument that callers can now set', { session_argument: 's' }, {}, ['*']],
    ],
    none: [['another name', { custom_name: 'n' }, { custom_root_fields: { function: 'f' } }]],
  },
  (configuration) => ({ configuration }),
);

describe('objects that appear', () => {
  const empty = { sources: [] };
  const bothWays = async (before: Fields, after: Fields) => [
    await judge(before, after),
    await judge(after, before),
  ];
  test.each([
    'select_permission',
    'insert_permission',
    'update_permission',
    'delete_permission',
    'action_permission',
    'function_permission',
    'remote_schema_permission',
    'inherited_role',
  ])('%s: wider if added, narrower if removed', async (type) => {
    const after = metadataWith(type, type === 'function_permission' ? {} : { permission: {} });
    const [added, removed] = await bothWays(empty, after);
    expect(added).toContainEqual({ access: 'wider', roles: ['x'] });
    expect(removed).toContainEqual({ access: 'narrower', roles: ['x'] });
  });

  test('a permission of another role is not one of the same role that changed', async () => {
    const before = metadataWith('select_permission', permission({}));
    const after = metadataWith('select_permission', { ...permission({}), role: 'y' });
    expect(await judge(before, after)).toEqual([
      { access: 'narrower', roles: ['x'] },
      { access: 'wider', roles: ['y'] },
    ]);
  });

  test.each([
    'table',
    'source',
    'action',
    'event_trigger',
    'cron_trigger',
    'rest_endpoint',
    'object_relation',
  ])('%s has no effect on access by itself', async (type) =>
    expect(await bothWays(empty, metadataWith(type, {}))).toEqual([[], []]),
  );

  test.each([
    ['a function, whose permissions servers infer', 'function', {}],
    ['a remote schema, if there are no permissions for any', 'remote_schema', {}],
  ])('different for every role: %s', async (_what, type, entry) => {
    const expected = [{ access: 'different', roles: ['*'] }];
    expect(await bothWays(empty, metadataWith(type, entry))).toEqual([expected, expected]);
  });

  test('no effect: a function that is a mutation, a remote schema where permissions are used', async () => {
    const mutation = metadataWith('function', { configuration: { exposed_as: 'mutation' } });
    expect(await bothWays(empty, mutation)).toEqual([[], []]);
    const one = { name: 'one', permissions: [{ role: 'r', definition: { schema: '' } }] };
    const schemas = (...remote_schemas: Fields[]) => ({ sources: [], remote_schemas });
    expect(await bothWays(schemas(one), schemas(one, { name: 'two' }))).toEqual([[], []]);
  });

  test('a native query is a root field for the roles of its logical model', async () => {
    const source = (...native_queries: Fields[]) => ({
      inherited_roles: [{ role_name: 'heir', role_set: ['r'] }],
      sources: [
        {
          name: 's',
          logical_models: [
            { name: 'm', select_permissions: [{ role: 'r', permission: {} }] },
            { name: 'other', select_permissions: [{ role: 'o', permission: {} }] },
          ],
          native_queries,
        },
      ],
    });
    const query = { root_field_name: 'q', returns: 'm', code: 'SELECT 1' };
    const roles = ['heir', 'r'];
    expect(await bothWays(source(), source(query))).toEqual([
      [{ access: 'wider', roles }],
      [{ access: 'narrower', roles }],
    ]);
    const rewritten = await judge(source(query), source({ ...query, code: 'SELECT 2' }));
    expect(rewritten).toEqual([{ access: 'different', roles }]);
    expect(await judge(source(query), source({ ...query, comment: 'c' }))).toEqual([]);
    expect(await judge(source(), source({ ...query, returns: 'unknown' }))).toEqual([]);
  });
});

describe('queries of collections', () => {
  const collection = (queries: Record<string, string>, ...allowlist: Fields[]) => ({
    sources: [],
    query_collections: [
      {
        name: 'c',
        definition: { queries: Object.entries(queries).map(([name, query]) => ({ name, query })) },
      },
    ],
    allowlist,
  });
  const everybody = { collection: 'c' };
  const some = { collection: 'c', ...scope('r') };

  test.each([
    ['everybody', everybody, ['*']],
    ['the roles in scope', some, ['r']],
  ])('a query in an allowed collection counts for %s', async (_what, entry, roles) => {
    const one = collection({ a: '{ a }' }, entry);
    const two = collection({ a: '{ a }', b: '{ b }' }, entry);
    expect(await judge(one, two)).toEqual([{ access: 'wider', roles }]);
    expect(await judge(two, one)).toEqual([{ access: 'narrower', roles }]);
    const other = collection({ a: '{ b }' }, entry);
    expect(await judge(one, other)).toEqual([{ access: 'different', roles }]);
    expect(await judge(one, collection({ a: '{a}' }, entry))).toEqual([]);
  });

  test('a query in another collection does not count', async () => {
    const other = { collection: 'd' };
    expect(await judge(collection({}, other), collection({ a: '{ a }' }, other))).toEqual([]);
  });

  test('if the collection is allowed now, that is the change that counts', async () => {
    expect(await judge(collection({}), collection({ a: '{ a }' }, everybody))).toEqual([
      { access: 'wider', roles: ['*'] },
    ]);
  });
});

describe('inherited roles', () => {
  type Sets = Readonly<Record<string, readonly string[]>>;
  type Permissions = Readonly<Record<string, Fields>>;
  const metadata = (sets: Sets, select: Permissions, insert: Permissions = {}) => {
    const list = (all: Permissions) =>
      Object.entries(all).map(([role, permission]) => ({ role, permission }));
    return {
      sources: [
        {
          name: 's',
          tables: [
            { table: 't', select_permissions: list(select), insert_permissions: list(insert) },
          ],
        },
      ],
      inherited_roles: Object.entries(sets).map(([role_name, role_set]) => ({
        role_name,
        role_set,
      })),
    };
  };
  const few: Fields = { columns: ['a'], filter: {} };
  const all: Fields = { columns: '*', filter: {} };
  const mine = { columns: ['a'], check: a };
  const any = { columns: ['a'], check: {} };
  const chain = { heir: ['r'], grandchild: ['heir', 'other'] };

  test('all roles that inherit, directly or not, are listed', async () => {
    const roles = ['grandchild', 'heir', 'r'];
    const [before, after] = [metadata(chain, { r: few }), metadata(chain, { r: all })];
    expect(await judge(before, after)).toEqual([{ access: 'wider', roles }]);
    expect(await judge(after, before)).toEqual([{ access: 'narrower', roles }]);
  });

  test('a cycle, which the server refuses, does not hang', async () => {
    const cycle = { r: ['heir'], heir: ['r'], self: ['self'] };
    expect(await judge(metadata(cycle, { r: few }), metadata(cycle, { r: all }))).toEqual([
      { access: 'wider', roles: ['heir', 'r'] },
    ]);
  });

  test('a role with a permission of its own does not inherit', async () => {
    const [before, after] = both([few, all], (r) => metadata(chain, { r, heir: few }));
    expect(await judge(before, after)).toEqual([{ access: 'wider', roles: ['r'] }]);
  });

  test('a permission that replaces an inherited one may be more or less', async () => {
    const before = metadata({ heir: ['r'] }, { r: all });
    const after = metadata({ heir: ['r'] }, { r: all, heir: few });
    const expected = [{ access: 'different', roles: ['heir'] }];
    expect(await judge(before, after)).toEqual(expected);
    expect(await judge(after, before)).toEqual(expected);
  });

  test('another role in a set counts for those that inherit from it', async () => {
    const before = metadata({ heir: ['r'], grandchild: ['heir'] }, { r: few, o: all });
    const after = metadata({ heir: ['r', 'o'], grandchild: ['heir'] }, { r: few, o: all });
    const roles = ['grandchild', 'heir'];
    expect(await judge(before, after)).toEqual([{ access: 'wider', roles }]);
    expect(await judge(after, before)).toEqual([{ access: 'narrower', roles }]);
  });

  // Two different mutation permissions: the heir gets neither. A limit and none: the limit counts.
  test.each([
    ['mutations', {}, { r: mine, o: any }, {}, { r: mine, o: mine }],
    ['limits', { r: few, o: { ...few, limit: 1 } }, {}, { r: few, o: few }, {}],
  ] as const)(
    'roles whose permissions do not add up make it different: %s',
    async (_what, select, insert, equalSelect, equalInsert) => {
      const sets: [Sets, Sets] = [{ heir: ['r'] }, { heir: ['r', 'o'] }];
      const [before, after] = both(sets, (each) => metadata(each, select, insert));
      const different = [{ access: 'different', roles: ['heir'] }];
      expect(await judge(before, after)).toEqual(different);
      expect(await judge(after, before)).toEqual(different);
      const [one, two] = both(sets, (each) => metadata(each, equalSelect, equalInsert));
      expect(await judge(one, two)).toEqual([{ access: 'wider', roles: ['heir'] }]);
    },
  );

  test('a mutation permission removed from one of two roles may give the heir that of the other', async () => {
    const sets = { heir: ['r', 'o'] };
    const removed = await judge(
      metadata(sets, {}, { r: mine, o: any }),
      metadata(sets, {}, { o: any }),
    );
    expect(removed).toEqual([{ access: 'different', roles: ['heir', 'r'] }]);
  });
});

test('metadata of version 2 is judged too', async () => {
  const tables = (permission: Fields) => ({
    version: 2,
    tables: [{ table: 't', select_permissions: [{ role: 'r', permission }] }],
  });
  const judged = await judge(
    tables({ columns: [], filter: {} }),
    tables({ columns: '*', filter: {} }),
  );
  expect(judged).toEqual([{ access: 'wider', roles: ['r'] }]);
});

test.each(['*', 'x', undefined])(
  'whether a permission allows all columns is known: %s',
  (columns) => {
    const uses = (type: string) =>
      differences({ sources: [] }, metadataWith(type, { permission: { columns } })).some(
        usesAllColumns,
      );
    expect(uses('select_permission')).toBe(columns === '*');
    expect(uses('insert_permission')).toBe(columns !== 'x');
    expect(uses('delete_permission')).toBe(false);
  },
);

test.each(['__proto__', 'constructor', 'toString', 'a\u0000b', '*', ''])(
  'roles, columns and objects may be called %j',
  async (name) => {
    const text = (columns: string) =>
      JSON.parse(
        `{"inherited_roles":[{"role_name":"heir","role_set":[${JSON.stringify(name)}]}],
          "sources":[{"name":${JSON.stringify(name)},"tables":[{"table":${JSON.stringify(name)},
          "select_permissions":[{"role":${JSON.stringify(name)},"permission":
          {"columns":${columns},"filter":{${JSON.stringify(name)}:{"_eq":1}}}}]}]}]}`,
      );
    expect(await judge(text('[]'), text(JSON.stringify([name])))).toEqual([
      { access: 'wider', roles: [name, 'heir'].sort() },
    ]);
  },
);

test('the reverse of any change has the reverse access, for the same roles', async () => {
  const key = fc.constantFrom(
    'columns',
    'set',
    'filter',
    'check',
    'limit',
    'query_root_fields',
    'x',
  );
  const value = fc.oneof(
    json,
    fc.constantFrom<unknown>(
      '*',
      ['a'],
      ['a', 'b'],
      { a: 1 },
      { a: 1, b: 2 },
      { _and: [{ a: 1 }] },
      3,
    ),
  );
  const permissions = fc.dictionary(key, value);
  const sets = fc.uniqueArray(fc.constantFrom('x', 'y', 'z', 'heir'));
  const side = fc.tuple(permissions, permissions, sets);
  const types = fc.constantFrom('select_permission', 'insert_permission');
  await fc.assert(
    fc.asyncProperty(types, side, side, async (type, before, after) => {
      const [a, b] = both([before, after], ([permission, other, role_set]) => ({
        sources: [
          {
            name: 's',
            tables: [
              {
                table: 't',
                [`${type}s`]: [
                  { role: 'x', permission },
                  { role: 'y', permission: other },
                ],
              },
            ],
          },
        ],
        inherited_roles: [{ role_name: 'heir', role_set }],
      }));
      const reversed = (await judge(b, a)).map(({ access, roles }) => [
        REVERSE[access],
        [...roles].sort(),
      ]);
      const found = (await judge(a, b)).map(({ access, roles }) => [access, roles]);
      expect(found).toEqual(reversed);
    }),
    { numRuns: 300 },
  );
});

type Condition = { readonly [key: string]: Condition | readonly Condition[] | number };

/** Whether a row fulfills a filter, as a server would decide it. */
const holds = (condition: Condition, row: Readonly<Record<string, number>>): boolean =>
  Object.entries(condition).every(([key, part]) => {
    if (key === '_and') return (part as Condition[]).every((each) => holds(each, row));
    if (key === '_or') return (part as Condition[]).some((each) => holds(each, row));
    if (key === '_not') return !holds(part as Condition, row);
    const { _gt = -1, _lt = 9 } = part as { _gt?: number; _lt?: number };
    const value = row[key] ?? 0;
    return value > _gt && value < _lt;
  });

test('a filter that is judged wider or narrower never excludes or adds a row', async () => {
  const number = fc.integer({ min: 0, max: 2 });
  const comparison = fc.record({ _gt: number, _lt: number }, { requiredKeys: [] });
  const around = (inner: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> => {
    const list = fc.array(inner, { maxLength: 2 });
    const keys = { a: comparison, b: comparison, _and: list, _or: list, _not: inner };
    return fc.record(keys, { requiredKeys: [] }) as fc.Arbitrary<Condition>;
  };
  const condition = around(around(fc.record({ a: comparison })));
  const rows = [0, 1, 2].flatMap((a) => [0, 1, 2].map((b) => ({ a, b })));
  const counts = { wider: 0, narrower: 0, different: 0 };
  // Both sides share conditions, so that one often follows from the other.
  const side = (pool: Condition[]) => fc.subarray(pool).map((list) => ({ _and: list }));
  const sides = fc
    .array(condition, { minLength: 2, maxLength: 3 })
    .chain((pool) => fc.tuple(side(pool), fc.oneof(side(pool), condition)));
  await fc.assert(
    fc.asyncProperty(sides, async (filters) => {
      const [before, after] = both(filters, (filter: Condition) =>
        metadataWith('delete_permission', { permission: { filter } }),
      );
      const [judged] = await judge(before, after);
      const was = rows.filter((row) => holds(filters[0], row));
      const is = rows.filter((row) => holds(filters[1] as Condition, row));
      if (judged) counts[judged.access]++;
      if (judged?.access !== 'different') {
        if (judged?.access !== 'narrower') expect(is).toEqual(expect.arrayContaining(was));
        if (judged?.access !== 'wider') expect(was).toEqual(expect.arrayContaining(is));
      }
    }),
    { numRuns: 300 },
  );
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(5);
});

test('any JSON in the place of a definition is judged without an error', async () => {
  const types = fc.constantFrom(
    ...['select_permission', 'remote_schema_permission', 'inherited_role', 'allowlist_entry'],
    ...['graphql_schema_introspection', 'query_collections', 'function', 'native_query'],
  );
  const entry = fc.dictionary(
    fc.constantFrom(
      'permission',
      'definition',
      'role_set',
      'scope',
      'disabled_for_roles',
      'returns',
    ),
    json,
  );
  await fc.assert(
    fc.asyncProperty(types, entry, entry, async (type, before, after) => {
      await judge(metadataWith(type, before), metadataWith(type, after));
    }),
    { numRuns: 150 },
  );
});

test('rich metadata against nothing is judged in both directions', async () => {
  const rich = richMetadata();
  const [added, removed] = [await judge({ sources: [] }, rich), await judge(rich, { sources: [] })];
  expect(added.length).toBeGreaterThan(5);
  expect(removed.map(({ access }) => REVERSE[access]).sort()).toEqual(
    added.map(({ access }) => access).sort(),
  );
});
