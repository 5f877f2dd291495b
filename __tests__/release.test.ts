import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { bash, describeWithTools, fakeProgram, scriptOf } from './support/scripts.js';
import { readWorkflow } from './support/workflows.js';

const FILE = '.github/workflows/release.yml';
const COMMIT = 'a'.repeat(40);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
  writeFileSync(join(folder, 'notes.md'), '- One.\n- Two.\n');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Answers with the files `release` and `tagged`, and notes what else it is asked to do. */
const GH = `
case "$1 $2" in
  'release view')
    [ -e release ] || exit 1
    if [ "$6" = --jq ]; then jq "$7" release; else cat release; fi
    ;;
  'api --method') [ ! -e no-tag ] || [ "$3" = POST ] || exit 1; echo "$*" >> calls ;;
  'api repos/o/r/commits/v1.2.3') cat tagged ;;
  *) echo "$*" >> calls ;;
esac`;

/** Runs a script of the release of v1.2.3; returns its exit code, and what gh was asked to do. */
function run(script: string) {
  const env = {
    PATH: fakeProgram(folder, 'gh', GH),
    GITHUB_REF_NAME: 'v1.2.3',
    GITHUB_SHA: COMMIT,
    GITHUB_REPOSITORY: 'o/r',
  };
  const { exitCode, said } = bash(script, env, folder);
  const calls = join(folder, 'calls');
  return { exitCode, said, calls: existsSync(calls) ? readFileSync(calls, 'utf8') : '' };
}

const DRAFT = {
  isDraft: true,
  tagName: 'v1.2.3',
  targetCommitish: COMMIT,
  body: '- One.\r\n- Two.',
};

const keepRelease = (release: object) =>
  writeFileSync(join(folder, 'release'), JSON.stringify(release));

test('release.yml publishes what cannot be taken back last, and moves tags only then', () => {
  const { jobs } = readWorkflow(FILE);
  const needs = Object.entries(jobs).map(([name, job]) => [name, job.needs]);
  expect(Object.fromEntries(needs)).toEqual({
    checks: undefined,
    version: undefined,
    draft: ['checks', 'version'],
    container: 'draft',
    npm: 'container',
    release: 'npm',
    tags: ['container', 'release'],
  });
  const pushed = jobs['container']?.steps?.find(({ id }) => id === 'push')?.with?.['tags'];
  expect(pushed).toMatch(
    /^\S+ steps\.image\.outputs\.name \}\}:\S+ steps\.version\.outputs\.number \}\}$/,
  );
});

describeWithTools('the draft of a release', () => {
  const script = scriptOf(FILE, 'draft', /gh release/);
  const options = `--draft --verify-tag --target ${COMMIT} --title v1.2.3 --notes-file notes.md\n`;

  test('is created for the commit of the tag', () => {
    expect(run(script)).toMatchObject({ exitCode: 0, calls: `release create v1.2.3 ${options}` });
  });

  test('is updated when the workflow runs again', () => {
    keepRelease(DRAFT);
    expect(run(script)).toMatchObject({ exitCode: 0, calls: `release edit v1.2.3 ${options}` });
  });

  test('does not replace a release that is published', () => {
    keepRelease({ ...DRAFT, isDraft: false });
    expect(run(script)).toMatchObject({ exitCode: 1, calls: '' });
  });
});

describeWithTools('the release', () => {
  const script = scriptOf(FILE, 'release', /draft=false/);

  test('is published if the draft, the tag and the notes agree', () => {
    keepRelease(DRAFT);
    writeFileSync(join(folder, 'tagged'), COMMIT);
    expect(run(script)).toEqual({
      exitCode: 0,
      said: '',
      calls: 'release edit v1.2.3 --draft=false --verify-tag\n',
    });
  });

  test.each([
    ['the tag has moved', DRAFT, 'b'.repeat(40), 'The tag has moved'],
    ['it is not a draft', { ...DRAFT, isDraft: false }, COMMIT, 'not a draft'],
    ['it is of another tag', { ...DRAFT, tagName: 'v1.2.4' }, COMMIT, 'of v1.2.4'],
    ['it is of another commit', { ...DRAFT, targetCommitish: 'main' }, COMMIT, 'another commit'],
    ['its notes were edited', { ...DRAFT, body: '- One.' }, COMMIT, 'other notes'],
  ])('stays a draft if %s', (_, release, tagged, problem) => {
    keepRelease(release);
    writeFileSync(join(folder, 'tagged'), tagged);
    const result = run(script);
    expect(result).toMatchObject({ exitCode: 1, calls: '' });
    expect(result.said).toContain(problem);
  });

  test('stays a draft if there is no such release', () => {
    writeFileSync(join(folder, 'tagged'), COMMIT);
    expect(run(script)).toMatchObject({ exitCode: 1, calls: '' });
  });
});

describeWithTools('the tag of the major version', () => {
  const script = scriptOf(FILE, 'tags', /major/);

  test('is moved', () => {
    expect(run(script)).toMatchObject({
      exitCode: 0,
      calls: `api --method PATCH repos/o/r/git/refs/tags/v1 -f sha=${COMMIT} -F force=true\n`,
    });
  });

  test('is created for the first release of a major version', () => {
    writeFileSync(join(folder, 'no-tag'), '');
    expect(run(script)).toMatchObject({
      exitCode: 0,
      calls: `api --method POST repos/o/r/git/refs -f ref=refs/tags/v1 -f sha=${COMMIT}\n`,
    });
  });
});
