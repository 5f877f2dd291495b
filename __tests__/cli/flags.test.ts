import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { RELOAD_FLAGS } from '../../src/cli/flags.js';
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

/** Runs `reload` so that nothing is waited for and all goes well, unless `args` say otherwise. */
function reload(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const base = { HASURA_GRAPHQL_ENDPOINT: hasura.url, HASURA_GRAPHQL_ADMIN_SECRET: SECRET };
  return runCommand(['reload', '--wait-timeout=0', '--retry-timeout=0', ...args], {
    env: { ...base, ...env },
    cwd: folder,
  });
}

const reloads = () => hasura.calls.filter(({ type }) => type === 'reload_metadata');
const argsOfReload = () => reloads()[0]?.json.args;
const writeMetadata = () => writeFile(join(folder, 'metadata.json'), JSON.stringify(METADATA));

/** What shows that a flag has come through, by its name; every name that it goes by is tried. */
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
    const { stdout } = await reload([`--${name}`, '0.1']);
    expect(verdictOf(stdout)['error_kind']).toBe('timeout');
  },
  'wait-timeout': async (name) => {
    await reload([`--${name}=0`]);
    expect(hasura.calls.map(({ path }) => path)).not.toContain('/healthz');
    await reload([`--${name}=60`]);
    expect(hasura.calls.map(({ path }) => path)).toContain('/healthz');
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
  reload: async (name) => {
    await reload([`--no-${name}`]);
    await reload([`--${name}=false`]);
    await reload([`--${name}`, 'false']);
    expect(reloads()).toHaveLength(0);
    await reload([`--${name}`]);
    expect(reloads()).toHaveLength(1);
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
  apply: async (name) => {
    await writeMetadata();
    const { stdout } = await reload([`--${name}`, '--project=metadata.json']);
    expect(verdictOf(stdout)['applied']).toBe('applied');
  },
  'allow-inconsistent-metadata': async (name) => {
    await writeMetadata();
    await reload(['--apply', '--project=metadata.json', `--${name}`]);
    const sent = hasura.calls.find(({ type }) => type === 'replace_metadata');
    expect(sent?.json.args.allow_inconsistent_metadata).toBe(true);
  },
  'fail-on-warning': async (name) => {
    await writeMetadata();
    hasura.warnings = [{ message: 'a warning', code: 'some-code', name: 'something' }];
    const args = ['--apply', '--project=metadata.json'];
    expect((await reload(args)).exitCode).toBe(0);
    expect((await reload([...args, `--${name}`])).exitCode).toBe(1);
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
  annotations: async (name) => {
    hasura.inconsistentObjects = [DOWN];
    const { exitCode, stdout } = await reload([`--${name}`, '--log-format=text']);
    expect(exitCode).toBe(1);
    expect(stdout).not.toMatch(/^\s*::/m);
  },
  'job-summary': async (name) => {
    const summary = join(folder, 'summary');
    await writeFile(summary, '');
    const { exitCode } = await reload([`--${name}`], { GITHUB_STEP_SUMMARY: summary });
    expect(exitCode).toBe(0);
    expect(await readFile(summary, 'utf8')).toBe('');
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

const flags = RELOAD_FLAGS.flatMap((group) => group.flags);

describe('flags of reload', () => {
  for (const flag of flags) {
    for (const name of [flag.name, ...flag.aliases]) {
      test(`--${name}`, async () => {
        expect(Object.keys(PROOFS)).toContain(flag.name);
        await PROOFS[flag.name]?.(name);
      });
    }
  }
});
