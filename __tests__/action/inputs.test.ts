import { expect, test } from '@jest/globals';
import { OUTPUTS } from '../../src/settings/inputs.generated.js';
import { runAction } from '../support/action.js';
import { runAgainst } from '../support/against.js';

test('all problems with inputs are reported before anything is sent, and outputs are set', async () => {
  const result = await runAgainst(
    {},
    { timeout: 'soon', annotations: 'perhaps', headers: 'hunter2' },
  );
  expect(result.exitCode).toBe(1);
  expect(result.calls).toEqual([]);
  expect(result.annotations).toEqual([
    {
      command: 'error',
      properties: {},
      message: [
        'Input "headers", line 1, is not shown: it has no colon; expected "Name: value".',
        'Input "timeout" is "soon": expected a positive number of seconds, at most 86400.',
        'Input "annotations" is "perhaps": expected "true" or "false".',
      ].join('\n'),
    },
  ]);
  expect(Object.keys(result.outputs)).toEqual([...OUTPUTS]);
  expect(result.outputs).toMatchObject({ consistent: 'false', 'server-version': '' });
  expect(result.report).toMatchObject({ failed: true, failure: { kind: 'invalid-input' } });
  expect(result.summary).toContain('## ❌ Hasura metadata could not be checked');
  expect(result.summary).toContain('<sub>Failed after 0.0 s</sub>');
});

test('without an endpoint, the error says what to set', async () => {
  const result = await runAction({});
  expect(result.exitCode).toBe(1);
  expect(result.annotations.map(({ message }) => message)).toEqual([
    'Input "endpoint" and the environment variable HASURA_GRAPHQL_ENDPOINT are empty: expected the URL of GraphQL Engine, such as https://my-app.hasura.app.',
  ]);
});

test.each(['apply', 'reload'])(
  'the removed input %s fails and names its successor',
  async (name) => {
    const env = { [`INPUT_${name.toUpperCase()}`]: 'false' };
    const result = await runAgainst({}, {}, { env });
    expect(result.exitCode).toBe(1);
    expect(result.calls).toEqual([]);
    expect(result.annotations.map(({ message }) => message)).toEqual([
      `Input "${name}" has been removed: set "command" to "reload", "apply", "plan" or "check".`,
    ]);
  },
);

test('empty inputs default to environment variables', async () => {
  const result = await runAgainst(
    {
      adminSecret: 'open sesame',
      onRequest: ({ path }) => (path === '/from-env/v1/metadata' ? FINE : undefined),
    },
    (url) => {
      env['HASURA_GRAPHQL_ENDPOINT'] = `${url}/from-env`;
      return { endpoint: ' ', 'admin-secret': '' };
    },
    { env },
  );
  expect(result.exitCode).toBe(0);
  expect(result.calls.find(({ type }) => type)).toMatchObject({
    path: '/from-env/v1/metadata',
    headers: { 'x-hasura-admin-secret': 'open sesame' },
  });
});

const env: Record<string, string> = { HASURA_GRAPHQL_ADMIN_SECRET: 'open sesame' };
const FINE = { status: 200, body: { message: 'success', is_consistent: true } };

test('inputs take precedence over environment variables', async () => {
  const result = await runAgainst(
    { adminSecret: 'open sesame' },
    { 'admin-secret': 'open sesame' },
    { env: { HASURA_GRAPHQL_ENDPOINT: 'http://nowhere', HASURA_GRAPHQL_ADMIN_SECRET: 'wrong' } },
  );
  expect(result.exitCode).toBe(0);
});

test.each(['/', '/v1/graphql', '/v1/metadata', '/v2/query', '/console'])(
  'an endpoint that ends in %s is understood, with a line in the log',
  async (suffix) => {
    const result = await runAgainst({}, (url) => ({ endpoint: `${url}${suffix}` }));
    expect(result.exitCode).toBe(0);
    expect(result.log).toContain(
      suffix === '/'
        ? 'Removed the trailing "/" from the endpoint.'
        : `Removed "${suffix}" from the endpoint: using ${result.url}.`,
    );
  },
);

test('a missing admin secret fails with a hint at forks and Dependabot, which have no secrets', async () => {
  const result = await runAgainst({ adminSecret: 'open sesame' });
  expect(result.exitCode).toBe(1);
  expect(result.annotations.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /HTTP 401, .*\. No admin secret was given: .* forks and by Dependabot have no secrets/,
    ),
  ]);
});

test.each([
  ['invalid-headers', "Missing 'Authorization' or 'Cookie' header in JWT authentication mode"],
  ['invalid-jwt', 'Could not verify JWT: JWTExpired'],
  ['jwt-invalid-claims', 'claims are not found'],
  ['jwt-missing-role-claims', 'JWT claim does not contain x-hasura-default-role'],
])(
  'a missing admin secret fails with the same hint on a server with JWTs (%s)',
  async (code, error) => {
    const body = { path: '$', error, code };
    const result = await runAgainst({
      onRequest: ({ method }) => (method === 'POST' ? { status: 400, body } : undefined),
    });
    expect(result.exitCode).toBe(1);
    expect(result.report).toMatchObject({ failure: { kind: 'unauthorized' } });
    expect(result.annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(/HTTP 400, .*\. No admin secret was given: .* have no secrets/),
    ]);
  },
);

test('a wrong admin secret fails with what to compare', async () => {
  const result = await runAgainst(
    { adminSecret: 'open sesame' },
    { 'admin-secret': 'open barley' },
  );
  expect(result.annotations.map(({ message }) => message)).toEqual([
    expect.stringMatching(/Compare "admin-secret" with the server's HASURA_GRAPHQL_ADMIN_SECRET/),
  ]);
});
