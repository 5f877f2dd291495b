import type { Report } from '../model/report.js';
import { run } from '../run/run.js';
import { CANCELLED_SENTRY_MS, openSentry } from '../sentry/open.js';
import type { Settings } from '../settings/settings.js';
import type { RunLog } from './run-log.js';

/**
 * Makes one run, logs it and tells Sentry of it, and gives its report. Aborted, it ends within a
 * second.
 */
export async function makePass(
  settings: Settings,
  log: RunLog,
  signal: AbortSignal,
): Promise<Report> {
  // Loaded beside the run, and only with a DSN.
  const sentry = settings.sentry && openSentry(settings.sentry);
  const report = await run(settings, { log, signal, workspace: process.cwd() });
  const delivery = (await sentry)?.report(report, signal.aborted ? CANCELLED_SENTRY_MS : undefined);
  log.verdict(report);
  for (const warning of (await delivery) ?? []) log.warning(warning);
  return report;
}
