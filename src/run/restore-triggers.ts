import { HasuraError, type HasuraErrorKind } from '../hasura/errors.js';
import { NOT_ACCEPTED } from '../hasura/retry.js';
import { asList, asRecord, asText, type Fields } from '../lib/narrow.js';
import { describeObject, plain } from '../model/describe.js';
import { qualifiedName } from '../model/names.js';
import type { InconsistentObject } from '../model/report.js';
import { inVersion3, isAlike } from './compare.js';
import { isBefore, patiently, type Run, remark } from './context.js';

/**
 * How far the server had come when it refused metadata. While it builds the schema, it makes the
 * SQL triggers of event triggers that are new or changed; after that it drops those of event
 * triggers that the metadata lacks. Neither is taken back (`Hasura.RQL.DDL.Metadata`).
 */
export type Progress = 'built' | 'dropped';

/** How far the server has come with metadata that it refuses in these ways. */
const REFUSED_AFTER: Readonly<Partial<Record<HasuraErrorKind, Progress>>> = {
  'inconsistent-refused': 'built',
  'warnings-refused': 'dropped',
  refused: 'dropped',
  conflict: 'dropped',
  'server-error': 'dropped',
};

/** How far the server has come before it refused; `undefined` where it never began. */
export function progressOf({ kind, droppedNothing }: HasuraError): Progress | undefined {
  const progress = REFUSED_AFTER[kind];
  return progress && droppedNothing ? 'built' : progress;
}

/**
 * Puts the SQL triggers back that refused metadata has changed or dropped, while the old metadata
 * still lists their event triggers: only a reload that recreates them leaves the databases as they
 * were. What became of it is remarked upon.
 */
export async function restoreTriggers(
  run: Run,
  before: Fields,
  refused: Fields,
  progress: Progress,
): Promise<void> {
  // v1 has them in the one transaction that it takes back.
  if (run.client.isVersion1) return;
  const { lacking, changed } = compareTriggers(before, refused);
  const dropped = progress === 'dropped' ? lacking : [];
  const touched = [...dropped, ...changed];
  if (touched.length === 0) return;
  const sources = [...new Set(touched.map(({ source }) => source))];
  const [verb, participle] =
    changed.length === 0
      ? ['lacks', 'dropped']
      : dropped.length === 0
        ? ['changes', 'changed']
        : ['lacks or changes', 'dropped or changed'];
  const [plural, them] = touched.length > 1 ? ['s', 'them'] : ['', 'it'];
  const what = `The refused metadata ${verb} ${listed(touched)}, whose SQL trigger${plural} the server may have ${participle} before it refused`;
  const trouble = await recreate(run, sources, touched);
  remark(
    run,
    trouble === undefined
      ? `${what}: a reload has put ${them} back.`
      : `${what}, and the reload that puts ${them} back ${trouble} Until such a reload, with the input "recreate-event-triggers" set to "${sources.join(', ')}", no events or other ones may be recorded for ${them}.`,
  );
}

/** Gives what went wrong; the objects of the refusal stay the report's. */
async function recreate(
  run: Run,
  sources: readonly string[],
  touched: readonly EventTrigger[],
): Promise<string | undefined> {
  const scope = {
    sources,
    remoteSchemas: false,
    dataConnectors: false,
    recreateEventTriggers: sources,
  };
  if (isBefore(1, run)) return 'takes GraphQL Engine v2.1 or newer.';
  try {
    const verdict = await patiently(run, () => run.client.reloadMetadata(scope), NOT_ACCEPTED);
    // Before v2.4, a reload tells nothing.
    const { objects = [] } = verdict.objects ? verdict : await run.client.getInconsistentMetadata();
    if (run.findings.resourceVersion !== undefined) run.findings.resourceVersion++;
    const broken = objects.find((object) => touched.some((trigger) => isWithout(trigger, object)));
    return broken && `left the ${plain(describeObject(broken))} inconsistent.`;
  } catch (error) {
    if (run.signal.aborted) return 'was cancelled.';
    if (!(error instanceof HasuraError)) throw error;
    return `failed: ${error.message}`;
  }
}

/** Whether an event trigger has no SQL triggers where this is inconsistent. */
function isWithout(trigger: EventTrigger, { type, identity }: InconsistentObject): boolean {
  if (identity.source !== trigger.source) return false;
  if (type === 'event_trigger') return identity.name === trigger.name;
  const table = qualifiedName(trigger.table)?.text;
  return type === 'source' || (type === 'table' && identity.table?.text === table);
}

const MOST_LISTED = 10;

/** `event trigger order_placed of source default` */
function listed(triggers: readonly EventTrigger[]): string {
  const shown = triggers.slice(0, MOST_LISTED);
  const names = shown.map(({ source, name }) => `${name} of source ${source}`);
  const more = triggers.length - names.length;
  const list = names.join(', ') + (more > 0 ? ` and ${more} more` : '');
  return `the event trigger${triggers.length > 1 ? 's' : ''} ${list}`;
}

interface EventTrigger {
  readonly source: string;
  readonly name: string;
  readonly table: unknown;
  /** The operations and columns that its SQL triggers are made for. */
  readonly definition: unknown;
  readonly onReplication: unknown;
}

/** Event triggers' names are unique in a source, so that one may move to another table. */
function compareTriggers(
  before: Fields,
  after: Fields,
): { lacking: EventTrigger[]; changed: EventTrigger[] } {
  const keyOf = ({ source, name }: EventTrigger): string => `${source}\u0000${name}`;
  const kept = new Map(eventTriggers(after).map((trigger) => [keyOf(trigger), trigger]));
  const lacking: EventTrigger[] = [];
  const changed: EventTrigger[] = [];
  for (const trigger of eventTriggers(before)) {
    const next = kept.get(keyOf(trigger));
    if (!next) lacking.push(trigger);
    else if (!isSame(trigger, next)) changed.push(trigger);
  }
  return { lacking, changed };
}

function isSame(a: EventTrigger, b: EventTrigger): boolean {
  const alike = (key: 'table' | 'definition' | 'onReplication') => isAlike(a[key], b[key]);
  return alike('table') && alike('definition') && alike('onReplication');
}

function eventTriggers(metadata: Fields): EventTrigger[] {
  const found: EventTrigger[] = [];
  for (const item of asList(inVersion3(metadata)['sources'])) {
    const fields = asRecord(item);
    const source = asText(fields?.['name']) ?? 'default';
    for (const table of asList(fields?.['tables']).map(asRecord)) {
      for (const trigger of asList(table?.['event_triggers']).map(asRecord)) {
        found.push({
          source,
          name: asText(trigger?.['name']) ?? '',
          table: table?.['table'],
          definition: trigger?.['definition'],
          onReplication: trigger?.['trigger_on_replication'],
        });
      }
    }
  }
  return found;
}
