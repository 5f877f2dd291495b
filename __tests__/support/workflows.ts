import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import type { InputName } from '../../src/settings/inputs.js';

/** A step of a job; values are as YAML reads them. */
export interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

export interface Declared {
  readonly default?: unknown;
  readonly description?: string;
}

/** What a trigger declares; only `workflow_call` does. */
interface Trigger {
  readonly inputs?: Readonly<Record<string, Declared>>;
  readonly secrets?: object;
  readonly outputs?: Readonly<Record<string, { readonly value: string }>>;
}

export interface Workflow {
  readonly on: Readonly<Record<string, Trigger>>;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

export function readWorkflow(path: string): Workflow {
  return load(readFileSync(path, 'utf8')) as Workflow;
}

/** What action.yml declares. */
export const ACTION = load(readFileSync('action.yml', 'utf8')) as {
  readonly inputs: Readonly<Record<InputName, Declared>>;
  readonly outputs: Readonly<Record<string, object>>;
};

/**
 * Puts values in the place of `${{ … }}`; an expression that has none is an error, so that what an
 * example begins to use is thought of in its test.
 */
export function evaluate(value: unknown, values: Readonly<Record<string, string>>): string {
  return String(value).replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const found = values[expression];
    if (found === undefined) throw new Error(`No value is given for ${expression}.`);
    return found;
  });
}

/** What defaults in action.yml refer to. */
const JOB = { 'github.token': 'job-token' };

/** The inputs of a step as the runner would hand them over, action.yml's defaults included. */
export function inputsOf(
  step: Step,
  values: Readonly<Record<string, string>>,
): Partial<Record<InputName, string>> {
  const inputs: Record<string, string> = {};
  for (const [name, declared] of Object.entries(ACTION.inputs)) {
    if (declared.default !== undefined) inputs[name] = evaluate(declared.default, JOB);
  }
  for (const [name, value] of Object.entries(step.with ?? {})) {
    if (!(name in ACTION.inputs)) throw new Error(`action.yml has no input ${name}.`);
    inputs[name] = evaluate(value, values);
  }
  return inputs;
}
