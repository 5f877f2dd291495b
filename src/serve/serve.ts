import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { FlagValues } from '../cli/arguments.js';
import { makePass } from '../cli/pass.js';
import { openLog, type RunLog, type WriteLines } from '../cli/run-log.js';
import type { Report } from '../model/report.js';
import { serializeReport } from '../output/serialize.js';
import { createRedactor } from '../redact/redactor.js';
import type { Settings } from '../settings/settings.js';
import { createMetrics, type Metrics } from './metrics.js';
import {
  type Answer,
  createService,
  type Handler,
  JSON_TYPE,
  type Service,
  told,
} from './server.js';
import { readServiceSettings, type ServiceSettings } from './settings.js';
import { shared } from './shared.js';
import { bearerCheck } from './token.js';

/** How long a run that is cancelled may take to end and to answer: Sentry's share is in it. */
const CANCELLED_MS = 2_000;

/**
 * The command `serve`: a web service that makes a run for each call, until a signal ends it; gives
 * the exit code. Fails with a `UsageError` only.
 */
export async function serve(values: FlagValues, write: WriteLines): Promise<number> {
  const { run, own, logFormat, debug } = readServiceSettings(values);
  const log = openLog(logFormat, debug, write);
  const cancelled = new AbortController();
  const metrics = createMetrics();
  const pass = shared(() => answerWithPass(run, log, metrics, cancelled.signal));
  const service = createService(
    {
      '/reload_metadata': { POST: reloadHandler(pass.join, own.token, metrics, log) },
      '/healthz': { GET: () => told(200, 'This service takes calls.') },
      '/metrics': {
        GET: async () => ({
          status: 200,
          type: metrics.contentType,
          body: await metrics.text(),
        }),
      },
    },
    (error) => log.error(createRedactor(run.secrets).text(String(error))),
  );
  const signalled = toldToStop();
  if (!(await listen(service, own, log))) return 1;
  for (const note of run.notes) log.info(note);
  const signal = await signalled;
  // A run goes on when those who asked for it have hung up.
  const finished = Promise.all([service.stop(), pass.settled()]);
  log.info(`${signal}: finishing what is under way, for ${own.gracePeriodSeconds} s at most.`);
  if (!(await within(own.gracePeriodSeconds * 1000, finished))) {
    cancelled.abort();
    if (!(await within(CANCELLED_MS, finished))) service.server.closeAllConnections();
  }
  log.info('Stopped.');
  return 0;
}

/** Makes a run and gives the answer that all who wait for it get. */
async function answerWithPass(
  settings: Settings,
  log: RunLog,
  metrics: Metrics,
  signal: AbortSignal,
): Promise<Answer> {
  const report = await makePass(settings, log, signal);
  metrics.runEnded(report);
  return {
    status: statusOf(report),
    type: JSON_TYPE,
    body: Buffer.from(`${JSON.stringify(serializeReport(report))}\n`),
  };
}

/** Failures that are not the server's: these mend themselves neither here nor there. */
const OWN_FAILURES: Readonly<Record<string, number>> = {
  cancelled: 503,
  internal: 500,
  'invalid-project': 500,
};

function statusOf({ failed, failure }: Report): number {
  if (failure) return OWN_FAILURES[failure.kind] ?? 502;
  return failed ? 500 : 200;
}

function reloadHandler(
  pass: () => Promise<Answer>,
  token: string | undefined,
  metrics: Metrics,
  log: RunLog,
): Handler {
  const isAllowed = token === undefined ? () => true : bearerCheck(token);
  return async (request) => {
    if (!isAllowed(request.headers.authorization)) {
      log.warning(
        `Refused a call of /reload_metadata from ${request.socket.remoteAddress ?? 'an unknown address'}: ${request.headers.authorization === undefined ? 'it has no token' : 'its token is another'}.`,
      );
      return told(
        401,
        'Expected the header "Authorization: Bearer <token>" with the token of this service.',
        {
          'www-authenticate': 'Bearer realm="hasura-metadata-reloader"',
        },
      );
    }
    const callEnds = metrics.callBegins();
    try {
      return await pass();
    } finally {
      callEnds();
    }
  };
}

/** Gives whether it could listen; where not, the log says why. */
async function listen(service: Service, own: ServiceSettings, log: RunLog): Promise<boolean> {
  const { server } = service;
  try {
    server.listen({ port: own.port, host: own.host });
    await once(server, 'listening');
  } catch (error) {
    log.error(
      `Cannot listen on ${own.host ?? 'any address'}, port ${own.port}: ${error instanceof Error ? error.message : String(error)}. Choose another --port or --host, or end what listens there.`,
    );
    return false;
  }
  server.on('error', (error) => log.error(`The service goes on after an error: ${error.message}`));
  const { address, port } = server.address() as AddressInfo;
  log.info(
    `Listening on ${address}, port ${port}: POST /reload_metadata ${own.token === undefined ? 'is open to whoever reaches it, since there is no token' : 'takes the token'}.`,
  );
  return true;
}

/** The first signal that asks to end; after it, the next one ends at once. */
function toldToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const names = ['SIGINT', 'SIGTERM'] as const;
    const onSignal = (name: NodeJS.Signals) => {
      for (const one of names) process.off(one, onSignal);
      resolve(name);
    };
    for (const one of names) process.on(one, onSignal);
  });
}

/** Gives whether the work is done before the time is up. */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const late = pause(ms, false, { signal: timer.signal }).catch(() => false);
  const isDone = await Promise.race([work.then(() => true), late]);
  timer.abort();
  return isDone;
}
