import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { bash, describeWithTools, scriptOf } from './support/scripts.js';
import { readWorkflow } from './support/workflows.js';

const FOLDER = '.github/workflows';
const FILES = readdirSync(FOLDER);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workflow-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each(FILES)('%s', (file) => {
  const text = readFileSync(`${FOLDER}/${file}`, 'utf8');

  test('uses actions by commit, with their version, except the released one', () => {
    const uses = [...text.matchAll(/uses: (.*)/g)].map(([, used = '']) => used);
    const loose = uses.filter((used) => !/^(\.\/\S*|\S+@[\da-f]{40} # v\d+\.\d+\.\d+)$/.test(used));
    const released = /^seed-73227864\/hasura-metadata-reloader@v1 # zizmor: ignore/;
    expect(loose.filter((used) => !released.test(used))).toEqual([]);
    expect(loose.length).toBe(file === 'released.yml' ? 1 : 0);
  });

  test('runs no install scripts of packages', () => {
    const installs = text.match(/npm (ci|install).*/g) ?? [];
    expect(installs.filter((command) => !/--ignore-scripts\b/.test(command))).toEqual([]);
  });

  test('grants nothing to all of its jobs', () => {
    // The jobs of servers.yml have the permissions of the job that calls it.
    const { permissions } = readWorkflow(`${FOLDER}/${file}`);
    expect(permissions).toEqual(file === 'servers.yml' ? undefined : {});
  });
});

test('one action is pinned to one commit in all workflows', () => {
  const pins = new Map<string, Set<string>>();
  for (const file of FILES) {
    const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
    for (const [, action = '', pin = ''] of text.matchAll(/uses: ([\w./-]+)@(\S+ # v\S+)/g)) {
      pins.set(action, new Set([...(pins.get(action) ?? []), pin]));
    }
  }
  expect([...pins].filter(([, each]) => each.size > 1)).toEqual([]);
});

describe('the job of ci.yml that a rule for the branch requires', () => {
  const { jobs } = readWorkflow(`${FOLDER}/ci.yml`);

  test('needs every other job, and runs whatever became of them', () => {
    const others = Object.keys(jobs).filter((name) => name !== 'required');
    expect(jobs['required']?.needs).toEqual(others);
    expect(jobs['required']?.if).toContain('always()');
  });
});

describeWithTools('the job of ci.yml that a rule for the branch requires', () => {
  const script = scriptOf(`${FOLDER}/ci.yml`, 'required', /jq/);
  const run = (results: Record<string, string>) => {
    const jobs = Object.entries(results).map(([name, result]) => [name, { result, outputs: {} }]);
    return bash(script, { JOBS: JSON.stringify(Object.fromEntries(jobs)) }, folder);
  };

  test('passes if all jobs passed', () => {
    expect(run({ test: 'success', lint: 'success' })).toEqual({
      exitCode: 0,
      said: 'test: success\nlint: success\n',
    });
  });

  test.each(['failure', 'cancelled', 'skipped'])('fails after a %s', (result) => {
    expect(run({ test: 'success', lint: result }).exitCode).toBe(1);
  });
});

describeWithTools('released.yml', () => {
  const script = scriptOf(`${FOLDER}/released.yml`, 'tag', /ls-remote/);

  /** Looks for the tag in a repository of this machine. */
  function look(repository: string) {
    const output = join(folder, 'output');
    const { exitCode, said } = bash(
      `touch "$GITHUB_OUTPUT"\n${script}`,
      { GITHUB_OUTPUT: output, REPOSITORY: repository },
      folder,
    );
    return { exitCode, said, output: readFileSync(output, 'utf8') };
  }

  test('is skipped with one line until there is a tag v1', () => {
    const repository = join(folder, 'repository');
    const git = (...args: string[]) => execFileSync('git', ['-C', repository, ...args]);
    execFileSync('git', ['init', '--quiet', repository]);
    const before = look(repository);
    expect(before).toMatchObject({ exitCode: 0, output: '' });
    expect(before.said).toBe('::notice::Skipped: nothing is released yet, there is no tag v1.\n');
    const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    git(...author, 'commit', '--quiet', '--allow-empty', '--message=one');
    git('tag', 'v1');
    expect(look(repository)).toMatchObject({ exitCode: 0, output: 'exists=true\n' });
  });

  test('fails if nobody can say whether there is one', () => {
    expect(look(join(folder, 'missing'))).toMatchObject({ exitCode: 128, output: '' });
  });
});
