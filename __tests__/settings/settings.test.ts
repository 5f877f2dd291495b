import { beforeEach, describe, expect, test } from '@jest/globals';
import type { InputName } from '../../src/settings/inputs.js';
import { findSecrets } from '../../src/settings/secrets.js';
import { readSettings, type Settings } from '../../src/settings/settings.js';

type Given = Partial<Record<InputName | 'apply' | 'reload', string>>;

const reading = (given: Given) => (name: keyof Given) => given[name];

function read(given: Given = {}): Settings {
  const result = readSettings(reading({ endpoint: 'https://a.b', ...given }));
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.settings;
}

function problemsOf(given: Given): readonly string[] {
  const result = readSettings(reading(given));
  return result.ok ? [] : result.problems;
}

test('without inputs, everything is reloaded, and every inconsistency fails', () => {
  expect(read()).toEqual({
    command: 'reload',
    server: { endpoint: 'https://a.b', adminSecret: '', headers: {}, timeoutSeconds: 120 },
    scope: {
      sources: true,
      remoteSchemas: true,
      dataConnectors: true,
      recreateEventTriggers: false,
    },
    ignore: [],
    failOnInconsistency: true,
    failOnWiderAccess: false,
    failOnChanges: false,
    validate: true,
    annotations: true,
    jobSummary: true,
    allowInconsistentMetadata: false,
    failOnWarning: false,
    waitTimeoutSeconds: 60,
    retryTimeoutSeconds: 60,
    secrets: [],
    notes: [],
  });
});

test('every input ends up in its setting', () => {
  const settings = read({
    endpoint: `https://user:${'hunter2'}@a.b/v1/graphql`,
    'admin-secret': ' s3cret ',
    headers: 'X-Key: k3y',
    project: 'hasura',
    command: 'apply',
    'allow-inconsistent-metadata': 'True',
    'fail-on-warning': 'TRUE',
    'reload-sources': 'a',
    'reload-remote-schemas': 'b, c\nd',
    'reload-data-connectors': 'False',
    'recreate-event-triggers': 'true',
    timeout: '0.5',
    'wait-timeout': '0',
    'retry-timeout': '86400',
    ignore: 'remote_schema legacy-*\r\n\n * in source a ',
    'fail-on-inconsistency': 'new',
    'fail-on-wider-access': 'true',
    'fail-on-changes': 'true',
    validate: 'false',
    annotations: 'FALSE',
    'job-summary': 'false',
    comment: 'on-change',
    'comment-label': 'eu',
    'github-token': 't0ken',
    'sentry-dsn': 'https://key@sentry.example/prefix/42',
    'sentry-environment': 'staging',
    'sentry-monitor': 'hasura',
  });
  expect({ ...settings, ignore: settings.ignore.map(({ text }) => text) }).toEqual({
    server: {
      endpoint: 'https://a.b',
      adminSecret: 's3cret',
      headers: {
        authorization: `Basic ${Buffer.from('user:hunter2').toString('base64')}`,
        'x-key': 'k3y',
      },
      timeoutSeconds: 0.5,
    },
    command: 'apply',
    scope: {
      sources: ['a'],
      remoteSchemas: ['b', 'c', 'd'],
      dataConnectors: false,
      recreateEventTriggers: true,
    },
    ignore: ['remote_schema legacy-*', '* in source a'],
    failOnInconsistency: 'new',
    failOnWiderAccess: true,
    failOnChanges: true,
    validate: false,
    annotations: false,
    jobSummary: false,
    comment: { when: 'on-change', label: 'eu', token: 't0ken' },
    sentry: {
      dsn: { text: 'https://key@sentry.example/prefix/42', host: 'sentry.example' },
      environment: 'staging',
      monitor: 'hasura',
    },
    project: 'hasura',
    allowInconsistentMetadata: true,
    failOnWarning: true,
    waitTimeoutSeconds: 0,
    retryTimeoutSeconds: 86400,
    secrets: expect.arrayContaining([' s3cret ', 'k3y', 'hunter2', 'key', 't0ken']),
    notes: ['Removed "/v1/graphql" from the endpoint: using https://a.b.'],
  });
});

test.each<[label: string, inputs: Partial<Record<InputName, string>>]>([
  ['the host of the server', { endpoint: 'https://hasura.example:8443/path' }],
  ['the path of the project', { command: 'plan', project: 'hasura', 'compare-with': 'base' }],
])('the default label of a comment is %s', (_, inputs) => {
  const { comment } = read({ comment: 'always', 'github-token': 't0ken', ...inputs });
  expect(comment?.label).toBe(inputs.endpoint ? 'hasura.example:8443' : 'hasura');
});

test('a comment needs a token', () => {
  expect(problemsOf({ endpoint: 'https://a.b', comment: 'always' })).toEqual([
    'Input "comment" is "always", but "github-token" is empty: expected the token of the job.',
  ]);
});

test.each<[name: InputName, bad: string[], expected: string]>([
  ...(
    [
      'allow-inconsistent-metadata',
      'fail-on-warning',
      'fail-on-changes',
      'annotations',
      'job-summary',
    ] as const
  ).map((name): [InputName, string[], string] => [
    name,
    ['yes', '1', 'tRUE', 'true,', 'on'],
    'expected "true" or "false".',
  ]),
  ...(
    [
      'reload-sources',
      'reload-remote-schemas',
      'reload-data-connectors',
      'recreate-event-triggers',
    ] as const
  ).map((name): [InputName, string[], string] => [
    name,
    ['true, a', 'a\nfalse', ',', ', ,'],
    'expected "true", "false", or names, separated by commas or lines.',
  ]),
  ['command', ['Apply', 'diff', 'true'], 'expected "reload", "apply", "plan" or "check".'],
  ['fail-on-inconsistency', ['yes', '1', 'New'], 'expected "true", "false" or "new".'],
  [
    'timeout',
    ['0', '-1', 'x', '10s', '1e3', 'Infinity', '86401', '1,5', '0x10'],
    'expected a positive number of seconds, at most 86400.',
  ],
  ...(['wait-timeout', 'retry-timeout'] as const).map((name): [InputName, string[], string] => [
    name,
    ['-1', 'x', '86400.1', 'NaN'],
    'expected a number of seconds, 0 or more, at most 86400.',
  ]),
])('%s rejects %j', (name, bad, expected) => {
  for (const value of bad) {
    const given = { endpoint: 'https://a.b', project: 'p', [name]: value };
    expect(problemsOf(given)).toContain(`Input "${name}" is "${value}": ${expected}`);
  }
});

test('a plan that compares two projects needs no endpoint', () => {
  const given = { command: 'plan', project: 'hasura', 'compare-with': 'base', endpoint: '' };
  expect(read(given)).toMatchObject({ compareWith: 'base', server: { endpoint: '' } });
});

test('a long value is cut in the message', () => {
  expect(problemsOf({ endpoint: 'https://a.b', annotations: 'x'.repeat(100) })).toEqual([
    `Input "annotations" is "${'x'.repeat(79)}…": expected "true" or "false".`,
  ]);
});

test.each<[what: string, given: Given, problem: string]>([
  [
    'an admin secret over two lines',
    { 'admin-secret': 'hunter2\nhunter3' },
    'Input "admin-secret" is not shown: expected one line of characters that an HTTP header can carry.',
  ],
  [
    'an admin secret that no header can carry',
    { 'admin-secret': 'ключ' },
    'Input "admin-secret" is not shown: expected one line of characters that an HTTP header can carry.',
  ],
  [
    'an invalid DSN',
    { 'sentry-dsn': 'https://hunter2@sentry.example' },
    'Input "sentry-dsn" is not shown: expected a DSN such as https://key@host/project-number.',
  ],
  [
    'a monitor without a DSN',
    { 'sentry-monitor': 'hasura' },
    'Input "sentry-monitor" is "hasura", but "sentry-dsn" is empty: expected the DSN of the project that has the monitor.',
  ],
  [
    'applying without a project',
    { command: 'apply' },
    'Input "command" is "apply", but "project" is empty: expected the path of a Hasura project, a metadata directory or a metadata file.',
  ],
  ...(['apply', 'reload'] as const).map((name): [string, Given, string] => [
    `the removed input ${name}`,
    { [name]: 'true' },
    `Input "${name}" has been removed: set "command" to "reload", "apply", "plan" or "check".`,
  ]),
])('%s is rejected', (_what, given, problem) => {
  expect(problemsOf({ endpoint: 'https://a.b', ...given })).toEqual([problem]);
});

test('all problems are reported at once', () => {
  expect(problemsOf({ headers: 'x', timeout: '0', annotations: 'maybe' })).toHaveLength(4);
});

test('an empty removed input is allowed, since a workflow may pass on one that is not set', () => {
  expect(problemsOf({ endpoint: 'https://a.b', apply: ' ', reload: '' })).toEqual([]);
});

const PROXIES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

describe('secrets', () => {
  // Whoever runs the tests may have a proxy.
  beforeEach(() => {
    for (const name of PROXIES) delete process.env[name];
  });

  test.each<[what: string, given: Given, secrets: string[]]>([
    ['nothing', { endpoint: 'https://a.b', timeout: '7' }, []],
    ['the admin secret, as it was given', { 'admin-secret': ' s ' }, [' s ']],
    ['values of headers', { headers: 'A: one\nB:two' }, ['one', 'two']],
    ['a token, with its scheme and without', { headers: 'A: Bearer abc' }, ['Bearer abc', 'abc']],
    ['a line that is no header', { headers: 'hunter2' }, ['hunter2']],
    [
      "the endpoint's credentials, as they are and decoded",
      { endpoint: `https://user:${'p%40ss'}@a.b` },
      ['user:p%40ss', 'p%40ss', 'p@ss', 'user:p@ss'],
    ],
    [
      'credentials of a URL that does not parse',
      { endpoint: 'https://u:p@ss@:x' },
      ['u:p@ss', 'p@ss'],
    ],
    ["the DSN's key", { 'sentry-dsn': 'https://key@sentry.example/1' }, ['key']],
  ])('%s', (_what, given, secrets) => {
    expect(findSecrets(reading(given))).toEqual(secrets);
  });

  test.each(PROXIES)('the credentials of %s', (name) => {
    process.env[name] = `http://user:${'hunter2'}@proxy:3128`;
    expect(findSecrets(reading({}))).toEqual(['user:hunter2', 'hunter2']);
  });
});
