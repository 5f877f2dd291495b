/**
 * Listens, and returns the port.
 * @param {import('node:http').Server} server
 * @param {string} host
 * @param {number} port 0 for any free one
 * @returns {Promise<number>}
 */
export function listen(server, host, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/**
 * Listens on a port outside the range that systems assign, so that it is still free after a stop.
 * @param {import('node:http').Server} server
 * @param {string} host
 * @returns {Promise<number>}
 */
export async function listenOnOwnPort(server, host) {
  for (let tries = 1; ; tries++) {
    try {
      return await listen(server, host, 10_000 + Math.floor(Math.random() * 20_000));
    } catch (error) {
      if (tries === 20) {
        throw error;
      }
    }
  }
}

/**
 * Closes a server together with the connections that are open.
 * @param {import('node:http').Server} server
 * @returns {Promise<void>}
 */
export function closeAtOnce(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
