import type { Report } from '../model/report.js';
import type { OutputName } from '../settings/inputs.js';
import { type Serialized, serializeInconsistencies, serializeWarning } from './serialize.js';

/**
 * A later step takes an output by an environment variable, and Linux starts no process with one of
 * 128 KiB or more (MAX_ARG_STRLEN in execve(2)). GitHub's own limit, 1 MB a job, is far off.
 */
const MOST_OUTPUT_BYTES = 120_000;

/** The outputs, and the names of those that are too large and stay empty. */
export interface Outputs {
  readonly values: Readonly<Record<OutputName, string>>;
  readonly tooLarge: readonly OutputName[];
}

/** Renders all outputs but `report-file`, whose path is given. */
export function renderOutputs(report: Report, reportFile: string): Outputs {
  const { findings } = report;
  const inconsistencies = jsonWithin(serializeInconsistencies(report), MOST_OUTPUT_BYTES);
  const warnings = jsonWithin(
    findings.warnings.map((warning) => serializeWarning(report, warning)),
    MOST_OUTPUT_BYTES,
  );
  return {
    values: {
      consistent: String(report.consistent),
      'inconsistency-count': String(report.inconsistencyCount),
      inconsistencies: inconsistencies ?? '',
      'recovered-count': String(findings.recovered.length),
      applied: String(findings.applied === 'applied'),
      'warning-count': String(findings.warnings.length),
      warnings: warnings ?? '',
      'server-version': findings.serverVersion ?? '',
      'resource-version':
        findings.resourceVersion === undefined ? '' : String(findings.resourceVersion),
      'report-file': reportFile,
    },
    tooLarge: [
      ...(inconsistencies === undefined ? (['inconsistencies'] as const) : []),
      ...(warnings === undefined ? (['warnings'] as const) : []),
    ],
  };
}

/** A JSON array; `undefined` as soon as it grows too long, so that no more is built of it. */
function jsonWithin(items: Iterable<Serialized>, most: number): string | undefined {
  const parts: string[] = [];
  let length = 2;
  for (const item of items) {
    const part = JSON.stringify(item);
    length += Buffer.byteLength(part) + 1;
    if (length > most) return undefined;
    parts.push(part);
  }
  return `[${parts.join(',')}]`;
}
