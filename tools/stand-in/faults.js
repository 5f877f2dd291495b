/** @typedef {import('./types.js').Fault} Fault */
/** @typedef {{ status: number, headers: Record<string, string | string[]>, body: Buffer }} Answer */

/**
 * Whether a call is carried out although its answer fails like this.
 * @param {Fault | undefined} fault
 */
export function worksDespite(fault) {
  if (fault === undefined || fault.applyThen !== undefined) {
    return true;
  }
  return (
    fault.status === undefined &&
    fault.body === undefined &&
    fault.reset !== 'before-headers' &&
    fault.hang !== 'before-headers'
  );
}

/**
 * Sends an answer, or fails as the fault says.
 * @param {import('node:http').ServerResponse} response
 * @param {Answer} answer
 * @param {Fault} [fault]
 */
export async function send(response, answer, fault = {}) {
  if (fault.applyThen !== undefined) {
    await pause(fault.applyThen.delayMs);
    return send(response, answer, { ...fault.applyThen, delayMs: 0 });
  }
  if (fault.reset === 'before-headers') {
    return reset(response);
  }
  if (fault.hang === 'before-headers') {
    return;
  }
  const body = bodyOf(fault, answer);
  response.writeHead(fault.status ?? answer.status, {
    ...answer.headers,
    ...(typeof fault.body === 'string' ? { 'content-type': 'text/html' } : {}),
    'content-length': String(fault.wrongLength ?? body.length),
    ...fault.headers,
  });
  response.flushHeaders();
  if (fault.reset === 'after-headers') {
    await pause(10);
    return reset(response);
  }
  if (fault.hang === 'after-headers') {
    return;
  }
  if (fault.reset === 'mid-body') {
    await write(response, body.subarray(0, Math.ceil(body.length / 2)));
    // Give the first half time to reach the client: a reset discards what has not been sent.
    await pause(10);
    return reset(response);
  }
  const sent = fault.truncate === undefined ? body : body.subarray(0, fault.truncate);
  if (fault.drip === undefined) {
    await write(response, sent);
  } else {
    await drip(response, sent, fault.drip);
  }
  if (fault.truncate !== undefined) {
    response.socket?.end();
    return;
  }
  response.end();
}

/**
 * Resolves after that many milliseconds, at once when there are none.
 * @param {number | undefined} milliseconds
 */
export function pause(milliseconds) {
  // Unreferenced, so that a long pause does not keep the process running.
  return milliseconds
    ? new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
    : undefined;
}

/**
 * @param {Fault} fault
 * @param {Answer} answer
 */
function bodyOf({ body, status }, answer) {
  if (body === undefined) {
    return status === undefined ? answer.body : Buffer.alloc(0);
  }
  if (Buffer.isBuffer(body)) {
    return body;
  }
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** @param {import('node:http').ServerResponse} response */
function reset(response) {
  const socket = response.socket;
  if (socket === null) {
    return;
  }
  // A TLS socket cannot be reset.
  if ('resetAndDestroy' in socket && !('encrypted' in socket)) {
    socket.resetAndDestroy();
  } else {
    socket.destroy();
  }
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {Buffer} bytes
 * @returns {Promise<void>}
 */
function write(response, bytes) {
  return new Promise((resolve) => {
    const done = () => {
      response.off('close', done);
      resolve();
    };
    if (bytes.length === 0 || response.destroyed) {
      resolve();
      return;
    }
    // If the client is gone, only the close event ends the wait.
    response.once('close', done);
    response.write(bytes, done);
  });
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {Buffer} bytes
 * @param {number} millisecondsPerByte
 */
async function drip(response, bytes, millisecondsPerByte) {
  for (const byte of bytes) {
    if (response.destroyed) {
      return;
    }
    await write(response, Buffer.of(byte));
    await pause(millisecondsPerByte);
  }
}
