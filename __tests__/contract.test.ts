import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { OUTPUTS } from '../src/settings/inputs.generated.js';
import { INPUTS, type Input } from '../src/settings/inputs.js';
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

/** What each reusable workflow has beyond the action, and what means something else there. */
const REUSABLE = [
  {
    file: 'reload.yml',
    own: ['environments', 'runs-on', 'artifact'],
    // These are given GitHub Environments.
    otherMeaning: ['endpoint', 'sentry-environment'],
  },
  {
    file: 'plan.yml',
    own: ['environments', 'runs-on', 'artifact'],
    // A plan needs a project, and a workflow for pull requests comments on them.
    otherMeaning: ['endpoint', 'project', 'comment'],
  },
];

describe.each(REUSABLE)('the reusable workflow $file', ({ file, own, otherMeaning }) => {
  const { on, jobs, permissions } = readWorkflow(`.github/workflows/${file}`);
  const inputs = Object.entries(on['workflow_call']?.inputs ?? {});
  const shared = readWorkflow('.github/workflows/servers.yml');
  const step = shared.jobs['server']?.steps?.find(({ id }) => id === 'metadata');

  test('has no input that a former version of the action had', () => {
    const others = inputs.map(([name]) => name).filter((name) => !(name in action.inputs));
    expect(others).toEqual(own);
  });

  test.each(inputs.filter(([name]) => name in action.inputs))(
    'passes %s on to the action, with the default and description of action.yml',
    (name, { default: value, description }) => {
      const passed =
        name === 'command' ? 'inputs.command' : `fromJSON(inputs.caller-inputs).${name}`;
      expect(String(step?.with?.[name])).toContain(passed);
      if (otherMeaning.includes(name)) return;
      expect(description).toBe(action.inputs[name]?.description);
      expect(value === undefined ? undefined : String(value)).toBe(action.inputs[name]?.default);
    },
  );

  test('has all outputs of the workflow that it shares with the other one', () => {
    const values = Object.entries(on['workflow_call']?.outputs ?? {}).map(([name, output]) => [
      name,
      output.value,
    ]);
    const names = Object.keys(shared.on['workflow_call']?.outputs ?? {});
    expect(values).toEqual(names.map((name) => [name, `\${{ jobs.servers.outputs.${name} }}`]));
  });

  test('grants the shared workflow what it needs, and nothing else', () => {
    const write = file === 'plan.yml' ? { 'pull-requests': 'write' } : {};
    expect(permissions).toEqual({});
    expect(jobs['servers']).toMatchObject({ uses: './.github/workflows/servers.yml' });
    expect(jobs['servers']?.permissions).toEqual({ contents: 'read', ...write });
  });
});
