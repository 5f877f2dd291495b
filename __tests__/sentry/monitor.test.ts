import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/model/report.js';
import { cause, PAYMENTS, reportOf } from './reports.js';
import { ENV, openTo, send, sentry, until } from './sending.js';

describe('a monitor', () => {
  test.each<[string, Report, string]>([
    ['ok', reportOf({ durationSeconds: 12.5 }), 'ok'],
    ['error', reportOf({ causes: [cause(PAYMENTS)], durationSeconds: 12.5 }), 'error'],
  ])('gets a check-in at the beginning and one at the end: %s', async (_, report, status) => {
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

  test('gets the first check-in at once, before there is a report', async () => {
    const reporter = await openTo({ monitor: 'reload' });
    reporter.startCheckIn();
    await until(async () => sentry.envelopes.length >= 1);
    expect(sentry.checkIns).toMatchObject([{ status: 'in_progress' }]);
    await reporter.report(reportOf({}));
  });

  test('gets the last check-in only after the first was answered', async () => {
    const arrivedBefore: number[] = [];
    sentry.answer = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      arrivedBefore.push(sentry.checkIns.length);
      return { status: 200 };
    };
    expect(await send(reportOf({}), { monitor: 'reload' })).toEqual([]);
    expect(arrivedBefore).toEqual([1, 2]);
  });

  test('gets the last check-in even if the first was never answered', async () => {
    sentry.answer = ({ items }) =>
      items[0]?.payload['status'] === 'in_progress' ? 'hang' : { status: 200 };
    expect(await send(reportOf({}), { monitor: 'reload' }, 400)).toEqual([
      expect.stringMatching(/^Sentry did not get 1 check-in: \S+ did not answer in time/),
    ]);
    expect(sentry.checkIns).toMatchObject([{ status: 'in_progress' }, { status: 'ok' }]);
  });

  test('gets a single check-in if there was none at the beginning', async () => {
    const reporter = await openTo({ monitor: 'reload' });
    expect(await reporter.report(reportOf({}))).toEqual([]);
    expect(sentry.checkIns).toMatchObject([{ monitor_slug: 'reload', status: 'ok' }]);
  });

  test('that is not configured gets no check-ins', async () => {
    const reporter = await openTo();
    reporter.startCheckIn();
    await reporter.report(reportOf({}));
    expect(sentry.envelopes).toEqual([]);
  });
});
