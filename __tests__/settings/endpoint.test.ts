import { describe, expect, test } from '@jest/globals';
import { parseEndpoint, parseHeaders } from '../../src/settings/endpoint.js';

describe('an endpoint', () => {
  test.each<[given: string, url: string, cut?: string]>([
    ['https://shop.hasura.app', 'https://shop.hasura.app'],
    ['https://shop.hasura.app/prefix', 'https://shop.hasura.app/prefix'],
    ['https://shop.hasura.app/v1', 'https://shop.hasura.app/v1'],
    ['https://shop.hasura.app/v1/graphql-engine', 'https://shop.hasura.app/v1/graphql-engine'],
    ['https://shop.hasura.app/my/console-app', 'https://shop.hasura.app/my/console-app'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['HTTP://LOCALHOST', 'http://localhost'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['https://shop.hasura.app/v1/graphql', 'https://shop.hasura.app', '/v1/graphql'],
    ['https://shop.hasura.app/v1/graphql/', 'https://shop.hasura.app', '/v1/graphql/'],
    ['https://shop.hasura.app//v1/graphql', 'https://shop.hasura.app', '//v1/graphql'],
    ['https://a.b/prefix/v1/graphql', 'https://a.b/prefix', '/v1/graphql'],
    ['https://a.b/v1/metadata', 'https://a.b', '/v1/metadata'],
    ['https://a.b/v1/query', 'https://a.b', '/v1/query'],
    ['https://a.b/v2/query', 'https://a.b', '/v2/query'],
    ['https://a.b/v1alpha1/graphql', 'https://a.b', '/v1alpha1/graphql'],
    ['https://a.b/v1beta1/relay', 'https://a.b', '/v1beta1/relay'],
    ['https://a.b/console', 'https://a.b', '/console'],
    ['https://a.b/console/data/sql', 'https://a.b', '/console/data/sql'],
    ['https://a.b/prefix/console/', 'https://a.b/prefix', '/console/'],
  ])('%s', (given, url, ...[cut]) => {
    expect(parseEndpoint(given)).toEqual({
      ok: true,
      url,
      headers: {},
      notes: cut === undefined ? [] : [`Removed "${cut}" from the endpoint: using ${url}.`],
    });
  });

  test.each(['https://a.b/', 'https://a.b/prefix/'])('%s: a trailing slash', (given) => {
    expect(parseEndpoint(given)).toMatchObject({
      url: given.slice(0, -1),
      notes: ['Removed the trailing "/" from the endpoint.'],
    });
  });

  test.each<[given: string, problem: string]>([
    [
      '',
      'Input "endpoint" and the environment variable HASURA_GRAPHQL_ENDPOINT are empty: expected the URL of GraphQL Engine, such as https://my-app.hasura.app.',
    ],
    [
      'shop.hasura.app',
      'Input "endpoint" is "shop.hasura.app": expected a URL such as https://my-app.hasura.app.',
    ],
    [
      'localhost:8080',
      'Input "endpoint" is "localhost:8080": expected a URL that begins with http:// or https://.',
    ],
    [
      'ftp://a.b',
      'Input "endpoint" is "ftp://a.b": expected a URL that begins with http:// or https://.',
    ],
    [
      'https://a.b/?role=admin',
      'Input "endpoint" is "https://a.b/?role=***": expected a URL without "?" and "#".',
    ],
    ['https://a.b/#x', 'Input "endpoint" is "https://a.b/#x": expected a URL without "?" and "#".'],
    [
      `ftp://user:${'hunter2'}@a.b`,
      'Input "endpoint" is "ftp://***@a.b": expected a URL that begins with http:// or https://.',
    ],
  ])('%j is rejected', (given, problem) => {
    expect(parseEndpoint(given)).toEqual({ ok: false, problem });
  });

  test.each<[given: string, pair: string]>([
    [`https://user:${'hunter2'}@a.b/x/`, 'user:hunter2'],
    [`https://user:${'p%40ss%25'}@a.b/x/`, 'user:p@ss%'],
    ['https://token@a.b/x/', 'token:'],
    ['https://user:50%@a.b/x/', 'user:50%'],
  ])('%s: its credentials become a header', (given, pair) => {
    expect(parseEndpoint(given)).toMatchObject({
      url: 'https://a.b/x',
      headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
    });
  });
});

describe('headers', () => {
  test.each<[what: string, text: string, headers: Record<string, string>]>([
    ['none', '', {}],
    ['one', 'X-Key: value', { 'x-key': 'value' }],
    ['several, with empty lines and blanks', '\n  A:1 \r\n\r\nB :  2:3\n', { a: '1', b: '2:3' }],
    ['an empty value', 'A:', { a: '' }],
    ['the last of two alike', 'A: 1\na: 2', { a: '2' }],
    ['odd names', '!#$%&: 1', { '!#$%&': '1' }],
    ['a value of Latin 1', 'A: é\t~', { a: 'é\t~' }],
  ])('%s', (_what, text, headers) => {
    expect(parseHeaders(text)).toEqual({ headers, problems: [] });
  });

  const shape = 'expected "Name: value".';
  test.each<[text: string, problem: string]>([
    ['A: 1\nhunter2', `Input "headers", line 2, is not shown: it has no colon; ${shape}`],
    [
      'my name: hunter2',
      `Input "headers", line 1, is not shown: the text before the colon is not a header name; ${shape}`,
    ],
    [
      ': hunter2',
      `Input "headers", line 1, is not shown: the text before the colon is not a header name; ${shape}`,
    ],
    [
      'X-Key: ключ',
      'Input "headers", line 1, is not shown: the value of X-Key has a character that an HTTP header cannot carry.',
    ],
  ])('%j are rejected', (text, problem) => {
    expect(parseHeaders(text).problems).toEqual([problem]);
  });
});
