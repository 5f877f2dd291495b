/**
 * What `@actions/http-client` imports from undici. It makes one only in `getAgentDispatcher`, for
 * clients built on `fetch`; this project sends through `request`, which uses `node:http`. The real
 * undici is half a megabyte that every start would have to load: see docs/performance.md.
 */
export class ProxyAgent {
  constructor() {
    throw new Error('undici is left out of this bundle: see stubs/undici/index.js');
  }
}
