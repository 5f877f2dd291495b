import type { NodeClient } from '@sentry/node';
import type { Report } from '../model/report.js';
import { notReceived, warningsAbout } from './delivery.js';
import { eventsOf } from './events.js';
import { RecordingTransport, within } from './transport.js';

/** How long to wait for Sentry's answers: five seconds, less the time that closing takes. */
export const DELIVERY_MS = 4_800;

/** Where to report to. */
export interface SentrySettings {
  readonly dsn: {
    /** All of it, with its key. */
    readonly text: string;
    /** The host, and the port if there is one, which may be shown. */
    readonly host: string;
  };
  /** Sentry's environment; the client defaults to `production`. */
  readonly environment?: string | undefined;
  /** The slug of a Cron Monitor; without one there are no check-ins. */
  readonly monitor?: string | undefined;
}

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

async function create(settings: SentrySettings, env: NodeJS.ProcessEnv): Promise<SentryReporter> {
  const { makeNodeTransport, NodeClient, Scope } = await import('@sentry/node');
  const transport = new RecordingTransport(makeNodeTransport);
  // Not `init`: it hooks into the whole process, and sends data from the environment.
  const client = new NodeClient({
    dsn: settings.dsn.text,
    environment: settings.environment || undefined,
    release: env['GITHUB_SHA'] || undefined,
    transport: transport.factory,
    integrations: [],
    stackParser: () => [],
    includeServerName: false,
    enableRuntimeChannelInjection: false,
    traceLifecycle: 'static',
  });
  const scope = new Scope();
  let checkInId: string | undefined;

  const checkIn = (make: (monitorSlug: string) => CheckIn): void => {
    if (!settings.monitor) return;
    transport.expect('check-in');
    checkInId = client.captureCheckIn(make(settings.monitor));
  };

  const deliver = async (report: Report, withinMs: number): Promise<void> => {
    const started = transport.settled();
    for (const event of eventsOf(report, env)) {
      transport.expect('event');
      client.captureEvent(event, undefined, scope);
    }
    // Check-ins have to arrive in order, but a first one without an answer must not cost the last.
    await within(withinMs / 2, started);
    checkIn((monitorSlug) => finalCheckIn(monitorSlug, checkInId, report));
    await client.flush(withinMs);
  };

  return {
    startCheckIn: () => checkIn((monitorSlug) => ({ monitorSlug, status: 'in_progress' })),
    report: async (report, withinMs = DELIVERY_MS) => {
      const warnings: string[] = [];
      try {
        await within(withinMs, deliver(report, withinMs));
      } catch (error) {
        warnings.push(notReceived('this run', `an event could not be created (${nameOf(error)})`));
      }
      warnings.push(...warningsAbout(transport.deliveries, settings.dsn.host));
      transport.close();
      await client.close(1);
      return warnings;
    },
  };
}

type CheckIn = Parameters<NodeClient['captureCheckIn']>[0];

function finalCheckIn(monitorSlug: string, checkInId: string | undefined, report: Report): CheckIn {
  const status = report.failed ? 'error' : 'ok';
  // Without a first check-in, this one reports the whole run.
  if (checkInId === undefined) return { monitorSlug, status };
  return { monitorSlug, status, checkInId, duration: report.durationSeconds };
}

/** The name of an error; its message may contain the password of a proxy. */
function nameOf(error: unknown): string {
  const name = (error as { name?: unknown } | undefined)?.name;
  return typeof name === 'string' ? name : 'no further details';
}
