import { describeObject } from '../model/describe.js';
import { remedyFor } from '../model/remedies.js';
import type { Cause, InconsistentObject, Report } from '../model/report.js';
import { counted } from '../model/verdict.js';
import type { WorkflowContext } from './context.js';
import { asCodeBlock, forHtml, forMarkdown } from './escape.js';
import { label, place } from './markdown.js';

/** How much of a cause is shown. */
export interface DetailLimits {
  readonly dependents: number;
  /** 0: no definition at all. */
  readonly definitionBytes: number;
}

/** Renders one cause, folded: why, what to do, what depends on it, its definition. */
export function renderDetails(
  report: Report,
  context: WorkflowContext,
  cause: Cause,
  limits: DetailLimits,
): string {
  const { object, dependents } = cause;
  const name = describeObject(object)
    .map((part) => (typeof part === 'string' ? forHtml(part) : `<b>${forHtml(part.name)}</b>`))
    .join(' ');
  const others = dependents.length > 0 ? ` and ${counted(dependents.length, 'dependent')}` : '';
  return [
    `<details><summary>${name}${others}</summary>`,
    `> ${forMarkdown(object.reason)}`,
    ...(object.detail === undefined ? [] : [`> ${forMarkdown(object.detail)}`]),
    `**What to do:** ${forMarkdown(remedyFor(object))}`,
    ...(dependents.length > 0 && limits.dependents > 0
      ? [dependentsTable(report, context, cause, limits.dependents)]
      : []),
    ...(onlyNames(object)
      ? []
      : block(
          object.members.length > 0 ? 'Definitions' : 'Definition',
          object.definition,
          limits.definitionBytes,
        )),
    ...block("Also in the server's answer", object.unforeseen, limits.definitionBytes),
    '</details>',
  ].join('\n\n');
}

function dependentsTable(
  report: Report,
  context: WorkflowContext,
  cause: Cause,
  most: number,
): string {
  const shown = cause.dependents.slice(0, most);
  const located = shown.some((object) => report.locations.has(object));
  const rows = shown.map((object) => {
    const location = report.locations.get(object);
    const where = location ? place(context, location) : '';
    return located ? `| ${label(object)} | ${where} |` : `| ${label(object)} |`;
  });
  const more = cause.dependents.length - shown.length;
  return [
    located ? '| Depends on it | Where |' : '| Depends on it |',
    located ? '| --- | --- |' : '| --- |',
    ...rows,
    ...(more > 0 ? ['', `… and ${more} more.`] : []),
  ].join('\n');
}

/** A source's definition is its name, and a table's its own: the heading has said as much. */
function onlyNames({ definition, identity, shape }: InconsistentObject): boolean {
  const names = [identity.source, identity.name, identity.table?.raw, identity.function?.raw];
  return shape === 'inherited-permission' || names.includes(definition);
}

function block(title: string, value: unknown, mostBytes: number): string[] {
  if (value === undefined || mostBytes === 0) return [];
  const json = JSON.stringify(value, null, 2);
  const shown = json.length > mostBytes ? `${json.slice(0, mostBytes).toWellFormed()}\n…` : json;
  return [`**${title}:**`, asCodeBlock(shown, 'json')];
}
