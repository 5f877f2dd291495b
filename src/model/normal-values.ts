import { asRecord, asText, entryOf, isRecord } from '../lib/json.js';
import { DEFAULT_SCHEMA } from './identity.js';
import {
  chain,
  each,
  fields,
  fieldsOrAbsent,
  mapFields,
  mapOf,
  notKept,
  type Rule,
  record,
  set,
  unless,
  unordered,
  withoutNulls,
} from './normalize.js';

// Rules for values that several kinds of objects have, or that take more than a line.

/** A table's or function's name: bare, or without a schema, it is in the source's default schema. */
export const qualified: Rule = chain(withoutNulls, (value, { sourceKind }) => {
  const schema = entryOf(DEFAULT_SCHEMA, sourceKind);
  if (schema === undefined) return value;
  if (typeof value === 'string') return { schema, name: value };
  return isRecord(value) && 'name' in value ? { schema, ...value } : value;
});

/**
 * Without pool settings, SQL Server has no limit; with any, it has one of 50, and without a pool, it
 * has no other settings (`MSSQLPoolSettings` in `Hasura.Backends.MSSQL.Connection`).
 */
const poolSettings: Rule = (value, context) => {
  if (context.sourceKind !== 'mssql') {
    return fields({ connection_lifetime: unless(600, 0) })(value, context);
  }
  const { max_connections = 50, ...rest } = asRecord(value) ?? { max_connections: null };
  if (rest['enable'] === false) return { enable: false };
  const rule = fieldsOrAbsent({ enable: notKept, idle_timeout: unless(5) });
  return rule({ ...rest, max_connections }, context);
};

/** SQL Server's connection string is a `database_url` as well, and that wins. */
const connectionString = record((value, { sourceKind }) => {
  const { database_url: url, ...rest } = value;
  return sourceKind === 'mssql' && url ? { ...rest, connection_string: url } : value;
});
const connection = chain(
  connectionString,
  fields({
    isolation_level: unless('read-committed'),
    use_prepared_statements: unless(false),
    pool_settings: poolSettings,
    ssl_configuration: withoutNulls,
  }),
);

/** BigQuery's numbers are exported as texts: 5 as "5.0". */
const numberOrText: Rule = (value) => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return Number.isNaN(number) ? value : number;
};
const nativeConfiguration = fields({
  connection_info: connection,
  read_replicas: each(connection),
  extensions_schema: unless('public'),
  global_select_limit: numberOrText,
  retry_base_delay: numberOrText,
  retry_limit: numberOrText,
});

/** Of a data connector, the whole configuration is the value unless it has a value of its own. */
const connectorConfiguration = chain(
  record((value) => ('value' in value ? value : { value, timeout: value['timeout'] })),
  withoutNulls,
);
const NATIVE_KINDS = [...Object.keys(DEFAULT_SCHEMA), 'bigquery'];
export const sourceConfiguration: Rule = (value, context) => {
  const isNative = NATIVE_KINDS.includes(context.sourceKind);
  return (isNative ? nativeConfiguration : connectorConfiguration)(value, context);
};

/** `["c"]` is `"c"`, and `{table, columns: ["c"]}` is `{table, column: "c"}`. */
const foreignKey: Rule = (value, context) => {
  if (Array.isArray(value) && value.length === 1) return value[0];
  if (!isRecord(value)) return value;
  const { columns, ...rest } = value;
  const names =
    Array.isArray(columns) && columns.length === 1 ? { column: columns[0] } : { columns };
  return fields({ table: qualified })({ ...rest, ...names }, context);
};

/** The server knows the operators of the outermost level only; below, it keeps what was written. */
const filter: Rule = record((value, context) =>
  Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const operator = /^\$(and|or|not|exists)$/.test(key) ? `_${key.slice(1)}` : key;
      const name = operator !== key && Object.hasOwn(value, operator) ? key : operator;
      return [name, FILTER_PARTS.get(name)?.(part, context) ?? part];
    }),
  ),
);
const FILTER_PARTS = new Map<string, Rule>([
  ['_and', each(filter)],
  ['_or', each(filter)],
  ['_not', filter],
  ['_exists', fields({ _table: qualified, _where: filter })],
]);

export const headers = chain(each(withoutNulls), unless([]));

const template = {
  version: unless(1),
  template_engine: unless('Kriti'),
  body: withoutNulls,
};
export const transforms = {
  request_transform: fields({
    ...template,
    // Servers before v2.3 took it (commit d1ba271c3); metadata of that time still has it.
    content_type: notKept,
    request_headers: fields({ add_headers: unless({}), remove_headers: unless([]) }),
  }),
  response_transform: fields(template),
};

export const permission = {
  permission: fields({
    columns: unordered,
    computed_fields: chain(unordered, unless([])),
    filter,
    check: filter,
    set: unless({}),
    allow_aggregations: unless(false),
    backend_only: unless(false),
    query_root_fields: set,
    subscription_root_fields: set,
    validate_input: fields({
      definition: fields({
        headers,
        timeout: unless(10),
        forward_client_headers: unless(false),
      }),
    }),
  }),
};

/** Only a select permission has computed fields (`Hasura.RQL.Types.Permission`). */
export const mutationPermission = {
  permission: chain(fields({ computed_fields: notKept }), permission.permission),
};

export const relationship = {
  using: fields({
    foreign_key_constraint_on: foreignKey,
    manual_configuration: fields({ remote_table: qualified }),
  }),
};

const remoteField: Rule = (value, context) => mapOf(fields({ field: remoteField }))(value, context);
const toRemoteSchema = { lhs_fields: set, hasura_fields: set, remote_field: remoteField };
export const remoteRelationship = {
  definition: fields({ ...toRemoteSchema, to_remote_schema: fields(toRemoteSchema) }),
};

/** `{name}` is `"name"`. */
const rootField = chain(
  fieldsOrAbsent({}),
  record((value) => (Object.keys(value).join() === 'name' ? value['name'] : value)),
);

/** The deprecated `custom_column_names` is part of `column_config`, which wins. */
const columnNames = record(({ custom_column_names: names, ...rest }) => {
  if (!isRecord(names)) return rest;
  const known = asRecord(rest['column_config']) ?? {};
  const named = mapFields(names, (name, column) => ({
    custom_name: name,
    ...mapFields(asRecord(entryOf(known, column)) ?? {}, (part) => part),
  }));
  return { ...rest, column_config: { ...known, ...named } };
});
export const tableConfiguration = chain(
  columnNames,
  fieldsOrAbsent({
    custom_root_fields: chain(mapOf(rootField), unless({})),
    column_config: chain(mapOf(fieldsOrAbsent({})), unless({})),
  }),
);

const logicalType: Rule = (type, context) =>
  fields({ nullable: unless(false), array: logicalType })(type, context);

/**
 * `"integer"` is `{scalar: "integer"}`, to which the field's `nullable` belongs then; beside a type
 * that is a map, the server ignores it (`LogicalModelField` in `Hasura.LogicalModel.Types`).
 */
const logicalField = record(({ type, nullable, ...rest }, context) => ({
  ...rest,
  type: logicalType(typeof type === 'string' ? { scalar: type, nullable } : type, context),
}));
export const logicalFields = { fields: each(logicalField) };

export const remoteTypeNames = { mapping: unless({}) };

/** A query has no kind. */
export const actionKind = record(({ kind, ...rest }) =>
  rest['type'] === 'query' ? rest : { ...rest, kind },
);

/** Since v2.43 (`Hasura.Authentication.Headers`). */
export const IGNORED_CLIENT_HEADERS = [
  ...['Content-Length', 'Content-MD5', 'User-Agent', 'Host', 'Origin', 'Referer', 'Accept'],
  ...['Accept-Encoding', 'Accept-Language', 'Accept-Datetime', 'Cache-Control', 'Connection'],
  ...['DNT', 'Content-Type'],
];

export const typeFields = { fields: each(withoutNulls) };

export const limit = fields({ per_role: unless({}), state: notKept });
export const requestLimit = fields({
  unique_params: (value) => (asText(value)?.toLowerCase() === 'ip' ? 'IP' : value),
});

/**
 * A schedule as the server exports it: it has numbers, without leading zeros, for the names of days,
 * months and common schedules, in any case (`System.Cron.Parser` of the library `cron`).
 */
export const schedule: Rule = (value) => {
  if (typeof value !== 'string') return value;
  const text = value.toLowerCase();
  return (
    entryOf(SCHEDULES, text) ??
    text.replace(/[a-z]+|\d+/g, (part) => NUMBERS.get(part) ?? part.replace(/^0+(?=\d)/, ''))
  );
};

const SCHEDULES: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
};

const NUMBERS: ReadonlyMap<string, string> = new Map(
  [
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
    ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  ].flatMap((names) => names.map((name, index) => [name, String(index + 1)])),
);
