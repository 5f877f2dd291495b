import { describe, expect, test } from '@jest/globals';
import { createRedactor } from '../../src/redact/redactor.js';

/** In two parts, so that nobody's scanner takes the tests for a leak. */
const KEY = ['PRIVATE', 'KEY'].join(' ');

/** Made up at run time: no scanner is to take them for real. */
const planted = (what: string): string => ['planted', '7', what].join('-');
/** As a service makes tokens: letters of both cases and digits, up to 24 of them. */
const TOKEN = ['pLantEd7', 'tOken5xY', 'z0Q8wE3r'].join('');

const redactor = createRedactor([]);

describe('a text without secrets stays as it is', () => {
  test.each([
    'connection to server at "db.internal" (10.1.2.3), port 5432 failed: Connection refused',
    "environment variable 'PAYMENTS_URL' not set",
    'https://payments.example:8443/graphql/v1/orders answered 503',
    'could not translate host name "db.example" to address: Name or service not known',
    'table "author" is not tracked; did you mean schema.author?',
    'field "password" of type "User" not found',
    'the token expired; a token is needed; bearer of bad news',
    'http://localhost:3000/@scope/package',
    'In the query: { a(where: {id: {_eq: 1}}) { id } }',
    '{{ACTION_BASE_URL}}/orders/cancel',
    'postgres://db.example/shop: role "clerk" does not exist',
    'https://hooks.example/2024-10-release-notes/introduction-to-the-service-v2',
  ])('%s', (text) => {
    expect(redactor.text(text)).toBe(text);
  });
});

const P = planted('word');

/** What surrounds the secret stays: hosts, paths, names. */
const TEXTS: readonly (readonly [before: string, after: string])[] = [
  [`postgres://shop:${P}@db.example:5432/shop`, 'postgres://***@db.example:5432/shop'],
  [`postgres://shop:p@${P}@db.example/shop`, 'postgres://***@db.example/shop'],
  [`postgres://shop:${P}/#?@db.example/shop`, 'postgres://***@db.example/shop'],
  [`postgres://shop:12/${P}@db.example/shop`, 'postgres://***@db.example/shop'],
  [`postgres://shop:a ${P}@db.example/shop`, 'postgres://***@db.example/shop'],
  [`postgres://shop:a"${P}@db.example/shop`, 'postgres://***@db.example/shop'],
  [`postgres://shop:a@b"${P}@db.example/shop`, 'postgres://***@db.example/shop'],
  [`postgres://shop:a<${P}>'@db.example/shop`, 'postgres://***@db.example/shop'],
  [`postgres://shop:a\\${P}@db.example/shop`, 'postgres://***@db.example/shop'],
  [
    `"postgres://a:${P}@one/x" and "postgres://b:${P}@two/y"`,
    '"postgres://***@one/x" and "postgres://***@two/y"',
  ],
  [
    `{"u":"postgres://a:${P}@one/x","mail":"me@two"}`,
    '{"u":"postgres://***@one/x","mail":"me@two"}',
  ],
  [`https://${P}@git.example/repo`, 'https://***@git.example/repo'],
  [
    `mongodb+srv://shop:${P}@cluster.example/?w=majority`,
    'mongodb+srv://***@cluster.example/?w=***',
  ],
  [
    `jdbc:sqlserver://db.example:1433;user=sa;password=${P};encrypt=true`,
    'jdbc:sqlserver://db.example:1433;user=***;password=***;encrypt=***',
  ],
  [`jdbc:oracle:thin:shop/${P}@//db.example:1521/XE`, 'jdbc:oracle:thin:***@//db.example:1521/XE'],
  [
    `jdbc:snowflake://acme.example/?user=x&pwd=${P}`,
    'jdbc:snowflake://acme.example/?user=***&pwd=***',
  ],
  [
    `host=db.example user=shop password=${P} dbname=shop`,
    'host=db.example user=shop password=*** dbname=shop',
  ],
  [
    `host=db.example password='it\\'s ${P}' dbname=shop`,
    'host=db.example password=*** dbname=shop',
  ],
  [`host=db.example password=a,b&${P}"x dbname=shop`, 'host=db.example password=*** dbname=shop'],
  [
    `Server=db.example,1433;Uid=sa;Pwd=${P};Encrypt=yes`,
    'Server=db.example,1433;Uid=sa;Pwd=***;Encrypt=yes',
  ],
  [`Server=db.example;Pwd={a;b}}${P}};Encrypt=yes`, 'Server=db.example;Pwd=***;Encrypt=yes'],
  [`Server=db.example;Pwd=a"b ${P};Encrypt=yes`, 'Server=db.example;Pwd=***;Encrypt=yes'],
  [`Server=db.example;PWD=a,b&c)${P}`, 'Server=db.example;PWD=***'],
  [
    `Server=db.example;Password = ${P} ; Encrypt=yes`,
    'Server=db.example;Password = *** ; Encrypt=yes',
  ],
  [`Login failed; password: ${P}, host db.example`, 'Login failed; password: ***, host db.example'],
  [`password="${P} that was cut`, 'password=***'],
  [
    `AccountName=shop;AccountKey=${P}==;EndpointSuffix=core`,
    'AccountName=shop;AccountKey=***;EndpointSuffix=core',
  ],
  [
    `{"type":"service_account","private_key":"-----BEGIN ${KEY}-----\\n${P}\\n-----END ${KEY}-----\\n"}`,
    '{"type":"service_account","private_key":***}',
  ],
  [`{\\"client_secret\\": \\"${P}\\", \\"a\\": 1}`, '{\\"client_secret\\": ***, \\"a\\": 1}'],
  [`-----BEGIN RSA ${KEY}-----\n${P}`, '***'],
  [`Authorization: Bearer ${P}`, 'Authorization: Bearer ***'],
  [`authorization header "Basic ${P}7="`, 'authorization header "Basic ***"'],
  [`X-Hasura-Admin-Secret: ${P}`, 'X-Hasura-Admin-Secret: ***'],
  [`x-hasura-admin-secret=${P}`, 'x-hasura-admin-secret=***'],
  [`https://hooks.example/services/T7/B7/${TOKEN}`, 'https://hooks.example/services/T7/B7/***'],
  [`https://api.example/bot123456:${TOKEN}/send`, 'https://api.example/***/send'],
  [
    `https://api.example/hook?code=${P}&name=${P}#x`,
    'https://api.example/hook?code=***&name=***#x',
  ],
  [`{{BASE_URL}}/hook/${TOKEN}?code=${P}`, '{{BASE_URL}}/hook/***?code=***'],
  [
    `POST payments.example:443/hook/${TOKEN}?sig=${P} failed`,
    'POST payments.example:443/hook/***?sig=*** failed',
  ],
  [`/relative/hook?code=${P}`, '/relative/hook?code=***'],
  [`https://hooks.example/${planted('x')}-${TOKEN.toLowerCase()}`, 'https://hooks.example/***'],
];

describe('a secret in a text goes, and what surrounds it stays', () => {
  test.each(TEXTS)('%s', (before, after) => {
    expect(redactor.text(before)).toBe(after);
  });
});

describe('however long a text is, it is read in a time that grows with it', () => {
  const many = (unit: string): string => unit.repeat(300_000 / unit.length);
  test.each([
    ['words', many('a-')],
    ['dots', many('a.')],
    ['underscores', many('a_')],
    ['backslashes', many('\\')],
    ['blanks', `token${many(' ')}`],
    ['semicolons', `a://b?${many(';')}`],
    ['slashes', `a://${many('/')}`],
    ['signs', `a://b:${many('@')}`],
    ['tokens', many('eyJabcdef-')],
    ['keys', many(`-----BEGIN ${KEY}-----`)],
    ['quotes', `password="${many('\\"')}`],
    ['braces', `pwd={${many('}}')}`],
    ['schemes', many('a://b:c ')],
    ['assignments', many('password=')],
    ['lines', many('pwd={\n')],
    ['questions', many('?a')],
    ['equals', many('=')],
    ['templates', many('{{')],
  ])('%s', (_what, text) => {
    const started = performance.now();
    redactor.text(`=: ${text}`);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
