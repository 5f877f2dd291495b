import { describe, expect, test } from '@jest/globals';
import { readInconsistentObjects } from '../../src/hasura/inconsistent-objects.js';
import { groupByCause } from '../../src/model/causes.js';
import { describeObject, plain } from '../../src/model/describe.js';
import { why } from '../../src/model/readable.js';
import { canRecover } from '../../src/model/recovery.js';
import { remedyFor } from '../../src/model/remedies.js';
import type { InconsistentObject } from '../../src/model/report.js';
import { recordedAnswers } from './recorded-answers.js';

/** What each recorded answer says: its causes, and under each what it also makes unavailable. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  'actions-and-types: bad output type': ['action stay'],
  'actions-and-types: bad argument type': ['action go'],
  'actions-and-types: bad field type: all actions': ['custom types', '  and action go'],
  'actions-and-types: handler env': ['action go'],
  'actions-and-types: relationship to untracked': ['custom types', '  and action go'],
  'bad-event-triggers: refused': [
    'event trigger no_column on articles in default',
    'event trigger no_env on articles in default',
    'event trigger no_header_env on articles in default',
  ],
  'bad-permissions: refused': [
    'insert permission clerk on articles in default',
    'select permission boss on authors in default',
    'select permission clerk on authors in default',
  ],
  'bad-relationships: refused': [
    'array relationship manual on authors in default',
    'array relationship nowhere on authors in default',
    'object relationship self on authors in default',
    'remote relationship far on authors in default',
    'remote relationship other_db on authors in default',
  ],
  'conflicting-remote-schemas: refused': ['remote schema two'],
  'conflicting-remote-schemas: against a table': ['remote schema three'],
  'conflicting-remote-schemas: type name against a table': ['remote schema four'],
  'cron-rest-collections: cron env': [
    'cron trigger hourly',
    'cron trigger nightly',
    'query bad in collection c',
  ],
  'cron-rest-collections: endpoints: empty segment, ambiguous, bad query': [
    'query bad in collection c',
    'REST endpoint empty',
    'REST endpoint unnamed',
    'ambiguous REST endpoint one and REST endpoint two',
  ],
  'cron-rest-collections: endpoint without its query': [
    'query bad in collection c',
    'REST endpoint lost',
  ],
  'cron-rest-collections: endpoint without its collection': [
    'query bad in collection c',
    'REST endpoint lost',
  ],
  'cron-rest-collections: allowlist of no collection': ['query bad in collection c'],
  'data-connector: stored': ['can recover: source dc'],
  'dropped-column: reload': [
    'object relationship author on articles in default',
    '  and insert permission user on articles in default',
    'array relationship articles on authors in default',
    'delete permission user on articles in default',
    'select permission user on authors in default',
  ],
  'dropped-function: reload': [
    'computed field full_name on authors in default',
    '  and select permission user on authors in default',
    'function search_articles in default',
  ],
  'dropped-table: reload': [
    'table inventory.items in default',
    '  and array relationship items on articles in default',
    '  and select permission user on articles in default',
  ],
  'dry-run: sentinel endpoint, otherwise consistent': ['REST endpoint plan'],
  'dry-run: sentinel endpoint and a real fault': [
    'REST endpoint plan',
    'select permission clerk on authors in default',
  ],
  'dry-run: sentinel table': ['table no_such_table_plan in default'],
  'dry-run: bulk with a command that fails': ['select permission clerk on authors in default'],
  'errors: parse: bad kind': ['can recover: source default'],
  'inherited-roles: without the circle': [
    'inherited insert permission of role both on articles in default',
    'inherited update permission of role both on articles in default',
    'inherited delete permission of role both on articles in default',
    'inherited role orphan',
  ],
  'mode-jwt: replace, refused': ['table nope in default'],
  'mode-no-secret: replace, refused': ['table nope in default'],
  'queries-on-broken: remote schema down': [
    'can recover: remote schema staff',
    '  and probably query People in collection allowed',
  ],
  'queries-on-broken: and a table dropped, a column renamed': [
    'table inventory.items in default',
    '  and array relationship items on articles in default',
    '  and select permission user on articles in default',
    '  and query Items in collection allowed',
    'can recover: remote schema staff',
    '  and probably query People in collection allowed',
    'native query numbers in default',
    '  and query Numbers in collection allowed',
    'insert permission user on articles in default',
    'select permission user on authors in default',
  ],
  'refusal-leaves-traces: refused for a missing table, adds author_added': [
    'table nope in default',
  ],
  'refusal-moves-event-trigger: refused': ['select permission clerk on authors in default'],
  'remote-schema-down: reload while down': [
    'can recover: remote schema greeter',
    '  and remote relationship greeting on authors in default',
  ],
  'remote-schema-permission: stored': ['permission of role user in remote schema greeter'],
  'strict-drops-triggers: inconsistent refusal of metadata that lacks it': [
    'table nope in default',
  ],
  'strict-removes-source: reload recreating': ['event trigger note_added on notes in second'],
  'v2.36.0/actions-and-types: bad output type': ['action stay'],
  'v2.36.0/actions-and-types: bad argument type': ['action go'],
  'v2.36.0/actions-and-types: bad field type: all actions': ['custom types', '  and action go'],
  'v2.36.0/actions-and-types: handler env': ['action go'],
  'v2.36.0/actions-and-types: relationship to untracked': ['custom types', '  and action go'],
  'v2.36.0/conflicting-remote-schemas: refused': ['remote schema one'],
  'v2.36.0/conflicting-remote-schemas: against a table': ['remote schema three'],
  'v2.36.0/errors: parse: bad kind': ['can recover: source default'],
  'v2.36.0/remote-schema-down: reload while down': [
    'can recover: remote schema greeter',
    '  and remote relationship greeting on authors in default',
  ],
  'warnings: strict, warnings and inconsistent': ['table nope in default'],
};

/** How to fix what the recordings have: by type and by reason. */
const FIXES: readonly (readonly [fix: string, ...reasons: string[]])[] = [
  [
    'Define the type "Nowhere" in actions.graphql, or correct its name. If it is a scalar of a database, check that GraphQL Engine can reach that database.',
    'action: the type: "Nowhere" is not an object or scalar type defined in custom types',
  ],
  [
    'Define the type "NoSuchInput" in actions.graphql, or correct its name. If it is a scalar of a database, check that GraphQL Engine can reach that database.',
    'action: the type: "NoSuchInput" is not defined in custom types or it is not a scalar/enum/input_object',
  ],
  [
    'Define the type "Nope" in actions.graphql, or correct its name. If it is a scalar of a database, check that GraphQL Engine can reach that database.',
    'custom_types: the type "Nope" for field "id" in  object type "Out" does not exist',
  ],
  ['Fix the custom types: every action depends on them.', 'action: custom types are inconsistent'],
  [
    'Set the environment variable NO_SUCH_HANDLER where GraphQL Engine runs, restart it, then run this step again.',
    'action: Value for environment variables not found: NO_SUCH_HANDLER',
  ],
  [
    'Track the table "nope", or remove the relationship of the custom type to it.',
    'custom_types: the remote table "nope" for relationship "author" of object type "Out" does not exist',
  ],
  [
    'Set the environment variable NO_SUCH_HOOK where GraphQL Engine runs, restart it, then run this step again.',
    "event_trigger: environment variable 'NO_SUCH_HOOK' not set",
  ],
  [
    'Set the environment variable NO_SUCH_HEADER where GraphQL Engine runs, restart it, then run this step again.',
    "event_trigger: environment variable 'NO_SUCH_HEADER' not set",
  ],
  [
    'Check the column "no_col": perhaps the migration that adds it has not run. Otherwise remove it from the event trigger.',
    'event_trigger: table "articles" has no field named "no_col"',
  ],
  [
    'Check "nope": perhaps the migration that adds it has not run. Otherwise correct its name in the permission, or remove it there.',
    'select_permission: column "nope" does not exist',
  ],
  [
    'Check "nowhere": perhaps the migration that adds it has not run. Otherwise correct its name in the permission, or remove it there.',
    'select_permission: "nowhere" does not exist',
  ],
  [
    'Check "missing": perhaps the migration that adds it has not run. Otherwise correct its name in the permission, or remove it there.',
    'insert_permission: column "missing" does not exist',
  ],
  [
    'Apply the migration that creates the foreign key, or define the relationship with manual_configuration instead. If the foreign key was dropped on purpose, remove the relationship.',
    'object_relation: no foreign constraint exists on the given column(s)',
    'array_relation: no foreign constraint exists on the given column(s)',
  ],
  [
    'Track the table "untracked" (and apply the migration that creates it), or remove the relationship.',
    'array_relation: table "untracked" does not exist in source: default',
    'array_relation: table "untracked" is not tracked',
  ],
  [
    'Add the source "gone" to the metadata, or correct its name in the relationship.',
    'remote_relationship: source not found: "gone"',
  ],
  [
    'Add the remote schema "not_there" to the metadata, or correct its name in the relationship.',
    'remote_relationship: remote schema with name "not_there" not found',
  ],
  [
    "Customize the remote schema's root fields or type names, or rename what they collide with.",
    "remote_schema: Duplicate remote field 'hello'",
    "remote_schema: Field cannot be overwritten by remote field 'authors'",
  ],
  [
    'Rename one of the two types: customize the type names of the remote schema (a prefix, for example), or give the table a custom name.',
    "remote_schema: GraphQL type 'authors' has two different definitions: at x and at delete_authors_by_pk, update_authors_by_pk, insert_authors_one and 5 more",
  ],
  [
    'Set the environment variable NO_SUCH_CRON where GraphQL Engine runs, restart it, then run this step again.',
    'cron_trigger: Value for environment variables not found: NO_SUCH_CRON',
  ],
  [
    'Set the environment variable NO_SUCH_KEY where GraphQL Engine runs, restart it, then run this step again.',
    "cron_trigger: environment variable 'NO_SUCH_KEY' not set",
  ],
  [
    'Correct the query: the schema has no field "nowhere". If it comes from a table, a function or a remote schema, check that this is in the metadata and consistent.',
    "query_collections: $.nowhere: field 'nowhere' not found in object 'query_root'",
  ],
  [
    "Correct the endpoint's URL: every segment needs a name, and every variable occurs once.",
    'rest_endpoint: Empty segments or unnamed variables are not allowed: x/:',
    'rest_endpoint: Empty segments or unnamed variables are not allowed: a//b',
    'rest_endpoint: Empty segments or unnamed variables are not allowed: plan//plan',
  ],
  [
    'Change the URL of one of the endpoints, so that no request matches both.',
    'rest_endpoint: Ambiguous URL paths: users/:id, users/:name',
  ],
  [
    'Add "no_such_query" to the query collections, or correct its name in the endpoint.',
    'rest_endpoint: query with name no_such_query does not exist in collection c',
  ],
  [
    'Add "none" to the query collections, or correct its name in the endpoint.',
    'rest_endpoint: collection with name none does not exist',
  ],
  [
    "Check that the metadata has the source's data connector in its backend configs (or that the source's kind is spelled correctly), that its agent is running, and that GraphQL Engine can reach it. Run this step again once it can be reached; Hasura does not retry on its own.",
    'source: Data connector named "agent" was not found in the data connector backend info',
    'source: Data connector named "oracle" was not found in the data connector backend info',
  ],
  [
    'Check "name": perhaps the migration that adds it has not run. Otherwise correct its name in the permission, or remove it there.',
    'select_permission: column "name" does not exist',
  ],
  [
    'Check "author": perhaps the migration that adds it has not run. Otherwise correct its name in the permission, or remove it there.',
    'insert_permission: "author" does not exist',
  ],
  [
    'Check "author_id": perhaps the migration that adds it has not run. Otherwise correct its name in the permission, or remove it there.',
    'delete_permission: "author_id" does not exist',
  ],
  [
    'Apply the migration that creates the function "author_full", or remove it from the metadata.',
    'computed_field: no such function exists: "author_full"',
  ],
  [
    'Add the computed field "full_name" to the table, or remove it from the permission.',
    'select_permission: computed field "full_name" does not exist',
  ],
  [
    'Apply the migration that creates the function "search_articles", or remove it from the metadata.',
    'function: no such function exists: "search_articles"',
  ],
  [
    'Apply the migration that creates the table or view, or remove it from the metadata.',
    'table: no such table/view exists in source: "inventory.items"',
    'table: no such table/view exists in source: "no_such_table_plan"',
    'table: no such table/view exists in source: "nope"',
  ],
  [
    'Track the table "inventory.items" (and apply the migration that creates it), or remove the relationship.',
    'array_relation: table "inventory.items" does not exist in source: default',
  ],
  [
    'Check "items": perhaps the migration that adds it has not run. Otherwise correct its name in the permission, or remove it there.',
    'select_permission: "items" does not exist',
  ],
  [
    'Correct the role set, or define a permission or an inherited role for the missing roles: nobody.',
    'inherited_role: the following parent role(s) are not found: nobody which are required to construct the inherited role: "orphan"',
  ],
  [
    'The parent roles allow different things here: define this permission for the inherited role itself, or make the parent roles agree.',
    'inherited role permission inconsistency: the roles that it inherits from allow different things',
  ],
  [
    'Start the service behind it, and check that GraphQL Engine can reach it. Run this step again once it can be reached; Hasura does not retry on its own.',
    'remote_schema: Connection refused: 127.0.0.1:port',
  ],
  [
    'Correct the query: the schema has no field "people". If it comes from a table, a function or a remote schema, check that this is in the metadata and consistent.',
    "query_collections: $.people: field 'people' not found in object 'query_root'",
  ],
  [
    'Check "id": perhaps the migration that adds it has not run. Otherwise correct its name in the permission, or remove it there.',
    'select_permission: "id" does not exist',
    'insert_permission: "id" does not exist',
  ],
  [
    'Correct the query or its arguments, or apply the migration that adds what it uses.',
    'native_query: Failed to validate query: column "id" does not exist',
  ],
  [
    'Correct the query: the schema has no field "inventory_items". If it comes from a table, a function or a remote schema, check that this is in the metadata and consistent.',
    "query_collections: $.inventory_items: field 'inventory_items' not found in object 'query_root'",
  ],
  [
    'Correct the query: the schema has no field "numbers". If it comes from a table, a function or a remote schema, check that this is in the metadata and consistent.',
    "query_collections: $.numbers: field 'numbers' not found in object 'query_root'",
  ],
  [
    'Add the remote schema "greeter" to the metadata, or correct its name in the relationship.',
    'remote_relationship: remote schema with name "greeter" not found',
  ],
  [
    'Remove the field "goodbye" from the schema of this permission: the remote schema does not have it.',
    'remote_schema_permission: field "goodbye" does not exist in the "Object": "Query"',
  ],
  [
    'Restart GraphQL Engine: it then creates its schema hdb_catalog in that database anew, which a reload does not.',
    'event_trigger: database query error: schema "hdb_catalog" does not exist',
  ],
];

const answers = recordedAnswers();
const words = (object: InconsistentObject) => plain(describeObject(object));
/** The ports of the recorded remote schemas were any free ones. */
const reasonOf = (object: InconsistentObject) =>
  `${object.type}: ${why(object).replace(/:\d{4,5}$/, ':port')}`;

describe('recorded from a real server', () => {
  test.each(answers)('$name', ({ name, list }) => {
    const objects = readInconsistentObjects(list);
    const causes = groupByCause(objects);
    const lines = causes.flatMap(({ object, dependents }) => [
      `${canRecover(object) ? 'can recover: ' : ''}${words(object)}`,
      ...dependents.map((one) => `  ${one.certain ? 'and' : 'and probably'} ${words(one.object)}`),
    ]);
    expect(lines).toEqual(ANSWERS[name]);
    expect(lines).toHaveLength(objects.length);
  });

  test('every answer is in the table', () => {
    expect(Object.keys(ANSWERS)).toEqual(answers.map(({ name }) => name));
  });

  test('every reason has the remedy that fits it', () => {
    const found = new Map<string, string>();
    for (const object of answers.flatMap(({ list }) => readInconsistentObjects(list))) {
      found.set(reasonOf(object), remedyFor(object));
    }
    const expected = FIXES.flatMap(([fix, ...reasons]) => reasons.map((reason) => [reason, fix]));
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });
});
