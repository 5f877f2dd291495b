import type { SentryReporter, SentrySettings } from './reporter.js';

/** What Sentry gets of the second that a cancelled run has left. */
export const CANCELLED_SENTRY_MS = 500;

/**
 * Loads Sentry, which only a run with a DSN needs, and tells its monitor that the run has begun.
 * Never fails: what goes wrong is among the warnings of the report.
 */
export async function openSentry(settings: SentrySettings): Promise<SentryReporter> {
  const { openSentry: open } = await import('./reporter.js');
  const sentry = await open(settings, process.env);
  sentry.startCheckIn();
  return sentry;
}
