import { asRecord, asText, entryOf, type Fields, isEqual, isRecord } from '../lib/json.js';
import { qualifiedName } from './identity.js';
import type { NamePart } from './kind.js';
import { kindOf } from './kinds.js';
import { type Children, childrenOf } from './metadata-objects.js';
import {
  contextIn,
  contextWith,
  type Found,
  inVersion3,
  objectsIn,
  ownForm,
  pathIn,
  valueAt,
  valueForm,
} from './normal-form.js';
import type { Context } from './normalize.js';
import type { Change, FieldChange, Identity } from './report.js';
import type { NormalSdl } from './sdl.js';

export type { Change, FieldChange };

/**
 * What differs, object by object. Order, defaults and equivalent spellings are no differences. An
 * object is compared without its children; one under another parent is removed and added. Pass
 * what `normalSdlFor` gives, so that remote schema permissions are compared by their parsed SDL.
 */
export function differences(before: Fields, after: Fields, normalSdl?: NormalSdl): Change[] {
  return changesBetween(before, after, normalSdl, Number.POSITIVE_INFINITY);
}

/** Whether two metadata mean the same: there are no differences. */
export function isSame(a: Fields, b: Fields, normalSdl?: NormalSdl): boolean {
  return isEqual(a, b) || changesBetween(a, b, normalSdl, 1).length === 0;
}

/** The metadata, or an object in it, as one of the two has it. */
interface Side {
  readonly entry: unknown;
  readonly context: Context;
  readonly parent?: Side;
  readonly found?: Found;
  /** Metadata of version 1 or 2, which has the tables of its one source at the top. */
  readonly hasNoSources?: boolean;
}

/** The changes so far, and how many are wanted. */
interface Collected {
  readonly changes: Change[];
  readonly limit: number;
}

function changesBetween(
  before: Fields,
  after: Fields,
  normalSdl: NormalSdl | undefined,
  limit: number,
): Change[] {
  const context = contextWith(normalSdl);
  const a = topOf(before, after, context);
  const b = topOf(after, before, context);
  const collected = { changes: [], limit };
  collectChildren(undefined, a, b, collected);
  // A key that no kind of object has, of a newer server perhaps, is an object of its own.
  const [was = {}, is = {}] = [a, b].map(({ entry }) =>
    asRecord(ownForm(undefined, entry, context)),
  );
  for (const type of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (type === 'version') continue;
    const object = { type, identity: { type }, path: [type] };
    collect(object, entryOf(was, type), entryOf(is, type), collected);
  }
  return collected.changes;
}

const topOf = (metadata: Fields, other: Fields, context: Context): Side => ({
  entry: inVersion3(metadata, other),
  context,
  hasNoSources: metadata['sources'] === undefined,
});

function collectChildren(
  type: string | undefined,
  before: Side | undefined,
  after: Side | undefined,
  collected: Collected,
): void {
  for (const children of childrenOf(type)) {
    const alike = writtenAlike(children, before, after);
    if (alike === true) continue;
    const was = before && objectsIn(children, before.entry, before.context, alike);
    const is = after && objectsIn(children, after.entry, after.context, alike);
    for (const [id, found] of was ?? []) {
      compareObjects(sideOf(before, found), sideOf(after, is?.get(id)), collected);
    }
    for (const [id, found] of is ?? []) {
      if (!was?.has(id)) compareObjects(undefined, sideOf(after, found), collected);
    }
    if (collected.changes.length >= collected.limit) return;
  }
}

/**
 * Whether both have the same children at a place, written alike: then nothing is looked up. If not,
 * the indices of those that are, most of a long list.
 */
function writtenAlike(
  { place }: Children,
  before: Side | undefined,
  after: Side | undefined,
): true | ReadonlySet<number> | undefined {
  if (before?.context.sourceKind !== after?.context.sourceKind) return undefined;
  const [was, is] = [valueAt(before?.entry, place.at), valueAt(after?.entry, place.at)];
  if (isEqual(was, is)) return true;
  if (!Array.isArray(was) || !Array.isArray(is) || was.length !== is.length) return undefined;
  return new Set([...was.keys()].filter((index) => isEqual(was[index], is[index])));
}

function compareObjects(
  before: Side | undefined,
  after: Side | undefined,
  collected: Collected,
): void {
  const side = after ?? before;
  if (!side?.found || collected.changes.length >= collected.limit) return;
  const isSameKind = before?.context.sourceKind === after?.context.sourceKind;
  // Most objects are written alike on both sides, with all that is in them.
  if (isSameKind && isEqual(before?.entry, after?.entry)) return;
  const { type } = side.found;
  if (!before || !after || !isSameKind || !hasSameValues(type, before, after)) {
    const object = { type, identity: { ...identityOf(side), type }, path: pathOf(side) };
    collect(object, ownFormOf(type, before), ownFormOf(type, after), collected);
  }
  collectChildren(type, before, after, collected);
}

/** An object with a key is there even if nothing but its key is. */
const ownFormOf = (type: string, side: Side | undefined): unknown =>
  side &&
  (ownForm(type, side.entry, side.context) ?? (side.found?.key === undefined ? undefined : {}));

/** Whether the values of two objects are the same; those that are written alike need no rules. */
function hasSameValues(type: string, before: Side, after: Side): boolean {
  const [a, b] = [before.entry, after.entry];
  if (!isRecord(a) || !isRecord(b)) return false;
  const isSameValue = (key: string): boolean => {
    const [was, is] = [entryOf(a, key), entryOf(b, key)];
    return (
      isEqual(was, is) ||
      isEqual(valueForm(type, key, was, before.context), valueForm(type, key, is, after.context))
    );
  };
  return (
    Object.keys(a).every(isSameValue) &&
    Object.keys(b).every((key) => Object.hasOwn(a, key) || isSameValue(key))
  );
}

function collect(
  object: Pick<Change, 'type' | 'identity' | 'path'>,
  before: unknown,
  after: unknown,
  { changes }: Collected,
): void {
  if (before === undefined && after === undefined) return;
  const fields = fieldChanges(before, after, '');
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  if (change !== 'changed' || fields.length > 0) {
    changes.push({ change, ...object, fields, before, after });
  }
}

const sideOf = (parent: Side | undefined, found: Found | undefined): Side | undefined =>
  parent &&
  found && {
    entry: found.entry,
    context: contextIn(found.type, found.entry, parent.context),
    parent,
    found,
  };

function pathOf({ parent, found }: Side): Change['path'] {
  if (!parent || !found) return [];
  return parent.hasNoSources && found.type === 'source'
    ? []
    : [...pathOf(parent), ...pathIn(found)];
}

const identityOf = (side: Side | undefined): Partial<Identity> =>
  side?.found ? { ...identityOf(side.parent), ...partOf(side.found.type, side.found.key) } : {};

/** What the key of an object says of the identity of it and of its children. */
export function partOf(type: string, key: unknown): Partial<Identity> {
  const part = partNamed(type);
  const value = part === 'table' || part === 'function' ? qualifiedName(key) : asText(key);
  return value === undefined ? {} : { [part]: value };
}

/** The name that `partOf` has found in the key of the object itself; `undefined` if it has none. */
export function ownNameOf(identity: Identity): string | undefined {
  const value = identity[partNamed(identity.type)];
  return typeof value === 'object' ? value.text : value;
}

const partNamed = (type: string): NamePart => kindOf(type).part ?? 'name';

function fieldChanges(before: unknown, after: unknown, path: string): FieldChange[] {
  if (isEqual(before, after)) return [];
  const [was, is] = path === '' ? [before ?? {}, after ?? {}] : [before, after];
  if (isRecord(was) && isRecord(is)) {
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) =>
      fieldChanges(entryOf(was, key), entryOf(is, key), step(path, key)),
    );
  }
  // Lists of maps are shown item by item, other lists as a whole.
  if (Array.isArray(was) && Array.isArray(is) && was.length === is.length && was.some(isRecord)) {
    return was.flatMap((item, index) => fieldChanges(item, is[index], `${path}[${index}]`));
  }
  return [{ path, before, after }];
}

const step = (path: string, key: string): string =>
  !/^[\w$-]+$/.test(key) ? `${path}[${JSON.stringify(key)}]` : path === '' ? key : `${path}.${key}`;

/** The keys and indices of a path of a `FieldChange`. */
export function stepsOf(path: string): (string | number)[] {
  const steps = path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([\w$-]+)/g);
  return [...steps].map(([, index, quoted, plain]) =>
    index !== undefined ? Number(index) : quoted !== undefined ? JSON.parse(quoted) : (plain ?? ''),
  );
}
