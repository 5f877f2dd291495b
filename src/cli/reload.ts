import type { Report } from '../model/report.js';
import { writeReportFile } from '../output/report-file.js';
import { createRedactor } from '../redact/redactor.js';
import type { FlagValues } from './arguments.js';
import { makePass } from './pass.js';
import { openLog, type RunLog, type WriteLines } from './run-log.js';
import { readCommandSettings } from './settings.js';

/** The command `reload`: one run, whose verdict is the exit code. Fails with a `UsageError` only. */
export async function reload(values: FlagValues, write: WriteLines): Promise<number> {
  const { run, logFormat, debug, own } = readCommandSettings('reload', values, (read) => ({
    reportFile: read('report-file'),
  }));
  const log = openLog(logFormat, debug, write);
  const cancelled = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => cancelled.abort());
  for (const note of run.notes) log.info(note);
  try {
    const report = await makePass(run, log, cancelled.signal);
    const written = own.reportFile === '' || (await writeReport(own.reportFile, report, log));
    return report.failed || !written ? 1 : 0;
  } catch (error) {
    // A run never fails; whatever does is a fault of ours, and no verdict.
    log.error(createRedactor(run.secrets).text(String(error)));
    return 1;
  }
}

/** Gives whether the report could be written; what reads it must not take an old one for it. */
async function writeReport(path: string, report: Report, log: RunLog): Promise<boolean> {
  try {
    await writeReportFile(path, report);
    return true;
  } catch (error) {
    log.error(
      `The report could not be written to ${path}: ${error instanceof Error ? error.message : String(error)}. Check --report-file.`,
    );
    return false;
  }
}
