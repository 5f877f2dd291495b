import { named, remoteSchemaObject, sourceObject, tableObject } from './names.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('../types.js').JsonObject} JsonObject */
/** @typedef {import('../types.js').MetadataObject} MetadataObject */

/**
 * Reports what the metadata defines more than once: neither of two definitions counts.
 * @param {Context} context
 */
export function checkDuplicates({ metadata, findings }) {
  const sources = metadata.sources ?? [];
  for (const objects of [
    sources.map(sourceObject),
    ...sources.map((/** @type {JsonObject} */ source) =>
      (source.tables ?? []).map((/** @type {JsonObject} */ { table }) =>
        tableObject(source, table),
      ),
    ),
    (metadata.remote_schemas ?? []).map(remoteSchemaObject),
    .../** @type {const} */ ([
      ['action', metadata.actions],
      ['cron_trigger', metadata.cron_triggers],
      ['rest_endpoint', metadata.rest_endpoints],
    ]).map(([type, list]) =>
      (list ?? []).map((/** @type {JsonObject} */ entry) => named(type, entry)),
    ),
  ]) {
    for (const [first, ...others] of groupsByName(objects)) {
      if (first !== undefined && others.length > 0) {
        const definitions = [first, ...others].map(({ definition }) => definition);
        findings.duplicates(first, definitions);
      }
    }
  }
}

/** @param {MetadataObject[]} objects @returns {MetadataObject[][]} */
function groupsByName(objects) {
  /** @type {Map<string, MetadataObject[]>} */
  const groups = new Map();
  for (const object of objects) {
    groups.set(object.name, [...(groups.get(object.name) ?? []), object]);
  }
  return [...groups.values()];
}
