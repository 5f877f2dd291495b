import { describe, expect, test } from '@jest/globals';
import { createRedactor, formsOfSecret } from '../../src/redact/redactor.js';

/** Made up at run time: no scanner is to take them for real. */
const planted = (what: string): string => ['planted', '7', what].join('-');
const P = planted('word');
/** As a service makes tokens. */
const TOKEN = ['pLantEd7', 'tOken5xY', 'z0Q8wE3r'].join('');

const redactor = createRedactor([]);

describe('a secret in JSON goes, and names stay', () => {
  test.each<[what: string, before: unknown, after: unknown]>([
    [
      'headers as a list',
      {
        headers: [
          { name: 'A', value: P },
          { name: 'B', value_from_env: 'ENV' },
        ],
      },
      {
        headers: [
          { name: 'A', value: '***' },
          { name: 'B', value_from_env: 'ENV' },
        ],
      },
    ],
    ['headers as pairs', { requestHeaders: [['A', P]] }, { requestHeaders: [['A', '***']] }],
    [
      'headers as an object',
      { requestHeaders: { A: P, B: [P], C: 7777777 } },
      { requestHeaders: { A: '***', B: '***', C: '***' } },
    ],
    ['headers as a text', { requestHeaders: `A: ${P}` }, { requestHeaders: '***' }],
    ['headers as lines', { headers: [`A: ${P}`] }, { headers: ['A: ***'] }],
    [
      'headers of another form',
      { headers: [{ name: 'A', values: [P], text: P }] },
      { headers: [{ name: 'A', values: '***', text: '***' }] },
    ],
    [
      'headers that a transform adds and removes',
      { add_headers: { A: P }, remove_headers: ['B'] },
      { add_headers: { A: '***' }, remove_headers: ['B'] },
    ],
    [
      'headers that are forwarded',
      { forward_client_headers: true },
      { forward_client_headers: true },
    ],
    [
      'a secret by its key',
      { admin_secret: P, jwt_token: P, password: 1234567, keyFile: 'x' },
      { admin_secret: '***', jwt_token: '***', password: '***', keyFile: 'x' },
    ],
    [
      'a secret out of the environment',
      { password: { from_env: 'DB_PASSWORD' } },
      { password: { from_env: 'DB_PASSWORD' } },
    ],
    [
      'connection parameters',
      { connection_parameters: { host: 'db.example', password: P } },
      { connection_parameters: { host: 'db.example', password: '***' } },
    ],
    [
      'a service account as an object',
      { service_account: { private_key: P, project_id: 'x' } },
      { service_account: '***' },
    ],
    [
      'a service account as a text',
      { service_account: `{"private_key":"${P}"}` },
      { service_account: '***' },
    ],
    [
      'secrets in a list',
      { tokens: [P], passwords: [P], api_keys: { a: P } },
      { tokens: '***', passwords: '***', api_keys: '***' },
    ],
    [
      'the path of a request',
      { request: { host: 'a.example', path: `/hook/${TOKEN}`, queryString: `?code=${P}` } },
      { request: { host: 'a.example', path: '/hook/***', queryString: '?code=***' } },
    ],
    ['a secret within a key', { [`postgres://a:${P}@one/x`]: 1 }, { 'postgres://***@one/x': 1 }],
  ])('%s', (_what, before, after) => {
    expect(redactor.json(before)).toEqual(after);
  });

  test('however deep it lies', () => {
    let deep: unknown = { password: P };
    for (let at = 0; at < 20_000; at++) deep = at % 2 ? [deep] : { a: deep };
    const text = JSON.stringify({ top: redactor.json(deep) });
    expect(text).not.toContain(P);
    expect(text.length).toBeLessThan(2000);
  });
});

describe('what was given goes in every form', () => {
  const given = `${planted('given')} "7"/ä`;
  const knowing = createRedactor([given]);
  test.each<[form: string, of: (secret: string) => string]>([
    ['as it is', (secret) => secret],
    ['URL-encoded', encodeURIComponent],
    ['as a part of a URL', encodeURI],
    ['as of a form', (secret) => new URLSearchParams({ a: secret }).toString().slice(2)],
    ['as JSON', (secret) => JSON.stringify(secret).slice(1, -1)],
    ['as JSON in JSON', (secret) => JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['as base64', (secret) => Buffer.from(secret).toString('base64')],
    ['as base64 for URLs', (secret) => Buffer.from(secret).toString('base64url')],
    ['as HTML', (secret) => secret.replaceAll('"', '&quot;')],
  ])('%s', (_form, of) => {
    expect(knowing.text(`before ${of(given)} after`)).toBe('before *** after');
    expect(knowing.json({ [of(given)]: 1 })).toEqual({ '***': 1 });
  });

  test.each<[form: string, headers: unknown, expected: unknown]>([
    ['of an object', [{ name: given, value: 'x' }], [{ name: '***', value: '***' }]],
    ['of an object, as a list', [{ name: [given], value: 'x' }], [{ name: ['***'], value: '***' }]],
    ['of a pair', [[given, 'x']], [['***', '***']]],
    ['as a key', { [given]: 'x' }, { '***': '***' }],
    ['as a key of an object', [{ name: 'A', [given]: 'x' }], [{ name: 'A', '***': '***' }]],
  ])('as the name of a header: %s', (_form, headers, expected) => {
    expect(knowing.json({ headers })).toEqual({ headers: expected });
  });

  test('each line of several, and trimmed', () => {
    expect(formsOfSecret(` ${planted('one')} \n ${planted('two')}`)).toEqual(
      expect.arrayContaining([planted('one'), planted('two')]),
    );
  });
});
