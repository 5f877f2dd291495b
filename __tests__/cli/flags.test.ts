import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { flagsOf } from '../../src/cli/flags.js';
import type { Command } from '../../src/model/report.js';
import { startStandIn } from '../../tools/stand-in/server.js';
import { runCommand, verdictOf } from '../support/command-line.js';
import { REMOTE_SCHEMA_DOWN as DOWN } from '../support/remote-schema-down.js';
import { SentryEndpoint } from '../support/sentry-endpoint.js';

type StandIn = Awaited<ReturnType<typeof startStandIn>>;

const SECRET = 'admin-secret-of-the-test';

const METADATA = {
  version: 3,
  sources: [
    {
      name: 'default',
      kind: 'postgres',
      tables: [],
      configuration: { connection_info: { database_url: { from_env: 'DATABASE_URL' } } },
    },
  ],
};

let hasura: StandIn;
let sentry: SentryEndpoint;
let folder: string;

beforeAll(async () => {
  sentry = await SentryEndpoint.start();
  folder = await mkdtemp(join(tmpdir(), 'flags-'));
});

afterAll(async () => {
  await sentry.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  hasura = await startStandIn({ adminSecret: SECRET, env: { DATABASE_URL: 'postgres://db/shop' } });
  sentry.envelopes.length = 0;
});

afterEach(() => hasura.close());

type Env = Readonly<Record<string, string>>;

const reload = (args: readonly string[], env: Env = {}) => run('reload', args, env);
const apply = (...args: string[]) => run('apply', ['--project=metadata.json', ...args]);
const plan = (...args: string[]) => run('plan', ['--project=metadata.json', ...args]);

/** Runs a command successfully and without waiting, unless `args` or `env` say otherwise. */
function run(command: Command, args: readonly string[], env: Env = {}) {
  const base = { HASURA_GRAPHQL_ENDPOINT: hasura.url, HASURA_GRAPHQL_ADMIN_SECRET: SECRET };
  return runCommand([command, '--wait-timeout=0', '--retry-timeout=0', ...args], {
    env: { ...base, ...env },
    cwd: folder,
  });
}

const reloads = () => hasura.calls.filter(({ type }) => type === 'reload_metadata');
const argsOfReload = () => reloads()[0]?.json.args;
const writeMetadata = (tables: readonly unknown[] = []) => {
  const metadata = { ...METADATA, sources: METADATA.sources.map((one) => ({ ...one, tables })) };
  return writeFile(join(folder, 'metadata.json'), JSON.stringify(metadata));
};

/** Shows by flag that it takes effect, under the name given. */
const PROOFS: Readonly<Record<string, (name: string) => Promise<void>>> = {
  endpoint: async (name) => {
    await reload([`--${name}`, hasura.url], { HASURA_GRAPHQL_ENDPOINT: 'http://127.0.0.1:1' });
    expect(reloads()).toHaveLength(1);
  },
  'admin-secret': async (name) => {
    const result = await reload([`--${name}`, SECRET], { HASURA_GRAPHQL_ADMIN_SECRET: 'other' });
    expect(result.exitCode).toBe(0);
  },
  headers: async (name) => {
    await reload([`--${name}`, 'X-One: 1', `--${name}=X-Two: 2`]);
    expect(reloads()[0]?.headers).toMatchObject({ 'x-one': '1', 'x-two': '2' });
  },
  timeout: async (name) => {
    hasura.onRequest = () => ({ hang: 'before-headers' });
    const { stdout } = await reload([`--${name}`, '0.1', '--wait-timeout=0']);
    expect(verdictOf(stdout)['error_kind']).toBe('timeout');
  },
  'wait-timeout': async (name) => {
    hasura.onRequest = ({ type, ordinalOfKind }) =>
      type && ordinalOfKind <= 2 ? { status: 503 } : undefined;
    expect((await reload([`--${name}=0`])).exitCode).toBe(1);
    expect((await reload([`--${name}=60`])).exitCode).toBe(0);
  },
  'retry-timeout': async (name) => {
    hasura.inconsistentObjects = [DOWN];
    hasura.onRequest = ({ type, ordinalOfKind }) => {
      if (type === 'reload_metadata' && ordinalOfKind === 2) hasura.inconsistentObjects = [];
    };
    const { exitCode, stdout } = await reload([`--${name}=60`]);
    expect(exitCode).toBe(0);
    expect(verdictOf(stdout)).toMatchObject({ is_consistent: true });
    expect(reloads().length).toBeGreaterThan(1);
  },
  'reload-sources': async (name) => {
    await reload([`--${name}`, 'one,two', `--${name}`, 'three']);
    expect(argsOfReload()).toMatchObject({ reload_sources: ['one', 'two', 'three'] });
  },
  'reload-remote-schemas': async (name) => {
    await reload([`--${name}=false`]);
    expect(argsOfReload()).toMatchObject({ reload_remote_schemas: false });
  },
  'reload-data-connectors': async (name) => {
    await reload([`--${name}=false`]);
    expect(argsOfReload()).toMatchObject({ reload_data_connectors: false });
  },
  'recreate-event-triggers': async (name) => {
    await reload([`--${name}=true`]);
    expect(argsOfReload()).toMatchObject({ recreate_event_triggers: true });
  },
  project: async (name) => {
    const { stdout } = await reload([`--${name}`, 'not-here']);
    expect(verdictOf(stdout)).toMatchObject({
      error_kind: 'invalid-project',
      error: expect.stringContaining('not-here'),
    });
  },
  'allow-inconsistent-metadata': async (name) => {
    await writeMetadata();
    await apply(`--${name}`);
    const sent = hasura.calls.find(({ type }) => type === 'replace_metadata');
    expect(sent?.json.args.allow_inconsistent_metadata).toBe(true);
  },
  'compare-with': async (name) => {
    await writeMetadata();
    const { exitCode, stdout } = await plan(`--${name}=metadata.json`);
    expect(exitCode).toBe(0);
    expect(verdictOf(stdout)).toMatchObject({ change_count: 0 });
    expect(hasura.calls).toEqual([]);
  },
  validate: async (name) => {
    await writeMetadata();
    await plan(`--no-${name}`);
    expect(hasura.calls.map(({ type }) => type)).not.toContain('replace_metadata');
    await plan();
    expect(hasura.calls.map(({ type }) => type)).toContain('replace_metadata');
  },
  'fail-on-wider-access': async (name) => {
    const permission = { role: 'clerk', permission: { columns: ['id'], filter: {} } };
    const table = { table: { schema: 'public', name: 'users' }, select_permissions: [permission] };
    await writeMetadata([table]);
    expect((await plan()).exitCode).toBe(0);
    expect((await plan(`--${name}`)).exitCode).toBe(1);
  },
  'fail-on-changes': async (name) => {
    await writeMetadata();
    expect((await plan()).exitCode).toBe(0);
    expect((await plan(`--${name}`)).exitCode).toBe(1);
  },
  'fail-on-warning': async (name) => {
    await writeMetadata();
    hasura.warnings = [{ message: 'a warning', code: 'some-code', name: 'something' }];
    expect((await apply()).exitCode).toBe(0);
    expect((await apply(`--${name}`)).exitCode).toBe(1);
  },
  ignore: async (name) => {
    hasura.inconsistentObjects = [DOWN, { ...DOWN, name: 'remote_schema other' }];
    expect((await reload([`--${name}=remote_schema pay*`])).exitCode).toBe(1);
    const both = [`--${name}=remote_schema pay*`, `--${name}`, 'remote_schema other'];
    const { exitCode, stdout } = await reload(both);
    expect(exitCode).toBe(0);
    expect(verdictOf(stdout)['ignored_count']).toBe(2);
  },
  'fail-on-inconsistency': async (name) => {
    hasura.inconsistentObjects = [DOWN];
    expect((await reload([])).exitCode).toBe(1);
    const { exitCode, stdout } = await reload([`--no-${name}`]);
    expect(exitCode).toBe(0);
    expect(verdictOf(stdout)).toMatchObject({
      level: 'warn',
      is_consistent: false,
      inconsistency_count: 1,
    });
  },
  'sentry-dsn': async (name) => {
    hasura.inconsistentObjects = [DOWN];
    await reload([`--${name}`, sentry.dsn]);
    expect(sentry.events).toHaveLength(1);
  },
  'sentry-environment': async (name) => {
    hasura.inconsistentObjects = [DOWN];
    await reload([`--${name}`, 'staging', '--sentry-dsn', sentry.dsn]);
    expect(sentry.events[0]).toMatchObject({ environment: 'staging' });
  },
  'sentry-monitor': async (name) => {
    await reload([`--${name}`, 'nightly', '--sentry-dsn', sentry.dsn]);
    expect(sentry.checkIns.map(({ status }) => status)).toEqual(['in_progress', 'ok']);
  },
  'log-format': async (name) => {
    const { stdout } = await reload([`--${name}=text`]);
    expect(stdout).toMatch(/^Hasura metadata is consistent$/m);
    expect(verdictOf((await reload([`--${name}`, 'json'])).stdout).level).toBe('info');
  },
  debug: async (name) => {
    hasura.onRequest = ({ path }) =>
      path === '/v1/version' ? { reset: 'before-headers' } : undefined;
    const levels = async (args: readonly string[]) => (await reload(args)).stdout.match(/"debug"/);
    expect(await levels([])).toBeNull();
    expect(await levels([`--${name}`])).not.toBeNull();
  },
  'report-file': async (name) => {
    await reload([`--${name}`, 'report.json']);
    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
    expect(report).toMatchObject({ format: 1, consistent: true });
  },
};

describe('flags of reload', () => {
  for (const [flag, { aliases = [] }] of Object.entries(flagsOf('reload'))) {
    for (const name of [flag, ...aliases]) {
      test(`--${name} takes effect`, async () => {
        expect(Object.keys(PROOFS)).toContain(flag);
        await PROOFS[flag]?.(name);
      });
    }
  }
});

describe('commands', () => {
  test('apply applies the project', async () => {
    await writeMetadata();
    const { stdout } = await apply();
    expect(verdictOf(stdout)['applied']).toBe('applied');
  });

  test('check changes nothing', async () => {
    const { exitCode } = await run('check', []);
    expect(exitCode).toBe(0);
    const types = hasura.calls.map(({ type }) => type).filter(Boolean);
    expect(new Set(types)).toEqual(new Set(['get_inconsistent_metadata']));
  });
});
