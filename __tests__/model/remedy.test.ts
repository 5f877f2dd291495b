import { describe, expect, test } from '@jest/globals';
import { remedyFor, remedyForWarning, why } from '../../src/model/remedies.js';
import type { InconsistentObject, MetadataWarning } from '../../src/model/report.js';

function object(parts: Partial<InconsistentObject>): InconsistentObject {
  const type = parts.type ?? 'table';
  return {
    shape: 'object',
    type,
    name: `${type} x`,
    identity: { type },
    members: [],
    reason: 'broken',
    ...parts,
  };
}

describe('what to do about', () => {
  test.each<[what: string, parts: Partial<InconsistentObject>, remedy: RegExp]>([
    [
      'a variable that is not set',
      { type: 'source', reason: "environment variable 'DB_URL' not set" },
      /^Set the environment variable DB_URL where GraphQL Engine runs/,
    ],
    [
      'a variable that only the detail names',
      { type: 'remote_schema', detail: 'Environment variable "URL" not set' },
      /^Set the environment variable URL /,
    ],
    [
      'variables that are not found',
      { type: 'cron_trigger', reason: 'Value for environment variables not found: HOOK, OTHER' },
      /^Set the environment variable HOOK /,
    ],
    [
      'a variable that is not named',
      { type: 'cron_trigger', reason: 'environment variable not set' },
      /^Correct the cron trigger's definition\.$/,
    ],
    ['a conflict', { shape: 'conflict' }, /^Rename one of them/],
    ['a duplicate', { shape: 'duplicate' }, /^Remove all definitions but one/],
    ["a REST endpoint's path", { shape: 'endpoint-path' }, /^Correct the endpoint's URL/],
    ['ambiguous REST endpoints', { shape: 'ambiguous-endpoints' }, /^Change the URL of one/],
    [
      'a permission not inherited',
      { shape: 'inherited-permission' },
      /^The parent roles allow different things/,
    ],
    [
      'a source that is down',
      { type: 'source' },
      /^See that the database runs .* Hasura does not retry by itself\.$/,
    ],
    [
      'a source whose configuration is no good',
      { type: 'source', reason: 'password authentication failed' },
      /^Correct the source's configuration\.$/,
    ],
    ['a remote schema that is down', { type: 'remote_schema' }, /^Start the service behind it/],
    [
      'a remote schema that is no good',
      { type: 'remote_schema', reason: 'status code 404' },
      /^Correct the remote schema's definition/,
    ],
    [
      'a source whose data connector agent is down',
      { type: 'source', reason: 'Data connector named "athena" was not found' },
      /its agent runs.* Hasura does not retry by itself\.$/,
    ],
    [
      'a data connector agent that is down',
      { type: 'data_connector_agent' },
      /^Start the data connector agent/,
    ],
    ['a table', { type: 'table' }, /^Apply the migration that creates the table/],
    ['a function', { type: 'function' }, /^Apply the migration that creates the function/],
    ['a native query', { type: 'native_query' }, /^Correct the query or its arguments/],
    ['a logical model', { type: 'logical_model' }, /^Correct its fields/],
    ['an event trigger', { type: 'event_trigger' }, /^Correct the event trigger's definition/],
    ['custom types', { type: 'custom_types' }, /^Correct the types in actions\.graphql/],
    ['an action', { type: 'action' }, /^Correct the action's arguments/],
    ['a REST endpoint', { type: 'rest_endpoint' }, /^See that the query collection has/],
    ["an old server's REST endpoint", { type: 'endpoint' }, /^See that the query collection has/],
    ['an inherited role', { type: 'inherited_role' }, /^See that the roles/],
    ['a saved query', { type: 'query_collections' }, /^Correct the query: /],
    ['a relationship', { type: 'object_relation' }, /^Correct the relationship: the table/],
    [
      'a remote relationship',
      { type: 'remote_relationship' },
      /^Correct the relationship: its target/,
    ],
    ['a computed field', { type: 'computed_field' }, /^See that the function exists/],
    ['a permission', { type: 'select_permission' }, /^Correct the permission: /],
    ["a newer server's permission", { type: 'quantum_permission' }, /^Correct the permission: /],
    ['what nobody knows', { type: 'quantum' }, /^Correct its definition in the metadata/],
    ['a type that is a word of JavaScript', { type: 'constructor' }, /^Correct its definition/],
  ])('%s', (_what, parts, remedy) => {
    expect(remedyFor(object(parts))).toMatch(remedy);
  });

  test.each([
    "Field cannot be overwritten by remote field 'orders'",
    "Duplicate remote field 'pay'",
    'Conflicting types: Found conflicting definitions',
    'Type name mappings are not distinct; these appear more than once: "A"',
  ])('a remote schema whose names collide: %s', (reason) => {
    expect(remedyFor(object({ type: 'remote_schema', reason }))).toMatch(/^Customize the remote/);
  });
});

describe('what to do about a warning', () => {
  test.each<[warning: Partial<MetadataWarning>, remedy: RegExp]>([
    [{ code: 'illegal-event-trigger-name' }, /^Use only letters, digits/],
    [{ code: 'source-cleanup-failed' }, /^SQL triggers stay behind/],
    [
      { code: 'source-cleanup-failed', identity: { type: 'source', source: 'a' } },
      /^SQL triggers of source a stay behind/,
    ],
    [{ code: 'time-limit-exceeded-system-limit' }, /^Lower the time limit/],
    [{ code: 'track-table-failed' }, /^See that the table exists/],
    [{ code: 'untrack-table-failed' }, /^See what still depends/],
    [{ code: 'unheard-of', message: 'could not drop' }, /^See what the server says of it\.$/],
    [
      { message: 'The event trigger with name "a b" may not work as expected' },
      /^Use only letters/,
    ],
    [{ message: 'Could not clean up the source' }, /^SQL triggers stay behind/],
    [{ message: 'something else' }, /^See what the server says of it\.$/],
  ])('%j', (warning, remedy) => {
    expect(remedyForWarning({ message: 'odd', ...warning })).toMatch(remedy);
  });
});

describe('why, in a few words', () => {
  test.each<[expected: string, parts: Partial<InconsistentObject>]>([
    ['no such table', { reason: 'no such table' }],
    [
      'column "a" does not exist',
      { reason: 'in table "t": in permission for role "r": column "a" does not exist' },
    ],
    ['first', { reason: 'first\nsecond' }],
    ['for these reasons: the type', { reason: 'for these reasons:\n  • the type\n  • more' }],
    ['connection error: no route', { reason: 'connection error', detail: 'no route\nat all' }],
    [
      'Connection refused: db:80',
      {
        host: 'db:80',
        reason: 'HTTP exception',
        detail: 'socket: does not exist (Connection refused)',
      },
    ],
    [
      'ResponseTimeout',
      { host: 'db:80', reason: 'HTTP exception', detail: 'ResponseTimeout\nmore' },
    ],
    [
      'ResponseTimeout (POST db:80/graphql)',
      { host: 'db:80', reason: 'HTTP exception', detail: 'ResponseTimeout (POST db:80/graphql)' },
    ],
    [
      'defined 3 times',
      { shape: 'duplicate', definition: [1, 2, 3], reason: 'Multiple definitions for: x' },
    ],
    [
      'the roles that it inherits from allow different things',
      { shape: 'inherited-permission', reason: 'Could not inherit' },
    ],
    [`${'a'.repeat(199)}…`, { reason: 'a'.repeat(201) }],
    ['a'.repeat(200), { reason: 'a'.repeat(200) }],
    [`${'a'.repeat(198)}\ufffd…`, { reason: `${'a'.repeat(198)}😀😀` }],
  ])('%s', (expected, parts) => {
    expect(why(object(parts))).toBe(expected);
  });
});
