import { afterEach, beforeEach } from '@jest/globals';
import type { Report } from '../../src/model/report.js';
import { createReporter, type SentryReporter } from '../../src/sentry/reporter.js';
import { readDsn } from '../../src/settings/values.js';
import { SentryEndpoint } from '../support/sentry-endpoint.js';

/** The environment of the reported runs. */
export const ENV = {
  GITHUB_SERVER_URL: 'https://github.example.com',
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_RUN_ID: '4711',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
  HASURA_GRAPHQL_ADMIN_SECRET: 'never-to-be-sent',
};

/** A new Sentry endpoint for each test. */
export let sentry: SentryEndpoint;

beforeEach(async () => {
  sentry = await SentryEndpoint.start();
});

afterEach(() => sentry.close());

/** How a test reports; the DSN defaults to the one of the endpoint. */
export interface Sending {
  readonly dsn?: string;
  readonly environment?: string;
  readonly monitor?: string;
}

/** Opens a reporter as a run would. */
export function openTo({
  dsn: given,
  environment,
  monitor,
}: Sending = {}): Promise<SentryReporter> {
  const dsn = readDsn(given ?? sentry.dsn);
  if (!dsn) throw new Error(`${given} is not a DSN`);
  return createReporter({ dsn, environment, monitor }, ENV);
}

/** Sends a report as a run would, and returns the warnings. */
export async function send(
  report: Report,
  settings: Sending = {},
  withinMs?: number,
): Promise<string[]> {
  const reporter = await openTo(settings);
  if (settings.monitor) reporter.startCheckIn();
  return reporter.report(report, withinMs);
}

/** Runs something with another value of `http_proxy`. */
export async function withProxy(url: string | undefined, work: () => Promise<void>): Promise<void> {
  const { http_proxy: before } = process.env;
  if (url !== undefined) process.env['http_proxy'] = url;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env['http_proxy'];
    else process.env['http_proxy'] = before;
  }
}

/** Waits until a condition is true; the time limit of the test ends it otherwise. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await immediately();
}

/** Lets everything that has happened be handled. */
export function immediately(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
