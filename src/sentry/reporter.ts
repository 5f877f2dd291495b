import type { NodeClient } from '@sentry/node';
import type { Report } from '../model/report.js';
import type { Dsn } from '../settings/dsn.js';
import { Courier, within } from './delivery.js';
import { eventsOf } from './events.js';
import { unreported, warningsAbout } from './outcome.js';

/** How long Sentry's answers are waited for: five seconds, less what closing takes. */
export const DELIVERY_MS = 4_800;

/** Where to report to, and as what. */
export interface SentrySettings {
  readonly dsn: Dsn;
  /** Sentry's environment; without one its client says `production`. */
  readonly environment?: string | undefined;
  /** The slug of a Cron Monitor; without one there are no check-ins. */
  readonly monitor?: string | undefined;
}

/** Tells Sentry of a run. Nothing in it throws, since no step's result depends on Sentry. */
export interface SentryReporter {
  /** Tells the monitor, if there is one, that a run has begun; waits for nothing. */
  startCheckIn(): void;
  /**
   * Sends what the report is worth and the check-in that ends the run, waits for Sentry's answers
   * for `withinMs` at most, and gives a warning, free of secrets, for each way in which that went
   * wrong. To be called once: it closes the client and its connections.
   */
  report(report: Report, withinMs?: number): Promise<string[]>;
}

/**
 * Loads Sentry's client and makes it ready. Where that cannot be done, the reporter says so as its
 * warning; it never throws.
 */
export async function openSentry(
  settings: SentrySettings,
  env: NodeJS.ProcessEnv,
): Promise<SentryReporter> {
  try {
    return await open(settings, env);
  } catch (error) {
    return mute(`its client could not be set up (${kindOf(error)}): check the proxy's address`);
  }
}

async function open(settings: SentrySettings, env: NodeJS.ProcessEnv): Promise<SentryReporter> {
  const { makeNodeTransport, NodeClient, Scope } = await import('@sentry/node');
  const courier = new Courier(makeNodeTransport);
  // A client of its own and never `init`: that would hook into the whole process, and read settings
  // and data from the environment that nobody asked to be sent.
  const client = new NodeClient({
    dsn: settings.dsn.text,
    environment: settings.environment || undefined,
    release: env['GITHUB_SHA'] || undefined,
    transport: courier.transport,
    integrations: [],
    stackParser: () => [],
    includeServerName: false,
    enableRuntimeChannelInjection: false,
    traceLifecycle: 'static',
  });
  const scope = new Scope();
  const monitorSlug = settings.monitor || undefined;
  let checkInId: string | undefined;

  const checkIn = (make: (monitorSlug: string) => CheckIn): void => {
    if (monitorSlug === undefined) return;
    courier.expect('check-in');
    checkInId = client.captureCheckIn(make(monitorSlug));
  };

  const deliver = async (report: Report, withinMs: number): Promise<void> => {
    const begun = courier.settled();
    for (const event of eventsOf(report, env)) {
      courier.expect('event');
      client.captureEvent(event, undefined, scope);
    }
    // The check-ins have to arrive in order, but a first one that hangs must not cost the last.
    await within(withinMs / 2, begun);
    checkIn((monitorSlug) => finished(monitorSlug, checkInId, report));
    await client.flush(withinMs);
  };

  return {
    startCheckIn: () => checkIn((monitorSlug) => ({ monitorSlug, status: 'in_progress' })),
    report: async (report, withinMs = DELIVERY_MS) => {
      const warnings: string[] = [];
      try {
        await within(withinMs, deliver(report, withinMs));
      } catch (error) {
        warnings.push(unreported('this run', `an event could not be made (${kindOf(error)})`));
      }
      warnings.push(...warningsAbout(courier.deliveries, settings.dsn.host));
      courier.hangUp();
      await client.close(1);
      return warnings;
    },
  };
}

type CheckIn = Parameters<NodeClient['captureCheckIn']>[0];

function finished(monitorSlug: string, checkInId: string | undefined, report: Report): CheckIn {
  const status = report.failed ? 'error' : 'ok';
  // A run whose beginning was never told is told in one go.
  if (checkInId === undefined) return { monitorSlug, status };
  return { monitorSlug, status, checkInId, duration: report.durationSeconds };
}

function mute(why: string): SentryReporter {
  return { startCheckIn() {}, report: async () => [unreported('this run', why)] };
}

/** An error's own words may hold a proxy's password. */
function kindOf(error: unknown): string {
  const name = (error as { name?: unknown } | undefined)?.name;
  return typeof name === 'string' ? name : 'no further details';
}
