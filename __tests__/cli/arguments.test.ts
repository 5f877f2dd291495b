import { describe, expect, test } from '@jest/globals';
import { COMMANDS, type Command, type Request, readArguments } from '../../src/cli/arguments.js';
import { helpText } from '../../src/cli/help.js';
import { UsageError } from '../../src/cli/usage-error.js';
import { INPUTS } from '../../src/settings/inputs.js';

function problemsOf(args: readonly string[]): readonly string[] {
  try {
    readArguments(args);
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
}

function valuesOf(args: readonly string[]): Record<string, string> {
  const request = readArguments(args);
  if (request.kind !== 'run') throw new Error(`It asks for ${request.kind}`);
  return Object.fromEntries(request.values);
}

describe('what is asked for', () => {
  test.each<[string, Request]>([
    ['', { kind: 'help' }],
    ['--help', { kind: 'help' }],
    ['-h', { kind: 'help' }],
    ['help', { kind: 'help' }],
    ['help serve', { kind: 'help', command: 'serve' }],
    ['help server', { kind: 'help', command: 'serve' }],
    ['reload --help', { kind: 'help', command: 'reload' }],
    ['reload --bogus -h', { kind: 'help', command: 'reload' }],
    ['serve --help', { kind: 'help', command: 'serve' }],
    ['--version', { kind: 'version' }],
    ['-v', { kind: 'version' }],
    ['version', { kind: 'version' }],
    ['reload --version', { kind: 'version' }],
    ['reload', { kind: 'run', command: 'reload', values: new Map() }],
    ['serve', { kind: 'run', command: 'serve', values: new Map() }],
    ['server', { kind: 'run', command: 'serve', values: new Map() }],
    ['hasura-metadata-reloader', { kind: 'help' }],
    ['/bin/hasura-metadata-reloader reload', { kind: 'run', command: 'reload', values: new Map() }],
  ])('"%s"', (line, expected) => {
    expect(readArguments(line.split(' ').filter(Boolean))).toEqual(expected);
  });
});

describe('values', () => {
  test.each<[string[], Record<string, string>]>([
    [['--endpoint', 'http://x'], { endpoint: 'http://x' }],
    [['--endpoint=http://x'], { endpoint: 'http://x' }],
    [['--hasura-endpoint=http://x'], { endpoint: 'http://x' }],
    [['--hasura-admin-secret', 'x'], { 'admin-secret': 'x' }],
    [['--endpoint=one', '--hasura-endpoint=two'], { endpoint: 'two' }],
    [['--admin-secret', '-x'], { 'admin-secret': '-x' }],
    [['--admin-secret=--x'], { 'admin-secret': '--x' }],
    [['--admin-secret='], { 'admin-secret': '' }],
    [['--headers=A: 1', '--headers', 'B: 2'], { headers: 'A: 1\nB: 2' }],
    [['--apply'], { apply: 'true' }],
    [['--no-apply'], { apply: 'false' }],
    [['--apply=false'], { apply: 'false' }],
    [['--apply', 'false'], { apply: 'false' }],
    [['--apply', 'true', '--debug'], { apply: 'true', debug: 'true' }],
    [['--apply=maybe'], { apply: 'maybe' }],
    [['--apply', '--no-apply'], { apply: 'false' }],
  ])('%j', (args, expected) => {
    expect(valuesOf(['reload', ...args])).toEqual(expected);
  });
});

describe('wrong usage', () => {
  test.each<[string[], string]>([
    [['relaod'], 'There is no command "relaod"'],
    [['constructor'], 'There is no command "constructor"'],
    [['--endpoint=http://x'], 'The first argument is a flag'],
    [['reload', '--bogus'], 'There is no flag --bogus of "reload"'],
    [['reload', '-x'], 'There is no flag -x of "reload"'],
    [['reload', '--port=1'], 'There is no flag --port of "reload"'],
    [['serve', '--report-file=x'], 'There is no flag --report-file of "serve"'],
    [['reload', '--no-endpoint'], 'There is no flag --no-endpoint of "reload"'],
    [['reload', '--endpoint'], '--endpoint has no value: expected --endpoint URL.'],
    [['reload', '--endpoint', '--apply'], '--endpoint is followed by a flag'],
    [['reload', '--headers'], '--headers has no value: expected --headers "NAME: VALUE".'],
    [['reload', '--no-apply=true'], '--no-apply has a value'],
    [['reload', '--apply', 'yes'], '--apply is a switch'],
    [['reload', '--no-apply', 'true'], 'belongs to no flag'],
    [['reload', '--apply=true', 'true'], 'belongs to no flag'],
    [['reload', 'now'], 'Argument 1 behind "reload" belongs to no flag'],
    [['reload', '--', '--apply'], 'belongs to no flag'],
    [['reload', '--admin-secret', 'two', 'words'], 'Argument 3 behind "reload"'],
  ])('%j', (args, expected) => {
    expect(problemsOf(args)).toEqual([expect.stringContaining(expected)]);
  });

  test.each([
    [['reload', '--admin-secret', 'correct', 'horse']],
    [['reload', 'horse']],
    [['--admin-secret=horse']],
    [['reload', '--admin-secert=horse']],
    [['reload', '--apply', 'horse']],
    [['reload', '--no-apply=horse']],
    [['reload', '--admin-secret', '--horse']],
  ])('%j: shows no value', (args) => {
    const problems = problemsOf(args);
    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain('horse');
  });
});

describe('help', () => {
  test.each(Object.keys(COMMANDS))('of %s names every flag, alias and variable', (command) => {
    const words = helpText(command as Command).split(/[\s,();]+/);
    for (const flag of COMMANDS[command as Command].flatMap(({ flags }) => flags)) {
      const names = [flag.name, ...flag.aliases].map((name) => `--${name}`);
      expect(words).toEqual(expect.arrayContaining([...names, ...flag.env]));
    }
  });

  test.each(Object.keys(COMMANDS))('%s has a flag for each input, with its default', (command) => {
    const flags = COMMANDS[command as Command].flatMap((group) => group.flags);
    for (const [name, input] of Object.entries(INPUTS)) {
      expect(flags.filter((flag) => flag.name === name)).toEqual([
        expect.objectContaining({ default: input.default }),
      ]);
    }
  });

  test.each(Object.keys(COMMANDS))('%s has no name twice', (command) => {
    const flags = COMMANDS[command as Command].flatMap((group) => group.flags);
    const names = flags.flatMap(({ name, aliases }) => [name, ...aliases, `no-${name}`]);
    expect(names).toEqual([...new Set(names)]);
  });

  test('of the program names both commands', () => {
    expect(helpText(undefined)).toMatch(/^ {2}reload .*[\s\S]*\n {2}serve /m);
  });
});
