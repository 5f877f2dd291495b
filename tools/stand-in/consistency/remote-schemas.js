import {
  agentObject,
  remoteSchemaObject,
  remoteSchemaPermission,
  remoteSchemaRelationship,
} from './names.js';
import { whyToRemoteSchemaBreaks, whyToSourceBreaks } from './relationships.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('../types.js').JsonObject} JsonObject */
/** @typedef {import('../types.js').RemoteSnapshot} RemoteSnapshot */

/**
 * Checks what the remote schemas and the agents answered, and that no two share a root field.
 * @param {Context} context
 */
export function checkRemoteSchemas({ metadata, snapshots, findings }) {
  for (const name of Object.keys(metadata.backend_configs?.dataconnector ?? {})) {
    const failure = snapshots.agents.get(name)?.failure;
    // Of an agent that nobody can reach, its sources tell.
    if (failure !== undefined && failure.unreachable !== true) {
      findings.inconsistent(agentObject(name), failure.reason, failure.message);
    }
  }
  /** @type {Set<string>} */
  const taken = new Set();
  for (const schema of metadata.remote_schemas ?? []) {
    const object = remoteSchemaObject(schema);
    const snapshot = snapshots.remoteSchemas.get(schema.name);
    if (snapshot?.failure !== undefined) {
      findings.inconsistent(object, snapshot.failure.reason, snapshot.failure.message);
      continue;
    }
    const fields = rootFields(schema, snapshot);
    // The later one gives way, as on the server.
    const twice = fields.find((field) => taken.has(field));
    if (twice !== undefined) {
      findings.inconsistent(object, `Duplicate remote field '${twice}'`);
      continue;
    }
    for (const field of fields) {
      taken.add(field);
    }
  }
}

/**
 * Checks the permissions of remote schemas and the relationships on their types.
 * @param {Context} context
 */
export function checkRemoteSchemaMembers(context) {
  for (const schema of context.metadata.remote_schemas ?? []) {
    const broken = context.findings.isBroken(remoteSchemaObject(schema));
    const lost = broken ? `remote schema "${schema.name}" is not found` : undefined;
    for (const permission of schema.permissions ?? []) {
      const reason = lost ?? whyPermissionBreaks(context, schema.name, permission);
      if (reason !== undefined) {
        context.findings.inconsistent(remoteSchemaPermission(schema.name, permission), reason);
      }
    }
    checkTypeRelationships(context, schema, lost);
  }
}

/** @param {Context} context @param {JsonObject} schema @param {string | undefined} lost */
function checkTypeRelationships(context, schema, lost) {
  for (const { type_name: typeName, relationships } of schema.remote_relationships ?? []) {
    for (const relationship of relationships ?? []) {
      const reason = lost ?? whyRelationshipBreaks(context, relationship.definition ?? {});
      if (reason !== undefined) {
        const object = remoteSchemaRelationship(schema.name, typeName, relationship);
        context.findings.inconsistent(object, reason);
      }
    }
  }
}

/** @param {Context} context @param {JsonObject} definition */
function whyRelationshipBreaks(context, definition) {
  return (
    whyToSourceBreaks(context, definition.to_source) ??
    whyToRemoteSchemaBreaks(context, definition.to_remote_schema)
  );
}

/**
 * @param {JsonObject} schema
 * @param {RemoteSnapshot | undefined} snapshot
 * @returns {string[]}
 */
function rootFields(schema, snapshot) {
  const customization = schema.definition?.customization ?? {};
  if (customization.root_fields_namespace) {
    return [customization.root_fields_namespace];
  }
  const queryType = snapshot?.types['$query']?.[0];
  const mapping = (customization.field_names ?? []).find(
    (/** @type {JsonObject} */ entry) => entry.parent_type === queryType,
  );
  return [...(snapshot?.queryFields ?? []), ...(snapshot?.mutationFields ?? [])].map(
    (field) =>
      mapping?.mapping?.[field] ?? `${mapping?.prefix ?? ''}${field}${mapping?.suffix ?? ''}`,
  );
}

/** @param {Context} context @param {string} name @param {JsonObject} permission */
function whyPermissionBreaks({ snapshots }, name, permission) {
  const { types = {} } = snapshots.remoteSchemas.get(name) ?? {};
  const sdl = String(permission.definition?.schema ?? '');
  for (const [, typeName = '', body = ''] of sdl.matchAll(/\btype\s+(\w+)[^{]*\{([^}]*)\}/g)) {
    const upstream = types[typeName];
    // A field's arguments stand in parentheses, so what precedes them or the colon is its name.
    const fields = [...body.replaceAll(/\([^)]*\)/g, '').matchAll(/(\w+)\s*:/g)];
    const missing = fields.find(([, field = '']) => upstream?.includes(field) === false);
    if (upstream === undefined) {
      return `validation for the given role-based schema failed because Object "${typeName}" does not exist in the upstream remote schema`;
    }
    if (missing !== undefined) {
      return `validation for the given role-based schema failed because field "${missing[1]}" does not exist in the object "${typeName}" of the upstream remote schema`;
    }
  }
  return undefined;
}
