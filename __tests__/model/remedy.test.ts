import { describe, expect, test } from '@jest/globals';
import { remedyFor, remedyForWarning } from '../../src/model/remedies.js';
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
  test.each<[type: string, reason: string, remedy: RegExp]>([
    ['source', "environment variable 'DB_URL' not set", /^Set the environment variable DB_URL /],
    ['remote_schema', 'Environment variable "URL" not set', /^Set the environment variable URL /],
    [
      'cron_trigger',
      'Value for environment variables not found: HOOK, OTHER',
      /^Set the environment variable HOOK /,
    ],
    ['cron_trigger', 'environment variable not set', /^Correct the cron trigger's definition\.$/],
    ['source', 'could not connect', /^Check that the database is running .* on its own\.$/],
    ['source', 'FATAL:  database "shop" does not exist', /^Correct the database name .*"shop"/],
    ['source', 'FATAL:  role "app" does not exist', /^Correct the user .*"app"/],
    ['source', 'password authentication failed for user "a"', /^Correct the user and the password/],
    ['source', 'no pg_hba.conf entry for host "10.0.0.7"', /^Make the connection settings/],
    [
      'source',
      'server does not support SSL, but SSL was required',
      /^Make the connection settings/,
    ],
    ['source', 'Inconsistent configuration of the pool', /^Correct the source's configuration\.$/],
    ['source', 'Data connector named "athena" was not found', /its agent is running/],
    ['data_connector_agent', 'connection refused', /^Start the data connector agent/],
    ['data_connector_agent', 'status code: 404', /^Correct the data connector's URI/],
    ['remote_schema', 'HTTP exception', /^Start the service behind it/],
    [
      'remote_schema',
      'Unexpected "<html>", expecting JSON value',
      /^Check what answers .* with which credentials: it returned a web page/,
    ],
    [
      'remote_schema',
      "Error in $: Failed reading: not a valid json value at '<html>'",
      /^Check what answers /,
    ],
    ['remote_schema', 'status code: 401', /^Correct the credentials/],
    [
      'remote_schema',
      'Error in $: key "data" not found',
      /^Check what answers .* introspection query/,
    ],
    ['remote_schema', 'Could not find type with name "A"', /^Correct the remote schema's def/],
    ['remote_schema', "Field cannot be overwritten by remote field 'a'", /^Customize the remote/],
    ['remote_schema', "Duplicate remote field 'pay'", /^Customize the remote/],
    ['remote_schema', 'Type name mappings are not distinct; twice: "A"', /^Customize the remote/],
    [
      'remote_schema',
      "GraphQL type 'a' has two different definitions: at x and at y",
      /^Rename one of the two types/,
    ],
    ['table', 'no such table/view exists in source: "a"', /^Apply the migration that creates/],
    [
      'table',
      'the table "e" cannot be used as an enum because the table must have at least one row',
      /^Insert the values into the enum table/,
    ],
    [
      'table',
      'the table "e" cannot be used as an enum because the table must have a primary key',
      /^Change the table to what an enum table has to be/,
    ],
    [
      'table',
      'the definitions of columns "a" and "b" are in conflict: they are mapped to the same field name, "c"',
      /^Give one of the two columns another custom name .*"c"/,
    ],
    [
      'object_relation',
      'field definition conflicts with custom field name for postgres column "a"',
      /^Rename the relationship or computed field/,
    ],
    [
      'function',
      'function "f" is overloaded. Overloaded functions are not supported',
      /^Check that/,
    ],
    ['native_query', 'Failed to validate query', /^Correct the query or its arguments/],
    ['logical_model', 'broken', /^Correct its fields/],
    ['event_trigger', 'broken', /^Correct the event trigger's definition/],
    ['custom_types', 'broken', /^Correct the types in actions\.graphql/],
    ['action', 'broken', /^Correct the action's arguments/],
    ['rest_endpoint', 'broken', /^Correct the endpoint's definition/],
    ['endpoint', 'broken', /^Correct the endpoint's definition/],
    ['inherited_role', 'broken', /^Check that the roles/],
    ['query_collections', 'broken', /^Correct the query: /],
    ['array_relation', 'broken', /^Check that the table and the columns/],
    ['remote_relationship', 'broken', /^Check that the target/],
    ['computed_field', 'broken', /^Check that the function exists/],
    ['select_permission', 'broken', /^Correct the permission: /],
    ['quantum_permission', 'broken', /^Correct the permission: /],
    ['quantum', 'broken', /^Correct its definition in the metadata/],
    ['constructor', 'broken', /^Correct its definition/],
  ])('%s: %s', (type, reason, remedy) => {
    expect(remedyFor(object({ type, reason }))).toMatch(remedy);
    expect(remedyFor(object({ type, reason: 'broken', detail: reason }))).toMatch(remedy);
  });

  test.each<[shape: InconsistentObject['shape'], remedy: RegExp]>([
    ['conflict', /^Rename one of them/],
    ['duplicate', /^Remove all definitions except one/],
    ['endpoint-path', /^Correct the endpoint's URL/],
    ['ambiguous-endpoints', /^Change the URL of one/],
    ['inherited-permission', /^The parent roles allow different things/],
  ])('an inconsistency of the shape %s', (shape, remedy) => {
    expect(remedyFor(object({ shape }))).toMatch(remedy);
  });
});

describe('what to do about a warning', () => {
  test.each<[warning: Partial<MetadataWarning>, remedy: RegExp]>([
    [{ code: 'illegal-event-trigger-name' }, /^Use only letters, digits/],
    [{ code: 'source-cleanup-failed' }, /^SQL triggers remain/],
    [
      { code: 'source-cleanup-failed', identity: { type: 'source', source: 'a' } },
      /^SQL triggers of source a remain/,
    ],
    [{ code: 'time-limit-exceeded-system-limit' }, /^Lower the time limit/],
    [{ code: 'track-table-failed' }, /^Check that the table exists/],
    [{ code: 'untrack-table-failed' }, /^Check what still depends/],
    [{ code: 'unheard-of', message: 'could not drop' }, /^See what the server says about it\.$/],
    [
      { message: 'The event trigger with name "a b" may not work as expected' },
      /^Use only letters/,
    ],
    [{ message: 'Could not clean up the source' }, /^SQL triggers remain/],
    [{ code: 'source-cleanup-failed', fix: 'Do this.' }, /^Do this\.$/],
    [{ message: 'something else' }, /^See what the server says about it\.$/],
  ])('%j', (warning, remedy) => {
    expect(remedyForWarning({ message: 'odd', origin: 'server', ...warning })).toMatch(remedy);
  });
});
