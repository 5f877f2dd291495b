import { entryOf } from '../lib/narrow.js';
import { describe, plain } from './describe.js';
import { mayHeal } from './recovery.js';
import type { InconsistentObject, MetadataWarning } from './report.js';

/** What to do about a cause, in a sentence or two. */
export function remedyFor(object: InconsistentObject): string {
  const variable = missingVariable(object.reason) ?? missingVariable(object.detail ?? '');
  if (variable !== undefined) {
    return `Set the environment variable ${variable} where GraphQL Engine runs, restart it, then run this step again.`;
  }
  const byShape = SHAPE_REMEDIES[object.shape];
  if (byShape !== undefined) return byShape;
  if (mayHeal(object)) {
    const isBehindAgent = object.type === 'source' && /data connector/i.test(object.reason);
    return (isBehindAgent ? BEHIND_AGENT : UNREACHABLE[object.type]) ?? TRY_AGAIN;
  }
  if (object.type === 'remote_schema' && COLLISION.test(object.reason)) return COLLIDING_NAMES;
  return entryOf(TYPE_REMEDIES, object.type) ?? byFamily(object.type);
}

function missingVariable(words: string): string | undefined {
  return MISSING_VARIABLE.exec(words)?.slice(1).find(Boolean);
}

/** `environment variable 'X' not set`, `Value for environment variables not found: X`. */
const MISSING_VARIABLE =
  /\b[Ee]nvironment variables?(?: not found)?:? (?:['"`]([A-Za-z_]\w*)['"`]|([A-Z_][A-Z0-9_]*)\b)/;

const TRY_AGAIN = 'Run this step again once it can be reached; Hasura does not retry by itself.';

const UNREACHABLE: Readonly<Record<string, string>> = {
  source: `See that the database runs and that GraphQL Engine reaches it with this user and password. ${TRY_AGAIN}`,
  remote_schema: `Start the service behind it, and see that GraphQL Engine reaches it. ${TRY_AGAIN}`,
  data_connector_agent: `Start the data connector agent, and see that GraphQL Engine reaches it. ${TRY_AGAIN}`,
};

/** The server says the same of an agent that is down and of one that is not in the metadata. */
const BEHIND_AGENT = `See that the metadata has the source's data connector in its backend configs, that its agent runs, and that GraphQL Engine reaches it. ${TRY_AGAIN}`;

/** A remote schema's names that are taken: by others, or twice by its own customization. */
const COLLISION = /remote field|conflicting types|not distinct/i;
const COLLIDING_NAMES =
  "Customize the remote schema's root fields or type names, or rename what they collide with.";

const SHAPE_REMEDIES: Readonly<Partial<Record<InconsistentObject['shape'], string>>> = {
  conflict:
    'Rename one of them, or customize its root fields or type names, so that they no longer collide.',
  duplicate: 'Remove all definitions but one from the metadata.',
  'endpoint-path': "Correct the endpoint's URL: each segment named, each variable once.",
  'ambiguous-endpoints': 'Change the URL of one of the endpoints, so that no request fits both.',
  'inherited-permission':
    'The parent roles allow different things here: define this permission for the inherited role itself, or make the parents agree.',
};

const TYPE_REMEDIES: Readonly<Record<string, string>> = {
  source: "Correct the source's configuration.",
  remote_schema:
    "Correct the remote schema's definition, or what its service answers to introspection.",
  table: 'Apply the migration that creates the table or view, or take it out of the metadata.',
  function: 'Apply the migration that creates the function, or take it out of the metadata.',
  native_query: 'Correct the query or its arguments, or take it out of the metadata.',
  logical_model: 'Correct its fields, or take it out of the metadata.',
  event_trigger: "Correct the event trigger's definition, or take it out of the metadata.",
  custom_types: 'Correct the types in actions.graphql: every action depends on them.',
  action: "Correct the action's arguments and output type in actions.graphql.",
  cron_trigger: "Correct the cron trigger's definition.",
  rest_endpoint: 'See that the query collection has the query that the endpoint names.',
  endpoint: 'See that the query collection has the query that the endpoint names.',
  inherited_role:
    'See that the roles that it inherits from exist, and not from each other in a circle.',
  query_collections: 'Correct the query: what it asks for is not in the schema.',
  remote_relationship: 'Correct the relationship: its target has to exist, with fitting fields.',
  remote_schema_remote_relationship:
    'Correct the relationship: its target has to exist, with fitting fields.',
  object_relation:
    'Correct the relationship: the table and the columns that it uses have to exist and be tracked.',
  array_relation:
    'Correct the relationship: the table and the columns that it uses have to exist and be tracked.',
  computed_field: 'See that the function exists and takes a row of the table.',
};

function byFamily(type: string): string {
  if (type.endsWith('_permission')) {
    return 'Correct the permission: every column, relationship and field that it names has to exist.';
  }
  return 'Correct its definition in the metadata, or take it out.';
}

/** What to do about a warning; known codes have an answer of their own. */
export function remedyForWarning(warning: MetadataWarning): string {
  switch (warning.code ?? guessedCode(warning.message)) {
    case 'illegal-event-trigger-name':
      return 'Use only letters, digits, "_" and "-" in the name of an event trigger.';
    case 'source-cleanup-failed': {
      const place = warning.identity ? ` of ${plain(describe(warning.identity))}` : '';
      return `SQL triggers${place} stay behind in the database and go on filling its event log: connect to it, and drop the functions "hdb_catalog.notify_hasura_<event trigger>_<operation>" with CASCADE.`;
    }
    case 'time-limit-exceeded-system-limit':
      return "Lower the time limit in api_limits.yaml to at most the system's.";
    case 'track-table-failed':
      return 'See that the table exists and is not tracked under another name.';
    case 'untrack-table-failed':
      return 'See what still depends on the table, and remove that first.';
    default:
      return 'See what the server says of it.';
  }
}

/** Servers from v2.20 to v2.23 send no code; only a remedy is guessed from the wording. */
function guessedCode(message: string): string | undefined {
  if (/event trigger with name .* may not work/i.test(message)) return 'illegal-event-trigger-name';
  if (/clean ?up|could not drop|sql triggers?/i.test(message)) return 'source-cleanup-failed';
  return undefined;
}

/** `in table "orders": in permission for role "clerk": …`: the object's description says as much. */
function withoutPlace(reason: string): string {
  return reason.replace(/^(?:in [a-z ]+ "[^"\n]*": )+/i, '');
}

/** Why an object is inconsistent, in a few words; the whole is in its reason and detail. */
export function why(object: InconsistentObject): string {
  const { definition, detail, host, reason, shape } = object;
  if (shape === 'duplicate' && Array.isArray(definition)) {
    return `defined ${definition.length} times`;
  }
  if (shape === 'inherited-permission') {
    return 'the roles that it inherits from allow different things';
  }
  if (host !== undefined && detail !== undefined) {
    const inBrackets = /\(([A-Z][A-Za-z ]{3,60})\)/.exec(detail)?.[1];
    return shorten(inBrackets === undefined ? firstLine(detail) : `${inBrackets}: ${host}`);
  }
  const said = firstLine(withoutPlace(reason));
  return shorten(detail === undefined ? said : `${said}: ${firstLine(detail)}`);
}

/** The first line; with the next, where it only announces what follows. */
function firstLine(text: string): string {
  const [first = '', second] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return first.endsWith(':') && second ? `${first} ${second.replace(/^[•*-]\s*/, '')}` : first;
}

const LONGEST_WHY = 200;

function shorten(text: string): string {
  return text.length > LONGEST_WHY ? `${text.slice(0, LONGEST_WHY - 1).toWellFormed()}…` : text;
}
