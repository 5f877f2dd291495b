import { asRecord, entryOf, type Fields, isEqual, isRecord, valueAt } from '../lib/json.js';
import {
  type Children,
  childrenAt,
  childrenOf,
  identityOf,
  type MetadataObject,
  pathOf,
  rootOf,
} from './metadata-objects.js';
import { ownForm, valueForm } from './normal-form.js';
import type { Change, FieldChange } from './report.js';
import type { NormalSdl } from './sdl.js';

/**
 * What differs, object by object. Order, defaults and equivalent spellings are no differences. An
 * object is compared without its children; one under another parent is removed and added. Pass
 * what `normalSdlFor` gives, so that remote schema permissions are compared by their parsed SDL.
 */
export function differences(before: Fields, after: Fields, normalSdl?: NormalSdl): Change[] {
  return [...changesBetween(before, after, normalSdl)];
}

/** Whether two metadata mean the same: there are no differences. */
export function isSame(a: Fields, b: Fields, normalSdl?: NormalSdl): boolean {
  return isEqual(a, b) || changesBetween(a, b, normalSdl).next().done === true;
}

function* changesBetween(
  before: Fields,
  after: Fields,
  normalSdl: NormalSdl | undefined,
): Generator<Change> {
  const [a, b] = [rootOf(before, after, normalSdl), rootOf(after, before, normalSdl)];
  yield* changesOfChildren('metadata', a, b);
  // A key that no kind of object has, of a newer server perhaps, is an object of its own.
  const [was = {}, is = {}] = [a, b].map((root) => asRecord(ownForm(root)));
  for (const type of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (type === 'version') continue;
    const object = { type, identity: { type }, path: [type] };
    yield* changeOf(object, entryOf(was, type), entryOf(is, type));
  }
}

function* changesOfChildren(
  type: string,
  before: MetadataObject | undefined,
  after: MetadataObject | undefined,
): Generator<Change> {
  for (const children of childrenOf(type)) {
    const alike = writtenAlike(children, before, after);
    if (alike === true) continue;
    const isSkipped = isNotCompared(children.type, alike);
    const was = before && childrenAt(before, children, isSkipped);
    const is = after && childrenAt(after, children, isSkipped);
    for (const [id, object] of was ?? []) yield* changesOf(object, is?.get(id));
    for (const [id, object] of is ?? []) if (!was?.has(id)) yield* changesOf(undefined, object);
  }
}

/**
 * Whether both have the same children at a place, written alike: then nothing is looked up. If not,
 * the indices of those that are, most of a long list.
 */
function writtenAlike(
  { place }: Children,
  before: MetadataObject | undefined,
  after: MetadataObject | undefined,
): true | ReadonlySet<number> | undefined {
  if (before?.context.sourceKind !== after?.context.sourceKind) return undefined;
  const [was, is] = [valueAt(before?.entry, place.at), valueAt(after?.entry, place.at)];
  if (isEqual(was, is)) return true;
  if (!Array.isArray(was) || !Array.isArray(is) || was.length !== is.length) return undefined;
  return new Set([...was.keys()].filter((index) => isEqual(was[index], is[index])));
}

/** What is written alike, and what a server takes and never exports. */
const isNotCompared =
  (type: string, alike: ReadonlySet<number> | undefined) =>
  (item: unknown, index: number): boolean =>
    alike?.has(index) ||
    (type === 'cron_trigger' && asRecord(item)?.['include_in_metadata'] === false);

/** The changes of an object and of all that is in it. */
function* changesOf(
  before: MetadataObject | undefined,
  after: MetadataObject | undefined,
): Generator<Change> {
  const object = after ?? before;
  if (!object) return;
  const isSameKind = before?.context.sourceKind === after?.context.sourceKind;
  // Most objects are written alike on both sides, with all that is in them.
  if (isSameKind && isEqual(before?.entry, after?.entry)) return;
  const { type } = object;
  if (!before || !after || !isSameKind || !hasSameValues(before, after)) {
    const change = { type, identity: identityOf(object), path: pathOf(object) };
    yield* changeOf(change, formOf(before), formOf(after));
  }
  yield* changesOfChildren(type, before, after);
}

/** An object with a key is there even if nothing but its key is. */
const formOf = (object: MetadataObject | undefined): unknown =>
  object && (ownForm(object) ?? (object.key === undefined ? undefined : {}));

/** Whether the values of two objects are the same; those that are written alike need no rules. */
function hasSameValues(before: MetadataObject, after: MetadataObject): boolean {
  const [{ type, entry: a }, { entry: b }] = [before, after];
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

/** The change of an object itself, if there is any. */
function* changeOf(
  object: Pick<Change, 'type' | 'identity' | 'path'>,
  before: unknown,
  after: unknown,
): Generator<Change> {
  if (before === undefined && after === undefined) return;
  const fields = fieldChanges(before, after, '');
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  if (change !== 'changed' || fields.length > 0) yield { change, ...object, fields, before, after };
}

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
