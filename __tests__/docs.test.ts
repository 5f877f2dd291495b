import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

/** Runs a script of the project, and returns its exit code and the problems that it printed. */
function script(...args: string[]): { exitCode: number; problems: string } {
  try {
    execFileSync(process.execPath, args, { stdio: 'pipe', encoding: 'utf8' });
    return { exitCode: 0, problems: '' };
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: string };
    return { exitCode: status, problems: stderr };
  }
}

const FINE = { exitCode: 0, problems: '' };
const readme = readFileSync('README.md', 'utf8');

test('everything that is generated, the tables of the docs included, is current', () => {
  expect(script('tools/scripts/generate.js', '--check')).toEqual(FINE);
});

describe('the README', () => {
  test('has pictures of at most 200 KiB each', () => {
    for (const name of readdirSync('docs/pictures')) {
      expect(statSync(join('docs/pictures', name)).size).toBeLessThanOrEqual(200 * 1024);
      expect(readme).toContain(`docs/pictures/${name}`);
    }
  });
});

describe('the links of all Markdown', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'links-'));
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('resolve', () => {
    expect(script('tools/scripts/check-links.js')).toEqual(FINE);
  });

  test('are reported if they do not', () => {
    const target = '# A heading, `code` & more\n\n# Twice\n\n# Twice\n';
    writeFileSync(join(folder, 'target.md'), target);
    const links = [
      'target.md#a-heading-code--more',
      'target.md#twice-1',
      'https://example.com/gone',
      'target.md#twice-2',
      'gone.md',
      '../outside.md',
      '#nowhere',
    ];
    const text = links.map((link) => `[a](${link})`).join('\n');
    writeFileSync(join(folder, 'links.md'), `${text}\n\n<img src="gone.png">\n`);
    const { exitCode, problems } = script('tools/scripts/check-links.js', folder);
    expect(exitCode).toBe(1);
    expect(problems.trim().split('\n')).toEqual([
      'links.md: target.md#twice-2: there is no such heading',
      'links.md: gone.md: there is no such file',
      'links.md: ../outside.md: it leads out of the repository',
      'links.md: #nowhere: there is no such heading',
      'links.md: gone.png: there is no such file',
    ]);
  });
});

test('a release is only made of a tag that the package and the changelog name', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(readFileSync('CHANGELOG.md', 'utf8')).toContain(`\n## ${version} - `);
  expect(script('tools/scripts/release-notes.js', 'v0.0.1').problems).toContain('package.json');
  expect(script('tools/scripts/release-notes.js', 'main').exitCode).toBe(1);
});
