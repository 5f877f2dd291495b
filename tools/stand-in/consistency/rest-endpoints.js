import { named } from './names.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('../types.js').JsonObject} JsonObject */

/**
 * Checks the paths of the REST endpoints, and that their queries exist.
 * @param {Context} context
 */
export function checkRestEndpoints({ metadata, findings }) {
  /** @type {JsonObject[]} */
  const endpoints = metadata.rest_endpoints ?? [];
  for (const endpoint of endpoints) {
    const object = named('rest_endpoint', endpoint);
    const variables = segments(endpoint).filter((segment) => /^:./.test(segment));
    if (new Set(variables).size < variables.length) {
      findings.duplicateVariables(object, endpoint.url);
    }
    if (segments(endpoint).some((segment) => segment === '' || segment === ':')) {
      findings.emptySegments(object, endpoint.url);
    }
    const reason = whyQueryMisses(metadata, endpoint.definition?.query);
    if (reason !== undefined) {
      findings.inconsistent(object, reason);
    }
  }
  for (const group of ambiguousGroups(endpoints)) {
    findings.ambiguousPaths(
      group.map((endpoint) => named('rest_endpoint', endpoint)),
      group.map(({ url }) => url),
    );
  }
}

/** @param {JsonObject} metadata @param {any} query */
function whyQueryMisses(metadata, query) {
  if (query === undefined) {
    return undefined;
  }
  const collection = (metadata.query_collections ?? []).find(
    (/** @type {JsonObject} */ { name }) => name === query.collection_name,
  );
  if (collection === undefined) {
    return `query collection with name "${query.collection_name}" does not exist`;
  }
  const found = (collection.definition?.queries ?? []).some(
    (/** @type {JsonObject} */ { name }) => name === query.query_name,
  );
  return found
    ? undefined
    : `query with name "${query.query_name}" does not exist in collection "${query.collection_name}"`;
}

/** @param {JsonObject[]} endpoints each belongs to at most one group @returns {JsonObject[][]} */
function ambiguousGroups(endpoints) {
  /** @type {Set<JsonObject>} */
  const grouped = new Set();
  return endpoints.flatMap((first, index) => {
    if (grouped.has(first)) {
      return [];
    }
    const rivals = endpoints.slice(index + 1).filter((other) => isAmbiguous(first, other));
    if (rivals.length === 0) {
      return [];
    }
    const group = [first, ...rivals];
    for (const endpoint of group) {
      grouped.add(endpoint);
    }
    return [group];
  });
}

/** @param {JsonObject} one @param {JsonObject} other */
function isAmbiguous(one, other) {
  const [left, right] = [segments(one), segments(other)];
  return (
    one.methods?.some((/** @type {string} */ method) => other.methods?.includes(method)) === true &&
    left.length === right.length &&
    left.every((segment, index) => {
      const opposite = right[index] ?? '';
      return segment === opposite || segment.startsWith(':') || opposite.startsWith(':');
    })
  );
}

/** @param {JsonObject} endpoint */
function segments({ url }) {
  return String(url).split('/');
}
