/**
 * Listens, and gives the port.
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
