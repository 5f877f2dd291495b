import { describe, expect, test } from '@jest/globals';
import { readDsn } from '../../src/settings/values.js';

describe('a DSN', () => {
  test.each([
    ['https://key@sentry.example/42', 'sentry.example'],
    ['http://key@sentry.example:9000/42', 'sentry.example:9000'],
    [`https://key:${'old'}@sentry.example/prefix/more/42`, 'sentry.example'],
    ['https://key@[::1]:9000/42', '[::1]:9000'],
  ])('%s has the host %s', (text, host) => {
    expect(readDsn(text)).toEqual({ text, host });
  });

  test.each([
    '',
    'not a DSN',
    'https://key@sentry.example.com',
    'https://key@sentry.example.com/project',
    'https://sentry.example.com/42',
    'https://two keys@sentry.example.com/42',
    'ftp://key@sentry.example.com/42',
    'https://key@sentry.example.com:99999/42',
    'https://key@sentry.example.com/42?x=1',
  ])('rejects %j', (text) => {
    expect(readDsn(text)).toBeUndefined();
  });
});
