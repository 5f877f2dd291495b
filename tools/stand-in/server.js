import http from 'node:http';
import https from 'node:https';
import { answering, json } from './answers.js';
import { Engine } from './engine.js';
import { pause, send, worksDespite } from './faults.js';
import { closeAtOnce, listen } from './listening.js';
import { sqlName } from './sql-triggers.js';
import { featuresOf } from './versions.js';

/** @typedef {import('./types.js').Call} Call */
/** @typedef {import('./types.js').StandIn} StandIn */
/** @typedef {import('./types.js').StandInOptions} StandInOptions */
/** @typedef {import('./metadata-api.js').World} World */
/** @typedef {import('./sql-triggers.js').SqlTrigger} SqlTrigger */

/**
 * Starts a stand-in for a GraphQL Engine: a server that keeps metadata, computes whether it is
 * consistent, and fails when a test wants it to.
 * @param {StandInOptions} [options]
 * @returns {Promise<StandIn>}
 */
export async function startStandIn(options = {}) {
  const { version = 'v2.48.16', databases, env = {}, host = '127.0.0.1' } = options;
  const engine = new Engine({ version, databases, env, features: featuresOf(version) });
  engine.resourceVersion = options.resourceVersion ?? 1;
  engine.fixedObjects = options.inconsistentObjects;
  engine.migrations = options.migrations;
  if (options.metadata !== undefined) await engine.load(options.metadata);
  /** @type {World} */
  const world = { engine, warnings: options.warnings ?? [] };
  /** @type {Call[]} */
  const calls = [];
  const hooks = { onRequest: options.onRequest };
  const answerCall = answering(world, options);

  const handle = async (
    /** @type {http.IncomingMessage} */ request,
    /** @type {http.ServerResponse} */ response,
  ) => {
    const call = await record(request, calls);
    const fault = (await hooks.onRequest?.(call)) ?? undefined;
    await pause(fault?.delayMs);
    const answer = worksDespite(fault) ? await answerCall(call) : json(200, {});
    await send(response, answer, fault);
  };
  /** @type {http.RequestListener} */
  const listener = (request, response) => {
    // A client that hung up in the middle, or a handler that threw, ends its own connection only.
    handle(request, response).catch((error) => response.destroy(error));
  };
  const server = options.tls
    ? https.createServer(options.tls, listener)
    : http.createServer(listener);
  const port = await listen(server, host, options.port ?? 0);
  const shownHost = host.includes(':') ? `[${host}]` : host;

  return standInOf(world, hooks, {
    url: `${options.tls ? 'https' : 'http'}://${shownHost}:${port}`,
    port,
    calls,
    env,
    load: (metadata) => engine.load(metadata),
    close: () => {
      engine.close();
      return closeAtOnce(server);
    },
  });
}

/** @typedef {'url' | 'port' | 'calls' | 'env' | 'load' | 'close'} Constant what tests cannot set */

/**
 * What a test has of a stand-in: much of its state can be read and set while it runs.
 * @param {World} world
 * @param {Pick<StandIn, 'onRequest'>} hooks
 * @param {Pick<StandIn, Constant>} constant
 * @returns {StandIn}
 */
function standInOf(world, hooks, constant) {
  const { engine } = world;
  /** @template T @param {(triggers: SqlTrigger[]) => T} show @returns {Record<string, T>} */
  const catalogs = (show) =>
    Object.fromEntries(
      [...engine.triggers.catalogs].map(([source, triggers]) => [source, show(triggers)]),
    );
  return {
    ...constant,
    get databases() {
      return engine.databases;
    },
    set databases(databases) {
      engine.databases = databases;
    },
    get metadata() {
      return engine.metadata;
    },
    get resourceVersion() {
      return engine.resourceVersion;
    },
    set resourceVersion(value) {
      engine.resourceVersion = value;
    },
    get sqlTriggers() {
      return catalogs((triggers) => [...new Set(triggers.map(({ event }) => event))]);
    },
    get catalogs() {
      return catalogs((triggers) =>
        triggers.map((trigger) => ({ name: sqlName(trigger), table: trigger.table })),
      );
    },
    get inconsistentObjects() {
      return engine.fixedObjects;
    },
    set inconsistentObjects(objects) {
      engine.fixedObjects = objects;
    },
    get warnings() {
      return world.warnings;
    },
    set warnings(warnings) {
      world.warnings = warnings;
    },
    get onRequest() {
      return hooks.onRequest;
    },
    set onRequest(handler) {
      hooks.onRequest = handler;
    },
  };
}

/** @param {http.IncomingMessage} request @param {Call[]} calls @returns {Promise<Call>} */
async function record(request, calls) {
  /** @type {Buffer[]} */
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks).toString();
  const { method = '', url: path = '', headers } = request;
  const parsed = parseJson(body);
  const type = typeof parsed?.type === 'string' ? parsed.type : undefined;
  const isAlike = (/** @type {Call} */ call) =>
    type === undefined ? call.method === method && call.path === path : call.type === type;
  const call = {
    method,
    path,
    headers,
    body,
    json: parsed,
    type,
    ordinal: calls.length + 1,
    ordinalOfKind: calls.filter(isAlike).length + 1,
  };
  calls.push(call);
  return call;
}

/** @param {string} text @returns {any} */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
