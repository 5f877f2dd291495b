import { entryOf, type Fields } from '../lib/json.js';
import { accessOf, usesAllColumns } from '../model/access.js';
import { differences, stepsOf } from '../model/difference.js';
import type { Change, FieldChange, ReportedChange } from '../model/report.js';
import { normalSdlFor } from '../model/sdl.js';
import type { Redactor } from '../redact/redactor.js';
import { REMOVED } from '../redact/text.js';

/** What differs between two metadata and what it means for access, without secrets. */
export async function changesBetween(
  before: Fields,
  after: Fields,
  redactor: Redactor,
): Promise<ReportedChange[]> {
  const changes = differences(before, after, await normalSdlFor(before, after));
  if (changes.length === 0) return [];
  const access = await accessOf(changes, before, after);
  return changes.map((change) => ({
    ...withoutSecrets(change, redactor),
    ...access.get(change),
    ...(usesAllColumns(change) && { hasAllColumns: true }),
  }));
}

/** Values are compared before their secrets are removed: two secrets may both be shown as `***`. */
function withoutSecrets({ before, after, ...change }: Change, redactor: Redactor): ReportedChange {
  // Metadata that is still to be sent may share its parts.
  const redacted = (value: unknown) => redactor.json(structuredClone(value));
  const [was, is] = [redacted(before), redacted(after)];
  return {
    ...change,
    identity: redacted(change.identity) as Change['identity'],
    fields: [...shownFields(change.fields)].map((path) => ({
      path: redactor.text(path),
      before: shownAt(was, path),
      after: shownAt(is, path),
    })),
  };
}

/** What a filter means shows only as a whole. */
const SHOWN_AS_A_WHOLE = /^(permission\.(?:filter|check))\b.*/s;

function shownFields(fields: readonly FieldChange[]): ReadonlySet<string> {
  return new Set(fields.map(({ path }) => path.replace(SHOWN_AS_A_WHOLE, '$1')));
}

/** The value at a path; `***` if what is above it was removed. */
function shownAt(value: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>(
    (node, step) => (typeof node === 'string' ? REMOVED : entryOf(Object(node), String(step))),
    value,
  );
}
