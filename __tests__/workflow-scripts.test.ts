import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readWorkflow } from './support/workflows.js';

/** Where the scripts' tools are not, only CI has to have them: GitHub's Linux runners run them. */
const hasTools = process.platform !== 'win32' && (isThere('jq') || process.env['CI'] !== undefined);
const describeWithTools = hasTools ? describe : describe.skip;

function isThere(tool: string): boolean {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workflow-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a script as a runner would; gives its exit code and what it printed. */
function bash(script: string, env: Record<string, string>, cwd = folder) {
  try {
    const said = execFileSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
      cwd,
      env: { PATH: process.env['PATH'], HOME: folder, ...env },
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return { exitCode: 0, said };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { exitCode: status, said: stdout + stderr };
  }
}

/** The script of the step of a job that runs something and matches. */
function scriptOf(workflow: string, job: string, pattern: RegExp): string {
  const steps = readWorkflow(`.github/workflows/${workflow}`).jobs[job]?.steps ?? [];
  const found = steps.find(({ run }) => run !== undefined && pattern.test(run));
  if (found?.run === undefined) throw new Error(`${workflow} has no such step.`);
  return found.run;
}

describeWithTools('reload.yml sums up', () => {
  /** Notes verdicts as the jobs of the matrix do, and sums them up as the last job does. */
  function sumUp(environments: string[], verdicts: Record<string, [string, object | undefined]>) {
    for (const [index, [environment, [outcome, report]]] of Object.entries(verdicts).entries()) {
      const artifact = join(folder, 'verdicts', `hasura-metadata-${index}`);
      mkdirSync(artifact, { recursive: true });
      const reportFile = join(folder, 'report.json');
      if (report) writeFileSync(reportFile, JSON.stringify(report));
      const { exitCode } = bash(scriptOf('reload.yml', 'reload', /VERDICT/), {
        ENVIRONMENT: environment,
        OUTCOME: outcome,
        REPORT: report ? reportFile : '',
        VERDICT: join(artifact, 'verdict.json'),
      });
      expect(exitCode).toBe(0);
    }
    const files = { GITHUB_OUTPUT: join(folder, 'out'), GITHUB_STEP_SUMMARY: join(folder, 'sum') };
    const { exitCode, said } = bash(scriptOf('reload.yml', 'sum', /servers=/), {
      ENVIRONMENTS: JSON.stringify(environments),
      ...files,
    });
    expect({ exitCode, said }).toEqual({ exitCode: 0, said: '' });
    const outputs = readFileSync(files.GITHUB_OUTPUT, 'utf8').trim().split('\n');
    return {
      outputs: Object.fromEntries(outputs.map((line) => line.split(/=(.*)/s).slice(0, 2))),
      summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
    };
  }

  const fine = { consistent: true, inconsistency_count: 0, applied: 'not-requested', warnings: [] };
  const broken = { consistent: false, inconsistency_count: 3, applied: 'applied', warnings: [{}] };

  test('all servers, those without a verdict as inconsistent', () => {
    const { outputs, summary } = sumUp(['eu|<b>', 'us', 'staging', 'gone'], {
      'eu|<b>': ['failure', broken],
      us: ['success', fine],
      staging: ['failure', undefined],
    });
    expect(outputs).toMatchObject({ consistent: 'false', 'inconsistency-count': '3' });
    expect(JSON.parse(outputs['servers'] ?? '')).toEqual([
      {
        environment: 'eu|<b>',
        outcome: 'failure',
        consistent: false,
        inconsistency_count: 3,
        applied: true,
        warning_count: 1,
      },
      expect.objectContaining({ environment: 'us', consistent: true }),
      expect.objectContaining({ environment: 'staging', consistent: false }),
      expect.objectContaining({ environment: 'gone', outcome: 'no verdict', consistent: false }),
    ]);
    expect(summary.split('\n').slice(2, -1)).toEqual([
      '| Server | Verdict | Inconsistent objects | Warnings |',
      '| --- | --- | ---: | ---: |',
      '| eu&#124;&lt;b&gt; | ❌ inconsistent | 3 | 1 |',
      '| us | ✅ consistent | 0 | 0 |',
      '| staging | ❌ no verdict | 0 | 0 |',
      '| gone | ❌ no verdict | 0 | 0 |',
    ]);
  });

  test('one server without an environment', () => {
    const { outputs, summary } = sumUp([''], { '': ['success', fine] });
    expect(outputs).toMatchObject({ consistent: 'true', 'inconsistency-count': '0' });
    expect(summary).toContain('| (one server) | ✅ consistent | 0 | 0 |');
  });

  test('no servers at all, which does not count as consistent', () => {
    const { outputs } = sumUp([], {});
    expect(outputs).toEqual({ consistent: 'false', 'inconsistency-count': '0', servers: '[]' });
  });

  test('servers without a verdict', () => {
    const { outputs } = sumUp(['a', 'b'], {});
    expect(outputs).toMatchObject({ consistent: 'false', 'inconsistency-count': '0' });
  });
});

describeWithTools('dependabot-commit.yml', () => {
  const BRANCH = 'dependabot/npm_and_yarn/x';
  const script = scriptOf('dependabot-commit.yml', 'commit', /commit-tree/);
  let main: string;
  let built: string;
  let head: string;

  /** Runs git in the repository that stands for GitHub's. */
  const origin = (...args: string[]) =>
    execFileSync('git', ['-C', join(folder, 'origin.git'), ...args], { encoding: 'utf8' }).trim();

  beforeEach(() => {
    const setUp = `
      git init --quiet --bare origin.git
      git -C origin.git config uploadpack.allowAnySHA1InWant true
      git -C origin.git symbolic-ref HEAD refs/heads/main
      git init --quiet --initial-branch=main work && cd work
      git config user.email a@example.com && git config user.name a
      mkdir dist && echo old > dist/index.js && echo old > dist/1.index.js && echo s > source.ts
      git add . && git commit --quiet -m one && git push --quiet ../origin.git main
      git checkout --quiet -b ${BRANCH} && echo lock > lock
      git add . && git commit --quiet -m two && git push --quiet ../origin.git ${BRANCH}
      cd .. && git clone --quiet --depth 1 "file://$PWD/origin.git" main
      mkdir built && cd built && echo new > index.js && echo new > 24.index.js
      echo l > licenses.txt && echo '{}' > package.json`;
    expect(bash(setUp, {})).toMatchObject({ exitCode: 0 });
    main = join(folder, 'main');
    built = join(folder, 'built');
    head = origin('rev-parse', BRANCH);
  });

  const commit = (from: string) =>
    bash(script, { BRANCH, HEAD: from, BUILT: built, TOKEN: 'token' }, main);

  test('commits what was built on top of the branch, and nothing a second time', () => {
    expect(commit(head).exitCode).toBe(0);
    const now = origin('rev-parse', BRANCH);
    expect(origin('rev-parse', `${BRANCH}~`)).toBe(head);
    expect(origin('ls-tree', '-r', '--name-only', BRANCH).split('\n')).toEqual([
      'dist/24.index.js',
      'dist/index.js',
      'dist/licenses.txt',
      'dist/package.json',
      'lock',
      'source.ts',
    ]);
    expect(origin('show', `${BRANCH}:dist/index.js`)).toBe('new');
    expect(commit(now).said).toContain('dist/ is up to date.');
    expect(origin('rev-parse', BRANCH)).toBe(now);
  });

  test('does not push over a branch that has moved on', () => {
    expect(commit(head).exitCode).toBe(0);
    const now = origin('rev-parse', BRANCH);
    writeFileSync(join(built, 'index.js'), 'newer');
    expect(commit(head).exitCode).toBe(1);
    expect(origin('rev-parse', BRANCH)).toBe(now);
  });

  test('commits nothing but the plain files of a build', () => {
    symlinkSync('/etc/passwd', join(built, 'index.js.map'));
    expect(commit(head)).toMatchObject({ exitCode: 1, said: expect.stringContaining('.map') });
    unlinkSync(join(built, 'index.js.map'));
    writeFileSync(join(built, 'other.js'), '');
    expect(commit(head)).toMatchObject({ exitCode: 1, said: expect.stringContaining('other.js') });
    unlinkSync(join(built, 'other.js'));
    mkdirSync(join(built, '.github'));
    expect(commit(head)).toMatchObject({ exitCode: 1, said: expect.stringContaining('.github') });
    expect(origin('rev-parse', BRANCH)).toBe(head);
  });
});
