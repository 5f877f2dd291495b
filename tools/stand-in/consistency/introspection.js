import http from 'node:http';
import https from 'node:https';
import { resolveHeaders, resolveValue } from '../environment.js';

/** @typedef {import('../types.js').RemoteSnapshot} RemoteSnapshot */
/** @typedef {import('../types.js').JsonObject} JsonObject */
/** @typedef {Record<string, string | undefined>} Env */
/** @typedef {NonNullable<RemoteSnapshot['failure']>} Failure */
/** @typedef {{ env: Env, version: string, closing: AbortSignal }} Asker who asks, and until when */

const DEFAULT_TIMEOUT_SECONDS = 60;

const INTROSPECTION = `query IntrospectionQuery {
  __schema {
    queryType { name } mutationType { name } subscriptionType { name }
    types { kind name fields(includeDeprecated: true) { name } }
  }
}`;

/**
 * Asks a remote schema for its types, over the network.
 * @param {JsonObject} definition of the remote schema
 * @param {Asker} server
 * @returns {Promise<Omit<RemoteSnapshot, 'key'>>}
 */
export async function introspect(definition, server) {
  const outcome = await post(definition, server, {
    query: INTROSPECTION,
    operationName: 'IntrospectionQuery',
  });
  if ('failure' in outcome) {
    return nothing(outcome.failure);
  }
  return schemaOf(outcome.body);
}

/**
 * Asks a data connector agent for its capabilities, over the network.
 * @param {JsonObject} agent
 * @param {Asker} server
 * @returns {Promise<Omit<RemoteSnapshot, 'key'>>}
 */
export async function askCapabilities(agent, server) {
  const uri = resolveValue(server.env, agent.uri?.value ?? agent.uri, agent.uri?.from_env);
  if ('failure' in uri) {
    return nothing({ reason: uri.failure });
  }
  const outcome = await post({ url: `${uri.value.replace(/\/$/, '')}/capabilities` }, server);
  if (!('failure' in outcome)) {
    return nothing(undefined);
  }
  const { failure, status } = outcome;
  return nothing(
    status === undefined
      ? failure
      : {
          reason: `Error in Data Connector backend: response status code indicated failure: ${status}`,
        },
  );
}

/** @param {Failure | undefined} failure @returns {Omit<RemoteSnapshot, 'key'>} */
function nothing(failure) {
  return { failure, queryFields: [], mutationFields: [], types: {} };
}

/** @param {string} body @returns {Omit<RemoteSnapshot, 'key'>} */
function schemaOf(body) {
  /** @type {any} */
  let answer;
  try {
    answer = JSON.parse(body);
  } catch {
    return nothing({ reason: 'Error in $: not a valid json value' });
  }
  const schema = answer?.data?.__schema;
  if (typeof schema !== 'object' || schema === null) {
    const missing = answer?.data === undefined || answer?.data === null ? 'data' : '__schema';
    return nothing({ reason: `Error in $: key "${missing}" not found` });
  }
  /** @type {Record<string, string[]>} */
  const types = {};
  for (const type of schema.types ?? []) {
    types[type.name] = (type.fields ?? []).map((/** @type {JsonObject} */ field) => field.name);
  }
  return {
    failure: undefined,
    queryFields: types[schema.queryType?.name] ?? [],
    mutationFields: types[schema.mutationType?.name] ?? [],
    types: { ...types, $query: [schema.queryType?.name], $mutation: [schema.mutationType?.name] },
  };
}

/**
 * @param {JsonObject} definition
 * @param {Asker} server
 * @param {JsonObject} [query] none: a GET
 * @returns {Promise<{ body: string } | { failure: Failure, status?: number }>}
 */
async function post(definition, { env, version, closing }, query) {
  const url = resolveValue(env, definition.url, definition.url_from_env);
  const headers = resolveHeaders(env, definition.headers);
  if ('failure' in url) {
    return { failure: { reason: url.failure } };
  }
  if ('failure' in headers) {
    return { failure: { reason: headers.failure } };
  }
  if (!URL.canParse(url.value)) {
    return { failure: { reason: `not a valid URI: ${url.value}` } };
  }
  const request = {
    url: new URL(url.value),
    method: query === undefined ? 'GET' : 'POST',
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': `hasura-graphql-engine/${version}`,
      ...headers.value,
    },
    seconds: Number(definition.timeout_seconds ?? DEFAULT_TIMEOUT_SECONDS),
  };
  // The server shows the variable instead of its value here.
  const shown = JSON.stringify(definition.url_from_env ?? url.value);
  try {
    const { status, body } = await send(request, closing, query && JSON.stringify(query));
    if (status === 200) {
      return { body };
    }
    const reason = `introspection query to ${shown} has responded with ${status} status code`;
    return { failure: { reason, message: rawBody(body) }, status };
  } catch (error) {
    return {
      failure: {
        reason: `HTTP exception occurred while sending the request to ${shown}`,
        message: httpException(request, /** @type {NodeJS.ErrnoException} */ (error)),
        unreachable: true,
      },
    };
  }
}

/**
 * @param {{ url: URL, method: string, headers: Record<string, string>, seconds: number }} request
 * @param {AbortSignal} closing
 * @param {string | undefined} body
 * @returns {Promise<{ status: number, body: string }>}
 */
function send({ url, method, headers, seconds }, closing, body) {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.any([AbortSignal.timeout(seconds * 1000), closing]);
    const sent = request(url, { method, headers, signal, agent: false }, (response) => {
      /** @type {Buffer[]} */
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/**
 * The exception as the server puts it into `message`, request headers and their values included.
 * @param {{ url: URL, method: string, headers: Record<string, string>, seconds: number }} request
 * @param {NodeJS.ErrnoException} error
 */
function httpException({ url, method, headers, seconds }, error) {
  const secure = url.protocol === 'https:';
  const port = Number(url.port || (secure ? 443 : 80));
  return {
    type: 'http_exception',
    message: exceptionText(error, url.hostname, port),
    request: {
      host: url.hostname,
      method,
      path: url.pathname,
      port,
      queryString: url.search,
      requestHeaders: headers,
      responseTimeout: `ResponseTimeoutMicro ${seconds * 1_000_000}`,
      secure,
    },
  };
}

/** @param {NodeJS.ErrnoException} error @param {string} host @param {number} port */
function exceptionText(error, host, port) {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') {
    return 'Response timeout';
  }
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'Connection failure: Network.Socket.connect: <socket: 31>: does not exist (Connection refused)';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `Connection failure: Network.Socket.getAddrInfo (called with host name: Just "${host}", service name: Just "${port}"): does not exist (Name or service not known)`;
    case 'ECONNRESET':
      return 'No response data received';
    default:
      return `Internal Exception: ${error.message}`;
  }
}

/** @param {string} body */
function rawBody(body) {
  try {
    return { response: JSON.parse(body) };
  } catch {
    return { raw_body: body };
  }
}
