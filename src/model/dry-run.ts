import { asList, asRecord, asText, type Fields } from '../lib/json.js';
import { describe, plain } from './describe.js';
import { kindOf } from './kinds.js';
import { type MetadataObject, objectsIn, rootOf } from './metadata-objects.js';
import type { Identity, InconsistentObject } from './report.js';
import { type Differing, type EventTrigger, type SideEffects, sideEffects } from './triggers.js';

/** The object of a dry run that is inconsistent by design, so that the server refuses the metadata. */
interface Marker {
  readonly endpoint: string;
  /** The query collection that holds the endpoint's query, which has the same name. */
  readonly collection: string;
  readonly url: string;
}

/** Metadata that the server builds, judges and refuses, without an effect on its databases. */
export interface DryRun {
  readonly metadata: Fields;
  readonly marker: Marker;
  /** Triggers that the project adds or changes, described: the dry run cannot contain them. */
  readonly notValidated: readonly string[];
  /** Event triggers by the role of the permission that represents each: it names their columns. */
  readonly probes: ReadonlyMap<string, EventTrigger>;
  /** Triggers of the server that the dry run contains and the project does not, or not in this form. */
  readonly outdated: readonly Identity[];
}

/**
 * The project's metadata with what a refused replacement must not touch as the server has it: its
 * own cron triggers, and its own event triggers on the tables that both have. A source with another
 * configuration has none, since the server would create their SQL triggers in another database.
 */
export function dryRunMetadata(project: Fields, server: Fields): DryRun {
  const wanted = rootOf(project, server);
  const current = rootOf(server);
  const effects = sideEffects(server, project);
  const marker = markerFor([wanted.entry, current.entry]);
  const { added, removed, changed } = effects.cronTriggers;
  const triggers: Differing<Identity>[] = [
    effects.eventTriggers,
    {
      added: cronIdentities(added),
      removed: cronIdentities(removed),
      changed: cronIdentities(changed),
    },
  ];
  const probes = new Map<string, EventTrigger>();
  const withProbes = addProbes(effects, marker, probes);
  const { cron_triggers: _own, ...rest } = wanted.entry;
  const cronTriggers = asList(current.entry['cron_triggers']);
  return {
    metadata: {
      ...rest,
      sources: withServersTriggers(wanted, current, new Set(effects.sources.changed), withProbes),
      ...(cronTriggers.length > 0 && { cron_triggers: cronTriggers }),
      query_collections: [...asList(rest['query_collections']), collectionOf(marker)],
      rest_endpoints: [...asList(rest['rest_endpoints']), endpointOf(marker)],
    },
    marker,
    probes,
    notValidated: triggers.flatMap(({ added, changed }) => [
      ...added.map((identity) => `new ${plain(describe(identity))}`),
      ...changed.map((identity) => `changed ${plain(describe(identity))}`),
    ]),
    outdated: triggers.flatMap(({ removed, changed }) => [...removed, ...changed]),
  };
}

/**
 * What would be inconsistent, out of the objects that a dry run was refused for; `undefined` if its
 * own is not among them, so that they say nothing.
 */
export function objectsOf(
  objects: readonly InconsistentObject[],
  dryRun: DryRun,
): InconsistentObject[] | undefined {
  const others = objects.filter((object) => !isMarker(object, dryRun.marker));
  if (others.length === objects.length) return undefined;
  return others
    .filter((object) => !isOutdated(object, dryRun))
    .map((object) => probed(object, dryRun) ?? object);
}

/** The event trigger whose columns a permission represents; `undefined` for any other object. */
function probed(object: InconsistentObject, { probes }: DryRun): InconsistentObject | undefined {
  const { type, name = '', source } = object.identity;
  const trigger = type === 'select_permission' ? probes.get(name) : undefined;
  if (!trigger || trigger.source !== source) return undefined;
  return {
    ...object,
    type: trigger.type,
    name: `${trigger.type} ${trigger.name} in table ${trigger.table?.text} in source ${trigger.source}`,
    identity: trigger,
    // As the server would say it of the event trigger itself.
    reason: object.reason.replace(MISSING_COLUMN, 'table $1 has no field named $2'),
  };
}

const MISSING_COLUMN =
  /^in table ("[^"\n]*"): in permission for role "[^"\n]*": column ("[^"\n]*") does not exist/;

/**
 * Adds a permission to tables that names the columns of each new or changed event trigger: if one of
 * them does not exist, the server says so now, and not after it has created the SQL trigger.
 */
function addProbes(
  { eventTriggers: { added, changed } }: SideEffects,
  { endpoint }: Marker,
  probes: Map<string, EventTrigger>,
): (source: string, table: Fields) => Fields {
  const wanted = new Map(
    [...added, ...changed].map((trigger) => [`${trigger.source}\u0000${trigger.name}`, trigger]),
  );
  return (source, table) => {
    const permissions = asList(table['select_permissions']);
    const taken = new Set(permissions.map((item) => asText(asRecord(item)?.['role'])));
    const own = asList(table['event_triggers']).flatMap((item) => {
      const trigger = wanted.get(`${source}\u0000${asText(asRecord(item)?.['name'])}`);
      const columns = columnsOf(asRecord(asRecord(item)?.['definition']));
      if (!trigger || columns.length === 0) return [];
      let role = `${endpoint}_${probes.size + 1}`;
      while (taken.has(role)) role += '_';
      probes.set(role, trigger);
      return [{ role, permission: { columns, filter: {} } }];
    });
    return own.length > 0 ? { ...table, select_permissions: [...permissions, ...own] } : table;
  };
}

/** The columns that an event trigger's operations name, which are none for `*`. */
function columnsOf(definition: Fields | undefined): string[] {
  const lists = ['insert', 'update', 'delete'].flatMap((operation) => {
    const { columns, payload } = asRecord(definition?.[operation]) ?? {};
    return [...asList(columns), ...asList(payload)];
  });
  return [...new Set(lists.flatMap((column) => asText(column) ?? []))];
}

/** Whether an inconsistency is the dry run's own, which is never shown. */
export function isMarker(object: InconsistentObject, marker: Marker): boolean {
  return [object.identity, ...object.members].some(({ type, name, collection }) =>
    type === 'query_collections' || type === 'query_collection'
      ? collection === marker.collection
      : kindOf(type).type === 'rest_endpoint' && name === marker.endpoint,
  );
}

/** Whether an inconsistency is that of a trigger that the project removes or changes anyway. */
export function isOutdated({ identity }: InconsistentObject, { outdated }: DryRun): boolean {
  return outdated.some(
    ({ type, name, source }) =>
      type === identity.type &&
      name === identity.name &&
      // The server names the source of an event trigger in its name only, and old ones not at all.
      (identity.source === undefined || source === undefined || source === identity.source),
  );
}

/** Of tables that both have, those event triggers that the server has; of others, none. */
function withServersTriggers(
  wanted: MetadataObject,
  current: MetadataObject,
  changed: ReadonlySet<string>,
  withProbes: (source: string, table: Fields) => Fields,
): readonly unknown[] {
  const known = new Map(
    [...objectsIn(current, ['table'])].map((table) => [idInBoth(table), table.entry]),
  );
  const servers = new Map(
    [...objectsIn(wanted, ['table'])].map((table) => [table.entry, known.get(idInBoth(table))]),
  );
  return asList(asRecord(wanted.entry)?.['sources']).map((item) => {
    const source = asRecord(item);
    if (!source?.['tables']) return item;
    const name = asText(source['name']) ?? '';
    const tables = asList(source['tables']).map((table) => {
      const triggers = changed.has(name)
        ? []
        : asList(asRecord(servers.get(table))?.['event_triggers']);
      const fields = asRecord(table);
      if (!fields || (!fields['event_triggers'] && triggers.length === 0)) return table;
      const { event_triggers: _own, ...rest } = withProbes(name, fields);
      return triggers.length > 0 ? { ...rest, event_triggers: triggers } : rest;
    });
    return { ...source, tables };
  });
}

/** What a table is matched by in the metadata of the project and of the server. */
const idInBoth = ({ id, parent, context }: MetadataObject): string =>
  JSON.stringify([parent?.id, context.sourceKind, id]);

/** Names that neither has, and a URL with more segments than any, which no other can match. */
function markerFor(both: readonly Fields[]): Marker {
  const items = (list: string) => both.flatMap((metadata) => asList(metadata[list]).map(asRecord));
  const taken = new Set(
    ['query_collections', 'rest_endpoints'].flatMap(items).map((item) => item?.['name']),
  );
  let name = 'dry_run';
  for (let count = 2; taken.has(name); count++) name = `dry_run_${count}`;
  const lengths = items('rest_endpoints').map((item) => asText(item?.['url'])?.split('/').length);
  const segments = lengths.reduce<number>((most, length = 0) => Math.max(most, length + 1), 3);
  const url = [name, '', ...Array<string>(segments - 2).fill(name)].join('/');
  return { endpoint: name, collection: name, url };
}

const collectionOf = ({ collection }: Marker): Fields => ({
  name: collection,
  definition: { queries: [{ name: collection, query: `query ${collection} { __typename }` }] },
});

const endpointOf = ({ endpoint, collection, url }: Marker): Fields => ({
  name: endpoint,
  url,
  methods: ['GET'],
  definition: { query: { collection_name: collection, query_name: collection } },
});

const cronIdentities = (names: readonly string[]): Identity[] =>
  names.map((name) => ({ type: 'cron_trigger', name }));
