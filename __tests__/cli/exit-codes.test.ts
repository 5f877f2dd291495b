import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startStandIn } from '../../tools/stand-in/server.js';
import { SHOP_ADMIN_SECRET, startShop } from '../../tools/stand-in/shop.js';
import { builtAction } from '../support/bundle.js';
import { logLines, runCommand, spawnCommand, verdictOf } from '../support/command-line.js';

type StandIn = Awaited<ReturnType<typeof startStandIn>>;

// Read and not imported: Jest does not know import attributes.
const packageJson = JSON.parse(readFileSync('package.json', 'utf8'));

let hasura: StandIn | undefined;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'command-'));
});

afterEach(async () => {
  await hasura?.close();
  hasura = undefined;
  await rm(folder, { recursive: true });
});

const NO_WAITING = ['--wait-timeout=0', '--retry-timeout=0'];

describe('exit codes', () => {
  test('0 when the metadata is consistent, and nothing on standard error', async () => {
    hasura = await startStandIn();
    const result = await runCommand(['reload', '--endpoint', hasura.url, ...NO_WAITING]);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    const verdict = verdictOf(result.stdout);
    expect(verdict).toMatchObject({
      level: 'info',
      message: 'Hasura metadata is consistent',
      is_consistent: true,
      inconsistency_count: 0,
      server_version: 'v2.48.16',
    });
    expect(verdict).not.toHaveProperty('error');
    expect(verdict).not.toHaveProperty('inconsistent_objects');
  });

  test('1 when it is inconsistent, with the objects in the log', async () => {
    hasura = await startShop();
    const result = await runCommand(['reload', '--endpoint', hasura.url, ...NO_WAITING], {
      env: { HASURA_ADMIN_SECRET: SHOP_ADMIN_SECRET },
    });
    expect(result).toMatchObject({ exitCode: 1, stderr: '' });
    const verdict = verdictOf(result.stdout);
    expect(verdict).toMatchObject({
      level: 'error',
      error: 'metadata is inconsistent',
      is_consistent: false,
      inconsistency_count: 7,
    });
    const objects = verdict['inconsistent_objects'] as Record<string, unknown>[];
    expect(objects).toHaveLength(7);
    expect(objects.map(({ name }) => name)).toContain('remote_schema payments-api');
    expect(result.stdout).not.toContain(SHOP_ADMIN_SECRET);
  });

  test('1 when the server cannot be reached', async () => {
    const result = await runCommand(['reload', '--endpoint=http://127.0.0.1:1', ...NO_WAITING]);
    expect(result).toMatchObject({ exitCode: 1, stderr: '' });
    expect(verdictOf(result.stdout)).toMatchObject({
      level: 'error',
      message: 'Reloading the metadata failed',
      error: expect.stringContaining('the connection was refused'),
      error_kind: 'connection-refused',
      is_consistent: false,
    });
  });

  test('1 when it is cancelled, with what is known by then', async () => {
    hasura = await startStandIn();
    const running = new Promise<void>((begun) => {
      if (!hasura) return;
      hasura.onRequest = ({ type }) => {
        if (type !== 'reload_metadata') return undefined;
        begun();
        return { hang: 'before-headers' };
      };
    });
    const result = await spawnCommand(['reload', '--endpoint', hasura.url, ...NO_WAITING], {
      onSpawn: (child) => void running.then(() => child.kill('SIGTERM')),
    });
    expect(result).toMatchObject({ exitCode: 1, signal: null, stderr: '' });
    expect(verdictOf(result.stdout)['error_kind']).toBe('cancelled');
  });

  test('1 when the report file cannot be written', async () => {
    hasura = await startStandIn();
    const args = ['--endpoint', hasura.url, '--report-file', join(folder, 'none', 'report.json')];
    const { exitCode, stdout } = await runCommand(['reload', ...args, ...NO_WAITING]);
    expect(exitCode).toBe(1);
    expect(logLines(stdout).at(-1)).toMatchObject({
      level: 'error',
      error: expect.stringContaining('The report could not be written'),
    });
  });

  test.each<[string, string[], string[]]>([
    ['an unknown flag', ['reload', '--bogus'], ['Unknown flag --bogus of "reload".']],
    ['an unknown command', ['relaod'], ['Unknown command "relaod"']],
    [
      'every bad value',
      ['reload', '--timeout=soon', '--validate=perhaps', '--log-format=xml', '--debug=1'],
      [
        '--log-format is "xml": expected "auto", "text" or "json".',
        '--debug is "1": expected "true" or "false".',
        'Input "endpoint" and the environment variable HASURA_GRAPHQL_ENDPOINT are empty',
        'Input "validate" is "perhaps": expected "true" or "false".',
        'Input "timeout" is "soon": expected a positive number of seconds',
      ],
    ],
  ])('2 for %s, with the problems on standard error', async (_what, args, expected) => {
    const { exitCode, stdout, stderr } = await runCommand(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines.slice(0, -1)).toEqual(expected.map((text) => expect.stringContaining(text)));
    expect(lines.at(-1)).toMatch(/^Run "hasura-metadata-reloader( reload)? --help" for help\.$/);
  });

  test('2 without a secret on standard error', async () => {
    const args = [
      '--admin-secret=hunter2222',
      '--timeout=hunter2222',
      `--endpoint=http://u:${'hunter2222'}@x y`,
    ];
    const { exitCode, stderr } = await runCommand(['reload', ...args]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Input "timeout" is "***"');
    expect(stderr).not.toContain('hunter2222');
  });
});

describe('help and version', () => {
  test.each([['--help'], ['-h'], ['help']])('%s exits with 0', async (word) => {
    const { exitCode, stdout, stderr } = await runCommand([word]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('hasura-metadata-reloader <command> --endpoint URL [flags]');
  });

  test('--version prints the version of package.json', async () => {
    const result = await runCommand(['--version']);
    expect(result).toMatchObject({ exitCode: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });
});

describe('as a program of its own', () => {
  const NAME = 'hasura-metadata-reloader';

  /** Lays the program out as npm and the image do: a link to bin/, the bundle beside it. */
  async function install(): Promise<string> {
    await cp('package.json', join(folder, 'package.json'));
    await cp('bin', join(folder, 'bin'), { recursive: true });
    await symlink(dirname(builtAction()), join(folder, 'dist'));
    const path = packageJson.bin[NAME];
    await symlink(resolve(folder, path), join(folder, NAME));
    return join(folder, NAME);
  }

  test('runs by its link, and shows its help without arguments', async () => {
    const program = await install();
    const { exitCode, stdout } = await spawnCommand([], { program: [program] });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Usage:');
    expect((await spawnCommand(['reload', '--bogus'], { program: [program] })).exitCode).toBe(2);
  });

  test('has all its files in the package', () => {
    expect(packageJson.files).toEqual(expect.arrayContaining(['bin', 'dist']));
  });

  test('writes no file, so it runs on a read-only file system', async () => {
    hasura = await startStandIn();
    const before = await readdir(folder);
    const env = { HOME: join(folder, 'home'), TMPDIR: join(folder, 'tmp') };
    const args = ['reload', '--endpoint', hasura.url, ...NO_WAITING];
    expect((await runCommand(args, { cwd: folder, env })).exitCode).toBe(0);
    expect(await readdir(folder)).toEqual(before);
  });
});
