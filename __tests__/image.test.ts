import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

// There is no engine to build it with everywhere: this reads it, and builds nothing.
const dockerfile = readFileSync('Dockerfile', 'utf8').replace(/\\\n\s*/g, '');
const instructions = dockerfile
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(/\s+/));
const final = instructions.slice(instructions.findLastIndex(([word]) => word === 'FROM'));

describe('the image', () => {
  test('is made of Node 24, by its version', () => {
    expect(instructions[0]?.[1]).toMatch(/^node:24\.\d+\.\d+-/);
  });

  test('has no package manager: npm goes in the stage before', () => {
    expect(final[0]).toEqual(['FROM', 'scratch']);
    const [removed = []] = instructions.filter(([word]) => word === 'RUN');
    expect(removed).toEqual(
      expect.arrayContaining(['rm', '/usr/local/lib/node_modules', '/usr/local/bin/npm']),
    );
  });

  test('copies what there is, and what .dockerignore lets through', () => {
    const ignore = readFileSync('.dockerignore', 'utf8').split('\n');
    expect(ignore).toContain('*');
    const copied = final.filter(([word, first]) => word === 'COPY' && !first?.startsWith('--'));
    const sources = copied.flatMap((words) => words.slice(1, -1));
    expect(sources).toEqual(expect.arrayContaining(['package.json', 'bin', 'dist']));
    for (const source of sources) {
      expect(existsSync(source)).toBe(true);
      expect(ignore).toContain(`!${source}`);
    }
  });

  test('runs the command line, and not as root', () => {
    const packageJson = JSON.parse(readFileSync('package.json', 'utf8'));
    const path = `/app/${packageJson.bin['hasura-metadata-reloader']}`;
    expect(dockerfile).toContain(`ENTRYPOINT ["node", "${path}"]`);
    const [, user = ''] = final.find(([word]) => word === 'USER') ?? [];
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });
});
