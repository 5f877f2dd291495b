import { isDoneWithin } from '../lib/world.js';
import type { Report } from '../model/report.js';
import type { Settings } from '../settings/settings.js';
import { notReceived, warningsAbout } from './delivery.js';
import { eventsOf } from './events.js';
import { RecordingTransport } from './transport.js';

/** How long to wait for Sentry's answers: five seconds, less the time that closing takes. */
export const DELIVERY_MS = 4_800;

/** Where to report to. Without a monitor, there are no check-ins. */
export type SentrySettings = NonNullable<Settings['sentry']>;

/** Reports a run to Sentry. Nothing in it throws: no result of a step depends on Sentry. */
export interface SentryReporter {
  /** Sends the monitor, if there is one, the check-in that begins the run, without waiting. */
  startCheckIn(): void;
  /**
   * Sends the events of a report and the check-in that ends the run, and waits `withinMs` at most
   * for Sentry's answers. Returns warnings, free of secrets, about what Sentry did not receive.
   * Call it once: it closes the client and its connections.
   */
  report(report: Report, withinMs?: number): Promise<string[]>;
}

/**
 * Loads Sentry's client and sets it up. Never throws: if that fails, the reporter returns a warning
 * instead of reporting.
 */
export async function createReporter(
  settings: SentrySettings,
  env: NodeJS.ProcessEnv,
): Promise<SentryReporter> {
  try {
    return await create(settings, env);
  } catch (error) {
    const reason = `its client could not be set up (${nameOf(error)}): check the proxy's address`;
    return { startCheckIn() {}, report: async () => [notReceived('this run', reason)] };
  }
}

async function create(
  { dsn, environment, monitor: monitorSlug }: SentrySettings,
  env: NodeJS.ProcessEnv,
): Promise<SentryReporter> {
  const { makeNodeTransport, NodeClient, Scope } = await import('@sentry/node');
  const transport = new RecordingTransport();
  // Not `init`: it hooks into the whole process, and sends data from the environment.
  const client = new NodeClient({
    dsn: dsn.text,
    // The client's default is `production`.
    environment,
    release: env['GITHUB_SHA'] || undefined,
    transport: (options) => transport.open(makeNodeTransport, options),
    integrations: [],
    stackParser: () => [],
    includeServerName: false,
    enableRuntimeChannelInjection: false,
    traceLifecycle: 'static',
  });
  const scope = new Scope();
  let checkInId: string | undefined;
  let events = 0;

  const deliver = async (report: Report, withinMs: number): Promise<void> => {
    const started = transport.settled();
    for (const event of eventsOf(report, env)) {
      events += 1;
      client.captureEvent(event, undefined, scope);
    }
    // Check-ins have to arrive in order, but a first one without an answer must not cost the last.
    await isDoneWithin(withinMs / 2, started);
    if (monitorSlug) client.captureCheckIn(finalCheckIn(monitorSlug, checkInId, report));
    await client.flush(withinMs);
  };

  return {
    startCheckIn() {
      if (monitorSlug) {
        checkInId = client.captureCheckIn({ monitorSlug, status: 'in_progress' });
      }
    },
    async report(report, withinMs = DELIVERY_MS) {
      const warnings: string[] = [];
      try {
        await isDoneWithin(withinMs, deliver(report, withinMs));
      } catch (error) {
        warnings.push(notReceived('this run', `an event could not be created (${nameOf(error)})`));
      }
      warnings.push(...warningsAbout(transport.deliveries(events), dsn.host));
      transport.close();
      await client.close(1);
      return warnings;
    },
  };
}

function finalCheckIn(
  monitorSlug: string,
  checkInId: string | undefined,
  { failed, durationSeconds: duration }: Report,
) {
  const status = failed ? ('error' as const) : ('ok' as const);
  // Without a first check-in, this one reports the whole run.
  return { monitorSlug, status, ...(checkInId !== undefined && { checkInId, duration }) };
}

/** The name of an error; its message may contain the password of a proxy. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'no further details';
}
