import { asRecord, asText, parseJson } from '../lib/json.js';
import { cut, listed } from '../lib/text.js';
import type { InconsistentObject } from './report.js';

/**
 * A text of the server as a person reads it: the message of an SQL error instead of its JSON, a host
 * name that does not resolve instead of the arguments of `getAddrInfo`, a conflict of GraphQL names
 * as one sentence. A text that needs none of this only loses its trailing line breaks.
 */
export function readable(text: string): string {
  return (readableConflict(text) ?? readableSqlError(text) ?? text)
    .replace(UNRESOLVED, (said) => {
      const host = /host name: Just "([^"\n]*)"/.exec(said)?.[1];
      return host === undefined
        ? 'host name does not resolve'
        : `host name "${host}" does not resolve`;
    })
    .trimEnd();
}

/** What http-client says of a host name that does not resolve; the brackets hold `AddrInfo {…}`. */
const UNRESOLVED =
  /(?:Network\.Socket\.)?getAddrInfo(?: \([^\n]{0,1000}?\): does not exist \([^)\n]*\)|: (?:does not exist )?\(?Name or service not known\)?)/g;

/** `{"statement":…,"error":{"message":"relation … does not exist",…}}`: `PGTxErr` as JSON. */
function readableSqlError(text: string): string | undefined {
  if (!text.startsWith('{')) return undefined;
  const error = asRecord(asRecord(parseJson(text))?.['error']);
  const message = asText(error?.['message']);
  if (message === undefined) return undefined;
  const description = asText(error?.['description']);
  const hint = asText(error?.['hint']);
  return [message, description, hint && `Hint: ${hint}`].filter(Boolean).join('\n');
}

/**
 * A conflict of GraphQL types or fields as one sentence that names both places; `undefined` if the
 * text is not about one. Servers up to v2.45.1 answer 500 with such a text as the error.
 */
export function readableConflict(text: string): string | undefined {
  const [types, type, one, others = ''] = TYPE_CONFLICT.exec(text) ?? [];
  if (types !== undefined) {
    return `GraphQL type '${type}' has two different definitions: at ${one} and at ${listed(others.split(', '), MOST_PLACES)}`;
  }
  const [fields, parent, field, places = ''] = FIELD_CONFLICT.exec(text) ?? [];
  if (fields === undefined) return undefined;
  return `GraphQL field '${field}' of '${parent}' is defined more than once: by ${places.replaceAll(', ', ' and by ')}`;
}

const TYPE_CONFLICT =
  /Found conflicting definitions for GraphQL type '([^'\n]+)'\.\s+The definition at '?([^'\n]+?)'? differs from the definitions? at (?:e\.g\. )?['[]?([^'\]\n]+?)['\]]?\.(?:\s|$)/;

const FIELD_CONFLICT =
  /conflicting definitions in the selection set for '([^'\n]+)' for field '([^'\n]+)' defined in \[([^\]\n]+)\]/;

const MOST_PLACES = 3;

/** Where in the metadata a reason says that the fault is: the object's description says the same. */
const PLACES: readonly RegExp[] = [
  /^(?:in [a-z ]+ "[^"\n]*"(?:: |; ))+/i,
  /^in (?:cron trigger|endpoint|inherited role) [^\n:]+: /,
  /^validation for the given (?:custom types|role-based schema) failed because /,
];

function withoutPlace({ reason, type }: InconsistentObject): string {
  // A query's errors are in quotes, and what uses the query follows.
  const errors = type === 'query_collections' ? reason.match(/"\$[^"\n]*"/g) : null;
  if (errors) return errors.map((error) => error.slice(1, -1)).join('\n');
  return PLACES.reduce((text, place) => text.replace(place, ''), reason);
}

/**
 * The names that a reason quotes, in its order, except for those that only say which object it is: a
 * permission's missing column; or the type, the field and the object type of custom types. They
 * point to the place within the object's definition.
 */
export function namedIn(object: InconsistentObject): readonly string[] {
  if (object.shape !== 'object') return [];
  const names = withoutPlace(object).matchAll(/"([^"\n]+)"|'([^'\n]+)'|not found: (\w+)/g);
  return [...new Set([...names].flatMap((match) => match[1] ?? match[2] ?? match[3] ?? []))];
}

const LONGEST_WHY = 200;

/** Why an object is inconsistent, in a few words; the whole is in its reason and detail. */
export function why(object: InconsistentObject): string {
  const { definition, detail, host, shape } = object;
  if (shape === 'duplicate' && Array.isArray(definition)) {
    return `defined ${definition.length} times`;
  }
  if (shape === 'inherited-permission') {
    return 'the roles that it inherits from allow different things';
  }
  if (host !== undefined && detail !== undefined) {
    const inBrackets = /\(([A-Z][A-Za-z ]{3,60})\)/.exec(detail)?.[1];
    return cut(
      inBrackets === undefined ? firstLine(detail) : `${inBrackets}: ${host}`,
      LONGEST_WHY,
    );
  }
  const pending = object.pendingMigration;
  const said = `${firstLine(withoutPlace(object))}${pending === undefined ? '' : `; it is created by the pending migration ${pending}`}`;
  return cut(detail === undefined ? said : `${said}: ${firstLine(detail)}`, LONGEST_WHY);
}

/** The first line; with the next, where it only announces what follows. */
function firstLine(text: string): string {
  const [first = '', second] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return first.endsWith(':') && second ? `${first} ${second.replace(/^[•*-]\s*/, '')}` : first;
}
