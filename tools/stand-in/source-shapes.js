import {
  any,
  boolean,
  byName,
  byRole,
  defaulted,
  headers,
  inside,
  isObject,
  list,
  map,
  number,
  object,
  optional,
  required,
  role,
  sorted,
  string,
  typed,
} from './shapes.js';

/** @typedef {import('./shapes.js').Shape} Shape */
/** @typedef {import('./shapes.js').Field} Field */
/** @typedef {import('./shapes.js').Fields} Fields */

const POSTGRES_KINDS = new Set(['postgres', 'pg', 'citus', 'cockroach', 'alloy']);

/** A table or function: of Postgres, with its schema. @type {Shape} */
export const tableName = (given, at) => {
  if (!at.isPostgres) return given;
  const { name, schema } = typeof given === 'string' ? { name: given } : typed('Object')(given, at);
  return { name: string(name, inside(at, 'name')), schema: schema ?? 'public' };
};

/** @type {Shape} */
const booleanExpression = (given, at) => {
  if (!isObject(given)) return given;
  return Object.fromEntries(
    Object.entries(given).map(([key, operand]) => {
      const operator = key.replace(/^\$(?=(?:and|or|not|exists)$)/, '_');
      if (operator === '_exists') {
        return [operator, { ...operand, _table: tableName(operand._table, at) }];
      }
      return [
        operator,
        Array.isArray(operand)
          ? operand.map((item) => booleanExpression(item, at))
          : booleanExpression(operand, at),
      ];
    }),
  );
};

/** @type {Shape} */
const foreignKey = (given, at) => {
  const { table, column, columns = [column] } = isObject(given) ? given : {};
  if (table === undefined) return Array.isArray(given) && given.length === 1 ? given[0] : given;
  const own = tableName(table, inside(at, 'table'));
  return columns.length === 1 ? { column: columns[0], table: own } : { columns, table: own };
};

const relationship = object({
  name: required(string),
  comment: optional(string),
  using: required(
    object({
      foreign_key_constraint_on: optional(foreignKey),
      manual_configuration: optional(
        object({
          column_mapping: required(map),
          insertion_order: defaulted(string, null),
          remote_table: required(tableName),
        }),
      ),
    }),
  ),
});

/** @param {string} kind @param {Fields} fields @returns {Field} */
function permissions(kind, fields) {
  const permission = object(fields, 'keep');
  const entry = object({
    role: required(string),
    permission: required(permission),
    comment: optional(string),
  });
  return optional(sorted(entry, byRole, `${kind} permissions`), []);
}

const write = { backend_only: optional(boolean, false), set: optional(map, {}) };
const operation = optional(object({ columns: required(any), payload: optional(any) }));

const eventTrigger = object({
  name: required(string),
  definition: required(
    object({
      enable_manual: optional(boolean),
      insert: operation,
      update: operation,
      delete: operation,
    }),
  ),
  retry_conf: required(object({}, 'keep')),
  webhook: optional(string),
  webhook_from_env: optional(string),
  headers: optional(headers, []),
  request_transform: optional(map),
  response_transform: optional(map),
  cleanup_config: optional(map),
  trigger_on_replication: optional(boolean, false),
});

/** @type {Shape} */
const tableConfiguration = (given, at) => {
  const { column_config: config, custom_column_names: names, ...rest } = map(given, at);
  const columns = Object.fromEntries(
    [
      ...Object.entries(names ?? {}).map(([column, name]) => [column, { custom_name: name }]),
      ...Object.entries(config ?? {}),
    ].filter(([, column]) => Object.keys(column).length > 0),
  );
  const own = Object.entries(rest).filter(([, part]) => part !== null);
  const normal = {
    custom_root_fields: {},
    ...Object.fromEntries(own),
    column_config: columns,
    custom_column_names: Object.fromEntries(
      Object.entries(columns).flatMap(([column, { custom_name: name }]) =>
        name == null ? [] : [[column, name]],
      ),
    ),
  };
  const isEmpty = Object.values(normal).every((part) => Object.keys(part).length === 0);
  return isEmpty ? undefined : normal;
};

/** A table's entry. */
export const table = object(
  {
    table: required(tableName),
    is_enum: optional(boolean, false),
    configuration: optional(tableConfiguration),
    object_relationships: optional(sorted(relationship, byName, 'object relationships'), []),
    array_relationships: optional(sorted(relationship, byName, 'array relationships'), []),
    computed_fields: optional(
      sorted(
        object({
          name: required(string),
          definition: required(object({ function: required(tableName) }, 'keep')),
          comment: optional(string),
        }),
        byName,
        'computed fields',
      ),
      [],
    ),
    remote_relationships: optional(
      sorted(
        object({ name: required(string), definition: optional(map) }, 'keep'),
        byName,
        'remote relationships',
      ),
      [],
    ),
    insert_permissions: permissions('insert', {
      check: required(booleanExpression),
      columns: optional(any),
      ...write,
    }),
    select_permissions: permissions('select', {
      columns: required(any),
      filter: required(booleanExpression),
      computed_fields: optional(list(string), []),
      allow_aggregations: optional(boolean, false),
      limit: optional(number),
    }),
    update_permissions: permissions('update', {
      columns: required(any),
      filter: required(booleanExpression),
      check: defaulted(booleanExpression, null),
      ...write,
    }),
    delete_permissions: permissions('delete', {
      filter: required(booleanExpression),
      backend_only: optional(boolean, false),
    }),
    event_triggers: optional(sorted(eventTrigger, byName, 'event triggers'), []),
    apollo_federation_config: optional(any),
  },
  'refuse',
  'TableMetadata',
);

const connection = object(
  {
    isolation_level: defaulted(string, 'read-committed'),
    use_prepared_statements: defaulted(boolean, false),
    pool_settings: optional(object({ connection_lifetime: defaulted(number, 600) }, 'keep')),
    extensions_schema: optional(string, 'public'),
  },
  'keep',
);

/** @param {any} named a table or function, by schema and name */
function bySchema(named) {
  const { schema = '', name = JSON.stringify(named) } = Object(named);
  return `${schema}\n${name}`;
}

const nativeQuery = object(
  {
    root_field_name: required(string),
    code: required(string),
    arguments: defaulted(map, {}),
    returns: required(any),
  },
  'keep',
);

const source = object({
  name: required(string),
  kind: defaulted((kind) => (kind === 'pg' ? 'postgres' : kind), 'postgres'),
  tables: required(sorted(table, (entry) => bySchema(entry.table))),
  functions: optional(
    sorted(
      object({ function: required(tableName), permissions: optional(list(role), []) }, 'keep'),
      (entry) => bySchema(entry.function),
    ),
    [],
  ),
  native_queries: optional(
    sorted(nativeQuery, (entry) => entry.root_field_name),
    [],
  ),
  logical_models: optional(sorted(object({ name: required(string) }, 'keep'), byName), []),
  configuration: required((given, at) => {
    typed('Object')(given, at);
    return at.isPostgres && given.connection_info !== undefined
      ? {
          ...given,
          connection_info: connection(given.connection_info, inside(at, 'connection_info')),
        }
      : given;
  }),
  customization: optional(map, {}),
});

/** A source; only those of Postgres have a normal form of names. @type {Shape} */
export const anySource = (given, at) =>
  source(given, { ...at, isPostgres: POSTGRES_KINDS.has(given?.kind ?? 'postgres') });
