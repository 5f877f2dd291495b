import http from 'node:http';
import https from 'node:https';
import { ApiError } from './errors.js';
import { pause, send, worksDespite } from './faults.js';
import { closeAtOnce, listen } from './listening.js';
import { runMetadataCall } from './metadata-calls.js';
import { MetadataStore } from './metadata-store.js';
import { featuresOf } from './versions.js';

/** @typedef {import('./types.js').Call} Call */
/** @typedef {import('./types.js').StandIn} StandIn */
/** @typedef {import('./types.js').StandInOptions} StandInOptions */
/** @typedef {import('./faults.js').Answer} Answer */
/** @typedef {import('./metadata-calls.js').World} World */

const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Starts a stand-in of the metadata API: a server that keeps metadata, really computes whether it is
 * consistent, and can be told to fail.
 * @param {StandInOptions} [options]
 * @returns {Promise<StandIn>}
 */
export async function startStandIn(options = {}) {
  const { version = 'v2.45.1', databases, env = {}, host = '127.0.0.1' } = options;
  const features = featuresOf(version);
  const store = new MetadataStore({ version, databases, env, features });
  store.resourceVersion = options.resourceVersion ?? 1;
  store.fixedObjects = options.inconsistentObjects;
  if (options.metadata !== undefined) {
    await store.load(options.metadata);
  }
  /** @type {World} */
  const world = {
    store,
    features,
    warnings: options.warnings ?? [],
    isCloud: version.includes('cloud'),
    systemTimeLimitSeconds: options.systemTimeLimitSeconds,
  };
  /** @type {Call[]} */
  const calls = [];
  let onRequest = options.onRequest;
  const answerCall = answering(world, version, options.adminSecret);

  const handle = async (
    /** @type {http.IncomingMessage} */ request,
    /** @type {http.ServerResponse} */ response,
  ) => {
    const call = await record(request, calls);
    const fault = (await onRequest?.(call)) ?? undefined;
    await pause(fault?.delayMs);
    const answer = worksDespite(fault) ? await answerCall(call) : json(200, '{}');
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

  return {
    url: `${options.tls ? 'https' : 'http'}://${shownHost}:${port}`,
    port,
    calls,
    env,
    get databases() {
      return store.databases;
    },
    set databases(databases) {
      store.databases = databases;
    },
    get metadata() {
      return store.metadata;
    },
    get resourceVersion() {
      return store.resourceVersion;
    },
    set resourceVersion(value) {
      store.resourceVersion = value;
    },
    get sqlTriggers() {
      return store.sqlTriggers;
    },
    get inconsistentObjects() {
      return store.fixedObjects;
    },
    set inconsistentObjects(objects) {
      store.fixedObjects = objects;
    },
    get warnings() {
      return world.warnings;
    },
    set warnings(warnings) {
      world.warnings = warnings;
    },
    get onRequest() {
      return onRequest;
    },
    set onRequest(handler) {
      onRequest = handler;
    },
    load: (metadata) => store.load(metadata),
    close: () => {
      store.close();
      return closeAtOnce(server);
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
 * @param {string} version
 * @param {string | undefined} adminSecret
 * @returns {(call: Call) => Promise<Answer>}
 */
function answering(world, version, adminSecret) {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  return async (call) => {
    const { pathname, searchParams } = new URL(call.path, 'http://localhost');
    const route = `${call.method} ${pathname}`;
    if (route === 'GET /v1/version') {
      return json(200, JSON.stringify({ version }));
    }
    if (route === 'GET /healthz') {
      return health(world, searchParams.get('strict') === 'true');
    }
    if (
      route === 'POST /v1/query' ||
      (route === 'POST /v1/metadata' && world.features.metadataApi)
    ) {
      // The server works on its metadata under a lock: one call after the other.
      const turn = last.then(() => metadataAnswer(world, call, adminSecret));
      last = turn.catch(() => undefined);
      return turn;
    }
    return failed(new ApiError(404, 'not-found', 'resource does not exist'));
  };
}

/** @param {World} world @param {boolean} strict @returns {Answer} */
function health({ store, features }, strict) {
  const consistent = store.isConsistent;
  const fails = !consistent && strict && features.strictHealth;
  const body = consistent ? 'OK' : `${fails ? 'ERROR' : 'WARN'}: inconsistent objects in schema`;
  return {
    status: fails ? 500 : 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: Buffer.from(body),
  };
}

/** @param {World} world @param {Call} call @param {string | undefined} adminSecret */
async function metadataAnswer(world, call, adminSecret) {
  try {
    checkSecret(call, adminSecret);
    if (call.json === undefined) {
      throw new ApiError(400, 'invalid-json', 'Error in $: not a valid json value');
    }
    checkRole(call);
    return json(200, await runMetadataCall(world, call.json));
  } catch (error) {
    if (error instanceof ApiError) {
      return failed(error);
    }
    throw error;
  }
}

/** @param {Call} call @param {string | undefined} adminSecret */
function checkSecret({ headers }, adminSecret) {
  const given = headers['x-hasura-admin-secret'] ?? headers['x-hasura-access-key'];
  if (adminSecret === undefined || given === adminSecret) {
    return;
  }
  throw new ApiError(
    401,
    'access-denied',
    given === undefined
      ? 'x-hasura-admin-secret/x-hasura-access-key required, but not found'
      : 'invalid "x-hasura-admin-secret"/"x-hasura-access-key"',
  );
}

/** @param {Call} call */
function checkRole({ headers }) {
  const role = headers['x-hasura-role'];
  if (role !== undefined && role !== 'admin') {
    const path = '$.args';
    throw new ApiError(400, 'access-denied', 'restricted access : admin only', { path });
  }
}

/** @param {ApiError} error */
function failed(error) {
  return json(error.status, JSON.stringify(error));
}

/** @param {number} status @param {string} body @returns {Answer} */
function json(status, body) {
  return { status, headers: { 'content-type': JSON_TYPE }, body: Buffer.from(body) };
}

/** @param {string} text @returns {any} */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
