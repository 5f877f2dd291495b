import { entryOf } from '../lib/narrow.js';
import { visible } from '../lib/visible.js';
import type { Identity, InconsistentObject } from './report.js';

/** A piece of a description: plain words, or a name that a reporter may set apart. */
export type Part = string | { readonly name: string };

/**
 * Describes an object in words: `select permission **clerk** on **orders** in default`.
 * The names are somebody else's text: escape them for where they go.
 */
export function describe(identity: Identity): Part[] {
  const words = wordsFor(identity);
  const parts: Part[] = [words];
  const say = (word: string, name: string | undefined): void => {
    if (name !== undefined) parts.push(word, { name: visible(name) });
  };
  const own = identity.name ?? identity.action;
  if (identity.type === 'action_permission') {
    say('', identity.name);
    say('of action', identity.action);
    return tidy(parts);
  }
  say('', own);
  say(own === undefined ? '' : 'on type', identity.typeName);
  say(parts.length > 1 ? 'on' : '', identity.table?.text);
  say(parts.length > 1 ? 'for function' : '', identity.function?.text);
  say('of logical model', identity.logicalModel);
  say('of native query', identity.nativeQuery);
  say(parts.length > 1 ? 'in remote schema' : '', identity.remoteSchema);
  say(parts.length > 1 ? 'in collection' : '', identity.collection);
  say(parts.length > 1 ? 'in' : '', identity.source);
  return tidy(parts);
}

/** Describes an inconsistency; where several objects are at odds, the first and how many more. */
export function describeObject(object: InconsistentObject): Part[] {
  const [first, ...others] = object.members;
  if (!first) {
    const parts = describe(object.identity);
    // Nothing but the type is known: what the server calls it says more.
    return parts.length > 1 || object.type === 'custom_types' ? parts : [{ name: object.name }];
  }
  const word = SHAPE_WORDS[object.shape];
  const parts: Part[] = word ? [word, ...describe(first)] : describe(first);
  if (others.length === 1 && others[0]) parts.push('and', ...describe(others[0]));
  else if (others.length > 1) parts.push(`and ${others.length} others`);
  return parts;
}

/** A description as one line of plain text. */
export function plain(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.name)).join(' ');
}

function wordsFor({ type, permission }: Identity): string {
  if (type.startsWith('inherited role')) {
    return `inherited ${permission === undefined ? '' : `${visible(permission)} `}permission of role`;
  }
  return entryOf(TYPE_WORDS, type) ?? visible(type).replaceAll('_', ' ');
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  object_relation: 'object relationship',
  array_relation: 'array relationship',
  rest_endpoint: 'REST endpoint',
  endpoint: 'REST endpoint',
  query_collections: 'query',
  remote_schema_permission: 'permission of role',
  function_permission: 'permission of role',
  action_permission: 'permission of role',
  remote_schema_remote_relationship: 'remote relationship',
  open_telemetry: 'OpenTelemetry',
};

const SHAPE_WORDS: Readonly<Partial<Record<InconsistentObject['shape'], string>>> = {
  conflict: 'conflict of',
  duplicate: 'duplicate',
  'ambiguous-endpoints': 'ambiguous',
};

function tidy(parts: readonly Part[]): Part[] {
  return parts.filter((part) => part !== '');
}
