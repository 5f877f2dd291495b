import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CLI_COMMANDS, flagsOf } from '../src/cli/flags.js';

const page = readFileSync('docs/moving-over.md', 'utf8');
const flags = CLI_COMMANDS.flatMap((command) =>
  Object.entries(flagsOf(command)).map(([name, { env = [], cliEnv = [], ...flag }]) => ({
    name,
    aliases: flag.aliases ?? [],
    env: [...env, ...cliEnv],
    default: flag.default,
  })),
);

/** Flags of the Hasura CLI that are here under another name or not at all. */
const FOREIGN = [
  '--certificate-authority',
  '--disallow-inconsistent-metadata',
  '--insecure-skip-tls-verify',
];

describe('the page on moving over', () => {
  test('names only flags that exist', () => {
    const names = flags.flatMap(({ name, aliases }) => [name, `no-${name}`, ...aliases]);
    const known = [...names.map((name) => `--${name}`), ...FOREIGN, '--help'];
    const named = page.match(/--[a-z][a-z-]+/g) ?? [];
    expect(named.filter((flag) => !known.includes(flag))).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });

  test('names every alias and every environment variable', () => {
    for (const { aliases, env } of flags) {
      for (const name of [...aliases.map((alias) => `--${alias}`), ...env]) {
        expect(page).toContain(`\`${name}\``);
      }
    }
  });

  test('has the defaults right', () => {
    const documented = [...page.matchAll(/`--([a-z-]+)` \((\d+) s\)/g)];
    expect(documented).toHaveLength(4);
    for (const [, name, value] of documented) {
      expect(flags.find((flag) => flag.name === name)?.default).toBe(value);
    }
  });

  test('links only to files that exist', () => {
    for (const [, path] of page.matchAll(/\]\(\.\.\/([^)#]+)/g)) {
      expect(existsSync(path ?? '')).toBe(true);
    }
  });
});
