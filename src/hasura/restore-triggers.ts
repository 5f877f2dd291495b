import { asList, asRecord, asText, type Fields } from '../report/narrow.js';
import { HasuraError } from './errors.js';
import { NOT_ACCEPTED } from './retry.js';
import { patiently, type Run, remark } from './run.js';

/**
 * A strict refusal comes after the server has dropped the SQL triggers of event triggers that the
 * new metadata lacks; the old metadata still lists them. Only a reload that recreates them leaves
 * the databases as they were.
 */
export async function restoreTriggers(run: Run, before: Fields, refused: Fields): Promise<void> {
  const sources = sourcesLosingTriggers(before, refused);
  if (sources.length === 0) return;
  const listed = sources.join(', ');
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
    remark(
      run,
      `The refused metadata lacks event triggers of ${listed}, whose SQL triggers the server may have dropped on the way: they were recreated.`,
    );
  } catch (error) {
    if (!(error instanceof HasuraError) || error.kind === 'cancelled') throw error;
    remark(
      run,
      `The refused metadata lacks event triggers of ${listed}, whose SQL triggers the server may have dropped on the way, and they could not be recreated: ${error.message} Reload with "recreate-event-triggers: ${listed}".`,
    );
  }
}

function sourcesLosingTriggers(before: Fields, after: Fields): string[] {
  const kept = new Set(eventTriggers(after).map((trigger) => trigger.join('\u0000')));
  const losing = eventTriggers(before).filter((trigger) => !kept.has(trigger.join('\u0000')));
  return [...new Set(losing.map(([source]) => source))];
}

/** Event triggers' names are unique in the whole metadata; the source is where they live. */
function eventTriggers(metadata: Fields): [source: string, name: string][] {
  const found: [string, string][] = [];
  for (const item of asList(metadata['sources'])) {
    const source = asRecord(item);
    const sourceName = asText(source?.['name']) ?? 'default';
    for (const table of asList(source?.['tables'])) {
      for (const trigger of asList(asRecord(table)?.['event_triggers'])) {
        found.push([sourceName, asText(asRecord(trigger)?.['name']) ?? '']);
      }
    }
  }
  return found;
}
