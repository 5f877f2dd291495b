import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { runAgainst } from '../support/against.js';
import { SentryEndpoint } from '../support/sentry-endpoint.js';

const SOURCE = {
  type: 'source',
  name: 'source default',
  definition: 'default',
  reason: 'Inconsistent object: connection error',
};
const TABLE = {
  type: 'table',
  name: 'table orders in source default',
  definition: { schema: 'public', name: 'orders' },
  reason: 'Inconsistent object: no such table',
};
const ACTION = {
  type: 'action',
  name: 'action checkout',
  definition: { name: 'checkout' },
  reason: 'Inconsistent object: broken',
};
const BROKEN = { inconsistentObjects: [TABLE, SOURCE, ACTION] };

let sentry: SentryEndpoint;

beforeEach(async () => {
  sentry = await SentryEndpoint.start();
});

afterEach(() => sentry.close());

const env = {
  GITHUB_SERVER_URL: 'https://github.example',
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_RUN_ID: '4711',
  GITHUB_SHA: 'deadbeef',
};

test('hears of each cause once, before the process ends', async () => {
  const result = await runAgainst(
    BROKEN,
    { 'sentry-dsn': sentry.dsn, 'sentry-environment': 'staging' },
    { env },
  );
  const server = new URL(result.url).host;
  expect(result.exitCode).toBe(1);
  expect(result.annotations.map(({ command }) => command)).toEqual(['error', 'error', 'error']);
  expect(sentry.events).toHaveLength(2);
  expect(sentry.events[0]).toMatchObject({
    message: 'source default is inconsistent',
    environment: 'staging',
    release: 'deadbeef',
    fingerprint: ['hasura metadata', 'inconsistency', 'source', 'source=default', server],
    tags: {
      'hasura.type': 'source',
      'hasura.source': 'default',
      server,
      server_version: 'v2.48.16',
      'github.run_url': 'https://github.example/acme/shop/actions/runs/4711',
    },
  });
  expect(sentry.events[1]).toMatchObject({ message: 'action checkout is inconsistent' });
});

test('takes its settings from the environment', async () => {
  const standIns = { SENTRY_DSN: sentry.dsn, SENTRY_ENVIRONMENT: 'production' };
  await runAgainst(BROKEN, {}, { env: standIns });
  expect(sentry.events.map(({ environment }) => environment)).toEqual(['production', 'production']);
});

test('hears nothing of a healthy server', async () => {
  const result = await runAgainst({}, { 'sentry-dsn': sentry.dsn });
  expect(result.exitCode).toBe(0);
  expect(sentry.envelopes).toEqual([]);
});

test('hears how a run began and ended, for its monitor', async () => {
  await runAgainst({}, { 'sentry-dsn': sentry.dsn, 'sentry-monitor': 'hasura' });
  expect(sentry.checkIns.map(({ monitor_slug, status }) => [monitor_slug, status])).toEqual([
    ['hasura', 'in_progress'],
    ['hasura', 'ok'],
  ]);
});

test('hears of a failed run', async () => {
  await runAgainst(
    { onRequest: ({ type }) => (type ? { status: 500 } : undefined) },
    { 'sentry-dsn': sentry.dsn },
  );
  expect(sentry.events).toEqual([
    expect.objectContaining({ message: expect.stringContaining('HTTP 500') }),
  ]);
});

test('that refuses is a warning, and the red step stays red for its own reason', async () => {
  sentry.answer = () => ({ status: 500 });
  const result = await runAgainst(BROKEN, { 'sentry-dsn': sentry.dsn });
  expect(result.exitCode).toBe(1);
  const warnings = result.annotations.filter(({ command }) => command === 'warning');
  expect(warnings.length).toBeGreaterThan(0);
  for (const { properties, message } of warnings) {
    expect(properties['title']).toBe('Sentry');
    expect(message).toContain('500');
    expect(message).not.toContain(sentry.key);
  }
  expect(result.annotations.at(-1)?.message).toMatch(/^Hasura metadata is inconsistent: 2 causes/);
});

test('that refuses leaves a green step green', async () => {
  sentry.answer = () => ({ status: 500 });
  const result = await runAgainst(BROKEN, {
    'sentry-dsn': sentry.dsn,
    'fail-on-inconsistency': 'false',
  });
  expect(result.exitCode).toBe(0);
  expect(result.annotations.map(({ command }) => command)).toContain('warning');
});

test('that is not there is a warning, and changes nothing else', async () => {
  const { dsn } = sentry;
  await sentry.close();
  const result = await runAgainst(BROKEN, { 'sentry-dsn': dsn, 'fail-on-inconsistency': 'false' });
  expect(result.exitCode).toBe(0);
  expect(result.annotations.at(-1)).toMatchObject({
    command: 'warning',
    properties: { title: 'Sentry' },
  });
});
