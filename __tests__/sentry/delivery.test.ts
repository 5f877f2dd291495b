import { describe, expect, test } from '@jest/globals';
import { getGlobalScope } from '@sentry/node';
import type { Answer } from '../support/sentry-endpoint.js';
import { cause, conflict, object, PAYMENTS, reportOf } from './reports.js';
import { send, sentry, withProxy } from './sending.js';

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

  test('a proxy address that is none', async () => {
    await withProxy(`http://user:${'proxy-password'}@:8080`, async () => {
      expect(await send(report)).toEqual([
        `Sentry did not get this run: its client could not be set up (TypeError): check the proxy's address${ending}`,
      ]);
    });
  });
});
