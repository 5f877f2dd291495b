import { asText, type Fields, isEqual, isRecord } from '../lib/json.js';
import { identityOf, type MetadataObject, objectsIn, rootOf } from './metadata-objects.js';
import { ownForm } from './normal-form.js';
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
  const [was, is] = [rootOf(before), rootOf(after, before)];
  const [sourcesBefore, sourcesAfter] = [sourcesOf(was), sourcesOf(is)];
  return {
    sources: compared(sourcesBefore, sourcesAfter),
    eventTriggers: compared(eventTriggersOf(sourcesBefore), eventTriggersOf(sourcesAfter)),
    cronTriggers: compared(cronTriggersOf(was), cronTriggersOf(is)),
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
  const known = new Set(sourcesOf(rootOf(before)).keys());
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

/** What is compared, by what it is matched by. */
type Forms<T> = ReadonlyMap<string, Form<T>>;

interface Form<T> {
  /** What it is reported as. */
  readonly shown: T;
  readonly form: unknown;
}

interface SourceForm extends Form<string> {
  readonly source: MetadataObject;
}

function sourcesOf(root: MetadataObject): ReadonlyMap<string, SourceForm> {
  const sources = [...objectsIn(root, ['source'])].map((source): [string, SourceForm] => {
    const { kind, configuration } = isRecord(source.entry) ? source.entry : {};
    const connection = ownForm({ ...source, entry: { kind, configuration } });
    const name = asText(source.key) ?? '';
    return [name, { shown: name, form: [source.context.sourceKind, connection], source }];
  });
  return new Map(sources);
}

/** By source and name: names of event triggers are unique within a source. */
function eventTriggersOf(sources: ReadonlyMap<string, SourceForm>): Forms<EventTrigger> {
  const triggers = new Map<string, Form<EventTrigger>>();
  for (const { source, shown: name, form: connection } of sources.values()) {
    for (const trigger of objectsIn(source, ['event_trigger'])) {
      const identity = { ...identityOf(trigger), name: asText(trigger.key) ?? '', source: name };
      const form = [connection, trigger.parent?.id, ownForm(trigger)];
      triggers.set(JSON.stringify([name, identity.name]), { shown: identity, form });
    }
  }
  return triggers;
}

/** Also those that are not exported: the server writes their events anew each time. */
function cronTriggersOf(root: MetadataObject): Forms<string> {
  const triggers = [...objectsIn(root, ['cron_trigger'])].map((trigger) => {
    const name = asText(trigger.key) ?? '';
    return [name, { shown: name, form: ownForm(trigger) }] as const;
  });
  return new Map(triggers);
}

function compared<T>(before: Forms<T>, after: Forms<T>): Differing<T> {
  const shown = (forms: Forms<T>, isWanted: (key: string, form: Form<T>) => boolean): T[] =>
    [...forms].filter(([key, form]) => isWanted(key, form)).map(([, form]) => form.shown);
  return {
    added: shown(after, (key) => !before.has(key)),
    removed: shown(before, (key) => !after.has(key)),
    changed: shown(after, (key, { form }) => {
      const old = before.get(key);
      return old !== undefined && !isEqual(old.form, form);
    }),
  };
}
