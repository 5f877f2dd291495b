import { visible } from '../lib/text.js';
import type { NamePart } from './kind.js';
import { kindOf } from './kinds.js';
import type { Identity, InconsistentObject } from './report.js';

/** A piece of a description: plain words, or a name that a reporter may set apart. */
export type Part = string | { readonly name: string };

/**
 * Describes an object in words: `select permission **clerk** on **orders** in default`.
 * The names are untrusted text: escape them for where they go.
 */
export function describe(identity: Identity): Part[] {
  const { type, permission } = identity;
  const label = labelOf(type).replace('permission', (word) =>
    permission === undefined ? word : `${visible(permission)} ${word}`,
  );
  const parts: Part[] = [label];
  for (const [part, connector] of CONNECTORS) {
    const value = identity[part];
    if (value === undefined) continue;
    if (parts.length > 1) parts.push(connector);
    parts.push({ name: visible(typeof value === 'string' ? value : value.text) });
  }
  return parts;
}

/** The words before each part of an identity; the first part follows the label without any. */
const CONNECTORS: readonly (readonly [part: NamePart, words: string])[] = [
  ['name', ''],
  ['typeName', 'on type'],
  ['table', 'on'],
  ['function', 'for function'],
  ['action', 'of action'],
  ['logicalModel', 'of logical model'],
  ['nativeQuery', 'of native query'],
  ['remoteSchema', 'in remote schema'],
  ['collection', 'in collection'],
  ['source', 'in'],
];

/** What one object of a type is counted as, and what several are: `permission`, `permissions`. */
export function nounOf(type: string): readonly [one: string, many: string] {
  const label = labelOf(type);
  return kindOf(type).noun ?? [label, `${label}s`];
}

function labelOf(type: string): string {
  return kindOf(type).label ?? visible(type).replaceAll('_', ' ');
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

const SHAPE_WORDS: Readonly<Partial<Record<InconsistentObject['shape'], string>>> = {
  conflict: 'conflict of',
  duplicate: 'duplicate',
  'ambiguous-endpoints': 'ambiguous',
};
