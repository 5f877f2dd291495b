import { describe, expect, test } from '@jest/globals';
import { canRecover, onlyRecoverable } from '../../src/model/recovery.js';
import type { Shape } from '../../src/model/report.js';
import { raw, read, readOne, remoteSchema, source, table } from './server-objects.js';

const REASONS: readonly [recovers: boolean, type: string, reason: string, message?: unknown][] = [
  [true, 'source', 'connection error'],
  [true, 'source', 'connection error', 'could not translate host name "db" to address'],
  [true, 'remote_schema', 'HTTP exception', { message: 'ConnectionTimeout' }],
  [true, 'remote_schema', 'unexpected status code: 503'],
  [true, 'remote_schema', 'status code 408'],
  [true, 'remote_schema', 'status code 429'],
  [true, 'remote_schema', 'something that nobody foresaw'],
  [true, 'data_connector_agent', 'connection refused'],
  [true, 'source', 'connection error', 'could not translate host name "duplicates" to address'],
  [true, 'source', 'query error', 'ERROR: canceling statement due to conflict with recovery'],
  [true, 'source', 'query error', 'duplicate key value violates unique constraint "pg_extension"'],
  [
    true,
    'remote_schema',
    'HTTP exception occurred while sending the request to "http://conflicts:8080/graphql"',
    {
      type: 'http_exception',
      message: 'Connection failure: connection refused',
      request: { host: 'conflicts', port: 8080, path: '/graphql' },
    },
  ],
  [false, 'remote_schema', 'unexpected status code: 404'],
  [false, 'remote_schema', 'HTTP 401'],
  [false, 'remote_schema', 'not a valid url: payments'],
  [false, 'source', "environment variable 'DB' not set"],
  ...[
    'FATAL:  password authentication failed for user "a"',
    'FATAL:  database "shop" does not exist',
    'FATAL:  role "hasura" does not exist',
    'FATAL:  role "hasura" is not permitted to log in',
    'FATAL:  no pg_hba.conf entry for host "10.0.0.7", user "a", database "b", no encryption',
    'FATAL:  pg_hba.conf rejects connection for host "10.0.0.7", user "a", database "b"',
    'FATAL:  permission denied for database "shop"',
    'server does not support SSL, but SSL was required',
    'SSL error: certificate verify failed',
    "Login failed for user 'sa'.",
  ].map((message): [boolean, string, string, string] => [
    false,
    'source',
    'connection error',
    message,
  ]),
  ...[
    'connection to server at "db" (10.0.0.1), port 5432 failed: Connection refused',
    'connection to server at "db" (10.0.0.1), port 5432 failed: Connection timed out',
    'FATAL:  the database system is starting up',
    'FATAL:  the database system is in recovery mode',
    'FATAL:  sorry, too many clients already',
    'connection acquisition timeout expired',
  ].map((message): [boolean, string, string, string] => [
    true,
    'source',
    'connection error',
    message,
  ]),
  [false, 'remote_schema', 'Unexpected "<!DOCTYPE html><html><head>", expecting JSON value'],
  [true, 'remote_schema', 'Unexpected "<html><h1>503 Service", expecting JSON value'],
  [true, 'remote_schema', 'Unexpected "busy", expecting JSON value'],
  [true, 'remote_schema', 'Unexpected end-of-input, expecting JSON value'],
  [
    false,
    'remote_schema',
    "Error in $: Failed reading: not a valid json value at '<!DOCTYPEhtml><html>'",
  ],
  [
    true,
    'remote_schema',
    "Error in $: Failed reading: not a valid json value at '<html><head><title>502BadGateway'",
  ],
  [false, 'remote_schema', 'Error in $: key "data" not found'],
  [false, 'source', 'Inconsistent configuration of the pool'],
  [false, 'source', 'Need a non-negative integer for retry limit'],
  [false, 'source', 'Need the integer for the retry limit to be non-negative'],
  [false, 'source', 'Expected source catalog version <= 3, but the current version is 4'],
  [false, 'source', 'pgcrypto extension is required, but could not be found'],
  [false, 'source', 'Configuration is not valid based on the configuration schema of the agent'],
  [false, 'remote_schema', "Duplicate remote field 'pay'"],
  [false, 'remote_schema', "Field cannot be overwritten by remote field 'orders'"],
  [false, 'remote_schema', 'Type name mappings are not distinct; these appear more than once: "A"'],
  [false, 'remote_schema', 'Field name mappings for object type "A" are not distinct; "b"'],
  [false, 'remote_schema', 'Remote schema customization inconsistency: field name mapping'],
  [false, 'remote_schema', 'attempt to customize reserved field name __typename'],
  [false, 'remote_schema', "both `url` and `url_from_env` can't be empty"],
  [true, 'source', 'Data connector named "athena" was not found'],
  [true, 'data_connector_agent', 'response status code indicated failure: 503'],
  [false, 'data_connector_agent', 'response status code indicated failure: 404'],
  [false, 'data_connector_agent', 'EE License Key Required.'],
  [false, 'table', 'connection refused'],
  [false, 'remote_schema_permission', 'connection refused'],
  [false, 'source_of_a_newer_kind', 'connection refused'],
];

describe('what can recover on its own', () => {
  test.each(REASONS)('%s: %s, %s', (recovers, type, reason, ...[message]) => {
    const said = {
      type,
      name: `${type} x`,
      definition: 'x',
      ...(message !== undefined && { message }),
    };
    expect(canRecover(readOne({ ...said, reason: `Inconsistent object: ${reason}` }))).toBe(
      recovers,
    );
  });

  test.each<[Shape, boolean]>([
    ['object', true],
    ['conflict', false],
    ['duplicate', false],
    ['unknown', false],
  ])('of the shape %s: %s', (shape, recovers) => {
    const object = readOne({ type: 'source', name: 'source x', reason: 'connection error' });
    expect(canRecover({ ...object, shape })).toBe(recovers);
  });
});

describe('waiting for all causes', () => {
  const missingField =
    'In query collection "c" the query "q" is invalid with the following error(s): "$.people: field \'people\' not found in object \'query_root\'"';
  const query = raw(
    'query_collections',
    'q in c',
    { name: 'q', query: '{ people }' },
    missingField,
  );
  const names = (...objects: Parameters<typeof read>) =>
    onlyRecoverable(read(...objects)).map(({ object }) => object.name);

  test('is worthwhile if every one of them can recover', () => {
    expect(names(source('a'), remoteSchema('b'))).toEqual(['source a', 'remote_schema b']);
    expect(names(source('a'), table('b', 'other'))).toEqual([]);
    expect(names()).toEqual([]);
  });

  test.each([
    ['a remote schema', remoteSchema('staff')],
    ['a source', source('default')],
  ])('is not given up for a query that probably uses %s', (_what, cause) => {
    expect(names(cause, query)).toEqual([cause['name']]);
    expect(names(query)).toEqual([]);
  });
});
