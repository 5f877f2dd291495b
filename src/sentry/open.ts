import type { Report } from '../model/report.js';
import type { SentrySettings } from './reporter.js';

/** The part of a cancelled run's last second that is left for Sentry. */
const CANCELLED_MS = 500;

/**
 * Loads Sentry, which only a run with a DSN needs, and sends its monitor the first check-in, while
 * the run goes on. Returns what sends the report, in half a second if the run is cancelled by then,
 * and gives warnings about what Sentry did not receive.
 */
export function openSentry(
  settings: SentrySettings,
  cancelled: AbortSignal,
): (report: Report) => Promise<readonly string[]> {
  const reporter = import('./reporter.js').then(async ({ createReporter }) => {
    const created = await createReporter(settings, process.env);
    created.startCheckIn();
    return created;
  });
  return async (report) =>
    (await reporter).report(report, cancelled.aborted ? CANCELLED_MS : undefined);
}
