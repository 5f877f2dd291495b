import type { Clock } from '../lib/clock.js';
import { messageOfError } from '../lib/text.js';
import type { Report } from '../model/report.js';
import { writeReportFile } from '../output/report-file.js';
import { createRedactor } from '../redact/redactor.js';
import { run } from '../run/run.js';
import { openSentry } from '../sentry/open.js';
import type { Settings } from '../settings/settings.js';
import type { RunLog } from './run-log.js';

/**
 * Makes one run, logs its report, sends it to Sentry and returns it. It ends within a second after
 * `signal` is aborted.
 */
export async function makeRun(
  settings: Settings,
  log: RunLog,
  clock: Clock,
  signal: AbortSignal,
): Promise<Report> {
  // Loaded while the run is under way, and only with a DSN.
  const deliver = settings.sentry && openSentry(settings.sentry, signal);
  const report = await run(settings, { log, clock, signal, workspace: process.cwd() });
  const delivery = deliver?.(report);
  log.verdict(report);
  for (const warning of (await delivery) ?? []) log.warning(warning);
  return report;
}

/** Makes one run; returns the exit code. `reportFile` may be empty. */
export async function runOnce(
  settings: Settings,
  log: RunLog,
  reportFile: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<number> {
  for (const note of settings.notes) log.info(note);
  try {
    const report = await makeRun(settings, log, clock, signal);
    const isWritten = reportFile === '' || (await writeReport(reportFile, report, log));
    return report.failed || !isWritten ? 1 : 0;
  } catch (error) {
    // A run reports its failures, so this is a bug, and the state of the metadata is unknown.
    log.error(createRedactor(settings.secrets).text(String(error)));
    return 1;
  }
}

/** Whether the report could be written; if not, the command fails, since an old file may be there. */
async function writeReport(path: string, report: Report, log: RunLog): Promise<boolean> {
  try {
    await writeReportFile(path, report);
    return true;
  } catch (error) {
    const reason = messageOfError(error);
    log.error(`The report could not be written to ${path}: ${reason}. Check --report-file.`);
    return false;
  }
}
