import { describe, expect, test } from '@jest/globals';
import { startStandIn } from '../../tools/stand-in/server.js';
import { runCommand } from '../support/command-line.js';

describe('wrong usage of serve', () => {
  test.each<[string, string[], Record<string, string>, string]>([
    ['no port', ['--port=http'], {}, '--port is "http": expected a whole number'],
    ['a port beyond all', ['--port=65536'], {}, '--port is "65536"'],
    ['a port of the environment', [], { PORT: '-1' }, '--port is "-1"'],
    ['an endless grace period', ['--grace-period=forever'], {}, '--grace-period is "forever"'],
    ['an empty token', ['--token='], {}, 'The token is empty'],
    ['an empty token of the environment', [], { HASURA_RELOADER_TOKEN: '' }, 'The token is empty'],
    ['a token with a blank', ['--token=two words'], {}, 'The token is not shown'],
    ['no endpoint', ['--endpoint='], {}, 'Input "endpoint" is empty'],
  ])('%s', async (_what, args, env, expected) => {
    const all = ['serve', '--endpoint=http://127.0.0.1:1', ...args];
    const { exitCode, stdout, stderr } = await runCommand(all, { env });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(expected);
    expect(stderr).toContain('serve --help');
    expect(stderr).not.toContain('two words');
  });

  test('a port that is taken ends it with 1 and what to do', async () => {
    const taken = await startStandIn();
    const args = ['--endpoint', taken.url, '--host=127.0.0.1', `--port=${taken.port}`];
    const { exitCode, stdout, stderr } = await runCommand(['serve', ...args]);
    await taken.close();
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(stdout).toContain('EADDRINUSE');
    expect(stdout).toContain('Choose another --port');
  });

  test('PORT names the port where there is no flag', async () => {
    const taken = await startStandIn();
    const env = { PORT: String(taken.port), HASURA_ENDPOINT: taken.url };
    const { exitCode, stdout } = await runCommand(['server', '--host=127.0.0.1'], { env });
    await taken.close();
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`port ${taken.port}`);
  });
});
