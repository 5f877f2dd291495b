import http from 'node:http';
import https from 'node:https';
import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import { resolveHeaders, resolveValue } from './environment.js';

/** @typedef {import('./types.js').RemoteSnapshot} RemoteSnapshot */
/** @typedef {import('./types.js').JsonObject} JsonObject */
/** @typedef {{ url: URL, headers: Record<string, string>, seconds: number }} Request */

/**
 * What a remote schema is asked by, and until when.
 * @typedef {object} Server
 * @property {Record<string, string | undefined>} env
 * @property {string} version
 * @property {import('./versions.js').Features} features
 * @property {AbortSignal} closing
 */

/**
 * Asks a remote schema for its types, over the network.
 * @param {JsonObject} definition of the remote schema
 * @param {Server} server
 * @returns {Promise<Omit<RemoteSnapshot, 'key'>>}
 */
export async function introspect(definition, server) {
  const url = resolveValue(server.env, definition.url, definition.url_from_env);
  const headers = resolveHeaders(server.env, definition.headers);
  if ('failure' in url) return { failure: { reason: url.failure } };
  if ('failure' in headers) return { failure: { reason: headers.failure } };
  if (!URL.canParse(url.value)) return { failure: { reason: `not a valid URI: ${url.value}` } };
  const request = {
    url: new URL(url.value),
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': `hasura-graphql-engine/${server.version}`,
      ...headers.value,
    },
    seconds: Number(definition.timeout_seconds ?? 60),
  };
  try {
    return schemaIn(await post(request, server.closing), server.features.newJsonParser);
  } catch (error) {
    // The server shows the variable instead of its value here.
    const shown = JSON.stringify(definition.url_from_env ?? url.value);
    const reason = `HTTP exception occurred while sending the request to ${shown}`;
    return { failure: { reason, message: httpException(request, error, server.features) } };
  }
}

/** @param {string} body whatever its status @param {boolean} newJsonParser */
function schemaIn(body, newJsonParser) {
  let answer;
  try {
    answer = JSON.parse(body);
  } catch {
    return { failure: { reason: jsonError(body, newJsonParser) } };
  }
  if (answer?.data == null) return { failure: { reason: 'Error in $: key "data" not found' } };
  try {
    return { schema: buildClientSchema(answer.data) };
  } catch (error) {
    return { failure: { reason: String(error) } };
  }
}

/**
 * What the server's JSON parser says of text that is not JSON.
 * @param {string} text
 * @param {boolean} isNew as of v2.43
 */
export function jsonError(text, isNew) {
  const isCutOff = /^\s*(?:$|[{["])/.test(text);
  if (isNew) {
    const found = isCutOff ? 'end-of-input' : JSON.stringify(text.slice(0, 30));
    return `Unexpected ${found}, expecting JSON value`;
  }
  if (!isCutOff) {
    const shown = text.replaceAll(/\s/g, '');
    return `Error in $: Failed reading: not a valid json value at '${shown}'`;
  }
  return `Error in $: not enough input${text.trim() === '' ? '' : '. Expecting object value'}`;
}

/** @param {Request} request @param {AbortSignal} closing @returns {Promise<string>} */
function post({ url, headers, seconds }, closing) {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.any([AbortSignal.timeout(seconds * 1000), closing]);
    const options = { method: 'POST', headers, signal, agent: false };
    const sent = request(url, options, (response) => {
      /** @type {Buffer[]} */
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve(Buffer.concat(chunks).toString()));
    });
    sent.on('error', reject);
    sent.end(
      JSON.stringify({ query: getIntrospectionQuery(), operationName: 'IntrospectionQuery' }),
    );
  });
}

/**
 * The exception as the server puts it into `message`.
 * @param {Request} request
 * @param {any} error
 * @param {import('./versions.js').Features} features
 */
function httpException({ url, headers, seconds }, error, features) {
  const secure = url.protocol === 'https:';
  const port = Number(url.port || (secure ? 443 : 80));
  const shown = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      /^(?:authorization|cookie)$/i.test(name) ? '<REDACTED>' : value,
    ]),
  );
  return {
    type: 'http_exception',
    message: exceptionText(error, url.hostname, port, features.newJsonParser ? '\n' : ''),
    request: {
      host: url.hostname,
      method: 'POST',
      path: url.pathname,
      port,
      queryString: url.search,
      ...(features.hidesRequestHeaders ? {} : { requestHeaders: shown }),
      responseTimeout: `ResponseTimeoutMicro ${seconds * 1_000_000}`,
      secure,
    },
  };
}

/** @param {any} error @param {string} host @param {number} port @param {string} end */
function exceptionText(error, host, port, end) {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'Response timeout';
  switch (error.code) {
    case 'ECONNREFUSED':
      return `Connection failure: Network.Socket.connect: <socket: 31>: does not exist (Connection refused)${end}`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `Connection failure: Network.Socket.getAddrInfo (called with host name: Just "${host}", service name: Just "${port}"): does not exist (Name or service not known)${end}`;
    case 'ECONNRESET':
      return 'No response data received';
    default:
      return `Internal Exception: ${error.message}`;
  }
}
