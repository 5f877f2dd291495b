import { expect, test } from '@jest/globals';
import { readInconsistentObjects } from '../../src/hasura/inconsistent-objects.js';
import type { InconsistentObject } from '../../src/model/report.js';

const read = (object: unknown) => readInconsistentObjects([object])[0];

test.each<[what: string, message: unknown, read: Partial<InconsistentObject>]>([
  ['a text', 'no route', { detail: 'no route' }],
  [
    'an HTTP exception',
    {
      type: 'http_exception',
      message: 'ConnectionTimeout',
      request: { host: 'db', port: 80, method: 'POST', path: '/graphql' },
    },
    { detail: 'ConnectionTimeout (POST db:80/graphql)', host: 'db:80' },
  ],
  [
    'an HTTP exception with less detail',
    { message: 'ConnectionTimeout', request: { host: 'db' } },
    { detail: 'ConnectionTimeout (request to db)', host: 'db' },
  ],
  ['an HTTP exception without a host', { message: 'x', request: { host: '' } }, { detail: 'x' }],
  ['an object of a newer server', { code: 7 }, { detail: '{"code":7}' }],
  ['a list', ['x'], { detail: '["x"]' }],
  ['null', null, {}],
])('a message that is %s', (_what, message, expected) => {
  const { detail, host } = read({ type: 'source', name: 'source s', message }) ?? {};
  expect({ detail, host }).toEqual({ detail: undefined, host: undefined, ...expected });
});

test('control characters are removed from names, reasons and messages', () => {
  const odd = 'a\u001b[31m\u202eb';
  expect(read({ type: odd, name: odd, reason: odd, message: odd })).toMatchObject({
    type: 'ab',
    name: 'ab',
    reason: 'ab',
    detail: 'ab',
  });
});

test.each([[null], ['text'], [[]], [7]])(
  '%j is not understood as an inconsistent object',
  (item) => {
    expect(() => read(item)).toThrow('an inconsistent object is not an object');
  },
);
