import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOfError } from '../lib/text.js';
import { isDoneWithin, type Log } from '../lib/world.js';
import type { Report } from '../model/report.js';
import { serializeReport } from '../output/serialize.js';
import { createRedactor } from '../redact/redactor.js';
import { createMetrics, type Metrics } from './metrics.js';
import {
  type Answer,
  createService,
  type Handler,
  JSON_TYPE,
  messageAnswer,
  type Service,
} from './server.js';

/** Where the service reports its own errors too. */
interface ServiceLog extends Log {
  error(text: string): void;
}

/** Settings of the service. */
interface ServiceSettings {
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
  const { registry } = metrics;
  const reload = createReloadHandler(() => settings.makeRun(cancelled.signal), token, metrics, log);
  const service = createService(
    {
      '/reload_metadata': { POST: reload.handle },
      '/healthz': { GET: () => messageAnswer(200, 'The service takes calls.') },
      '/metrics': {
        GET: async () => ({
          status: 200,
          type: registry.contentType,
          body: await registry.metrics(),
        }),
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

/**
 * Makes the handler that answers with the report of a run. Calls during a run get the report of
 * that run; a later call starts another one. An empty token admits everybody. `finished` resolves,
 * and never rejects, when no run is under way.
 */
function createReloadHandler(
  makeRun: () => Promise<Report>,
  token: string,
  metrics: Metrics,
  log: Log,
): { readonly handle: Handler; finished(): Promise<unknown> } {
  let current: Promise<Answer> | undefined;
  const answer = async (): Promise<Answer> => {
    const report = await makeRun();
    metrics.runEnded(report);
    const body = Buffer.from(`${JSON.stringify(serializeReport(report))}\n`);
    return { status: statusOf(report), type: JSON_TYPE, body };
  };
  return {
    handle: async (request) => {
      if (token !== '' && !hasToken(request, token)) return refuse(request, log);
      metrics.callsInFlight.inc();
      try {
        current ??= answer().finally(() => {
          current = undefined;
        });
        return await current;
      } finally {
        metrics.callsInFlight.dec();
      }
    },
    finished: () => Promise.allSettled([current]),
  };
}

/** Failures that GraphQL Engine has no part in. */
const OWN_FAILURES: Readonly<Record<string, number>> = {
  cancelled: 503,
  internal: 500,
  'invalid-project': 500,
};

function statusOf({ failed, findings: { failure } }: Report): number {
  if (failure) return OWN_FAILURES[failure.kind] ?? 502;
  return failed ? 500 : 200;
}

/** Compares hashes in constant time, so that the time of an answer says nothing about the token. */
function hasToken(request: IncomingMessage, token: string): boolean {
  const given = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(hashOf(given), hashOf(token));
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refuse(request: IncomingMessage, log: Log): Answer {
  const from = request.socket.remoteAddress ?? 'an unknown address';
  const reason = request.headers.authorization === undefined ? 'no token' : 'an invalid token';
  log.warning(`Refused a call of /reload_metadata from ${from}: ${reason}.`);
  return messageAnswer(
    401,
    'Expected the header "Authorization: Bearer <token>" with the token of this service.',
    { 'www-authenticate': 'Bearer realm="hasura-metadata-reloader"' },
  );
}
