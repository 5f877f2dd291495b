import { resolveHeaders, resolveValue } from '../environment.js';
import { tableMember, tableText } from './objects.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('./sources.js').Table} Table */
/** @typedef {import('../types.js').JsonObject} JsonObject */

/** The lists of a table's members, by the type of their object. */
const LISTS = {
  object_relation: 'object_relationships',
  array_relation: 'array_relationships',
  computed_field: 'computed_fields',
  remote_relationship: 'remote_relationships',
};

/** The lists of a table's permissions, by the type of their object. */
export const PERMISSION_LISTS = {
  insert_permission: 'insert_permissions',
  select_permission: 'select_permissions',
  update_permission: 'update_permissions',
  delete_permission: 'delete_permissions',
};

/**
 * Checks what belongs to the tables that exist: fields first, since permissions refer to them.
 * @param {Context} context
 * @param {Table[]} tables
 */
export function checkTables(context, tables) {
  for (const table of tables) {
    checkMembers(context, table, LISTS, (type, field) => {
      const [reason, target] = FIELD_CHECKS[type]?.(context, table, field) ?? [];
      if (reason === undefined && type === 'computed_field') table.computed.add(field.name);
      if (reason === undefined && type.endsWith('_relation')) {
        table.relationships.set(field.name, target);
      }
      return reason;
    });
  }
  for (const table of tables) {
    checkMembers(context, table, PERMISSION_LISTS, (_type, { role, permission }) => {
      const reason = whyPermissionFails(context, table, permission);
      return reason && `in table "${table.text}": in permission for role "${role}": ${reason}`;
    });
    checkMembers(context, table, { event_trigger: 'event_triggers' }, (_type, trigger) => {
      const reason = whyTriggerFails(context, table, trigger);
      if (reason === undefined) {
        context.triggers.push({ source: table.source, table: table.entry.table, trigger });
      }
      return reason;
    });
  }
}

/**
 * @param {Context} context
 * @param {Table} table
 * @param {Record<string, string>} lists
 * @param {(type: string, member: JsonObject) => string | undefined} check gives the reason
 */
function checkMembers(context, { source, entry }, lists, check) {
  for (const [type, list] of Object.entries(lists)) {
    for (const member of entry[list] ?? []) {
      const reason = check(type, member);
      if (reason !== undefined) {
        context.report(tableMember(source, entry.table, type, member), reason);
      }
    }
  }
}

/** @typedef {(context: Context, table: Table, field: JsonObject) => [reason?: string | undefined, target?: string | undefined]} FieldCheck */

/** What is wrong with a field, and the table that it leads to. @type {Record<string, FieldCheck>} */
const FIELD_CHECKS = {
  object_relation: checkRelationship,
  array_relation: checkRelationship,
  computed_field: ({ snapshots }, { source, text }, { name, definition }) => {
    const wanted = tableText(definition.function);
    return snapshots.sources.get(source)?.functions?.has(wanted) === false
      ? [`in table "${text}": in computed field "${name}": no such function exists: "${wanted}"`]
      : [undefined];
  },
  remote_relationship: ({ sources, remoteSchemas }, { text }, { name, definition = {} }) => {
    const { to_source: source, to_remote_schema: schema } = definition;
    const at = `in table "${text}": in remote relationship "${name}": `;
    if (source !== undefined && !sources.has(source.source)) {
      return [`${at}source not found: "${source.source}"`];
    }
    return schema !== undefined && !remoteSchemas.has(schema.remote_schema)
      ? [`${at}remote schema with name "${schema.remote_schema}" not found`]
      : [undefined];
  },
};

/** @type {FieldCheck} */
function checkRelationship({ sources, snapshots }, table, { name, using }) {
  const tables = sources.get(table.source);
  const { manual_configuration: manual, foreign_key_constraint_on: key } = using;
  if (manual !== undefined) {
    const target = tableText(manual.remote_table);
    return tables?.has(target) ? [undefined, target] : [`table "${target}" is not tracked`];
  }
  const at = `in table "${table.text}": in relationship "${name}": `;
  const far = key.table === undefined ? undefined : tableText(key.table);
  const owner = far === undefined ? table : tables?.get(far);
  if (owner === undefined) {
    return [`${at}table "${far}" does not exist in source: ${table.source}`];
  }
  const columns = far === undefined ? [key].flat() : (key.columns ?? [key.column]);
  const missing = columns.some((/** @type {string} */ one) => owner.columns?.has(one) === false);
  return missing
    ? [`${at}no foreign constraint exists on the given column(s)`]
    : [
        undefined,
        far ?? snapshots.sources.get(table.source)?.foreignKeys?.[`${table.text}.${key}`],
      ];
}

/** @param {Context} context @param {Table} table @param {JsonObject} permission */
function whyPermissionFails({ sources }, table, permission) {
  const tables = sources.get(table.source) ?? new Map();
  const unknown =
    unknownField(tables, table, permission.filter) ?? unknownField(tables, table, permission.check);
  if (unknown !== undefined) return `"${unknown}" does not exist`;
  const { columns, computed_fields: computed = [] } = permission;
  const column = [Array.isArray(columns) ? columns : []]
    .flat()
    .find((name) => table.columns?.has(name) === false);
  if (column !== undefined) return `column "${column}" does not exist`;
  const field = computed.find((/** @type {string} */ name) => !table.computed.has(name));
  return field === undefined ? undefined : `computed field "${field}" does not exist`;
}

/**
 * The first field in a boolean expression that its table does not have.
 * @param {Map<string, Table>} tables
 * @param {Table | undefined} table undefined when it is not known
 * @param {any} expression
 * @returns {string | undefined}
 */
function unknownField(tables, table, expression) {
  if (table === undefined || typeof expression !== 'object' || expression === null) {
    return undefined;
  }
  for (const [key, operand] of Object.entries(expression)) {
    let unknown;
    if (['_and', '_or', '_not'].includes(key)) {
      unknown = [operand]
        .flat()
        .map((part) => unknownField(tables, table, part))
        .find(Boolean);
    } else if (table.relationships.has(key)) {
      const target = table.relationships.get(key);
      unknown = unknownField(
        tables,
        target === undefined ? undefined : tables.get(target),
        operand,
      );
    } else if (!key.startsWith('_') && !hasColumn(table, key)) {
      unknown = key;
    }
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}

/** @param {Table} table @param {string} name */
function hasColumn({ columns, computed, entry }, name) {
  if (computed.has(name)) return true;
  // Without a list of columns, every column exists.
  return (
    columns?.has(name) ??
    !Object.values(LISTS).some((list) =>
      entry[list]?.some((/** @type {JsonObject} */ field) => field.name === name),
    )
  );
}

/** @param {Context} context @param {Table} table @param {JsonObject} trigger */
function whyTriggerFails({ env }, table, trigger) {
  const resolved = [
    resolveValue(env, trigger.webhook, trigger.webhook_from_env),
    resolveHeaders(env, trigger.headers),
  ];
  for (const one of resolved) {
    if ('failure' in one) {
      return `in table "${table.text}": in event trigger "${trigger.name}": ${one.failure}`;
    }
  }
  const missing = Object.values(trigger.definition)
    .flatMap(({ columns, payload }) => [columns, payload].filter(Array.isArray).flat())
    .find((column) => table.columns?.has(column) === false);
  return missing && `table "${table.text}" has no field named "${missing}"`;
}
