import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Log } from '../lib/log.js';
import type { Report } from '../model/report.js';
import { serializeReport } from '../output/serialize.js';
import type { Metrics } from './metrics.js';
import { type Answer, type Handler, JSON_TYPE, messageAnswer } from './server.js';

/** The handler of POST /reload_metadata. */
export interface ReloadHandler {
  readonly handle: Handler;
  /** Resolves, never rejects, when no run is under way. */
  finished(): Promise<unknown>;
}

/**
 * Makes the handler that answers with the report of a run. Calls during a run get the report of
 * that run; a later call starts another one. An empty token admits everybody.
 */
export function createReloadHandler(
  makeRun: () => Promise<Report>,
  token: string,
  metrics: Metrics,
  log: Log,
): ReloadHandler {
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
      const callEnds = metrics.callBegins();
      try {
        current ??= answer().finally(() => {
          current = undefined;
        });
        return await current;
      } finally {
        callEnds();
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
