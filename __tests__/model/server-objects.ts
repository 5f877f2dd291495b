import { expect, test } from '@jest/globals';
import { readInconsistentObjects } from '../../src/hasura/inconsistent-objects.js';
import { groupByCause } from '../../src/model/causes.js';
import type { InconsistentObject } from '../../src/model/report.js';

export type Raw = Readonly<Record<string, unknown>>;

/** One object as the server sends it. */
export function raw(type: string, rest: string, definition?: unknown, reason = 'broken'): Raw {
  return { type, name: `${type} ${rest}`, definition, reason: `Inconsistent object: ${reason}` };
}

export function source(name: string): Raw {
  return raw('source', name, name, 'connection error');
}

export function table(name: string, sourceName = 'default'): Raw {
  return raw('table', `${name} in source ${sourceName}`, name, 'no such table');
}

/** What hangs on a table: a relationship, a permission, … */
export function member(
  type: string,
  name: string,
  tableName: string,
  definition: Raw = {},
  sourceName = 'default',
  reason = 'broken',
): Raw {
  const key = type.endsWith('_permission') ? 'role' : 'name';
  const whole = { source: sourceName, table: tableName, [key]: name, ...definition };
  return raw(type, `${name} in table ${tableName} in source ${sourceName}`, whole, reason);
}

export function remoteSchema(name: string): Raw {
  return raw('remote_schema', name, { name, definition: { url_from_env: 'URL' } });
}

export function read(...objects: readonly unknown[]): InconsistentObject[] {
  return readInconsistentObjects(structuredClone(objects));
}

export function readOne(object: unknown): InconsistentObject {
  return read(object)[0] as InconsistentObject;
}

/** The names of causes, each with the names of its dependents; `?` marks a probable cause. */
export function grouped(...objects: readonly Raw[]): [cause: string, ...dependents: string[]][] {
  return groupByCause(read(...objects)).map(({ object, dependents }) => [
    object.name,
    ...dependents.map(({ object, certain }) => `${certain ? '' : '? '}${object.name}`),
  ]);
}

/** A cause, an object that depends on it, and a similar one that does not. */
export type Dependence = readonly [what: string, cause: Raw, dependent: Raw, other: Raw];

/** Tests that each cause has its dependent and only that, in whatever order they come. */
export function testDependences(cases: readonly Dependence[]): void {
  const nameOf = (object: Raw) => String(object['name']);

  test.each(cases)('%s', (_what, cause, dependent, other) => {
    const expected = [[nameOf(cause), nameOf(dependent)], [nameOf(other)]];
    const found = (...objects: readonly Raw[]) =>
      grouped(...objects).map((names) => names.map((name) => name.replace(/^\? /, '')));
    expect(found(cause, dependent, other)).toEqual(expected);
    expect(found(other, dependent, cause)).toEqual(expected);
  });

  test.each(cases)('%s: without the cause, each is one', (_what, _cause, dependent, other) => {
    expect(grouped(dependent, other)).toHaveLength(2);
  });
}
