import { asList, asRecord, asText, type Fields, isEqual } from '../lib/json.js';
import { describe, plain } from './describe.js';
import { partOf } from './difference.js';
import { childrenOf, placesIn } from './metadata-objects.js';
import {
  contextIn,
  contextWith,
  type Found,
  inVersion3,
  objectsIn,
  ownForm,
  pathIn,
} from './normal-form.js';
import type { Context } from './normalize.js';
import type { Identity, InconsistentObject, MetadataWarning } from './report.js';

/** Names or objects that differ. */
export interface Differing<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
  readonly changed: readonly T[];
}

/** An event trigger with the source and the table that it is on. */
export type EventTrigger = Identity & { readonly name: string; readonly source: string };

/**
 * What `replace_metadata` acts on before it has decided whether to refuse: it creates and drops SQL
 * triggers, deletes events of cron triggers, and cleans up sources (`Hasura.RQL.DDL.Metadata`).
 */
export interface SideEffects {
  /** Sources; changed are those of another kind or configuration. */
  readonly sources: Differing<string>;
  /** Event triggers; changed are also those on another table, or in a source that has changed. */
  readonly eventTriggers: Differing<EventTrigger>;
  readonly cronTriggers: Differing<string>;
}

/** Compares only what has side effects; every difference counts, whether the server acts on it or not. */
export function sideEffects(before: Fields, after: Fields): SideEffects {
  const was = readSources(inVersion3(before));
  const is = readSources(inVersion3(after, before));
  const sources = compared(was, is, (a, b) => !isEqual(a.own, b.own));
  const changed = new Set(sources.changed.map(({ name }) => name));
  const triggers = compared(triggersOf(was), triggersOf(is), (a, b) => {
    return changed.has(b.identity.source) || a.table !== b.table || !isEqual(a.own, b.own);
  });
  return {
    sources: mapped(sources, ({ name }) => name),
    eventTriggers: mapped(triggers, ({ identity }) => identity),
    cronTriggers: mapped(compared(cronTriggers(before), cronTriggers(after), isOther), nameOf),
  };
}

/**
 * What the server would warn about: names of new event triggers, where the source is not new, and
 * SQL triggers that it cannot drop since their source is inconsistent.
 */
export function predictWarnings(
  before: Fields,
  after: Fields,
  inconsistentNow: readonly InconsistentObject[],
): MetadataWarning[] {
  const { sources, eventTriggers } = sideEffects(before, after);
  const known = new Set(readSources(inVersion3(before)).keys());
  const illegal = eventTriggers.added.filter(
    ({ name, source }) => known.has(source) && !LEGAL_NAME.test(name),
  );
  const broken = inconsistentNow.filter(({ type }) => type === 'source');
  // With another configuration, the server may reach the source when it comes to the SQL triggers.
  const losing = new Set(
    eventTriggers.removed
      .map(({ source }) => source)
      .filter((source) => !sources.changed.includes(source)),
  );
  const uncleaned = broken.filter(({ identity: { source } }) => losing.has(source ?? ''));
  return [
    ...illegal.map((identity) => ({
      message: `The event trigger "${identity.name}" may not work: its name has characters other than letters, digits, "_" and "-".`,
      code: 'illegal-event-trigger-name',
      name: `event_trigger ${identity.name} in table ${identity.table?.text} in source ${identity.source}`,
      identity,
      origin: 'predicted' as const,
      fix: 'Rename it: start with a letter, and use only letters, digits, "_" and "-".',
    })),
    ...uncleaned.map(({ identity }) => ({
      message: `The SQL triggers of event triggers in source "${identity.source}" cannot be dropped, since the source is inconsistent.`,
      code: 'source-cleanup-failed',
      name: `source ${identity.source}`,
      identity,
      origin: 'predicted' as const,
      fix: 'Make the source consistent first, or drop the SQL triggers in its database by hand.',
    })),
  ];
}

/** `isIllegalTriggerName` in the server's `Hasura.RQL.Types.EventTrigger`. */
const LEGAL_NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** The objects that a project has twice and the server merges silently: only the last one counts. */
export function mergedDuplicates(metadata: Fields): MetadataWarning[] {
  const top = inVersion3(metadata);
  const context = contextWith();
  return childrenOf(undefined).flatMap((children) =>
    [...objectsIn(children, top, context).values()].flatMap((object) => {
      const own = duplicatesOf(object, [], {});
      if (object.type !== 'source') return own;
      // Only the last of two sources counts, and its paths.
      const inner = childrenOf('source').flatMap((each) => [
        ...objectsIn(each, object.entry, contextIn('source', object.entry, context)).values(),
      ]);
      const parts = partOf('source', object.key);
      const path = metadata['sources'] === undefined ? [] : pathIn(object);
      return [...own, ...inner.flatMap((each) => duplicatesOf(each, path, parts))];
    }),
  );
}

function duplicatesOf(
  object: Found,
  parentPath: readonly (string | number)[],
  parents: Partial<Identity>,
): MetadataWarning[] {
  if (object.merged.length === 0) return [];
  const identity = { ...parents, ...partOf(object.type, object.key), type: object.type };
  const name = plain(describe(identity));
  const paths = [...object.merged, object].map((each) => [...parentPath, ...pathIn(each)]);
  return [
    {
      message: `The project has the ${name} ${TIMES[paths.length] ?? `${paths.length} times`}: the server keeps only the last one, without the permissions and other parts of the others.`,
      code: 'duplicate-in-project',
      name,
      identity,
      origin: 'project',
      paths,
      fix: 'Merge the entries into one, or remove all but one.',
    },
  ];
}

const TIMES: Readonly<Record<number, string>> = { 2: 'twice' };

interface Source {
  readonly name: string;
  /** What the server connects to. */
  readonly own: unknown;
  readonly entry: Fields;
  readonly context: Context;
}

interface Trigger {
  readonly identity: EventTrigger;
  /** The name of its table in normal form, as text. */
  readonly table: string;
  readonly own: unknown;
}

const SOURCES = placesIn(undefined, 'source');
const TABLES = placesIn('source', 'table');
const EVENT_TRIGGERS = placesIn('table', 'event_trigger');

function readSources(metadata: Fields): Map<string, Source> {
  const sources = new Map<string, Source>();
  for (const place of SOURCES) {
    for (const { key, entry: raw } of objectsIn(place, metadata, contextWith()).values()) {
      const entry = asRecord(raw) ?? {};
      const context = contextIn('source', entry, contextWith());
      const { kind, configuration } = entry;
      const own = [context.sourceKind, ownForm('source', { kind, configuration }, context)];
      const name = asText(key) ?? '';
      sources.set(name, { name, own, entry, context });
    }
  }
  return sources;
}

/** By source and name: names of event triggers are unique within a source. */
function triggersOf(sources: ReadonlyMap<string, Source>): Map<string, Trigger> {
  const triggers = new Map<string, Trigger>();
  for (const { name: source, entry, context } of sources.values()) {
    // Most tables have none, and are not looked at further.
    const tables = asList(entry['tables']).filter((table) => asRecord(table)?.['event_triggers']);
    for (const table of TABLES.flatMap((at) => [...objectsIn(at, { tables }, context).values()])) {
      const found = EVENT_TRIGGERS.flatMap((at) => [
        ...objectsIn(at, table.entry, context).values(),
      ]);
      for (const { key, entry: trigger } of found) {
        const name = asText(key) ?? '';
        triggers.set(JSON.stringify([source, name]), {
          identity: { ...partOf('table', table.key), type: 'event_trigger', name, source },
          table: table.id,
          own: ownForm('event_trigger', trigger, context),
        });
      }
    }
  }
  return triggers;
}

interface Named {
  readonly name: string;
  readonly own: unknown;
}

/** Also those that are not exported: the server writes their events anew each time. */
function cronTriggers(metadata: Fields): Map<string, Named> {
  return new Map(
    asList(metadata['cron_triggers']).map((trigger) => {
      const name = asText(asRecord(trigger)?.['name']) ?? '';
      return [name, { name, own: ownForm('cron_trigger', trigger, contextWith()) }];
    }),
  );
}

const isOther = (a: Named, b: Named): boolean => !isEqual(a.own, b.own);
const nameOf = ({ name }: Named): string => name;

function compared<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  differs: (before: T, after: T) => boolean,
): Differing<T> {
  const changed = [...after].filter(([key, now]) => {
    const old = before.get(key);
    return old !== undefined && differs(old, now);
  });
  return {
    added: [...after].filter(([key]) => !before.has(key)).map(([, value]) => value),
    removed: [...before].filter(([key]) => !after.has(key)).map(([, value]) => value),
    changed: changed.map(([, value]) => value),
  };
}

const mapped = <T, U>({ added, removed, changed }: Differing<T>, map: (item: T) => U) => ({
  added: added.map(map),
  removed: removed.map(map),
  changed: changed.map(map),
});
