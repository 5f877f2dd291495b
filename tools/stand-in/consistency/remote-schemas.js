import { getNamedType, isObjectType, parse, printType } from 'graphql';
import { ApiError } from '../errors.js';
import { printSdl } from '../sdl.js';
import { remoteSchemaObject, remoteSchemaPermission } from './objects.js';
import { typeOf } from './root-fields.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('./sources.js').Table} Table */
/** @typedef {import('../types.js').JsonObject} JsonObject */
/** @typedef {import('graphql').GraphQLSchema} GraphQLSchema */

/**
 * Checks what the remote schemas answered, and that their fields and types fit the others'.
 * @param {Context} context
 * @param {Table[]} tables
 */
export function checkRemoteSchemas(context, tables) {
  for (const entry of context.metadata.remote_schemas ?? []) {
    const object = remoteSchemaObject(entry);
    const { failure, schema } = context.snapshots.remoteSchemas.get(entry.name) ?? {};
    if (failure !== undefined) {
      context.report(object, failure.reason, failure.message);
    } else if (schema !== undefined) {
      const conflicts = findConflicts(context, tables, schema);
      for (const reason of conflicts) context.report(object, reason);
      if (conflicts.length === 0) addRemoteSchema(context, entry, schema);
    }
  }
}

/** @param {Context} context @param {JsonObject} entry @param {GraphQLSchema} schema */
function addRemoteSchema({ fields, remoteSchemas, report }, entry, schema) {
  remoteSchemas.add(entry.name);
  for (const [root, field] of rootFields(schema)) {
    fields[root].set(field, `remote_schema ${entry.name}`);
  }
  for (const permission of entry.permissions ?? []) {
    const reason = whyPermissionFails(schema, permission);
    if (reason !== undefined) report(remoteSchemaPermission(entry.name, permission), reason);
  }
}

/** @param {Context} context @param {Table[]} tables @param {GraphQLSchema} schema @returns {string[]} */
function findConflicts(context, tables, schema) {
  const { fields } = context;
  const taken = rootFields(schema).find(([root, field]) => fields[root].has(field));
  if (taken !== undefined) {
    const [root, field] = taken;
    const isRemote = fields[root].get(field)?.startsWith('remote_schema ');
    const what = isRemote ? 'Duplicate remote' : 'Field cannot be overwritten by remote';
    return [`${what} field '${field}'`];
  }
  const table = tables.find((one) => isObjectType(schema.getType(typeOf(one))));
  // The server finds it twice: in the schema of the admin, and in that of the roles.
  return table === undefined ? [] : conflictTexts(context, schema, table);
}

/** @param {GraphQLSchema} schema @returns {Array<['query_root' | 'mutation_root', string]>} */
function rootFields(schema) {
  const query = Object.keys(schema.getQueryType()?.getFields() ?? {});
  const mutation = Object.keys(schema.getMutationType()?.getFields() ?? {});
  return [
    ...query.map((name) => /** @type {['query_root', string]} */ (['query_root', name])),
    ...mutation.map((name) => /** @type {['mutation_root', string]} */ (['mutation_root', name])),
  ];
}

/**
 * @param {Context} context
 * @param {GraphQLSchema} schema
 * @param {Table} table
 * @returns {string[]}
 * @throws {ApiError} on servers that do not list such a conflict
 */
function conflictTexts({ features }, schema, table) {
  const name = typeOf(table);
  const fields = Object.entries(schema.getQueryType()?.getFields() ?? {});
  const [place = name] = fields.find(([, { type }]) => getNamedType(type).name === name) ?? [];
  const type = schema.getType(name);
  const former = type ? printSdl(printType(type)) : '';
  if (!features.reportsTypeConflicts) throw typeConflict(`query_root.${place}`, former, table);
  const text = 'Found conflicting definitions for GraphQL type';
  return [[`insert_${name}.returning`, name], [name]].map(
    (places) => `${text}${conflictText(place, former, table, places)}`,
  );
}

/** @param {string} place @param {string} former @param {Table} table @param {string[]} places */
function conflictText(place, former, table, places) {
  const name = typeOf(table);
  const latter = `type ${name} { ${[...(table.columns ?? [])].map((column) => `${column}: String`).join('\n  ')}\n}`;
  return `Found conflicting definitions for GraphQL type '${name}'.  The definition at ${place} differs from the definitions at [${places.join(', ')}].\nFormer has definition:\n${former}\nLatter has definition:\n${latter}`;
}

/**
 * The error of a server that builds no schema because of two types with one name.
 * @param {string} place of the other type
 * @param {string} former its definition
 * @param {Table} table
 */
export function typeConflict(place, former, table) {
  const text = conflictText(place, former, table, [`query_root.${typeOf(table)}`]);
  return new ApiError(500, 'unexpected', text, { path: '$.args' });
}

/** @param {GraphQLSchema} schema @param {JsonObject} permission */
function whyPermissionFails(schema, { role, definition }) {
  for (const node of parse(definition.schema).definitions) {
    if (node.kind !== 'ObjectTypeDefinition') continue;
    const name = node.name.value;
    const type = schema.getType(name);
    const known = isObjectType(type) ? type.getFields() : {};
    const missing = (node.fields ?? []).find((field) => !(field.name.value in known));
    if (missing !== undefined) {
      return `in remote schema permission for role "${role}": validation for the given role-based schema failed because field "${missing.name.value}" does not exist in the "Object": "${name}"`;
    }
  }
  return undefined;
}
