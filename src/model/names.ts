import { asRecord, asText } from '../lib/narrow.js';
import type { QualifiedName } from './report.js';

/** The schema that a kind of source means by a bare name; data connectors and BigQuery have none. */
export const DEFAULT_SCHEMA: Readonly<Record<string, string>> = {
  postgres: 'public',
  citus: 'public',
  cockroach: 'public',
  alloy: 'public',
  mssql: 'dbo',
};

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
 * parts joined by dots, Postgres' schema `public` left out. `undefined` if it is not a name.
 */
export function qualifiedName(raw: unknown): QualifiedName | undefined {
  const parts = writtenParts(raw);
  if (!parts) return undefined;
  const shown = asRecord(raw)?.['schema'] === 'public' ? parts.slice(1) : parts;
  return { text: shown.join('.'), raw };
}
