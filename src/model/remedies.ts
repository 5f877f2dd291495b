import { entryOf } from '../lib/json.js';
import { describe, plain } from './describe.js';
import { kindOf } from './kinds.js';
import { canRecover, NOT_JSON } from './recovery.js';
import type { InconsistentObject, MetadataWarning } from './report.js';

/** Several places of a report ask for the same remedy, and looking it up takes many patterns. */
const known = new WeakMap<InconsistentObject, string>();

/** What to do about a cause, in a sentence or two: by its reason, else by its shape, else by its kind. */
export function remedyFor(object: InconsistentObject): string {
  const remedy = known.get(object) ?? findRemedy(object);
  known.set(object, remedy);
  return remedy;
}

function findRemedy(object: InconsistentObject): string {
  if (object.pendingMigration !== undefined) {
    return `Apply the pending migration ${object.pendingMigration} before the metadata: it creates what is missing.`;
  }
  const words = `${object.reason}\n${object.detail ?? ''}`;
  for (const { type, when, fix } of FIXES) {
    const said = (type?.test(object.type) ?? true) ? when.exec(words) : null;
    if (said) return fix.replace('$1', () => said.slice(1).find(Boolean) ?? '');
  }
  const { fix, fixIfUnreachable } = kindOf(object.type);
  if (fixIfUnreachable !== undefined && canRecover(object))
    return `${fixIfUnreachable} ${TRY_AGAIN}`;
  return (
    SHAPE_FIXES[object.shape] ?? fix ?? 'Correct its definition in the metadata, or remove it.'
  );
}

const TRY_AGAIN = 'Run this step again once it can be reached; Hasura does not retry on its own.';

/** A remedy for the objects of some types whose reason or detail has this wording. */
interface Fix {
  readonly type?: RegExp;
  readonly when: RegExp;
  /** `$1` is the first group of the wording. */
  readonly fix: string;
}

const SOURCE = /^source$/;
const REMOTE_SCHEMA = /^remote_schema$/;
const TABLE = /^table$/;
const RELATIONSHIP = /_relation(?:ship)?$/;
const PERMISSION = /_permission$/;
const TYPES = /^(?:custom_types|action)$/;

/** Remedies by wording; the first that fits counts. */
const FIXES: readonly Fix[] = [
  {
    // `environment variable 'X' not set`, `Value for environment variables not found: X`
    when: /\benvironment variables?(?: not found)?:? (?:['"`]([A-Za-z_]\w*)['"`]|([A-Za-z_]\w*)(?=[,\s]*$|,))/im,
    fix: 'Set the environment variable $1 where GraphQL Engine runs, restart it, then run this step again.',
  },
  {
    type: SOURCE,
    // The server says the same of an agent that is down and of one that is not in the metadata.
    when: /Data connector named/i,
    fix: `Check that the metadata has the source's data connector in its backend configs (or that the source's kind is spelled correctly), that its agent is running, and that GraphQL Engine can reach it. ${TRY_AGAIN}`,
  },
  {
    type: SOURCE,
    when: /database "([^"\n]*)" does not exist|cannot open database "([^"\n]*)"/i,
    fix: 'Correct the database name in the connection URL, or create the database "$1".',
  },
  {
    type: SOURCE,
    when: /role "([^"\n]*)" (?:does not exist|is not permitted)/i,
    fix: 'Correct the user in the connection URL, or create the role "$1" with the right to log in.',
  },
  {
    type: SOURCE,
    when: /password authentication failed|no password supplied|login failed for user/i,
    fix: 'Correct the user and the password in the connection URL.',
  },
  {
    type: SOURCE,
    when: /pg_hba\.conf|\bSSL\b|certificate/i,
    fix: 'Make the connection settings (sslmode, certificates) match what the database server asks for, and allow this user, database and address in its pg_hba.conf.',
  },
  {
    type: REMOTE_SCHEMA,
    when: NOT_JSON,
    fix: "Check what answers at the remote schema's URL, and with which credentials: it returned a web page or an error page instead of JSON. Correct the URL or the headers.",
  },
  {
    type: REMOTE_SCHEMA,
    when: /\b40[13]\b|unauthori[sz]ed|forbidden/i,
    fix: "Correct the credentials in the remote schema's headers: what answers at its URL rejects them.",
  },
  {
    type: REMOTE_SCHEMA,
    when: /key "data" not found|introspection/i,
    fix: "Check what answers at the remote schema's URL, and with which credentials: it did not answer the introspection query. Allow introspection there, or correct the URL or the headers.",
  },
  {
    when: /two different definitions|conflicting definitions for GraphQL type|conflicting types/i,
    fix: 'Rename one of the two types: customize the type names of the remote schema (a prefix, for example), or give the table a custom name.',
  },
  {
    type: REMOTE_SCHEMA,
    when: /remote field|not distinct/i,
    fix: "Customize the remote schema's root fields or type names, or rename what they collide with.",
  },
  {
    type: TABLE,
    when: /must have at least one row/,
    fix: 'Insert the values into the enum table (with a migration or seed data) before its metadata is applied: an enum table must have at least one row.',
  },
  {
    type: TABLE,
    when: /cannot be used as an enum/,
    fix: 'Change the table to what an enum table has to be (one primary key of type text, at most one more text column, values that are GraphQL names), or set is_enum to false.',
  },
  {
    type: TABLE,
    when: /mapped to the same field name, "([^"\n]*)"/,
    fix: 'Give one of the two columns another custom name in column_config: both are "$1" now.',
  },
  {
    when: /conflicts with (?:custom field name for )?postgres column(?: "([^"\n]*)")?/,
    fix: 'Rename the relationship or computed field, or give the column another custom name.',
  },
  {
    type: RELATIONSHIP,
    when: /no foreign constraint exists/,
    fix: 'Apply the migration that creates the foreign key, or define the relationship with manual_configuration instead. If the foreign key was dropped on purpose, remove the relationship.',
  },
  {
    type: RELATIONSHIP,
    when: /table "([^"\n]*)" (?:does not exist|is not tracked)/,
    fix: 'Track the table "$1" (and apply the migration that creates it), or remove the relationship.',
  },
  {
    type: RELATIONSHIP,
    when: /source not found: "([^"\n]*)"/,
    fix: 'Add the source "$1" to the metadata, or correct its name in the relationship.',
  },
  {
    type: RELATIONSHIP,
    when: /remote schema with name "([^"\n]*)" not found/,
    fix: 'Add the remote schema "$1" to the metadata, or correct its name in the relationship.',
  },
  {
    type: PERMISSION,
    when: /computed field "([^"\n]*)" does not exist/,
    fix: 'Add the computed field "$1" to the table, or remove it from the permission.',
  },
  {
    type: /^remote_schema_permission$/,
    when: /field "([^"\n]*)" does not exist/,
    fix: 'Remove the field "$1" from the schema of this permission: the remote schema does not have it.',
  },
  {
    type: PERMISSION,
    when: /(?:column )?"([^"\n]*)" does not exist/,
    fix: 'Check "$1": perhaps the migration that adds it has not run. Otherwise correct its name in the permission, or remove it there.',
  },
  {
    type: /^event_trigger$/,
    when: /has no field named "([^"\n]*)"/,
    fix: 'Check the column "$1": perhaps the migration that adds it has not run. Otherwise remove it from the event trigger.',
  },
  {
    type: /^event_trigger$/,
    when: /schema "hdb_catalog" does not exist/,
    fix: 'Restart GraphQL Engine: it then creates its schema hdb_catalog in that database anew, which a reload does not.',
  },
  {
    when: /no such function exists: "([^"\n]*)"/,
    fix: 'Apply the migration that creates the function "$1", or remove it from the metadata.',
  },
  {
    type: TYPES,
    when: /^custom types are inconsistent/,
    fix: 'Fix the custom types: every action depends on them.',
  },
  {
    type: TYPES,
    when: /\bthe type:? "([^"\n]*)".*(?:does not exist|is not defined|is not an object or scalar)/,
    fix: 'Define the type "$1" in actions.graphql, or correct its name. If it is a scalar of a database, check that GraphQL Engine can reach that database.',
  },
  {
    type: TYPES,
    when: /remote table "([^"\n]*)"/,
    fix: 'Track the table "$1", or remove the relationship of the custom type to it.',
  },
  {
    type: /^inherited_role$/,
    when: /parent role\(s\) are not found: (.*?) which are/,
    fix: 'Correct the role set, or define a permission or an inherited role for the missing roles: $1.',
  },
  {
    type: /^rest_endpoint$/,
    when: /query with name (.*?) does not exist|collection with name (.*?) does not exist/,
    fix: 'Add "$1" to the query collections, or correct its name in the endpoint.',
  },
  {
    type: /^query_collections$/,
    when: /field '(\w+)' not found in object '\w+'/,
    fix: 'Correct the query: the schema has no field "$1". If it comes from a table, a function or a remote schema, check that this is in the metadata and consistent.',
  },
];

const SHAPE_FIXES: Readonly<Partial<Record<InconsistentObject['shape'], string>>> = {
  conflict:
    'Rename one of them, or customize its root fields or type names, so that they no longer collide.',
  duplicate: 'Remove all definitions except one from the metadata.',
  'endpoint-path':
    "Correct the endpoint's URL: every segment needs a name, and every variable occurs once.",
  'ambiguous-endpoints': 'Change the URL of one of the endpoints, so that no request matches both.',
  'inherited-permission':
    'The parent roles allow different things here: define this permission for the inherited role itself, or make the parent roles agree.',
};

/** What to do about a warning: its own fix, else by its code. */
export function remedyForWarning({ code, fix, identity, message }: MetadataWarning): string {
  const place = identity ? ` of ${plain(describe(identity))}` : '';
  // Servers from v2.20 to v2.23 send no codes: the wording has to do.
  const known = code ?? WARNING_CODES.find(({ when }) => when.test(message))?.code ?? '';
  const remedy = entryOf(WARNING_FIXES, known)?.replace('$1', () => place);
  return fix ?? remedy ?? 'See what the server says about it.';
}

const WARNING_CODES = [
  { when: /event trigger with name .* may not work/i, code: 'illegal-event-trigger-name' },
  { when: /clean ?up|could not drop|sql triggers?/i, code: 'source-cleanup-failed' },
];

/** Remedies by code. */
const WARNING_FIXES: Readonly<Record<string, string>> = {
  'illegal-event-trigger-name':
    'Use only letters, digits, "_" and "-" in the name of an event trigger.',
  'source-cleanup-failed':
    'SQL triggers$1 remain in the database and keep filling its event log: connect to it, and drop the functions "hdb_catalog.notify_hasura_<event trigger>_<operation>" with CASCADE.',
  'time-limit-exceeded-system-limit':
    "Lower the time limit in api_limits.yaml to at most the system's.",
  'track-table-failed': 'Check that the table exists and is not tracked under another name.',
  'untrack-table-failed': 'Check what still depends on the table, and remove that first.',
};
