import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { readWorkflow, type Step } from './workflows.js';

/** A step that runs a script. */
type ScriptStep = Step & { readonly run: string };

/** Where the scripts' tools are not, only CI has to have them: GitHub's Linux runners run them. */
const hasTools = process.platform !== 'win32' && (isThere('jq') || process.env['CI'] !== undefined);

/** Tests of scripts, which need bash and jq. */
export const describeWithTools = hasTools ? describe : describe.skip;

function isThere(tool: string): boolean {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Runs a script in a folder as a runner would; returns its exit code and what it printed. */
export function bash(script: string, env: Readonly<Record<string, string>>, cwd: string) {
  try {
    const said = execFileSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
      cwd,
      env: { PATH: process.env['PATH'], HOME: cwd, ...env },
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return { exitCode: 0, said };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { exitCode: status, said: stdout + stderr };
  }
}

/** Puts a program, a script of bash, where scripts find it first; returns their PATH. */
export function fakeProgram(folder: string, name: string, script: string): string {
  const path = join(folder, 'bin');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, name), `#!/usr/bin/env bash\n${script}`, { mode: 0o755 });
  return `${path}:${process.env['PATH']}`;
}

/** The step of a job that runs a script that matches. */
export function scriptStepOf(workflow: string, job: string, pattern: RegExp): ScriptStep {
  const steps = readWorkflow(workflow).jobs[job]?.steps ?? [];
  const found = steps.find(({ run }) => run !== undefined && pattern.test(run));
  if (found?.run === undefined) throw new Error(`${workflow} has no such step.`);
  return { ...found, run: found.run };
}

/** The script of such a step. */
export const scriptOf = (workflow: string, job: string, pattern: RegExp): string =>
  scriptStepOf(workflow, job, pattern).run;
