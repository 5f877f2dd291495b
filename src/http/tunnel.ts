import type { ClientRequest, RequestOptions } from 'node:http';

/** The agent by which `@actions/http-client` goes through a proxy, as far as it is corrected here. */
interface TunnelingAgent {
  proxyOptions: { host?: string; proxyAuth?: string };
  request(options: RequestOptions): ClientRequest;
}

/**
 * Corrects three flaws of the client's tunnel through a proxy, if there is a proxy. The request to
 * the proxy ignores the signal of the actual request, so a proxy that hangs would keep the process
 * alive. Credentials are encoded with a deprecated function, so Node writes a warning to the log.
 * And an IPv6 address goes to the resolver with its brackets.
 */
export function correctTunnel(agent: RequestOptions['agent'], signal: AbortSignal): void {
  if (typeof agent !== 'object' || !('proxyOptions' in agent)) return;
  const tunnel = agent as object as TunnelingAgent;
  const { request, proxyOptions } = tunnel;
  const { proxyAuth } = proxyOptions;
  delete proxyOptions.proxyAuth;
  if (proxyOptions.host) proxyOptions.host = withoutBrackets(proxyOptions.host);
  const authorization = proxyAuth && {
    'proxy-authorization': `Basic ${Buffer.from(proxyAuth).toString('base64')}`,
  };
  tunnel.request = (options) =>
    request({
      ...options,
      signal,
      headers: { ...options.headers, ...authorization },
    } as RequestOptions);
}

/** `[::1]`, as it stands in a URL, as resolvers know it. */
export function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
