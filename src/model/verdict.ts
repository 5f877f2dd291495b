import { groupByCause } from './causes.js';
import { describeObject, plain } from './describe.js';
import { type IgnorePattern, separateIgnored } from './ignore.js';
import type { Cause, Failure, Findings, IgnoredObject, Report } from './report.js';

/** What the verdict depends on beside the findings. */
export interface VerdictSettings {
  readonly ignore: readonly IgnorePattern[];
  readonly failOnInconsistency: boolean;
  readonly failOnWarning: boolean;
}

/**
 * Judges what a run found out. Fails closed: a failure, an answer that never came or a refusal
 * fails, whatever the settings tolerate.
 */
export function judge(
  findings: Readonly<Findings>,
  settings: VerdictSettings,
  failure: Failure | undefined,
  durationSeconds: number,
): Report {
  const grouped = groupByCause(findings.objects ?? []);
  const { causes, ignored } = separateIgnored(grouped, settings.ignore);
  const count = causes.reduce((sum, cause) => sum + 1 + cause.dependents.length, 0);
  const refused = findings.applied === 'refused';
  const consistent =
    failure === undefined && findings.objects !== undefined && count === 0 && !refused;
  const warned = settings.failOnWarning && findings.warnings.length > 0;
  const failed =
    failure !== undefined ||
    findings.objects === undefined ||
    refused ||
    warned ||
    (count > 0 && settings.failOnInconsistency);
  return {
    findings,
    causes,
    ignored,
    inconsistencyCount: count,
    consistent,
    ...(failure && { failure }),
    failed,
    headline: headline(findings, causes, ignored, count, failure, warned),
    durationSeconds,
    locations: new Map(),
  };
}

function headline(
  findings: Readonly<Findings>,
  causes: readonly Cause[],
  ignored: readonly IgnoredObject[],
  count: number,
  failure: Failure | undefined,
  warned: boolean,
): string {
  if (failure) {
    const refused = findings.applied === 'refused' ? 'Nothing was applied: ' : '';
    return `${refused}${failure.message}`;
  }
  const warnings = counted(findings.warnings.length, 'warning');
  if (findings.applied === 'refused') {
    return count === 0 && ignored.length === 0
      ? `Nothing was applied: the server refused the metadata for ${warnings}, which "fail-on-warning" makes fatal`
      : `Nothing was applied: the server refused the metadata${count > 0 ? `, since ${inconsistency(causes, count, true)}` : ', whose inconsistencies are all ignored here: "allow-inconsistent-metadata" has it take them'}`;
  }
  if (count > 0) return `Hasura metadata is inconsistent: ${inconsistency(causes, count)}`;
  if (findings.objects === undefined) return 'The server gave no verdict on its metadata';
  const aside = ignored.length > 0 ? `, ${counted(ignored.length, 'ignored object')} aside` : '';
  const stale = findings.mayBeStale ? '; this may be the state from before the reload' : '';
  if (warned)
    return `Hasura metadata is consistent${aside}, but has ${warnings}, fatal here${stale}`;
  return `Hasura metadata is consistent${aside}${stale}`;
}

/** `3 causes make 9 objects unavailable, the worst is remote schema payments-api`. */
function inconsistency(causes: readonly Cause[], count: number, refused = false): string {
  const worst = causes[0];
  if (!worst) return 'no object that it names';
  const name = plain(describeObject(worst.object));
  if (count === 1) return `1 object ${refused ? 'would be' : 'is'} unavailable, ${name}`;
  const makes = `${counted(causes.length, 'cause')} ${refused ? 'would make' : causes.length === 1 ? 'makes' : 'make'}`;
  return `${makes} ${count} objects unavailable, the worst is ${name}`;
}

/** A number with its noun: `1 warning`, `2 warnings`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
