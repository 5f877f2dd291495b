import type { Identity, InconsistentObject, Location, MetadataWarning, Report } from './report.js';

/** More than this is shown nowhere with a line; finding lines means parsing files. */
const MOST_CAUSES = 60;
const MOST_DEPENDENTS = 50;
const MOST_LOCATED = 300;

/**
 * Adds the places of what a report shows, and only of that; what cannot be located has none. Of
 * several objects at odds the first that stands in the repository counts.
 */
export async function locateShown(
  report: Report,
  locate: (identity: Identity) => Promise<Location | undefined>,
): Promise<Report> {
  const locations = new Map<InconsistentObject | MetadataWarning, Location>();
  for (const item of shown(report)) {
    if (locations.size >= MOST_LOCATED) break;
    for (const identity of identitiesOf(item)) {
      const location = await locate(identity);
      if (!location) continue;
      locations.set(item, location);
      break;
    }
  }
  return { ...report, locations };
}

function* shown(report: Report): Generator<InconsistentObject | MetadataWarning> {
  const causes = report.causes.slice(0, MOST_CAUSES);
  for (const { object } of causes) yield object;
  yield* report.findings.warnings.slice(0, MOST_CAUSES);
  for (const { object } of report.ignored.slice(0, MOST_CAUSES)) yield object;
  for (const { dependents } of causes) yield* dependents.slice(0, MOST_DEPENDENTS);
}

function identitiesOf(item: InconsistentObject | MetadataWarning): readonly Identity[] {
  if ('members' in item) return item.members.length > 0 ? item.members : [item.identity];
  return item.identity ? [item.identity] : [];
}
