import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { INPUTS, type InputDefinition, OUTPUTS } from '../src/settings/inputs.js';
import { readSettings } from '../src/settings/settings.js';

interface Action {
  readonly inputs: Record<string, { description: string; default?: string; required?: boolean }>;
  readonly outputs: Record<string, { description: string }>;
  readonly runs: { readonly using: string; readonly main: string };
}

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const action = load(read('action.yml')) as Action;
const README = 'README.md';

const DEFINED: readonly [name: string, InputDefinition][] = Object.entries(INPUTS);

describe('action.yml', () => {
  test('has the inputs that the code reads, in their order', () => {
    expect(Object.keys(action.inputs)).toEqual(Object.keys(INPUTS));
  });

  test.each(DEFINED)('has the default of %s', (name, { default: value }) => {
    // A default that is no text would reach the code as YAML spells it.
    expect(action.inputs[name]?.default).toBe(value === '' ? undefined : value);
  });

  test.each(DEFINED)('tells which environment variables stand in for %s', (name, { env = [] }) => {
    const described = action.inputs[name]?.description.match(/`[A-Z]+(?:_[A-Z]+)+`/g) ?? [];
    expect(described).toEqual(env.map((variable) => `\`${variable}\``));
  });

  test('requires nothing, which the runner would not enforce', () => {
    const required = Object.values(action.inputs).filter((input) => input.required);
    expect(required).toEqual([]);
  });

  test('has the outputs that the code sets, in their order', () => {
    expect(Object.keys(action.outputs)).toEqual([...OUTPUTS]);
  });

  test('describes each in a sentence', () => {
    for (const { description } of [
      ...Object.values(action.inputs),
      ...Object.values(action.outputs),
    ]) {
      expect(description.trim()).toMatch(/^\S.*[.:]$/s);
    }
  });

  test('runs the bundle on Node 24', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });
});

test('the defaults are understood', () => {
  const given = (name: string) =>
    name === 'endpoint' ? 'https://a.b' : action.inputs[name]?.default;
  expect(() => readSettings(given)).not.toThrow();
});

describe('the README', () => {
  test('is there', () => {
    expect(existsSync(new URL(`../${README}`, import.meta.url))).toBe(true);
  });

  test('has the inputs of action.yml, with their defaults and descriptions', () => {
    expect(table('inputs')).toEqual(
      Object.entries(action.inputs).map(([name, { default: value, description }]) => [
        `\`${name}\``,
        value === undefined ? '' : `\`${value}\``,
        inCell(description),
      ]),
    );
  });

  test('has the outputs of action.yml', () => {
    expect(table('outputs')).toEqual(
      Object.entries(action.outputs).map(([name, { description }]) => [
        `\`${name}\``,
        inCell(description),
      ]),
    );
  });

  const inCell = (description: string) => description.trim().replace(/\s+/g, ' ');

  /** The rows between the markers, without the head. */
  function table(name: string): string[][] {
    const between = new RegExp(`<!-- ${name} -->\\s+([\\s\\S]*?)\\s+<!-- /${name} -->`);
    const text = between.exec(read(README))?.[1] ?? '';
    return text
      .split('\n')
      .slice(2)
      .map((line) =>
        line
          .slice(2, -2)
          .split(/(?<!\\)\|/)
          .map((cell) => cell.trim().replaceAll('\\|', '|')),
      );
  }
});
