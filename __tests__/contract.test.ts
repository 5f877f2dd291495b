import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { INPUTS, type Input, OUTPUTS } from '../src/settings/inputs.js';
import { readSettings } from '../src/settings/settings.js';
import { readWorkflow } from './support/workflows.js';

interface Action {
  readonly inputs: Record<string, { description: string; default?: string; required?: boolean }>;
  readonly outputs: Record<string, { description: string }>;
  readonly runs: { readonly using: string; readonly main: string };
}

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const action = load(read('action.yml')) as Action;

/** A default as text; expressions have no value outside of GitHub. */
const defaultOf = (name: string) => action.inputs[name]?.default?.replace(/^\$\{\{.*\}\}$/, '');

const DEFINED: readonly [name: string, Input][] = Object.entries(INPUTS);

describe('action.yml', () => {
  test('has the inputs and outputs that the code has', () => {
    const defined = DEFINED.map(([name, input]) => [name, input.default, input.description]);
    expect(defined).toEqual(
      Object.entries(action.inputs).map(([name, input]) => [
        name,
        defaultOf(name) ?? '',
        input.description,
      ]),
    );
    expect([...OUTPUTS]).toEqual(Object.keys(action.outputs));
  });

  test.each(DEFINED)('has no default for %s that is not text', (name) => {
    // The code would get it in another spelling than the one in action.yml.
    expect(['string', 'undefined']).toContain(typeof action.inputs[name]?.default);
  });

  test.each(DEFINED)(
    'names the environment variables that provide a default for %s',
    (name, { env = [] }) => {
      const described = action.inputs[name]?.description.match(/`[A-Z]+(?:_[A-Z]+)+`/g) ?? [];
      expect(described).toEqual(env.map((variable) => `\`${variable}\``));
    },
  );

  test('requires no input, since the runner does not enforce that', () => {
    const required = Object.values(action.inputs).filter((input) => input.required);
    expect(required).toEqual([]);
  });

  test('describes every input and output in one or two sentences', () => {
    for (const { description } of [
      ...Object.values(action.inputs),
      ...Object.values(action.outputs),
    ]) {
      expect(description).toMatch(/^\S.*\.$/);
      expect(description.split(/\.\s/).length).toBeLessThanOrEqual(2);
    }
  });

  test('runs the bundle on Node 24', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });
});

test('the defaults are valid', () => {
  const given = (name: string) => (name === 'endpoint' ? 'https://a.b' : defaultOf(name));
  expect(readSettings(given).ok).toBe(true);
});

describe('the reusable workflow', () => {
  const workflow = readWorkflow('.github/workflows/reload.yml');
  const inputs = Object.entries(workflow.on['workflow_call']?.inputs ?? {});
  const step = workflow.jobs['reload']?.steps?.find(({ id }) => id === 'reload');
  /** These mean something else in the workflow, which is given GitHub Environments. */
  const OTHER_MEANING = ['endpoint', 'sentry-environment'];

  test('has no input that a former version of the action had', () => {
    const own = inputs.map(([name]) => name).filter((name) => !(name in action.inputs));
    expect(own).toEqual(['environments', 'runs-on', 'artifact']);
  });

  test.each(inputs.filter(([name]) => name in action.inputs))(
    'passes %s on to the action, with the default and description of action.yml',
    (name, { default: value, description }) => {
      expect(String(step?.with?.[name])).toContain(`inputs.${name}`);
      if (OTHER_MEANING.includes(name)) return;
      expect(description).toBe(action.inputs[name]?.description);
      expect(value === undefined ? undefined : String(value)).toBe(action.inputs[name]?.default);
    },
  );
});
