import { describe, expect, test } from '@jest/globals';
import type { Event } from '@sentry/node';
import type { Failure, MetadataWarning, Report } from '../../src/model/report.js';
import { eventsOf } from '../../src/sentry/events.js';
import { cause, conflict, object, PAYMENTS, reportOf } from './reports.js';

const ENV = {};

const warningOf = (parts: Partial<MetadataWarning>): MetadataWarning => ({
  message: 'x',
  origin: 'server',
  ...parts,
});

describe('the events of a report with', () => {
  const failure: Failure = { kind: 'timeout', message: 'The server gave no answer.\nRaise it.' };
  const warning = warningOf({ message: 'Environment variable X is not set', code: 'illegal-env' });
  const other = object({ name: 'action pay', identity: { type: 'action', action: 'pay' } });
  const ignored = [{ object: other, pattern: 'action *' }];

  test.each<[string, Report, string[]]>([
    ['nothing', reportOf({}), []],
    ['an ignored object', reportOf({ ignored }), []],
    ['a warning that does not fail the step', reportOf({ warnings: [warning], failed: false }), []],
    [
      'a warning that fails the step',
      reportOf({ warnings: [warning], failed: true }),
      ['Environment variable X is not set'],
    ],
    [
      'a warning and a cause',
      reportOf({ causes: [cause(other)], warnings: [warning] }),
      ['action pay is inconsistent'],
    ],
    ['a warning and a failure', reportOf({ failure, warnings: [warning] }), [failure.message]],
    [
      'a refusal without a reason',
      reportOf({ failed: true, headline: 'the server refused the metadata' }),
      ['the server refused the metadata'],
    ],
    [
      'two causes',
      reportOf({ causes: [cause(PAYMENTS), cause(other, PAYMENTS)] }),
      ['remote schema payments-api is inconsistent', 'action pay is inconsistent'],
    ],
    [
      'a cause that does not fail the step',
      reportOf({ causes: [cause(other)], failed: false }),
      ['action pay is inconsistent'],
    ],
    [
      'a cause known before a failure',
      reportOf({ causes: [cause(other)], failure }),
      ['action pay is inconsistent', failure.message],
    ],
    [
      'a conflict',
      reportOf({ causes: [cause(conflict('a', 'b'))] }),
      ['conflict of remote schema a and remote schema b'],
    ],
  ])('%s', (_, report, messages) => {
    expect(eventsOf(report, ENV).map((event) => event.message)).toEqual(messages);
  });

  test('if there are too many causes, the last event counts the rest', () => {
    const causes = Array.from({ length: 73 }, (_, index) => {
      const name = `s${index}`;
      return cause(object({ name, identity: { type: 'remote_schema', remoteSchema: name } }));
    });

    const messages = eventsOf(reportOf({ causes }), ENV).map((event) => event.message);

    expect(messages).toHaveLength(50);
    expect(messages.slice(-2)).toEqual([
      'remote schema s48 is inconsistent',
      '24 more problems without an event of their own',
    ]);
  });

  test('50 causes have an event each', () => {
    const causes = Array.from({ length: 50 }, () => cause(PAYMENTS));
    const messages = eventsOf(reportOf({ causes }), ENV).map((event) => event.message);
    expect(messages).toEqual(Array(50).fill('remote schema payments-api is inconsistent'));
  });
});

describe('the fingerprint', () => {
  function fingerprint(report: Report): unknown {
    return eventsOf(report, ENV)[0]?.fingerprint;
  }

  const permission = object({
    type: 'select_permission',
    name: 'select_permission clerk in table shop.orders in source default',
    identity: {
      type: 'select_permission',
      name: 'clerk',
      table: { text: 'shop.orders', raw: { schema: 'shop', name: 'orders' } },
      source: 'default',
    },
  });

  test.each<[string, Report, string[]]>([
    [
      'a permission, by all its parts',
      reportOf({ causes: [cause(permission)] }),
      ['inconsistency', 'select_permission', 'name=clerk', 'source=default', 'table=shop.orders'],
    ],
    [
      'an object that is only a name',
      reportOf({
        causes: [
          cause(object({ type: 'new_thing', name: 'thing x', identity: { type: 'new_thing' } })),
        ],
      }),
      ['inconsistency', 'new_thing', 'name=thing x'],
    ],
    [
      'a conflict, in an order of its own',
      reportOf({ causes: [cause(conflict('b', 'a'))] }),
      ['inconsistency', 'conflict', 'remote_schema remoteSchema=a', 'remote_schema remoteSchema=b'],
    ],
    [
      'a failure, by its kind',
      reportOf({ failure: { kind: 'unauthorized', message: 'x' } }),
      ['failure', 'unauthorized'],
    ],
    [
      'a warning, by code and object',
      reportOf({
        warnings: [warningOf({ code: 'c', identity: permission.identity })],
        failed: true,
      }),
      ['warning', 'c', 'select_permission', 'name=clerk', 'source=default', 'table=shop.orders'],
    ],
    [
      'a warning of an old server, by its name',
      reportOf({
        warnings: [warningOf({ name: 'event_trigger t' })],
        failed: true,
      }),
      ['warning', '', 'event_trigger t'],
    ],
  ])('of %s', (_, report, parts) => {
    expect(fingerprint(report)).toEqual(['hasura metadata', ...parts, 'localhost:8080']);
  });

  test('stays the same when the wording of the reason changes', () => {
    const before = fingerprint(reportOf({ causes: [cause(PAYMENTS)] }));
    const reworded = { ...PAYMENTS, reason: 'another', detail: 'at 12:34', definition: { a: 1 } };
    expect(fingerprint(reportOf({ causes: [cause(reworded)] }))).toEqual(before);
  });

  test('is different for different servers', () => {
    const one = fingerprint(reportOf({ causes: [cause(PAYMENTS)], server: 'a.example.com' }));
    const two = fingerprint(reportOf({ causes: [cause(PAYMENTS)], server: 'b.example.com' }));
    expect(one).not.toEqual(two);
  });
});

describe('text in an event', () => {
  function only(report: Report): Event {
    const [event, ...others] = eventsOf(report, ENV);
    expect(others).toEqual([]);
    return event ?? {};
  }

  test('is cut to the limits of Sentry, with an ellipsis', () => {
    const long = 'x'.repeat(20_000);
    const broken = object({
      name: long,
      identity: { type: 'table', table: { text: long }, source: long },
      reason: long,
      detail: long,
      host: long,
      definition: { long },
    });
    const dependents = Array.from({ length: 500 }, () => broken);

    const event = only(reportOf({ causes: [cause(broken, ...dependents)] }));

    // The limits of Sentry for a context, a title and a tag.
    for (const context of Object.values(event.contexts ?? {})) {
      expect(JSON.stringify(context).length).toBeLessThan(8_192);
    }
    expect(event.message?.length).toBeLessThan(300);
    expect(event.tags?.['hasura.source']).toMatch(/^x{199}…$/);
    expect(event.contexts).toMatchObject({
      inconsistency: { reason: expect.stringMatching(/^x+…$/) },
      dependents: { count: 500 },
    });
  });

  test.each<[string, Failure | undefined]>([
    ['a failure', { kind: 'timeout', message: 'x'.repeat(20_000) }],
    ['a warning', undefined],
  ])('about %s is cut to the limit of Sentry', (_, failure) => {
    const warnings = [warningOf({ message: 'x'.repeat(20_000) })];
    const event = only(reportOf({ warnings, failed: true, ...(failure && { failure }) }));
    expect(event.message).toMatch(/^x{3999}…$/);
  });

  test('is well-formed and has no control characters', () => {
    const reason = 'half \ud83d of a pair, \u001b[31mred\u001b[0m, \u0000 and\ttab\nline, whole 🦀';
    expect(only(reportOf({ causes: [cause(object({ reason }))] })).contexts).toMatchObject({
      inconsistency: { reason: 'half \ufffd of a pair, red,  and\ttab\nline, whole 🦀' },
    });
  });

  test('is not cut within a surrogate pair', () => {
    const { contexts } = only(
      reportOf({ causes: [cause(object({ reason: '🦀'.repeat(5_000) }))] }),
    );
    expect(JSON.stringify(contexts)).not.toMatch(/\\ud8/);
  });

  test('is one line in a tag or a title', () => {
    const identity = { type: 'remote_schema', remoteSchema: 'a\nb', source: 'c\r\n d' };
    expect(only(reportOf({ causes: [cause(object({ identity }))] }))).toMatchObject({
      message: expect.stringMatching(/^remote schema a b /),
      tags: { 'hasura.source': 'c d' },
    });
  });

  test('that is empty makes no tag', () => {
    const report = reportOf({ failure: { kind: 'invalid-input', message: 'x' }, server: '' });
    expect(eventsOf(report, { GITHUB_RUN_ID: '1' })[0]?.tags).toEqual({});
  });

  test('about a failure or a warning names its location', () => {
    const location = { file: 'metadata/tables.yaml', line: 3, column: 5 };
    const warning = warningOf({});
    const failure = { kind: 'load', message: 'y', location };
    expect(only(reportOf({ failure })).contexts).toEqual({
      failure: { kind: 'load', location: 'metadata/tables.yaml:3:5' },
    });
    const warned = reportOf({
      warnings: [warning],
      failed: true,
      locations: new Map([[warning, [location]]]),
    });
    expect(only(warned).contexts).toEqual({ warning: { location: 'metadata/tables.yaml:3:5' } });
  });
});
