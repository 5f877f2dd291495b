import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { flagsOf } from '../../src/cli/flags.js';
import { startStandIn } from '../../tools/stand-in/server.js';
import { runCommand } from '../support/command-line.js';
import { REMOTE_SCHEMA_DOWN as DOWN } from '../support/remote-schema-down.js';
import { SentryEndpoint } from '../support/sentry-endpoint.js';

type StandIn = Awaited<ReturnType<typeof startStandIn>>;

const SECRET = 'admin-secret-of-the-test';

let hasura: StandIn;
let sentry: SentryEndpoint;

beforeAll(async () => {
  sentry = await SentryEndpoint.start();
});

afterAll(() => sentry.close());

beforeEach(async () => {
  hasura = await startStandIn({ adminSecret: SECRET });
  sentry.envelopes.length = 0;
});

afterEach(() => hasura.close());

/** Runs `reload` successfully and without waiting, unless `env` says otherwise. */
function reload(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const base = { HASURA_GRAPHQL_ENDPOINT: hasura.url, HASURA_GRAPHQL_ADMIN_SECRET: SECRET };
  return runCommand(['reload', '--wait-timeout=0', '--retry-timeout=0', ...args], {
    env: { ...base, ...env },
  });
}

const reloads = () => hasura.calls.filter(({ type }) => type === 'reload_metadata');

/** Shows by flag that an environment variable takes effect. */
const ENV_PROOFS: Readonly<Record<string, (name: string) => Promise<void>>> = {
  endpoint: async (name) => {
    await reload([], { HASURA_GRAPHQL_ENDPOINT: '', [name]: hasura.url });
    expect(reloads()).toHaveLength(1);
  },
  'admin-secret': async (name) => {
    const result = await reload([], { HASURA_GRAPHQL_ADMIN_SECRET: '', [name]: SECRET });
    expect(result.exitCode).toBe(0);
  },
  'sentry-dsn': async (name) => {
    hasura.inconsistentObjects = [DOWN];
    await reload([], { [name]: sentry.dsn });
    expect(sentry.events).toHaveLength(1);
  },
  'sentry-environment': async (name) => {
    hasura.inconsistentObjects = [DOWN];
    await reload(['--sentry-dsn', sentry.dsn], { [name]: 'staging' });
    expect(sentry.events[0]).toMatchObject({ environment: 'staging' });
  },
};

const flags = Object.entries(flagsOf('reload')).map(
  ([name, { env = [], cliEnv = [], aliases = [] }]) => ({
    name,
    aliases,
    env: [...env, ...cliEnv],
  }),
);

describe('environment variables of reload', () => {
  for (const flag of flags) {
    for (const name of flag.env) {
      test(name, async () => {
        expect(Object.keys(ENV_PROOFS)).toContain(flag.name);
        await ENV_PROOFS[flag.name]?.(name);
      });
    }
  }

  test('a flag takes precedence over them, unless it is empty', async () => {
    const env = { HASURA_GRAPHQL_ADMIN_SECRET: 'wrong' };
    expect((await reload(['--admin-secret', SECRET], env)).exitCode).toBe(0);
    expect((await reload(['--admin-secret', ''])).exitCode).toBe(0);
  });

  test('include all that the Go tool has', () => {
    const named = (name: string) => flags.find((flag) => flag.name === name);
    expect(named('endpoint')?.aliases).toContain('hasura-endpoint');
    expect(named('admin-secret')?.aliases).toContain('hasura-admin-secret');
    expect(named('sentry-environment')?.aliases).toContain('sentry-env');
    expect(flags.flatMap(({ env }) => env)).toEqual(
      expect.arrayContaining([
        'HASURA_ENDPOINT',
        'HASURA_ADMIN_SECRET',
        'SENTRY_DSN',
        'SENTRY_ENV',
      ]),
    );
  });
});
