import { describe, expect, test } from '@jest/globals';
import { groupByCause } from '../../src/model/causes.js';
import { compileIgnorePatterns, separateIgnored } from '../../src/model/ignore.js';
import { member, raw, read, remoteSchema, source, table } from './server-objects.js';

describe('a pattern', () => {
  test.each(['remote schema legacy-*', 'remote_schema legacy-*'])(
    'may be written as log and summary show a name, or as the server does: %s',
    (pattern) => {
      const causes = groupByCause(read(remoteSchema('legacy-a'), remoteSchema('other')));
      const { ignored } = separateIgnored(causes, compileIgnorePatterns([pattern]));
      expect(ignored.map(({ object }) => object.name)).toEqual(['remote_schema legacy-a']);
    },
  );

  test.each<[pattern: string, name: string, matches: boolean]>([
    ['remote_schema legacy', 'remote_schema legacy', true],
    ['remote_schema legacy', 'remote_schema legacy2', false],
    ['remote_schema legacy', 'a remote_schema legacy', false],
    ['remote_schema Legacy', 'remote_schema legacy', false],
    ['remote_schema legacy-*', 'remote_schema legacy-', true],
    ['remote_schema legacy-*', 'remote_schema legacy-a b', true],
    ['remote_schema legacy-*', 'remote_schema legacy', false],
    ['* in source analytics', 'table a in source analytics', true],
    ['* in source analytics', 'table a in source analytics2', false],
    ['*', '', true],
    ['*', 'one\ntwo', true],
    ['**', 'anything', true],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'acb', false],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['a*b*b', 'ab', false],
    ['*b*', 'abc', true],
    ['*bb*', 'abc', false],
    ['table a.b', 'table axb', false],
    ['table (a|b)+', 'table (a|b)+', true],
    ['table [a', 'table [a', true],
    ['table a?', 'table a', false],
    ['a\\*', 'a\\b', true],
  ])('%j over %j: %s', (pattern, name, matches) => {
    expect(compileIgnorePatterns([pattern])[0]?.matches(name)).toBe(matches);
  });

  test('of many stars looks at a long name once', () => {
    const [pattern] = compileIgnorePatterns([`${'*a'.repeat(40)}b`]);
    expect(pattern?.matches('a'.repeat(100_000))).toBe(false);
  });
});

const permission = (role: string) =>
  raw('remote_schema_permission', `${role} permission in remote schema legacy`, {});

const OBJECTS = [remoteSchema('legacy'), permission('clerk'), permission('user'), table('author')];

describe('what is ignored', () => {
  const separate = (...patterns: string[]) => {
    const causes = groupByCause(read(...OBJECTS));
    const { causes: counting, ignored } = separateIgnored(causes, compileIgnorePatterns(patterns));
    return {
      counting: counting.map(({ object, dependents }) => [
        object.name,
        ...dependents.map((dependent) => dependent.object.name),
      ]),
      ignored: ignored.map(({ object, pattern }) => [object.name, pattern]),
    };
  };
  const clerk = 'remote_schema_permission clerk permission in remote schema legacy';
  const user = 'remote_schema_permission user permission in remote schema legacy';
  const author = 'table author in source default';

  test('is nothing without patterns', () => {
    expect(separate()).toEqual({
      counting: [['remote_schema legacy', clerk, user], [author]],
      ignored: [],
    });
  });

  test('is a cause with its dependents, each with the first pattern that matches', () => {
    expect(separate('remote_schema x', 'remote_schema leg*', '* clerk *', 'remote_*')).toEqual({
      counting: [[author]],
      ignored: [
        ['remote_schema legacy', 'remote_schema leg*'],
        [clerk, '* clerk *'],
        [user, 'remote_*'],
      ],
    });
    expect(separate('remote_schema leg*').ignored.at(-1)).toEqual([user, 'remote_schema leg*']);
  });

  test('may be a dependent alone, whose cause stands', () => {
    expect(separate('* clerk *')).toEqual({
      counting: [['remote_schema legacy', user], [author]],
      ignored: [[clerk, '* clerk *']],
    });
  });

  test('may be everything', () => {
    const { counting, ignored } = separate('*');
    expect(counting).toEqual([]);
    expect(ignored).toHaveLength(OBJECTS.length);
  });

  test('a type that is missing counts although a source is ignored: its name may be wrong', () => {
    const reason = 'the type "Strng" for field "id" in  object type "Payment" does not exist';
    const objects = [
      source('analytics'),
      table('visits', 'analytics'),
      raw('custom_types', 'custom_types', { objects: [] }, reason),
      raw('action', 'pay', { name: 'pay' }, 'custom types are inconsistent'),
    ];
    const left = (...patterns: string[]) => {
      const causes = groupByCause(read(...objects));
      return separateIgnored(causes, compileIgnorePatterns(patterns)).causes.map(
        ({ object, dependents }) => [
          object.name,
          ...dependents.map((dependent) => dependent.object.name),
        ],
      );
    };
    expect(left('source analytics')).toEqual([['custom_types custom_types', 'action pay']]);
    expect(left('source analytics', 'custom_types *')).toEqual([]);
  });

  test('an object with several reasons counts while one of them is not ignored', () => {
    const clerk = (missing: string) =>
      member('select_permission', 'clerk', 'orders', {}, 'default', `${missing} is not tracked`);
    const left = (...objects: Parameters<typeof read>) =>
      separateIgnored(
        groupByCause(read(...objects)),
        compileIgnorePatterns(['table legacy *']),
      ).causes.map(({ object }) => object.name);
    const legacy = clerk('table "legacy"');
    expect(left(table('legacy'), legacy)).toEqual([]);
    expect(left(table('legacy'), legacy, clerk('table "gone"'))).toEqual([legacy['name']]);
    expect(left(table('legacy'), clerk('table "gone"'), legacy)).toEqual([legacy['name']]);
  });
});
