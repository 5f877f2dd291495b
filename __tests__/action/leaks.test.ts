import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { InputName } from '../../src/settings/inputs.js';
import { startStandIn } from '../../tools/stand-in/server.js';
import type { StandInOptions } from '../../tools/stand-in/types.js';
import { type ActionResult, runAction } from '../support/action.js';
import { Plants } from '../support/plants.js';
import { SentryEndpoint } from '../support/sentry-endpoint.js';
import { shown, traces } from '../support/traces.js';

let sentry: SentryEndpoint;
let plants: Plants;

beforeEach(async () => {
  sentry = await SentryEndpoint.start();
  plants = new Plants();
});

afterEach(() => sentry.close());

/** Runs with a secret in each input and with every reporter on; gives all that left the process. */
async function runWithAll(
  options: StandInOptions,
  inputs: Partial<Record<InputName, string>> = {},
  env: Record<string, string> = {},
): Promise<{ text: string; result: ActionResult }> {
  const adminSecret = plants.secret('admin "secret"/');
  const standIn = await startStandIn({ adminSecret, ...options });
  try {
    const result = await runAction(
      {
        endpoint: standIn.url.replace(
          '://',
          `://ci:${encodeURIComponent(plants.secret('endpoint@'))}@`,
        ),
        'admin-secret': adminSecret,
        headers: [
          `Authorization-Of-Gateway: Bearer ${plants.secret('bearer')}`,
          `X-Gateway-Key: ${plants.secret('gateway key')}`,
        ].join('\n'),
        'sentry-dsn': sentry.dsn,
        'sentry-monitor': 'nightly',
        timeout: '2',
        ...inputs,
      },
      { env: { RUNNER_DEBUG: '1', ...env } },
    );
    // The key goes to Sentry itself, in the address and the header that every DSN asks for.
    const reported = sentry.envelopes.flatMap(({ items }) =>
      items.map((item) => JSON.stringify(item)),
    );
    return { text: [traces(result), ...reported].join('\n'), result };
  } finally {
    await standIn.close();
  }
}

function expectNothingLeaked(text: string): void {
  expect(shown(text, [...plants.secrets, sentry.key])).toEqual([]);
}

describe('nothing leaks out of', () => {
  test('inconsistent objects, in whatever shape and place', async () => {
    const objects = plants.inconsistentObjects();
    const { text, result } = await runWithAll({ inconsistentObjects: objects });
    expect(result.exitCode).toBe(1);
    expect(sentry.events.length).toBeGreaterThanOrEqual(objects.length);
    expect(result.report).toBeDefined();
    expect(result.summary).toContain('payments-api');
    expectNothingLeaked(text);
    // What people need in order to find the fault is still there, in every way.
    for (const way of [result.log, result.summary, JSON.stringify(result.report)]) {
      for (const kept of plants.kept) expect(way).toContain(kept);
    }
  });

  test('warnings', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'leaks-'));
    const project = join(folder, 'metadata.json');
    await writeFile(
      project,
      '{"version":3,"sources":[],"remote_schemas":[{"name":"a","definition":{"url":"http://127.0.0.1:1"}}]}',
    );
    try {
      const { text, result } = await runWithAll(
        { warnings: plants.warnings() },
        { project, command: 'apply', 'allow-inconsistent-metadata': 'true' },
      );
      expect(result.outputs['warning-count']).toBe('3');
      expect(result.log).toContain('db.example');
      expectNothingLeaked(text);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test.each([400, 401, 403, 404, 500, 503])(
    'an error body with %d',
    async (status) => {
      const error = `cannot reach ${plants.databaseUrl()}, said ${plants.secret('plain', 'input')}`;
      const body = {
        path: '$',
        error,
        code: 'postgres-error',
        internal: plants.inconsistentObjects(),
      };
      const { text, result } = await runWithAll(
        { onRequest: ({ method }) => (method === 'POST' ? { status, body } : undefined) },
        { headers: `X-Plain: ${plants.secret('plain', 'input')}`, 'wait-timeout': '1.5' },
      );
      expect(result.exitCode).toBe(1);
      expect(result.log).toContain('db.example');
      expectNothingLeaked(text);
    },
    30_000,
  );

  test.each([200, 403, 502])('an HTML page with %d', async (status) => {
    const page = () =>
      `<html><head><title>${plants.databaseUrl()} ${'x'.repeat(20)} ${plants.databaseUrl()}</title></head>${plants.secret('page')}</html>`;
    const { text, result } = await runWithAll(
      { onRequest: () => ({ status, body: page() }) },
      { 'wait-timeout': '1.5' },
    );
    expect(result.exitCode).toBe(1);
    expect(result.log).toContain('an HTML page titled "');
    expectNothingLeaked(text);
  });

  test("a redirect's target", async () => {
    const location = `https://u:${plants.secret('redirect')}@login.example/${plants.token()}?state=${plants.secret('state')}`;
    const { text, result } = await runWithAll({
      onRequest: ({ method }) =>
        method === 'POST' ? { status: 302, headers: { location } } : undefined,
    });
    expect(result.log).toContain('login.example');
    expectNothingLeaked(text);
  });

  test("the server's version", async () => {
    const { text } = await runWithAll({ version: `v2.45.1 ${plants.databaseUrl()}` });
    expect(text).toContain('v2.45.1');
    expectNothingLeaked(text);
  });

  test('a server that sends back what it was sent', async () => {
    const { text, result } = await runWithAll({
      onRequest: ({ method, headers }) =>
        method === 'POST'
          ? {
              status: 400,
              body: { path: '$', code: 'echo', error: JSON.stringify(headers), internal: headers },
            }
          : undefined,
    });
    expect(result.exitCode).toBe(1);
    expectNothingLeaked(text);
  });

  test('a proxy that is not there', async () => {
    const proxy = `http://ci:${encodeURIComponent(plants.secret('proxy@/'))}@127.0.0.1:1`;
    const { text, result } = await runWithAll(
      {},
      { endpoint: `http://ci:${plants.secret('endpoint')}@graphql.example` },
      { http_proxy: proxy },
    );
    expect(result.log).toContain('graphql.example');
    expect(result.log).toContain('the proxy did not connect to the server');
    expectNothingLeaked(text);
  });

  test.each(['', 'http//', 'https:/', 'ftp://', 'https://#'])(
    'invalid inputs: %s',
    async (scheme) => {
      const wrong = plants.secret('wrong');
      const { text, result } = await runWithAll(
        {},
        {
          endpoint: `${scheme}ci:${wrong}@host.example`,
          headers: `no colon ${plants.secret('line')}\nX y: ${plants.secret('name')}`,
          'sentry-dsn': `https://${plants.secret('dsn')}@sentry.example/not-a-number`,
        },
      );
      expect(result.exitCode).toBe(1);
      expectNothingLeaked(text);
    },
  );
});

test('every input that is a secret is masked in every form before anything else is written', async () => {
  const { result } = await runWithAll({ inconsistentObjects: [] });
  const lines = result.stdout.split('\n').filter((line) => line !== '');
  const masked = lines
    .filter((line) => line.startsWith('::add-mask::'))
    .map((line) => line.slice('::add-mask::'.length).replaceAll('%25', '%'));
  expect(lines.findIndex((line) => !line.startsWith('::add-mask::'))).toBe(masked.length);
  for (const secret of [...plants.secrets, sentry.key]) {
    expect(masked).toEqual(
      expect.arrayContaining([
        secret,
        encodeURIComponent(secret),
        Buffer.from(secret).toString('base64'),
        JSON.stringify(secret).slice(1, -1),
      ]),
    );
  }
});
