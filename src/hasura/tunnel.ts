import type { ClientRequest, RequestOptions } from 'node:http';

/** The agent by which `@actions/http-client` goes through a proxy, as far as it is mended here. */
interface TunnelingAgent {
  proxyOptions: { host?: string; proxyAuth?: string };
  request(options: RequestOptions): ClientRequest;
}

/**
 * Mends how the client opens its way through a proxy, if it goes through one. The request to the
 * proxy is one of its own, which the signal of the true request does not end: a proxy that hangs
 * would keep the process. It encodes credentials with what Node deprecates, for which Node writes
 * a warning into the log. It hands the brackets of an IPv6 address to the resolver.
 */
export function mendTunnel(agent: RequestOptions['agent'], signal: AbortSignal): void {
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
