import { describe, expect, test } from '@jest/globals';
import { mayHeal } from '../../src/model/recovery.js';
import type { Shape } from '../../src/model/report.js';
import { readOne } from './server-objects.js';

const HEALING: readonly [heals: boolean, type: string, reason: string, message?: unknown][] = [
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
  [false, 'source', 'connection error', 'FATAL: password authentication failed for user "a"'],
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

describe('what may heal by itself', () => {
  test.each(HEALING)('%s: %s, %s', (heals, type, reason, ...[message]) => {
    const said = {
      type,
      name: `${type} x`,
      definition: 'x',
      ...(message !== undefined && { message }),
    };
    expect(mayHeal(readOne({ ...said, reason: `Inconsistent object: ${reason}` }))).toBe(heals);
  });

  test.each<[Shape, boolean]>([
    ['object', true],
    ['legacy', true],
    ['conflict', false],
    ['duplicate', false],
    ['unknown', false],
  ])('of the shape %s: %s', (shape, heals) => {
    const object = readOne({ type: 'source', name: 'source x', reason: 'connection error' });
    expect(mayHeal({ ...object, shape })).toBe(heals);
  });
});
