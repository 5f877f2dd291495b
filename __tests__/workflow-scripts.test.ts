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
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { bash, describeWithTools, scriptOf } from './support/scripts.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workflow-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describeWithTools('servers.yml sums up', () => {
  /** Notes verdicts as the jobs of the matrix do, and sums them up as the last job does. */
  function sumUp(environments: string[], verdicts: Record<string, [string, object | undefined]>) {
    for (const [index, [environment, [outcome, report]]] of Object.entries(verdicts).entries()) {
      const artifact = join(folder, 'verdicts', `hasura-metadata-${index}`);
      mkdirSync(artifact, { recursive: true });
      const reportFile = join(folder, 'report.json');
      if (report) writeFileSync(reportFile, JSON.stringify(report));
      const { exitCode } = bash(
        scriptOf('.github/workflows/servers.yml', 'server', /VERDICT/),
        {
          ENVIRONMENT: environment,
          OUTCOME: outcome,
          REPORT: report ? reportFile : '',
          VERDICT: join(artifact, 'verdict.json'),
        },
        folder,
      );
      expect(exitCode).toBe(0);
    }
    const files = { GITHUB_OUTPUT: join(folder, 'out'), GITHUB_STEP_SUMMARY: join(folder, 'sum') };
    const { exitCode, said } = bash(
      scriptOf('.github/workflows/servers.yml', 'sum', /servers=/),
      {
        ENVIRONMENTS: JSON.stringify(environments),
        ...files,
      },
      folder,
    );
    expect({ exitCode, said }).toEqual({ exitCode: 0, said: '' });
    const outputs = readFileSync(files.GITHUB_OUTPUT, 'utf8').trim().split('\n');
    return {
      outputs: Object.fromEntries(outputs.map((line) => line.split(/=(.*)/s).slice(0, 2))),
      summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
    };
  }

  const fine = { consistent: true, inconsistency_count: 0, applied: 'not-requested', warnings: [] };
  const broken = { consistent: false, inconsistency_count: 3, applied: 'applied', warnings: [{}] };

  const planned = {
    consistent: false,
    inconsistency_count: 3,
    new_inconsistency_count: 2,
    change_count: 4,
    wider_access_count: 1,
    applied: 'not-requested',
    warnings: [],
  };

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
        new_inconsistency_count: null,
        change_count: null,
        wider_access_count: null,
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
    expect(outputs).toEqual({
      consistent: 'false',
      'inconsistency-count': '0',
      'new-inconsistency-count': '',
      'change-count': '',
      'wider-access-count': '',
      servers: '[]',
    });
  });

  test('plans, also those that were not validated', () => {
    const unvalidated = { ...planned, inconsistency_count: 0, new_inconsistency_count: null };
    const { outputs, summary } = sumUp(['eu', 'us'], {
      eu: ['failure', planned],
      us: ['success', unvalidated],
    });
    expect(outputs).toMatchObject({
      consistent: 'false',
      'inconsistency-count': '3',
      'new-inconsistency-count': '',
      'change-count': '8',
      'wider-access-count': '2',
    });
    expect(summary.split('\n').slice(2, -1)).toEqual([
      '| Server | Verdict | Inconsistent objects | Warnings | Changes | Wider access |',
      '| --- | --- | ---: | ---: | ---: | ---: |',
      '| eu | ❌ inconsistent | 3 (2 new) | 0 | 4 | 1 |',
      '| us | ✅ passed, not validated | 0 | 0 | 4 | 1 |',
    ]);
  });

  test('plans of which one is missing, whose changes are unknown', () => {
    const { outputs, summary } = sumUp(['eu', 'us'], { eu: ['success', planned] });
    expect(outputs).toMatchObject({ 'change-count': '', 'wider-access-count': '' });
    expect(summary).toContain('| us | ❌ no verdict | 0 | 0 | unknown | unknown |');
  });

  test('servers without a verdict', () => {
    const { outputs } = sumUp(['a', 'b'], {});
    expect(outputs).toMatchObject({ consistent: 'false', 'inconsistency-count': '0' });
  });
});

describeWithTools('dependabot-commit.yml', () => {
  const BRANCH = 'dependabot/npm_and_yarn/x';
  const script = scriptOf('.github/workflows/dependabot-commit.yml', 'commit', /commit-tree/);
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
    expect(bash(setUp, {}, folder)).toMatchObject({ exitCode: 0 });
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
