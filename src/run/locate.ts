import { stepsOf } from '../model/difference.js';
import { namedIn } from '../model/readable.js';
import type {
  Findings,
  InconsistentObject,
  Located,
  Location,
  MetadataWarning,
  Report,
  ReportedChange,
  Verdict,
} from '../model/report.js';
import { isWider } from '../model/verdict.js';
import type { Project } from '../project/project.js';

/** Each of them may take the parsing of a file: beyond that, a run is about something else. */
const MOST_LOCATED = 2_000;

/** Finds the lines of what a report is about; what cannot be located for certain has none. */
export async function locateAll(
  project: Project,
  findings: Findings,
  verdict: Verdict,
): Promise<Report['locations']> {
  const locations = new Map<Located, readonly Location[]>();
  for (const item of itemsOf(findings, verdict)) {
    if (locations.size >= MOST_LOCATED) break;
    const found = await ('reason' in item
      ? locateObject(project, item)
      : 'fields' in item
        ? locateChange(project, item)
        : locateWarning(project, item));
    if (found.length > 0) locations.set(item, found);
  }
  return locations;
}

/** The most important come first. */
function* itemsOf(
  { changes = [], warnings }: Findings,
  { causes, ignored }: Verdict,
): Generator<Located> {
  for (const { object } of causes) yield object;
  yield* warnings;
  yield* changes.filter(isWider);
  for (const { dependents } of causes) for (const { object } of dependents) yield object;
  for (const { object } of ignored) yield object;
  yield* changes.filter((change) => !isWider(change));
}

/** Of several objects in conflict, the first that is in the project counts. */
async function locateObject(project: Project, object: InconsistentObject): Promise<Location[]> {
  const words = namedIn(object);
  for (const identity of object.members.length > 0 ? object.members : [object.identity]) {
    const location = await project.locateWithin(identity, words);
    if (location) return [location];
  }
  return [];
}

/** The first of what differs; what was removed is not in the project. */
async function locateChange(
  project: Project,
  { change, fields: [first], path }: ReportedChange,
): Promise<Location[]> {
  if (change === 'removed') return [];
  const within = change === 'changed' && first ? stepsOf(first.path) : [];
  const location = await project.locatePath([...path, ...within]);
  return location ? [location] : [];
}

async function locateWarning(
  project: Project,
  { paths = [], identity }: MetadataWarning,
): Promise<Location[]> {
  const found = await Promise.all(paths.map((path) => project.locatePath(path)));
  if (found.length === 0 && identity) found.push(await project.locate(identity));
  return found.flatMap((location) => location ?? []);
}
