import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { startStandIn } from '../../tools/stand-in/server.js';
import { builtAction } from '../support/bundle.js';
import { spawnCommand } from '../support/command-line.js';

/** Texts that only the command line has, and only the service. */
const COMMAND_LINE = 'A switch is written';
const SERVICE = 'hasura_metadata_reloader_runs_total';

let files: Map<string, string>;

beforeAll(async () => {
  const folder = dirname(builtAction());
  const names = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  files = new Map(names.map((name, at) => [name, texts[at] ?? '']));
});

const holding = (text: string) =>
  [...files].filter(([, source]) => source.includes(text)).map(([name]) => name);

describe('the bundle', () => {
  test('keeps the command line and the service out of what the action loads', () => {
    const main = basename(builtAction());
    for (const text of [COMMAND_LINE, SERVICE]) {
      expect(holding(text)).not.toContain(main);
    }
    expect(holding(COMMAND_LINE)).toHaveLength(1);
    expect(holding(SERVICE)).toHaveLength(1);
    expect(holding(SERVICE)).not.toEqual(holding(COMMAND_LINE));
  });

  test('runs the action without the chunks of the command line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
    const hasura = await startStandIn();
    try {
      const left = [...files.keys()].filter(
        (name) => ![...holding(COMMAND_LINE), ...holding(SERVICE)].includes(name),
      );
      for (const name of [...left, 'package.json']) {
        await copyFile(join(dirname(builtAction()), name), join(folder, name));
      }
      const program = [process.execPath, join(folder, basename(builtAction()))] as const;
      const env = { INPUT_ENDPOINT: hasura.url, RUNNER_TEMP: folder };
      const { exitCode, stdout } = await spawnCommand([], { program: [...program], env });
      expect(stdout).toContain('Hasura metadata is consistent');
      expect(exitCode).toBe(0);
      // The command line needs them: otherwise this test would prove nothing.
      expect((await spawnCommand(['--help'], { program: [...program] })).exitCode).not.toBe(0);
    } finally {
      await hasura.close();
      await rm(folder, { recursive: true });
    }
  });
});
