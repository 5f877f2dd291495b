/**
 * What a server of some version can do.
 * @typedef {object} Features
 * @property {boolean} metadataApi `/v1/metadata`, sources, names of inconsistent objects
 * @property {boolean} recreateEventTriggers
 * @property {boolean} consistencyInReload `is_consistent` in reload_metadata's answer
 * @property {boolean} restEndpointType `rest_endpoint`, before that `endpoint`
 * @property {boolean} readsDatabases a replacement reads the databases anew
 * @property {boolean} warnings and `allow_warnings`, which refuses them
 * @property {boolean} warningCodes
 * @property {boolean} strictHealth `/healthz?strict=true`
 */

/**
 * The features of a version such as `v2.45.1`, `v2.35.1-cloud.3` or `v1.3.3`; what is no version, such
 * as a build of a branch, counts as the newest.
 * @param {string} version
 * @returns {Features}
 */
export function featuresOf(version) {
  const match = /^v?(\d+)\.(\d+)/.exec(version);
  const since = (/** @type {number} */ major, /** @type {number} */ minor) =>
    match === null ||
    Number(match[1]) > major ||
    (Number(match[1]) === major && Number(match[2]) >= minor);
  return {
    metadataApi: since(2, 0),
    recreateEventTriggers: since(2, 1),
    consistencyInReload: since(2, 4),
    restEndpointType: since(2, 3),
    readsDatabases: since(2, 14),
    warnings: since(2, 20),
    warningCodes: since(2, 24),
    strictHealth: since(2, 20),
  };
}
