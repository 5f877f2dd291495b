import { describe, describeObject, type Part } from '../model/describe.js';
import type { InconsistentObject, Location, MetadataWarning } from '../model/report.js';
import { lineUrl, placeOf, type WorkflowContext } from './context.js';
import { asLink, forMarkdown } from './escape.js';

/** `select permission <b>clerk</b> on <b>orders</b> in <b>default</b>` */
export function label(object: InconsistentObject): string {
  return describeObject(object).map(labelPart).join(' ');
}

/** What a warning is about: described where that is known, else as the server words it. */
export function warningLabel({ identity, name }: MetadataWarning): string {
  const parts = identity ? describe(identity) : [];
  return parts.length > 1 ? parts.map(labelPart).join(' ') : forMarkdown(name ?? '');
}

function labelPart(part: Part): string {
  return typeof part === 'string' ? forMarkdown(part) : `<b>${forMarkdown(part.name)}</b>`;
}

/** A link to the line at the commit; only its name outside GitHub. */
export function place(context: WorkflowContext, location: Location): string {
  const { file } = location;
  const short = forMarkdown(placeOf({ ...location, file: file.slice(file.lastIndexOf('/') + 1) }));
  const url = lineUrl(context, location);
  return url === undefined ? forMarkdown(placeOf(location)) : asLink(short, url);
}
