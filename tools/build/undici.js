/**
 * Replaces undici in the bundle. `@actions/http-client` creates a `ProxyAgent` only in
 * `getAgentDispatcher`, which clients based on `fetch` call. This project uses `request`, which is
 * based on `node:http`. The real undici would add half a megabyte to what every start loads.
 */
export class ProxyAgent {
  constructor() {
    throw new Error('undici is not part of this bundle: see tools/build/undici.js');
  }
}
