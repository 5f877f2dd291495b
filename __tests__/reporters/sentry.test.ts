import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { getGlobalScope } from '@sentry/node';
import type { InconsistentObject, Report } from '../../src/report/model.js';
import { DELIVERY_MS, openSentry, type SentrySettings } from '../../src/reporters/sentry.js';
import { type Answer, SentryEndpoint } from '../support/sentry-endpoint.js';
import { cause, conflict, object, PAYMENTS, reportOf } from './sentry/reports.js';

let sentry: SentryEndpoint;

beforeEach(async () => {
  sentry = await SentryEndpoint.start();
});

afterEach(async () => {
  await sentry.close();
  jest.useRealTimers();
});

const ENV = {
  GITHUB_SERVER_URL: 'https://github.example.com',
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_RUN_ID: '4711',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
  HASURA_GRAPHQL_ADMIN_SECRET: 'never-to-be-sent',
};

/** All but `setTimeout`: what comes over the network comes in its own time. */
const REAL_TIMERS = ['nextTick', 'queueMicrotask', 'setImmediate', 'Date', 'performance'] as const;

/** Sends a report as a run would, and gives the warnings. */
async function send(
  report: Report,
  settings: Partial<SentrySettings> = {},
  withinMs?: number,
): Promise<string[]> {
  const reporter = await openSentry({ dsn: sentry.dsn, ...settings }, ENV);
  if (settings.monitor) reporter.startCheckIn();
  return reporter.report(report, withinMs);
}

test('an envelope holds what the report says of a cause, and nothing else', async () => {
  const broken = object({
    ...PAYMENTS,
    reason: 'HTTP exception occurred while sending the request to "http://payments:8080/graphql"',
    detail: 'ConnectionFailure: getAddrInfo: Name or service not known',
    host: 'payments:8080',
    definition: { name: 'payments-api', definition: { headers: [{ value: '***' }] } },
    unforeseen: { hint: 'for the summary only' },
  });
  const field = object({
    type: 'remote_relationship',
    name: 'remote_relationship charge in table orders in source default',
    identity: {
      type: 'remote_relationship',
      name: 'charge',
      table: { text: 'orders' },
      source: 'default',
    },
  });
  const report = reportOf({
    causes: [cause(broken, field)],
    server: 'hasura.example.com:8443/prefix',
    serverVersion: 'v2.48.1',
    locations: new Map([
      [broken, { file: 'metadata/remote_schemas.yaml', line: 12, column: 3, endLine: 20 }],
    ]),
  });

  expect(await send(report, { environment: 'staging' })).toEqual([]);

  const [envelope, ...others] = sentry.envelopes;
  expect(others).toEqual([]);
  expect(envelope?.method).toBe('POST');
  expect(envelope?.url).toMatch(
    new RegExp(
      `^/api/42/envelope/\\?sentry_version=7&sentry_key=${sentry.key}&sentry_client=[\\w.%]+$`,
    ),
  );
  expect(Object.keys(envelope?.httpHeaders ?? {}).sort()).toEqual([
    'connection',
    'host',
    'transfer-encoding',
    'user-agent',
  ]);
  const sdk = {
    name: 'sentry.javascript.node',
    version: expect.stringMatching(/^11\./),
  };
  const id = expect.stringMatching(/^[0-9a-f]{32}$/);
  expect(envelope?.header).toEqual({
    event_id: id,
    sent_at: expect.any(String),
    sdk,
    trace: {
      environment: 'staging',
      public_key: sentry.key,
      release: ENV.GITHUB_SHA,
      trace_id: id,
    },
  });
  expect(envelope?.items).toEqual([
    {
      header: { type: 'event' },
      payload: {
        event_id: id,
        timestamp: expect.any(Number),
        platform: 'node',
        level: 'error',
        message: 'remote schema payments-api is inconsistent',
        fingerprint: [
          'hasura metadata',
          'inconsistency',
          'remote_schema',
          'remoteSchema=payments-api',
          'hasura.example.com:8443/prefix',
        ],
        release: ENV.GITHUB_SHA,
        environment: 'staging',
        tags: {
          'hasura.type': 'remote_schema',
          server: 'hasura.example.com:8443',
          server_version: 'v2.48.1',
          'github.run_url': 'https://github.example.com/acme/shop/actions/runs/4711/attempts/2',
        },
        contexts: {
          inconsistency: {
            reason:
              'HTTP exception occurred while sending the request to "http://payments:8080/graphql"',
            detail: 'ConnectionFailure: getAddrInfo: Name or service not known',
            host: 'payments:8080',
            location: 'metadata/remote_schemas.yaml:12:3',
          },
          dependents: { count: 1, names: ['remote relationship charge on orders in default'] },
          definition: { json: JSON.stringify(broken.definition, undefined, 2) },
          runtime: { name: 'node', version: process.version },
          trace: { trace_id: id, span_id: expect.stringMatching(/^[0-9a-f]{16}$/) },
        },
        sdk: {
          ...sdk,
          integrations: [],
          packages: [{ name: 'npm:@sentry/node', version: sdk.version }],
          settings: { infer_ip: 'never' },
        },
      },
    },
  ]);
});

describe('a delivery that goes wrong is one warning', () => {
  const ending = ". The step's result does not depend on it.";
  const report = reportOf({ causes: [cause(PAYMENTS)] });

  test.each<[string, Answer, string]>([
    ['400', { status: 400 }, 'HOST answered 400, it cannot read what was sent'],
    ['401', { status: 401 }, 'HOST answered 401, it does not know the key in the DSN'],
    [
      '403',
      { status: 403 },
      'HOST answered 403, it does not accept the key in the DSN, or not for this project',
    ],
    ['404', { status: 404 }, 'HOST answered 404, it knows no such project: check the DSN'],
    [
      '407',
      { status: 407 },
      'HOST answered 407, which means that the proxy on the way wants other credentials',
    ],
    ['413', { status: 413 }, 'HOST answered 413, it is too large'],
    ['418', { status: 418 }, 'HOST answered 418'],
    ['429', { status: 429 }, 'HOST answered 429, the rate limit or the quota is used up'],
    ['500', { status: 500 }, 'HOST answered 500, an error of its own'],
    ['503', { status: 503 }, 'HOST answered 503, an error of its own'],
    [
      'a redirect',
      { status: 302, headers: { location: '/elsewhere' } },
      'HOST answered 302, a redirect, and those are not followed',
    ],
    ['a reset', 'reset', 'the connection to HOST was closed before an answer came'],
    ['a hang', 'hang', 'HOST gave no answer in time'],
  ])('%s', async (_, answer, complaint) => {
    sentry.answer = () => answer;
    expect(await send(report, {}, 400)).toEqual([
      `Sentry did not get 1 event: ${complaint.replace('HOST', sentry.host)}${ending}`,
    ]);
    expect(sentry.events).toHaveLength(1);
  });

  test('refused', async () => {
    const { host } = sentry;
    await sentry.close();
    expect(await send(report)).toEqual([
      `Sentry did not get 1 event: the connection to ${host} was refused${ending}`,
    ]);
  });

  test('a name that does not resolve', async () => {
    const dsn = `https://${sentry.key}@sentry.invalid/42`;
    expect(await send(report, { dsn })).toEqual([
      `Sentry did not get 1 event: the name sentry.invalid does not resolve${ending}`,
    ]);
  });

  test('no TLS', async () => {
    const [warning, ...others] = await send(report, { dsn: sentry.dsn.replace('http', 'https') });
    expect(others).toEqual([]);
    expect(warning).toMatch(/^Sentry did not get 1 event: no trusted TLS .*\(E[A-Z_]+\)\. /);
  });

  test('no more than one for all that went wrong the same way', async () => {
    sentry.answer = ({ items }) => ({ status: items[0]?.header.type === 'event' ? 500 : 403 });
    const broken = reportOf({ causes: [cause(PAYMENTS), cause(conflict('a', 'b'))] });
    expect((await send(broken, { monitor: 'reload' })).sort()).toEqual([
      expect.stringMatching(/^Sentry did not get 2 check-ins: \S+ answered 403/),
      expect.stringMatching(/^Sentry did not get 2 events: \S+ answered 500/),
    ]);
  });

  test('what Sentry took is not complained about', async () => {
    let count = 0;
    sentry.answer = () => ({ status: ++count > 1 ? 500 : 200 });
    const broken = reportOf({ causes: [cause(PAYMENTS), cause(conflict('a', 'b'))] });
    expect(await send(broken)).toEqual([
      expect.stringMatching(/^Sentry did not get 1 event: \S+ answered 500/),
    ]);
  });

  test('a rate limit set before', async () => {
    sentry.answer = () => ({ status: 429, headers: { 'retry-after': '60' } });
    expect(await send(reportOf({}), { monitor: 'reload' })).toEqual([
      expect.stringMatching(/^Sentry did not get 1 check-in: \S+ answered 429/),
      `Sentry did not get 1 check-in: ${sentry.host} had set a rate limit on what came before${ending}`,
    ]);
    expect(sentry.checkIns).toHaveLength(1);
  });

  test("thrown away by Sentry's client", async () => {
    let dropping = true;
    getGlobalScope().addEventProcessor((event) => (dropping ? null : event));
    try {
      expect(await send(report)).toEqual([
        `Sentry did not get 1 event: Sentry's client did not send it${ending}`,
      ]);
    } finally {
      dropping = false;
    }
  });

  test('an event that cannot be made', async () => {
    const broken = object({ ...PAYMENTS, definition: { impossible: 1n } });
    expect(await send(reportOf({ causes: [cause(broken)] }))).toEqual([
      `Sentry did not get this run: an event could not be made (TypeError)${ending}`,
    ]);
  });

  test.each([
    '',
    'not a DSN',
    'https://secretkey@sentry.example.com',
    'https://secretkey@sentry.example.com/project',
    'https://sentry.example.com/42',
    'https://secret key@sentry.example.com/42',
    'ftp://secretkey@sentry.example.com/42',
    'https://secretkey@sentry.example.com:99999/42',
    'https://secretkey@sentry.example.com/42?x=1',
  ])('the DSN %j', async (dsn) => {
    const printed = jest.spyOn(console, 'error').mockImplementation(() => {});
    try {
      expect(await send(report, { dsn, monitor: 'reload' })).toEqual([
        `Sentry did not get this run: the DSN is none (expected: https://<key>@<host>/<project>)${ending}`,
      ]);
      expect(printed).not.toHaveBeenCalled();
    } finally {
      printed.mockRestore();
    }
  });

  test('a proxy address that is none', async () => {
    await withProxy(`http://user:${'proxy-password'}@:8080`, async () => {
      expect(await send(report)).toEqual([
        `Sentry did not get this run: its client could not be set up (TypeError): check the proxy's address${ending}`,
      ]);
    });
  });
});

describe('a monitor', () => {
  test.each<[string, Report, string]>([
    ['ok', reportOf({ durationSeconds: 12.5 }), 'ok'],
    ['error', reportOf({ causes: [cause(PAYMENTS)], durationSeconds: 12.5 }), 'error'],
  ])('is told of the beginning and of the end: %s', async (_, report, status) => {
    expect(await send(report, { monitor: 'reload', environment: 'prod' })).toEqual([]);

    const [begun, ended, ...others] = sentry.checkIns;
    expect(others).toEqual([]);
    const common = {
      check_in_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      monitor_slug: 'reload',
      release: ENV.GITHUB_SHA,
      environment: 'prod',
    };
    expect(begun).toEqual({ ...common, status: 'in_progress' });
    expect(ended).toEqual({ ...common, status, duration: 12.5 });
    expect(ended?.['check_in_id']).toBe(begun?.['check_in_id']);
  });

  test('is told at once, before there is a report', async () => {
    const reporter = await openSentry({ dsn: sentry.dsn, monitor: 'reload' }, ENV);
    reporter.startCheckIn();
    await arrival(1);
    expect(sentry.checkIns).toMatchObject([{ status: 'in_progress' }]);
    await reporter.report(reportOf({}));
  });

  test('is told of the end only after the beginning was taken', async () => {
    const arrivedBefore: number[] = [];
    sentry.answer = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      arrivedBefore.push(sentry.checkIns.length);
      return { status: 200 };
    };
    expect(await send(reportOf({}), { monitor: 'reload' })).toEqual([]);
    expect(arrivedBefore).toEqual([1, 2]);
  });

  test('is told of the end though the beginning was never answered', async () => {
    sentry.answer = ({ items }) =>
      items[0]?.payload['status'] === 'in_progress' ? 'hang' : { status: 200 };
    expect(await send(reportOf({}), { monitor: 'reload' }, 400)).toEqual([
      expect.stringMatching(/^Sentry did not get 1 check-in: \S+ gave no answer in time/),
    ]);
    expect(sentry.checkIns).toMatchObject([{ status: 'in_progress' }, { status: 'ok' }]);
  });

  test('is told in one go where the beginning was not', async () => {
    const reporter = await openSentry({ dsn: sentry.dsn, monitor: 'reload' }, ENV);
    expect(await reporter.report(reportOf({}))).toEqual([]);
    expect(sentry.checkIns).toMatchObject([{ monitor_slug: 'reload', status: 'ok' }]);
  });

  test('that was not asked for is not told', async () => {
    const reporter = await openSentry({ dsn: sentry.dsn }, ENV);
    reporter.startCheckIn();
    await reporter.report(reportOf({}));
    expect(sentry.envelopes).toEqual([]);
  });
});

describe('when a report is done', () => {
  test.each<[string, Answer]>([
    ['was answered', { status: 200 }],
    ['hangs', 'hang'],
    ['hangs within its answer', 'hang-in-body'],
  ])('nothing is left of one that %s', async (_, answer) => {
    sentry.answer = () => answer;
    const listeners = countListeners();
    await send(reportOf({ causes: [cause(PAYMENTS)] }), { monitor: 'reload' }, 400);
    expect(countListeners()).toEqual(listeners);
    await until(async () => (await sentry.connections()) === 0);
  });

  test.each<[string, (url: string) => { dsn?: string; proxy?: string }]>([
    ['a proxy', (host) => ({ proxy: `http://user:proxy-password@${host}` })],
    ['a TLS handshake', (host) => ({ dsn: `https://${sentry.key}@${host}/42` })],
  ])('nothing is left of %s that hangs', async (_, place) => {
    const accepted = new Set<Socket>();
    const mute = createServer((socket) => {
      accepted.add(socket.on('close', () => accepted.delete(socket)));
      socket.on('error', () => {}).resume();
    });
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { dsn = sentry.dsn, proxy } = place(`127.0.0.1:${(mute.address() as AddressInfo).port}`);
    await withProxy(proxy, async () => {
      const reporter = await openSentry({ dsn }, ENV);
      jest.useFakeTimers({ doNotFake: [...REAL_TIMERS] });
      const reported = reporter.report(reportOf({ causes: [cause(PAYMENTS)] }));
      while (accepted.size === 0) {
        await jest.advanceTimersByTimeAsync(1);
        await immediately();
      }
      await jest.advanceTimersByTimeAsync(DELIVERY_MS);
      expect(await reported).toEqual([
        expect.stringMatching(/^Sentry did not get 1 event: \S+ gave no answer in time/),
      ]);
    });
    await until(async () => accepted.size === 0 && jest.getTimerCount() === 0);
    await new Promise((resolve) => mute.close(resolve));
  });

  test('five seconds have passed at most', async () => {
    sentry.answer = () => 'hang';
    const reporter = await openSentry({ dsn: sentry.dsn, monitor: 'reload' }, ENV);
    reporter.startCheckIn();
    jest.useFakeTimers({ doNotFake: [...REAL_TIMERS] });
    let warnings: string[] | undefined;
    const reported = reporter.report(reportOf({ causes: [cause(PAYMENTS)] })).then((given) => {
      warnings = given;
    });
    await jest.advanceTimersByTimeAsync(4_700);
    expect(warnings).toBeUndefined();
    await jest.advanceTimersByTimeAsync(300);
    await reported;
    expect(warnings).toHaveLength(1);
  });
});

test('a large event arrives as a small one does', async () => {
  // Sentry's client compresses what is longer than 32 KiB, and these take twice their length.
  const long = '"'.repeat(10_000);
  const broken = object({ ...PAYMENTS, reason: long, detail: long, definition: long });
  const dependents = Array<InconsistentObject>(30).fill(
    object({ identity: { type: 'remote_schema', remoteSchema: long } }),
  );
  expect(await send(reportOf({ causes: [cause(broken, ...dependents)] }))).toEqual([]);
  expect(sentry.envelopes[0]?.httpHeaders['content-encoding']).toBe('gzip');
  expect(sentry.events).toMatchObject([{ message: 'remote schema payments-api is inconsistent' }]);
});

async function withProxy(url: string | undefined, work: () => Promise<void>): Promise<void> {
  const { http_proxy: before } = process.env;
  if (url !== undefined) process.env['http_proxy'] = url;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env['http_proxy'];
    else process.env['http_proxy'] = before;
  }
}

function countListeners(): Record<string, number> {
  return Object.fromEntries(
    process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
  );
}

function arrival(count: number): Promise<void> {
  return until(async () => sentry.envelopes.length >= count);
}

/** Fails by the test's own time limit where it never comes true. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await immediately();
}

function immediately(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
