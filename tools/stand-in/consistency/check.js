import { checkActions, checkCronTriggers } from './actions.js';
import { checkDuplicates } from './duplicates.js';
import { Findings } from './findings.js';
import { checkInheritedRoles } from './inherited-roles.js';
import { checkRemoteSchemaMembers, checkRemoteSchemas } from './remote-schemas.js';
import { checkRestEndpoints } from './rest-endpoints.js';
import { checkSources } from './sources.js';
import { checkTableMembers } from './table-members.js';
import { trackedTables } from './tables.js';

/** @typedef {import('../types.js').JsonObject} JsonObject */

/**
 * What a check reads, and where it writes.
 * @typedef {object} Context
 * @property {JsonObject} metadata version 3
 * @property {import('../types.js').Snapshots} snapshots
 * @property {Record<string, string | undefined>} env
 * @property {ReturnType<typeof trackedTables>} tracked
 * @property {Findings} findings
 */

/**
 * The inconsistent objects of some metadata, given what databases and remote schemas last said.
 * Pure: it asks nobody.
 * @param {Omit<Context, 'tracked' | 'findings'>} input
 * @returns {JsonObject[]}
 */
export function findInconsistencies(input) {
  const tracked = trackedTables(input.metadata);
  const context = { ...input, tracked, findings: new Findings() };
  // What others depend on comes first.
  checkDuplicates(context);
  checkRemoteSchemas(context);
  checkSources(context);
  checkTableMembers(context);
  checkRemoteSchemaMembers(context);
  checkActions(context);
  checkCronTriggers(context);
  checkRestEndpoints(context);
  checkInheritedRoles(context);
  return context.findings.objects;
}

/**
 * An inconsistent object as a v1.x server shows it: no name, no prefix before the reason, no source.
 * @param {JsonObject} object
 */
export function inLegacyShape({ name, reason, definition, ...rest }) {
  const plain = String(reason)
    .replace(/^Multiple definitions for: /, 'multiple definitions for ')
    .replace(/^(Inconsistent object|Conflicting objects): /, '');
  if (definition === undefined) {
    return { ...rest, reason: plain };
  }
  const shown =
    typeof definition === 'object' && definition !== null
      ? Object.fromEntries(Object.entries(definition).filter(([key]) => key !== 'source'))
      : definition;
  return { ...rest, reason: plain, definition: shown };
}
