import { expect, test } from '@jest/globals';
import type { InconsistentObject } from '../../src/model/report.js';
import { cause, object, PAYMENTS, reportOf } from './reports.js';
import { ENV, send, sentry } from './sending.js';

test('an envelope contains what the report says about a cause, and nothing else', async () => {
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
      [broken, [{ file: 'metadata/remote_schemas.yaml', line: 12, column: 3, endLine: 20 }]],
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

test('a large event arrives like a small one', async () => {
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
