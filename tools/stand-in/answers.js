import { ApiError } from './errors.js';
import { jsonError } from './introspection.js';
import { runMetadataCall } from './metadata-api.js';

/** @typedef {import('./types.js').Call} Call */
/** @typedef {import('./types.js').StandInOptions} StandInOptions */
/** @typedef {import('./faults.js').Answer} Answer */
/** @typedef {import('./metadata-api.js').World} World */

/**
 * Returns what answers calls as a server does, one after the other.
 * @param {World} world
 * @param {StandInOptions} options
 * @returns {(call: Call) => Promise<Answer>}
 */
export function answering(world, options) {
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

/** An answer in JSON. @param {number} status @param {unknown} body @returns {Answer} */
export function json(status, body) {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers, body: Buffer.from(JSON.stringify(body)) };
}
