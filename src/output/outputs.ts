import { open } from 'node:fs/promises';
import type { Report } from '../model/report.js';
import { isWider } from '../model/verdict.js';
import {
  type Serialized,
  serializeChange,
  serializeInconsistencies,
  serializeWarning,
  stringifyReport,
} from './serialize.js';

/**
 * Later steps read outputs from environment variables, and Linux starts no process with a variable
 * of 128 KiB or more (MAX_ARG_STRLEN in execve(2)). GitHub's own limit is higher: 1 MB a job.
 */
const MOST_OUTPUT_BYTES = 120_000;

/**
 * Renders the outputs, and names those that are empty because they would be too large. The caller
 * writes the files.
 */
export function renderOutputs(report: Report, reportFile: string, sarifFile = '') {
  const { findings } = report;
  const { applied, changes = [], resourceVersion, warnings } = findings;
  const lists = {
    inconsistencies: jsonWithin(serializeInconsistencies(report)),
    warnings: jsonWithin(mapped(warnings, (warning) => serializeWarning(report, warning))),
    changes: jsonWithin(mapped(changes, (change) => serializeChange(report, change))),
  };
  return {
    values: {
      consistent: String(report.consistent),
      'inconsistency-count': String(report.inconsistencyCount),
      inconsistencies: lists.inconsistencies ?? '',
      'recovered-count': String(findings.recovered.length),
      applied: applied === 'unknown' ? 'unknown' : String(applied === 'applied'),
      'warning-count': String(warnings.length),
      warnings: lists.warnings ?? '',
      'new-inconsistency-count': report.newObjects ? String(report.newObjects.size) : '',
      'change-count': findings.changes ? String(changes.length) : '',
      changes: findings.changes ? (lists.changes ?? '') : '',
      'wider-access-count': findings.changes ? String(changes.filter(isWider).length) : '',
      'server-version': findings.serverVersion ?? '',
      'resource-version': resourceVersion === undefined ? '' : String(resourceVersion),
      'sarif-file': sarifFile,
      'report-file': reportFile,
    },
    tooLarge: Object.entries(lists).flatMap(([name, json]) => (json === undefined ? [name] : [])),
  };
}

/** The outputs as texts, by their names. */
export type Outputs = ReturnType<typeof renderOutputs>;
function* mapped<T>(
  items: readonly T[],
  serialize: (item: T) => Serialized,
): Generator<Serialized> {
  for (const item of items) yield serialize(item);
}

/** A JSON array; `undefined` as soon as it is too long, without serializing the rest. */
function jsonWithin(items: Iterable<Serialized>): string | undefined {
  const parts: string[] = [];
  let length = 2;
  for (const item of items) {
    const part = JSON.stringify(item);
    length += Buffer.byteLength(part) + 1;
    if (length > MOST_OUTPUT_BYTES) return undefined;
    parts.push(part);
  }
  return `[${parts.join(',')}]`;
}

/** Writes the whole report as JSON. */
export function writeReportFile(path: string, report: Report): Promise<void> {
  return writePieces(path, stringifyReport(report));
}

/** About as much text as is written at once. */
const CHUNK_CHARACTERS = 256 * 1024;

/** Writes text, of which each piece is made while the previous ones are written. */
export async function writePieces(path: string, pieces: Iterable<string>): Promise<void> {
  const file = await open(path, 'w');
  try {
    let written: Promise<void> = Promise.resolve();
    let chunk = '';
    for (const piece of pieces) {
      chunk += piece;
      if (chunk.length < CHUNK_CHARACTERS) continue;
      await written;
      written = file.appendFile(chunk);
      chunk = '';
    }
    await written;
    await file.appendFile(chunk);
  } finally {
    await file.close();
  }
}
