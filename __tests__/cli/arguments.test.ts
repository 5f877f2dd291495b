import { describe, expect, test } from '@jest/globals';
import { type Request, readArguments } from '../../src/cli/arguments.js';
import { CLI_COMMANDS, flagsOf } from '../../src/cli/flags.js';
import { helpText } from '../../src/cli/help.js';
import { ACTION_GROUP, INPUTS, type Input } from '../../src/settings/inputs.js';

function problemsOf(args: readonly string[]): readonly string[] {
  const request = readArguments(args);
  return request.kind === 'wrong-usage' ? request.problems : [];
}

function valuesOf(args: readonly string[]): Record<string, string> {
  const request = readArguments(args);
  if (request.kind !== 'run') throw new Error(`Unexpected: ${JSON.stringify(request)}`);
  return Object.fromEntries(request.values);
}

describe('a command line asks for', () => {
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
    ['apply', { kind: 'run', command: 'apply', values: new Map() }],
    ['check', { kind: 'run', command: 'check', values: new Map() }],
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
    [['--debug'], { debug: 'true' }],
    [['--no-debug'], { debug: 'false' }],
    [['--debug=false'], { debug: 'false' }],
    [['--debug', 'false'], { debug: 'false' }],
    [['--debug', 'true', '--validate'], { debug: 'true', validate: 'true' }],
    [['--debug=maybe'], { debug: 'maybe' }],
    [['--fail-on-inconsistency', 'new'], { 'fail-on-inconsistency': 'new' }],
    [['--no-fail-on-inconsistency'], { 'fail-on-inconsistency': 'false' }],
    [['--reload-sources=a', '--reload-sources', 'b'], { 'reload-sources': 'a\nb' }],
    [['--debug', '--no-debug'], { debug: 'false' }],
  ])('%j', (args, expected) => {
    expect(valuesOf(['reload', ...args])).toEqual(expected);
  });
});

describe('wrong usage', () => {
  test.each(['--apply', '--no-apply', '--reload', '--no-reload', '--apply=true', '--reload=false'])(
    '%s has been removed',
    (flag) => {
      for (const command of CLI_COMMANDS) {
        expect(problemsOf([command, flag])).toEqual([
          `${flag.split('=')[0]} has been removed: use the command "reload", "apply", "plan" or "check".`,
        ]);
      }
    },
  );

  test.each<[string[], string]>([
    [
      ['relaod'],
      'Unknown command "relaod": expected a command, "reload", "apply", "plan", "check" or "serve".',
    ],
    [['constructor'], 'Unknown command "constructor"'],
    [['--endpoint=http://x'], 'The first argument is a flag'],
    [['reload', '--bogus'], 'Unknown flag --bogus of "reload"'],
    [['reload', '-x'], 'Unknown flag -x of "reload"'],
    [['reload', '--port=1'], 'Unknown flag --port of "reload"'],
    [['serve', '--report-file=x'], 'Unknown flag --report-file of "serve"'],
    [['reload', '--no-endpoint'], 'Unknown flag --no-endpoint of "reload"'],
    [['reload', '--endpoint'], '--endpoint has no value: expected --endpoint URL.'],
    [['reload', '--endpoint', '--debug'], '--endpoint is followed by a flag'],
    [['reload', '--headers'], '--headers has no value: expected --headers "NAME: VALUE".'],
    [['reload', '--no-debug=true'], '--no-debug has a value'],
    [['reload', '--debug', 'yes'], 'Unexpected argument after --debug'],
    [['reload', '--no-debug', 'true'], 'Unexpected argument after --debug'],
    [['reload', '--debug=true', 'true'], 'Unexpected argument after --debug'],
    [['reload', 'now'], 'Unexpected argument after "reload": expected a flag.'],
    [['reload', '--', '--debug'], 'Unexpected argument after "reload"'],
    [['reload', '--admin-secret', 'two', 'words'], 'Unexpected argument after --admin-secret'],
    [['reload', '--command=apply'], 'Unknown flag --command of "reload"'],
  ])('%j', (args, expected) => {
    expect(problemsOf(args)).toEqual([expect.stringContaining(expected)]);
  });

  test.each([
    [['reload', '--admin-secret', 'correct', 'horse']],
    [['reload', 'horse']],
    [['--admin-secret=horse']],
    [['reload', '--admin-secert=horse']],
    [['reload', '--debug', 'horse']],
    [['reload', '--no-debug=horse']],
    [['reload', '--admin-secret', '--horse']],
  ])('%j: shows no value', (args) => {
    const problems = problemsOf(args);
    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain('horse');
  });
});

describe('help', () => {
  test.each(CLI_COMMANDS)('of %s names every flag, alias and environment variable', (command) => {
    const words = helpText(command).split(/[\s,();]+/);
    for (const [flag, { aliases = [], env = [], cliEnv = [] }] of Object.entries(
      flagsOf(command),
    )) {
      const names = [flag, ...aliases].map((name) => `--${name}`);
      expect(words).toEqual(expect.arrayContaining([...names, ...env, ...cliEnv]));
    }
  });

  test.each(CLI_COMMANDS)('of %s describes every flag in one sentence', (command) => {
    const sentences = helpText(command).match(/^ {8}[^(\s].*$/gm) ?? [];
    expect(sentences).toHaveLength(Object.keys(flagsOf(command)).length);
    for (const sentence of sentences) expect(sentence.length).toBeLessThanOrEqual(120);
  });

  test.each(CLI_COMMANDS)(
    '%s has a flag for each input that makes sense without GitHub, with its default',
    (command) => {
      const flags = flagsOf(command);
      for (const [name, input] of Object.entries<Input>(INPUTS)) {
        if (input.group === ACTION_GROUP) expect(flags).not.toHaveProperty([name]);
        else if (name === 'command') expect(name in flags).toBe(command === 'serve');
        else expect(flags[name]?.default).toBe(input.default);
      }
    },
  );

  test.each(CLI_COMMANDS)('%s has no name twice', (command) => {
    const names = Object.entries(flagsOf(command)).flatMap(([name, { aliases = [] }]) => [
      name,
      ...aliases,
      `no-${name}`,
    ]);
    expect(names).toEqual([...new Set(names)]);
  });

  test('of the program names every command', () => {
    for (const command of CLI_COMMANDS) {
      expect(helpText(undefined)).toMatch(new RegExp(`^ {2}${command} +\\S`, 'm'));
    }
  });
});
