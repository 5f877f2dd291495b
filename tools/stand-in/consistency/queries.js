import { parse } from 'graphql';
import { named, queryObject } from './objects.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('../types.js').JsonObject} JsonObject */

/**
 * Checks the root fields of the queries in collections.
 * @param {Context} context
 */
export function checkCollections({ metadata, fields, report }) {
  const { query_collections: collections = [] } = metadata;
  /** @type {JsonObject[]} */
  const endpoints = metadata.rest_endpoints ?? [];
  for (const { name, definition } of collections) {
    for (const query of definition.queries) {
      const errors = unknownFields(query.query, fields);
      if (errors.length === 0) continue;
      const users = endpoints
        .filter(
          ({ definition: { query: used } }) =>
            used?.collection_name === name && used.query_name === query.name,
        )
        .map((/** @type {JsonObject} */ endpoint) => `"${endpoint.name}"`);
      const text = [
        `In query collection "${name}" the query "${query.name}" is invalid with the following error(s): "${errors.join(', ')}"`,
        ...(users.length > 0
          ? [`This query is being used in the following REST endpoint(s): ${users.join(', ')}`]
          : []),
        ...(metadata.allowlist?.some((/** @type {any} */ one) => one.collection === name)
          ? ['This query is in allowlist.']
          : []),
      ].join('. ');
      report(queryObject(name, query), text);
    }
  }
}

/** @param {string} text @param {Context['fields']} fields @returns {string[]} */
function unknownFields(text, fields) {
  return parse(text).definitions.flatMap((node) => {
    if (node.kind !== 'OperationDefinition') return [];
    const root = /** @type {const} */ (`${node.operation}_root`);
    return node.selectionSet.selections
      .flatMap((selection) => (selection.kind === 'Field' ? [selection.name.value] : []))
      .filter((name) => name !== '__typename' && !fields[root].has(name))
      .map((name) => `$.${name}: field '${name}' not found in object '${root}'`);
  });
}

/**
 * Checks the paths of the REST endpoints, and that their queries exist.
 * @param {Context} context
 */
export function checkEndpoints({ metadata, report, objects }) {
  /** @type {JsonObject[]} */
  const sound = [];
  for (const endpoint of metadata.rest_endpoints ?? []) {
    const reason = whyQueryIsMissing(metadata, endpoint);
    if (reason !== undefined) {
      report(named('rest_endpoint', endpoint), `in endpoint ${endpoint.name}: ${reason}`);
    } else if (segments(endpoint).some((segment) => ['', ':'].includes(segment))) {
      const text = `Empty segments or unnamed variables are not allowed: ${endpoint.url}`;
      objects.push({ ...named('rest_endpoint', endpoint), reason: text });
    } else {
      sound.push(endpoint);
    }
  }
  while (sound.length > 0) {
    const [first = {}] = sound.splice(0, 1);
    const group = [first, ...sound.filter((other) => isAmbiguous(first, other))];
    if (group.length === 1) continue;
    for (const endpoint of group.slice(1)) sound.splice(sound.indexOf(endpoint), 1);
    objects.push({
      reason: `Ambiguous URL paths: ${group.map(({ url }) => url).join(', ')}`,
      conflicts: group.map((endpoint) => ({
        ...endpoint,
        definition: { query: findQuery(metadata, endpoint)?.query },
      })),
    });
  }
}

/** @param {JsonObject} metadata @param {JsonObject} endpoint */
function whyQueryIsMissing(metadata, endpoint) {
  const { collection_name: collection, query_name: query } = endpoint.definition.query ?? {};
  if (collection === undefined || findQuery(metadata, endpoint) !== undefined) return undefined;
  return findCollection(metadata, collection) === undefined
    ? `collection with name ${collection} does not exist`
    : `query with name ${query} does not exist in collection ${collection}`;
}

/** @param {JsonObject} metadata @param {JsonObject} endpoint @returns {JsonObject | undefined} */
function findQuery(metadata, { definition: { query = {} } }) {
  return findCollection(metadata, query.collection_name)?.definition.queries.find(
    (/** @type {JsonObject} */ { name }) => name === query.query_name,
  );
}

/** @param {JsonObject} metadata @param {string} wanted @returns {JsonObject | undefined} */
function findCollection({ query_collections: collections = [] }, wanted) {
  return collections.find((/** @type {JsonObject} */ { name }) => name === wanted);
}

/** @param {JsonObject} one @param {JsonObject} other */
function isAmbiguous(one, other) {
  const [left, right] = [segments(one), segments(other)];
  return (
    one.methods.some((/** @type {string} */ method) => other.methods.includes(method)) &&
    left.length === right.length &&
    left.every(
      (segment, index) =>
        segment === right[index] || segment.startsWith(':') || right[index]?.startsWith(':'),
    )
  );
}

/** @param {JsonObject} endpoint @returns {string[]} */
function segments({ url }) {
  return url.split('/');
}
