import { describe, expect, test } from '@jest/globals';
import { getGlobalScope } from '@sentry/node';
import type { Answer } from '../support/sentry-endpoint.js';
import { cause, conflict, object, PAYMENTS, reportOf } from './reports.js';
import { send, sentry, withProxy } from './sending.js';

describe('a failed delivery is reported as one warning', () => {
  const ending = '. This does not change the result of the step.';
  const report = reportOf({ causes: [cause(PAYMENTS)] });

  test.each<[string, Answer, string]>([
    ['400', { status: 400 }, 'HOST answered 400, the request is invalid'],
    ['401', { status: 401 }, 'HOST answered 401, the key in the DSN is unknown'],
    [
      '403',
      { status: 403 },
      'HOST answered 403, the key in the DSN is not accepted, or not for this project',
    ],
    ['404', { status: 404 }, 'HOST answered 404, the project does not exist: check the DSN'],
    ['407', { status: 407 }, 'HOST answered 407, the proxy requires other credentials'],
    ['413', { status: 413 }, 'HOST answered 413, the request is too large'],
    ['418', { status: 418 }, 'HOST answered 418'],
    ['429', { status: 429 }, 'HOST answered 429, the rate limit or the quota is used up'],
    ['500', { status: 500 }, 'HOST answered 500, a server error'],
    ['503', { status: 503 }, 'HOST answered 503, a server error'],
    [
      'a redirect',
      { status: 302, headers: { location: '/elsewhere' } },
      'HOST answered 302, a redirect, which is not followed',
    ],
    ['a reset', 'reset', 'the connection to HOST was closed before an answer came'],
    ['a hang', 'hang', 'HOST did not answer in time'],
  ])('%s', async (_, answer, complaint) => {
    sentry.answer = () => answer;
    expect(await send(report, {}, 400)).toEqual([
      `Sentry did not get 1 event: ${complaint.replace('HOST', sentry.host)}${ending}`,
    ]);
    expect(sentry.events).toHaveLength(1);
  });

  test('a refused connection', async () => {
    const { host } = sentry;
    await sentry.close();
    expect(await send(report)).toEqual([
      `Sentry did not get 1 event: the connection to ${host} was refused${ending}`,
    ]);
  });

  test('a host name that does not resolve', async () => {
    const dsn = `https://${sentry.key}@sentry.invalid/42`;
    expect(await send(report, { dsn })).toEqual([
      `Sentry did not get 1 event: the host name sentry.invalid does not resolve${ending}`,
    ]);
  });

  test('a server without TLS', async () => {
    const [warning, ...others] = await send(report, { dsn: sentry.dsn.replace('http', 'https') });
    expect(others).toEqual([]);
    expect(warning).toMatch(
      /^Sentry did not get 1 event: no trusted TLS connection .*\(E[A-Z_]+\)\. /,
    );
  });

  test('deliveries that failed for the same reason share one warning', async () => {
    sentry.answer = ({ items }) => ({ status: items[0]?.header.type === 'event' ? 500 : 403 });
    const broken = reportOf({ causes: [cause(PAYMENTS), cause(conflict('a', 'b'))] });
    expect((await send(broken, { monitor: 'reload' })).sort()).toEqual([
      expect.stringMatching(/^Sentry did not get 2 check-ins: \S+ answered 403/),
      expect.stringMatching(/^Sentry did not get 2 events: \S+ answered 500/),
    ]);
  });

  test('deliveries that Sentry accepted are not counted', async () => {
    let count = 0;
    sentry.answer = () => ({ status: ++count > 1 ? 500 : 200 });
    const broken = reportOf({ causes: [cause(PAYMENTS), cause(conflict('a', 'b'))] });
    expect(await send(broken)).toEqual([
      expect.stringMatching(/^Sentry did not get 1 event: \S+ answered 500/),
    ]);
  });

  test('a rate limit that Sentry set before', async () => {
    sentry.answer = () => ({ status: 429, headers: { 'retry-after': '60' } });
    expect(await send(reportOf({}), { monitor: 'reload' })).toEqual([
      expect.stringMatching(/^Sentry did not get 1 check-in: \S+ answered 429/),
      `Sentry did not get 1 check-in: ${sentry.host} had set a rate limit before${ending}`,
    ]);
    expect(sentry.checkIns).toHaveLength(1);
  });

  test("an event that Sentry's client discards", async () => {
    let dropping = true;
    getGlobalScope().addEventProcessor((event) => (dropping ? null : event));
    try {
      expect(await send(report)).toEqual([
        `Sentry did not get 1 event: Sentry's client discarded it${ending}`,
      ]);
    } finally {
      dropping = false;
    }
  });

  test('an event that cannot be created', async () => {
    const broken = object({ ...PAYMENTS, definition: { impossible: 1n } });
    expect(await send(reportOf({ causes: [cause(broken)] }))).toEqual([
      `Sentry did not get this run: an event could not be created (TypeError)${ending}`,
    ]);
  });

  test('an invalid proxy address', async () => {
    await withProxy(`http://user:${'proxy-password'}@:8080`, async () => {
      expect(await send(report)).toEqual([
        `Sentry did not get this run: its client could not be set up (TypeError): check the proxy's address${ending}`,
      ]);
    });
  });
});
