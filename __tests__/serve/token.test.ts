import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startStandIn } from '../../tools/stand-in/server.js';
import { REMOTE_SCHEMA_DOWN as DOWN } from '../support/remote-schema-down.js';
import { SentryEndpoint } from '../support/sentry-endpoint.js';
import { call, type RunningService, startService } from '../support/service.js';

type StandIn = Awaited<ReturnType<typeof startStandIn>>;

const TOKEN = 'token-of-the-service';

let hasura: StandIn;
let service: RunningService;

describe('a service with a token', () => {
  let sentry: SentryEndpoint;

  beforeAll(async () => {
    hasura = await startStandIn();
    sentry = await SentryEndpoint.start();
    service = await startService(['--endpoint', hasura.url, '--sentry-dsn', sentry.dsn], {
      HASURA_RELOADER_TOKEN: TOKEN,
    });
  });

  afterAll(async () => {
    await service.stop();
    await Promise.all([hasura.close(), sentry.close()]);
  });

  test.each([
    ['no token', undefined],
    ['a different token', `Bearer ${TOKEN}x`],
    ['a part of the token', `Bearer ${TOKEN.slice(0, -1)}`],
    ['an empty token', 'Bearer '],
    ['another scheme', `Basic ${TOKEN}`],
    ['the token without a scheme', TOKEN],
    ['two tokens', `Bearer ${TOKEN} ${TOKEN}`],
  ])('rejects a call with %s, and makes no run', async (_what, authorization) => {
    const headers = authorization === undefined ? {} : { authorization };
    const reply = await call(`${service.url}/reload_metadata`, { headers });
    expect(reply.status).toBe(401);
    expect(reply.headers['www-authenticate']).toMatch(/^Bearer /);
    expect(hasura.calls).toHaveLength(0);
  });

  test.each([`Bearer ${TOKEN}`, `bearer  ${TOKEN} `])('accepts "%s"', async (authorization) => {
    const reply = await call(`${service.url}/reload_metadata`, { headers: { authorization } });
    expect(reply.status).toBe(200);
  });

  test('needs no token at /healthz and /metrics', async () => {
    for (const path of ['/healthz', '/metrics']) {
      expect((await call(`${service.url}${path}`, { method: 'GET' })).status).toBe(200);
    }
  });

  test('never shows the token, and logs rejected callers', () => {
    const log = JSON.stringify(service.lines());
    expect(log).not.toContain(TOKEN.slice(0, -1));
    expect(log).toContain('Refused a call of /reload_metadata from 127.0.0.1');
  });

  test('reports each run to Sentry', async () => {
    hasura.inconsistentObjects = [DOWN];
    const headers = { authorization: `Bearer ${TOKEN}` };
    for (let run = 1; run <= 2; run++) {
      expect((await call(`${service.url}/reload_metadata`, { headers })).status).toBe(500);
      expect(sentry.events).toHaveLength(run);
    }
  });
});
