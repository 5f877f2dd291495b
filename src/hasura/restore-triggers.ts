import { asList, asRecord, asText, type Fields } from '../report/narrow.js';
import { inVersion3 } from './compare.js';
import { HasuraError } from './errors.js';
import { NOT_ACCEPTED } from './retry.js';
import { patiently, type Run, remark } from './run.js';

/**
 * A server refuses for warnings, or for a conflict, only after it has dropped the SQL triggers of
 * event triggers that the new metadata lacks; the old metadata still lists them. Only a reload that
 * recreates them leaves the databases as they were.
 */
export async function restoreTriggers(run: Run, before: Fields, refused: Fields): Promise<void> {
  const lost = lostTriggers(before, refused);
  if (lost.length === 0) return;
  const sources = [...new Set(lost.map(({ source }) => source))];
  const many = lost.length > 1;
  const what = `The refused metadata lacks ${listed(lost)}, whose SQL trigger${many ? 's' : ''} the server may have dropped before it refused`;
  try {
    await patiently(
      run,
      () =>
        run.client.reloadMetadata({
          sources,
          remoteSchemas: false,
          dataConnectors: false,
          recreateEventTriggers: sources,
        }),
      NOT_ACCEPTED,
    );
    if (run.findings.resourceVersion !== undefined) run.findings.resourceVersion++;
    remark(run, `${what}: a reload has put ${many ? 'them' : 'it'} back.`);
  } catch (error) {
    if (!(error instanceof HasuraError) || error.kind === 'cancelled') throw error;
    remark(
      run,
      `${what}, and the reload that puts ${many ? 'them' : 'it'} back failed: ${error.message} Until such a reload, with the input "recreate-event-triggers" set to "${sources.join(', ')}", no events may be recorded for ${many ? 'them' : 'it'}.`,
    );
  }
}

const MOST_LISTED = 10;

/** `event trigger order_placed of source default` */
function listed(lost: readonly EventTrigger[]): string {
  const names = lost.slice(0, MOST_LISTED).map(({ source, name }) => `${name} of source ${source}`);
  const more = lost.length - names.length;
  const list = names.join(', ') + (more > 0 ? ` and ${more} more` : '');
  return `the event trigger${lost.length > 1 ? 's' : ''} ${list}`;
}

interface EventTrigger {
  readonly source: string;
  readonly name: string;
}

/** Event triggers' names are unique in a source, so that the table does not count. */
function lostTriggers(before: Fields, after: Fields): EventTrigger[] {
  const keyOf = ({ source, name }: EventTrigger): string => `${source}\u0000${name}`;
  const kept = new Set(eventTriggers(after).map(keyOf));
  return eventTriggers(before).filter((trigger) => !kept.has(keyOf(trigger)));
}

function eventTriggers(metadata: Fields): EventTrigger[] {
  const found: EventTrigger[] = [];
  for (const item of asList(inVersion3(metadata)['sources'])) {
    const fields = asRecord(item);
    const source = asText(fields?.['name']) ?? 'default';
    for (const table of asList(fields?.['tables'])) {
      for (const trigger of asList(asRecord(table)?.['event_triggers'])) {
        found.push({ source, name: asText(asRecord(trigger)?.['name']) ?? '' });
      }
    }
  }
  return found;
}
