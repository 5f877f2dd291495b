import { checkActions, checkCronTriggers } from './actions.js';
import { checkInheritedRoles } from './inherited-roles.js';
import { checkCollections, checkEndpoints } from './queries.js';
import { checkRemoteSchemas } from './remote-schemas.js';
import { rootFieldsOf } from './root-fields.js';
import { checkSources } from './sources.js';
import { checkTables } from './tables.js';

/** @typedef {import('../types.js').JsonObject} JsonObject */
/** @typedef {import('../types.js').MetadataObject} MetadataObject */
/** @typedef {import('./sources.js').Table} Table */

/**
 * What a check reads, and where it writes.
 * @typedef {object} Context
 * @property {JsonObject} metadata in normal form
 * @property {import('../types.js').Snapshots} snapshots
 * @property {Record<string, string | undefined>} env
 * @property {import('../versions.js').Features} features
 * @property {Map<string, Map<string, Table>>} sources the tables that exist, by source and name
 * @property {Array<{ source: string, table: any, trigger: JsonObject }>} triggers the event triggers
 *   that are consistent
 * @property {import('./root-fields.js').RootFields} fields of the GraphQL schema
 * @property {Set<string>} remoteSchemas the names of those that are consistent
 * @property {JsonObject[]} objects the inconsistent ones so far
 * @property {(object: MetadataObject, reason: string, message?: unknown) => void} report one of them
 */

/**
 * Checks metadata against what databases and remote schemas last answered. It asks nobody.
 * @param {Pick<Context, 'metadata' | 'snapshots' | 'env' | 'features'>} input
 * @returns {Context}
 * @throws {import('../errors.js').ApiError} if the server builds no schema from such metadata
 */
export function checkMetadata(input) {
  /** @type {Context} */
  const context = {
    ...input,
    sources: new Map(),
    triggers: [],
    fields: { query_root: new Map(), mutation_root: new Map(), subscription_root: new Map() },
    remoteSchemas: new Set(),
    objects: [],
    report({ type, name, definition }, reason, message) {
      const given = message === undefined ? {} : { message };
      const text = `Inconsistent object: ${reason}`;
      context.objects.push({ definition, ...given, name, reason: text, type });
    },
  };
  // Dependencies come first.
  checkSources(context);
  const tables = [...context.sources.values()].flatMap((source) => [...source.values()]);
  context.fields = rootFieldsOf(context, tables);
  const actions = checkActions(context, tables);
  checkRemoteSchemas(context, tables);
  checkTables(context, tables);
  for (const { name, definition } of actions) {
    const root = definition.type === 'query' ? 'query_root' : 'mutation_root';
    context.fields[root].set(name, `action ${name}`);
  }
  checkCronTriggers(context);
  checkEndpoints(context);
  checkCollections(context);
  checkInheritedRoles(context);
  return context;
}
