import { writeFile } from 'node:fs/promises';
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
  const { applied, changes, recovered, resourceVersion, serverVersion, warnings } = report.findings;
  const lists = {
    inconsistencies: jsonWithin(serializeInconsistencies(report), (serialized) => serialized),
    warnings: jsonWithin(warnings, (warning) => serializeWarning(report, warning)),
    changes: changes ? jsonWithin(changes, (change) => serializeChange(report, change)) : '',
  };
  return {
    values: {
      consistent: String(report.consistent),
      'inconsistency-count': String(report.inconsistencyCount),
      inconsistencies: lists.inconsistencies ?? '',
      'recovered-count': String(recovered.length),
      applied: applied === 'unknown' ? 'unknown' : String(applied === 'applied'),
      'warning-count': String(warnings.length),
      warnings: lists.warnings ?? '',
      'new-inconsistency-count': String(report.newObjects?.size ?? ''),
      'change-count': String(changes?.length ?? ''),
      changes: lists.changes ?? '',
      'wider-access-count': String(changes?.filter(isWider).length ?? ''),
      'server-version': serverVersion ?? '',
      'resource-version': String(resourceVersion ?? ''),
      'sarif-file': sarifFile,
      'report-file': reportFile,
    },
    tooLarge: Object.entries(lists).flatMap(([name, json]) => (json === undefined ? [name] : [])),
  };
}

/** A JSON array; `undefined` as soon as it is too long, without serializing the rest. */
function jsonWithin<T>(items: Iterable<T>, serialize: (item: T) => Serialized): string | undefined {
  const parts: string[] = [];
  let length = 2;
  for (const item of items) {
    const part = JSON.stringify(serialize(item));
    length += Buffer.byteLength(part) + 1;
    if (length > MOST_OUTPUT_BYTES) return undefined;
    parts.push(part);
  }
  return `[${parts.join(',')}]`;
}

/** Writes the whole report as JSON. */
export function writeReportFile(path: string, report: Report): Promise<void> {
  return writeFile(path, stringifyReport(report));
}
