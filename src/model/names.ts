import { asRecord, asText } from '../lib/narrow.js';
import type { QualifiedName } from './report.js';

/**
 * The parts of a table's or function's name, outermost first, as they are written in any backend's
 * form; `undefined` when it is no name.
 */
export function writtenParts(raw: unknown): readonly string[] | undefined {
  if (typeof raw === 'string') return [raw];
  if (Array.isArray(raw)) {
    return raw.length > 0 && raw.every((part) => typeof part === 'string') ? raw : undefined;
  }
  const fields = asRecord(raw);
  const name = asText(fields?.['name']);
  if (name === undefined) return undefined;
  const space = fields?.['schema'] ?? fields?.['dataset'] ?? undefined;
  if (space === undefined) return [name];
  return typeof space === 'string' ? [space, name] : undefined;
}

/**
 * Reads a table's or function's name in any backend's form, and prints it as the server does: the
 * parts joined by dots, Postgres' schema `public` left out. `undefined` when it is none.
 */
export function qualifiedName(raw: unknown): QualifiedName | undefined {
  const parts = writtenParts(raw);
  if (!parts) return undefined;
  const shown = asRecord(raw)?.['schema'] === 'public' ? parts.slice(1) : parts;
  return { text: shown.join('.'), raw };
}

/** `X in table T in source S`, with what the definition already told taken as given. */
export function splitTableObject(
  rest: string | undefined,
  own: string | undefined,
  table: QualifiedName | undefined,
  source: string | undefined,
): { name?: string; table?: QualifiedName; source?: string } {
  if (rest === undefined) return {};
  const place =
    own === undefined
      ? splitFirst(rest, ' in table ')
      : withHead(own, withoutPrefix(rest, `${own} in table `));
  if (!place) return {};
  const known = source === undefined ? undefined : withoutSuffix(place[1], ` in source ${source}`);
  if (known !== undefined) return { name: place[0], table: table ?? { text: known } };
  const spoken = splitQualified(place[1], table);
  return {
    name: place[0],
    ...(spoken.name && { table: spoken.name }),
    ...(spoken.source !== undefined && { source: spoken.source }),
  };
}

/** `T in source S`: after T where it is known, else at the last ` in source `. */
export function splitQualified(
  rest: string | undefined,
  known: QualifiedName | undefined,
): { name?: QualifiedName; source?: string } {
  const source = known && withoutPrefix(rest, `${known.text} in source `);
  if (source !== undefined) return { source };
  const parts = splitLast(rest, ' in source ');
  if (parts) return { name: { text: parts[0] }, source: parts[1] };
  return rest === undefined ? {} : { name: { text: rest } };
}

function withHead(head: string, tail: string | undefined): [string, string] | undefined {
  return tail === undefined ? undefined : [head, tail];
}

export function withoutPrefix(from: string | undefined, prefix: string): string | undefined {
  return from?.startsWith(prefix) ? from.slice(prefix.length) : undefined;
}

function withoutSuffix(from: string, suffix: string): string | undefined {
  return from.endsWith(suffix) ? from.slice(0, -suffix.length) : undefined;
}

export function splitFirst(from: string | undefined, by: string): [string, string] | undefined {
  const at = from?.indexOf(by) ?? -1;
  return from !== undefined && at >= 0
    ? [from.slice(0, at), from.slice(at + by.length)]
    : undefined;
}

export function splitLast(from: string | undefined, by: string): [string, string] | undefined {
  const at = from?.lastIndexOf(by) ?? -1;
  return from !== undefined && at >= 0
    ? [from.slice(0, at), from.slice(at + by.length)]
    : undefined;
}
