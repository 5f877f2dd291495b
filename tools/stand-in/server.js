import http from 'node:http';
import https from 'node:https';
import { Engine } from './engine.js';
import { ApiError } from './errors.js';
import { pause, send, worksDespite } from './faults.js';
import { jsonError } from './introspection.js';
import { closeAtOnce, listen } from './listening.js';
import { runMetadataCall } from './metadata-api.js';
import { sqlName } from './sql-triggers.js';
import { featuresOf } from './versions.js';

/** @typedef {import('./types.js').Call} Call */
/** @typedef {import('./types.js').StandIn} StandIn */
/** @typedef {import('./types.js').StandInOptions} StandInOptions */
/** @typedef {import('./faults.js').Answer} Answer */
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

/**
 * @param {World} world
 * @param {StandInOptions} options
 * @returns {(call: Call) => Promise<Answer>}
 */
function answering(world, options) {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  return async (call) => {
    const { pathname, searchParams } = new URL(call.path, 'http://localhost');
    const route = `${call.method} ${pathname}`;
    if (route === 'GET /v1/version') {
      return json(200, { server_type: 'ce', version: world.engine.version });
    }
    if (route === 'GET /healthz') return health(world, searchParams.get('strict') === 'true');
    if (route !== 'POST /v1/metadata' || options.metadataApi === false) {
      return failed(new ApiError(404, 'not-found', 'resource does not exist'));
    }
    // Every call waits for the previous one, and is carried out even if its client is gone.
    const turn = last.then(() => metadataAnswer(world, call, options));
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** @param {World} world @param {boolean} strict @returns {Answer} */
function health({ engine }, strict) {
  const consistent = engine.inconsistentObjects.length === 0;
  const fails = !consistent && strict && engine.features.strictHealth;
  const body = consistent ? 'OK' : `${fails ? 'ERROR' : 'WARN'}: inconsistent objects in schema`;
  return {
    status: fails ? 500 : 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: Buffer.from(body),
  };
}

/** @param {World} world @param {Call} call @param {StandInOptions} options */
async function metadataAnswer(world, call, options) {
  try {
    const { newJsonParser } = world.engine.features;
    checkAccess(call, options, newJsonParser ? '"' : '');
    if (call.json === undefined) {
      throw new ApiError(400, 'invalid-json', jsonError(call.body, newJsonParser));
    }
    const role = call.headers['x-hasura-role'] ?? 'admin';
    if (role !== 'admin') {
      const path = '$.args';
      throw new ApiError(400, 'access-denied', 'restricted access : admin only', { path });
    }
    return json(200, await runMetadataCall(world, call.json));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (options.internalErrors === false) error.internal = undefined;
    return failed(error);
  }
}

/** @param {Call} call @param {StandInOptions} options @param {string} quote around names of headers */
function checkAccess({ headers }, { adminSecret, jwt }, quote) {
  const given = headers['x-hasura-admin-secret'] ?? headers['x-hasura-access-key'];
  if (adminSecret === undefined || given === adminSecret) return;
  const names = `${quote}x-hasura-admin-secret${quote}/${quote}x-hasura-access-key${quote}`;
  if (given !== undefined) throw new ApiError(401, 'access-denied', `invalid ${names}`);
  if (!jwt) {
    throw new ApiError(401, 'access-denied', `${names} required, but not found`);
  }
  if (headers.authorization === undefined) {
    const error = "Missing 'Authorization' or 'Cookie' header in JWT authentication mode";
    throw new ApiError(400, 'invalid-headers', error);
  }
  const parts = headers.authorization.split('.').length;
  const error = `Could not verify JWT: JWSError (CompactDecodeError Invalid number of parts: Expected 3 parts; got ${parts})`;
  throw new ApiError(400, 'invalid-jwt', error);
}

/** @param {ApiError} error */
function failed(error) {
  return json(error.status, error);
}

/** @param {number} status @param {unknown} body @returns {Answer} */
function json(status, body) {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers, body: Buffer.from(JSON.stringify(body)) };
}

/** @param {string} text @returns {any} */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
