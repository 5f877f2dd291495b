import { groupByCause } from './causes.js';
import { kindOf } from './kinds.js';
import type { Cause, InconsistentObject } from './report.js';

/** Wordings of what does not recover by waiting. They only save a wait: others are waited for. */
const LASTING: readonly RegExp[] = [
  /environment variable/i,
  /not a valid (?:url|uri)/i,
  /invalid (?:url|uri)/i,
  // A database that is down says none of these: they are Postgres' and SQL Server's answers.
  /password authentication failed|no password supplied|login failed for user|cannot open database/i,
  /(?:database|role) "" (?:does not exist|is not permitted to log in|is not currently accepting)/i,
  /permission denied for database|no pg_hba\.conf entry|pg_hba\.conf rejects/i,
  /server does not support SSL|SSL (?:is )?(?:required|off)|certificate verify failed/i,
  /inconsistent configuration|must be unique|already exists/i,
  // Except for replicas that cancel a query, and for servers that set up one database at once.
  /conflict(?! with recovery)|duplicate(?! key)/i,
  /two different definitions|defined more than once/i,
  /cannot be overwritten by remote field|name mappings .*not distinct/i,
  /schema customization inconsistency|customize reserved field name|`url_from_env` can't be/i,
  /not valid based on the configuration schema|need (?:a non-negative|the) integer for/i,
  /license key required|pgcrypto extension is required|expected source catalog version/i,
  // A schema that does not hold together (Hasura.GraphQL.Schema.Remote).
  /could not find type with name|expected (?:input|output) type, but got/i,
  // The remote schema answers, but not to introspection.
  /key "" not found|key not found: data/i,
];

/** 4xx is the client's fault, except for timeouts and rate limits: 408, 425, 429. */
const LASTING_STATUS =
  /\b(?:status code|status|HTTP)(?: indicated failure)?\D{0,3}4(?!08|25|29)\d\d\b/i;

/** An answer that is not JSON, as v2.43 and newer say it, and as servers before that do. */
export const NOT_JSON = /expecting JSON value|not a valid json value|not enough input/i;

/** What gateways and services that are starting answer; any other web page stays what it is. */
const TEMPORARY =
  /(?:^|[^\d#])(?:408|425|429|50[234])(?![\dp%])|gateway|unavailable|time-?d? ?out|busy|starting|loading|overload|too ?many ?requests|try ?again|end-of-input|not enough input/i;

/**
 * Whether an inconsistency may recover on its own, so that another reload is worthwhile: a source,
 * remote schema or data connector that could not be reached.
 */
export function canRecover(object: InconsistentObject): boolean {
  if (!kindOf(object.type).isRemote || object.shape !== 'object') return false;
  const { detail = '', host, reason } = object;
  const words = `${reason}\n${detail}`;
  if (NOT_JSON.test(words)) return TEMPORARY.test(words);
  // The detail of a request also says where it went: that is a name too, and may be any.
  const said = (host === undefined ? words : reason).replace(/"[^"\n]*"/g, '""');
  return !LASTING.some((pattern) => pattern.test(said)) && !LASTING_STATUS.test(words);
}

/** The causes that can recover. */
export function recoverable(causes: readonly Cause[]): Cause[] {
  return causes.filter(({ object }) => canRecover(object));
}

/** The causes if every one of them can recover, else none. What they affect does not matter. */
export function onlyRecoverable(objects: readonly InconsistentObject[]): Cause[] {
  const causes = groupByCause(objects);
  return causes.every(({ object }) => canRecover(object)) ? causes : [];
}
