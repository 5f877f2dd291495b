/**
 * What a server's version changes.
 * @typedef {object} Features
 * @property {boolean} recreateEventTriggers a reload can recreate SQL triggers
 * @property {boolean} consistencyInReload `is_consistent` in the answer to a reload
 * @property {boolean} readsDatabases a replacement reads the databases anew
 * @property {boolean} warnings and `allow_warnings`, which refuses them
 * @property {boolean} warningCodes
 * @property {boolean} strictHealth `/healthz?strict=true`
 * @property {boolean} ignoredClientHeaders actions have `ignored_client_headers`
 * @property {boolean} newJsonParser wording of JSON errors, quoted names of headers, trailing line breaks
 * @property {boolean} reportsTypeConflicts as inconsistent, instead of failing with a status of 500
 * @property {boolean} hidesRequestHeaders in the message of an unreachable remote schema
 */

/**
 * The features of a version such as `v2.48.16` or `v2.35.1-cloud.3`; anything else, such as a build
 * of a branch, counts as the newest.
 * @param {string} version
 * @returns {Features}
 */
export function featuresOf(version) {
  const [, major = '2', minor = '999', patch = '0'] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  const number = (Number(major) * 1000 + Number(minor)) * 1000 + Number(patch);
  const since = (/** @type {number} */ minor, patch = 0) => number >= (2000 + minor) * 1000 + patch;
  return {
    recreateEventTriggers: since(1),
    consistencyInReload: since(4),
    readsDatabases: since(14),
    warnings: since(20),
    warningCodes: since(24),
    strictHealth: since(20),
    ignoredClientHeaders: since(43),
    newJsonParser: since(43),
    reportsTypeConflicts: since(45, 2),
    hidesRequestHeaders: since(48, 5),
  };
}
