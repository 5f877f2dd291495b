import type { InconsistentObject } from './report.js';

/** Types that GraphQL Engine gives up on while another reload could bring them back. */
const REACHED_OVER_NETWORK: ReadonlySet<string> = new Set([
  'source',
  'remote_schema',
  'data_connector_agent',
]);

/** Wordings of what waiting does not mend. They only save a wait: unknown ones are waited for. */
const LASTING = [
  /environment variable/i,
  /not a valid (?:url|uri)/i,
  /invalid (?:url|uri)/i,
  /password authentication failed|no password supplied/i,
  /inconsistent configuration|must be unique|already exists/i,
  // But for replicas that cancel a query, and for servers that set one database up at once.
  /conflict(?! with recovery)|duplicate(?! key)/i,
  /cannot be overwritten by remote field|name mappings .*not distinct/i,
  /schema customization inconsistency|customize reserved field name|`url_from_env` can't be/i,
  /not valid based on the configuration schema|need (?:a non-negative|the) integer for/i,
  /license key required|pgcrypto extension is required|expected source catalog version/i,
];

/** HTTP statuses of a remote that a while may mend; 4xx are the caller's own fault but for these. */
const LASTING_STATUS =
  /\b(?:status code|status|HTTP)(?: indicated failure)?\D{0,3}4(?!08|25|29)\d\d\b/i;

/**
 * Whether an inconsistency may heal by itself, so that another reload is worth its while: a
 * source, remote schema or data connector that could not be reached.
 */
export function mayHeal(object: InconsistentObject): boolean {
  if (!REACHED_OVER_NETWORK.has(object.type)) return false;
  if (object.shape !== 'object' && object.shape !== 'legacy') return false;
  const { detail = '', host, reason } = object;
  const words = `${reason}\n${detail}`;
  // Of a request, `detail` tells where it went; that is a name too, and may be any.
  const said = withoutNames(host === undefined ? words : reason);
  return !LASTING.some((pattern) => pattern.test(said)) && !LASTING_STATUS.test(words);
}

function withoutNames(words: string): string {
  return words.replace(/"[^"\n]*"/g, '""');
}
