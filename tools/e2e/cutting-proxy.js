import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * Starts a proxy in front of a server that passes calls on, lets the server finish them, and cuts
 * the connection in the middle of the answer to the first call of one type.
 * @param {string} endpoint of the server
 * @param {string} type of the metadata call, `reload_metadata`
 */
export async function cuttingProxy(endpoint, type) {
  let cut = 0;
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { host: _, connection: _2, ...headers } = request.headers;
    const answer = await fetch(endpoint + request.url, {
      method: request.method ?? 'GET',
      headers: /** @type {Record<string, string>} */ (headers),
      ...(body.length > 0 && { body }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (cut === 0 && body.length > 0 && JSON.parse(body.toString()).type === type) {
      cut++;
      response.writeHead(answer.status, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 1), () => response.destroy());
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    /** How many answers were cut. */
    get cut() {
      return cut;
    },
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
