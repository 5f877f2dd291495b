import { describe, expect, test } from '@jest/globals';
import { startStandIn } from '../../tools/stand-in/server.js';
import { runCommand, spawnCommand } from '../support/command-line.js';

describe('serve', () => {
  test.each<[string, string[], Record<string, string>, string]>([
    ['an invalid port', ['--port=http'], {}, '--port is "http": expected a whole number'],
    ['a port that is too large', ['--port=65536'], {}, '--port is "65536"'],
    ['an invalid port in the environment', [], { PORT: '-1' }, '--port is "-1"'],
    ['an invalid grace period', ['--grace-period=forever'], {}, '--grace-period is "forever"'],
    ['an empty token', ['--token='], {}, 'The token is empty'],
    ['an empty token in the environment', [], { HASURA_RELOADER_TOKEN: '' }, 'The token is empty'],
    ['a token with a space', ['--token=two words'], {}, '--token is not shown'],
    [
      'no endpoint',
      ['--endpoint='],
      {},
      'Input "endpoint" and the environment variable HASURA_GRAPHQL_ENDPOINT are empty',
    ],
  ])('exits with 2 for %s', async (_what, args, env, expected) => {
    const all = ['serve', '--endpoint=http://127.0.0.1:1', ...args];
    const { exitCode, stdout, stderr } = await runCommand(all, { env });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(expected);
    expect(stderr).toContain('serve --help');
    expect(stderr).not.toContain('two words');
  });

  test('exits with 1 if the port is in use, and says how to fix that', async () => {
    const taken = await startStandIn();
    const args = ['--endpoint', taken.url, '--host=127.0.0.1', `--port=${taken.port}`];
    const { exitCode, stdout, stderr } = await spawnCommand(['serve', ...args]);
    await taken.close();
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(stdout).toContain('EADDRINUSE');
    expect(stdout).toContain('Choose another --port');
  });

  test('takes the port from PORT if there is no flag', async () => {
    const taken = await startStandIn();
    const env = { PORT: String(taken.port), HASURA_ENDPOINT: taken.url };
    const { exitCode, stdout } = await spawnCommand(['server', '--host=127.0.0.1'], { env });
    await taken.close();
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`port ${taken.port}`);
  });
});
