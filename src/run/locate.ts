import { stepsOf } from '../model/difference.js';
import { namedIn } from '../model/readable.js';
import type { Findings, Located, Location, Report, Verdict } from '../model/report.js';
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
    const found = (await locate(project, item)).filter((location) => location !== undefined);
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

async function locate(project: Project, item: Located): Promise<(Location | undefined)[]> {
  if ('reason' in item) {
    const words = namedIn(item);
    // Of several objects in conflict, the first that is in the project counts.
    for (const identity of item.members.length > 0 ? item.members : [item.identity]) {
      const location = await project.locateWithin(identity, words);
      if (location) return [location];
    }
    return [];
  }
  if ('fields' in item) {
    // The first of what differs counts; what was removed is not in the project.
    if (item.change === 'removed') return [];
    const [first] = item.fields;
    const within = item.change === 'changed' && first ? stepsOf(first.path) : [];
    return [await project.locatePath([...item.path, ...within])];
  }
  const { paths = [], identity } = item;
  if (paths.length > 0) return Promise.all(paths.map((path) => project.locatePath(path)));
  return identity ? [await project.locate(identity)] : [];
}
