import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../lib/log.js';
import { messageOfError } from '../lib/text.js';
import type { Report } from '../model/report.js';
import { createRedactor } from '../redact/redactor.js';
import { createMetrics } from './metrics.js';
import { createReloadHandler } from './reload-handler.js';
import { createService, messageAnswer, type Service } from './server.js';

/** Where the service reports its own errors too. */
interface ServiceLog extends Log {
  error(text: string): void;
}

/** Settings of the service. */
export interface ServiceSettings {
  readonly port: number;
  /** Empty: listen on all addresses. */
  readonly host: string;
  /** Empty: callers need no token. */
  readonly token: string;
  readonly gracePeriodSeconds: number;
  /** Texts that must never be shown. */
  readonly secrets: readonly string[];
  /** Sentences for the log at the start. */
  readonly notes: readonly string[];
  readonly log: ServiceLog;
  /** Makes one run, which ends early when `signal` is aborted. */
  readonly makeRun: (signal: AbortSignal) => Promise<Report>;
}

/** How long a cancelled run may take to end and to answer, including the report to Sentry. */
const CANCELLED_MS = 2_000;

/**
 * Runs a web service that makes a run for each call of /reload_metadata, until it is stopped, with
 * the name of the signal that does; returns the exit code.
 */
export async function serve(
  settings: ServiceSettings,
  stopped: Promise<string> = nextSignal(),
): Promise<number> {
  const { log, token, gracePeriodSeconds } = settings;
  const cancelled = new AbortController();
  const metrics = createMetrics();
  const reload = createReloadHandler(() => settings.makeRun(cancelled.signal), token, metrics, log);
  const service = createService(
    {
      '/reload_metadata': { POST: reload.handle },
      '/healthz': { GET: () => messageAnswer(200, 'The service takes calls.') },
      '/metrics': {
        GET: async () => ({ status: 200, type: metrics.contentType, body: await metrics.text() }),
      },
    },
    (error) => log.error(createRedactor(settings.secrets).text(String(error))),
  );
  if (!(await listen(service, settings))) return 1;
  for (const note of settings.notes) log.info(note);
  const signal = await stopped;
  // A run continues after its callers have hung up.
  const finished = Promise.all([service.stop(), reload.finished()]);
  log.info(`${signal}: finishing pending calls, for at most ${gracePeriodSeconds} s.`);
  if (!(await isDoneWithin(gracePeriodSeconds * 1000, finished))) {
    cancelled.abort();
    if (!(await isDoneWithin(CANCELLED_MS, finished))) service.server.closeAllConnections();
  }
  log.info('Stopped.');
  return 0;
}

/** Whether the service could listen; if not, the log says why. */
async function listen({ server }: Service, settings: ServiceSettings): Promise<boolean> {
  const { host, port, token, log } = settings;
  try {
    server.listen({ port, host: host || undefined });
    await once(server, 'listening');
  } catch (error) {
    const reason = messageOfError(error);
    log.error(
      `Cannot listen on ${host || 'any address'}, port ${port}: ${reason}. Choose another --port or --host, or stop the process that listens there.`,
    );
    return false;
  }
  server.on('error', (error) =>
    log.error(`The service continues after an error: ${error.message}`),
  );
  const address = server.address() as AddressInfo;
  const access = token === '' ? 'needs no token: everybody may call it' : 'needs the token';
  log.info(
    `Listening on ${address.address}, port ${address.port}. POST /reload_metadata ${access}.`,
  );
  return true;
}

/** The first signal to stop. The next one ends the process at once. */
function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const names = ['SIGINT', 'SIGTERM'] as const;
    const onSignal = (name: NodeJS.Signals) => {
      for (const one of names) process.off(one, onSignal);
      resolve(name);
    };
    for (const one of names) process.on(one, onSignal);
  });
}

async function isDoneWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const late = pause(ms, false, { signal: timer.signal }).catch(() => false);
  const isDone = await Promise.race([work.then(() => true), late]);
  timer.abort();
  return isDone;
}
