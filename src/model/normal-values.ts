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
  optional,
  type Rule,
  set,
  unless,
  unordered,
} from './normalize.js';

// Rules for values that several kinds of objects have, or that take more than a line.

/** A table's or function's name: bare, or without a schema, it is in the source's default schema. */
export const qualified: Rule = (value, { sourceKind }) => qualifiedIn(sourceKind, value);

export function qualifiedIn(sourceKind: string, value: unknown): unknown {
  const schema = entryOf(DEFAULT_SCHEMA, sourceKind);
  if (schema === undefined) return value;
  if (typeof value === 'string') return { schema, name: value };
  return isRecord(value) && (value['schema'] ?? undefined) === undefined && 'name' in value
    ? { ...value, schema }
    : value;
}

/** `["c"]` is `"c"`, and `{table, columns: ["c"]}` is `{table, column: "c"}`. */
const foreignKey: Rule = (value, context) => {
  if (Array.isArray(value) && value.length === 1) return value[0];
  const { columns, ...rest } = asRecord(value) ?? {};
  if (!isRecord(value)) return value;
  const names =
    Array.isArray(columns) && columns.length === 1
      ? { column: columns[0] }
      : columns !== undefined && { columns };
  return fields({ table: qualified })({ ...rest, ...names }, context);
};

/** The server knows the operators of the outermost level only; below, it keeps what was written. */
const filter: Rule = (value, context) => {
  if (!isRecord(value)) return value ?? undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const operator = /^\$(and|or|not|exists)$/.test(key) ? `_${key.slice(1)}` : key;
      const name = operator !== key && Object.hasOwn(value, operator) ? key : operator;
      return [name, FILTER_PARTS.get(name)?.(part, context) ?? part];
    }),
  );
};
const FILTER_PARTS = new Map<string, Rule>([
  ['_and', each(filter)],
  ['_or', each(filter)],
  ['_not', filter],
  ['_exists', fields({ _table: qualified, _where: filter })],
]);

export const headers = chain(
  each(fields({ value: optional, value_from_env: optional })),
  unless([]),
);
const requestTransform = fields({
  version: unless(1),
  template_engine: unless('Kriti'),
  // Servers before v2.3 took it (commit d1ba271c3); metadata of that time still has it.
  content_type: notKept,
  method: optional,
  url: optional,
  body: optional,
  query_params: optional,
  request_headers: fields({ add_headers: unless({}), remove_headers: unless([]) }),
});
export const transforms = {
  request_transform: requestTransform,
  response_transform: fields({
    version: unless(1),
    template_engine: unless('Kriti'),
    body: optional,
  }),
};

export const permission = {
  permission: fields({
    columns: unordered,
    computed_fields: chain(unordered, unless([])),
    filter,
    check: filter,
    set: unless({}),
    limit: optional,
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
    manual_configuration: fields({ remote_table: qualified, insertion_order: optional }),
    insertion_order: optional,
  }),
};

const remoteField: Rule = (value, context) =>
  mapOf(fields({ field: (inner, at) => remoteField(inner ?? undefined, at) }))(value, context);
const toRemoteSchema = { lhs_fields: set, hasura_fields: set, remote_field: remoteField };
export const remoteRelationship = {
  definition: fields({ ...toRemoteSchema, to_remote_schema: fields(toRemoteSchema) }),
};

/** `{name}` is `"name"`. */
const rootField: Rule = (value, context) => {
  const root = fieldsOrAbsent({ name: optional })(value, context);
  const keys = Object.keys(asRecord(root) ?? {});
  return keys.length === 1 && keys[0] === 'name' ? asRecord(root)?.['name'] : root;
};

/** The deprecated `custom_column_names` is part of `column_config`, which wins. */
const columnNames: Rule = (value) => {
  const { custom_column_names: names, ...rest } = asRecord(value) ?? {};
  if (!isRecord(names)) return isRecord(value) ? rest : value;
  const known = asRecord(rest['column_config']) ?? {};
  const named = mapFields(names, (name, column) => ({
    custom_name: name,
    ...mapFields(asRecord(entryOf(known, column)) ?? {}, (part) => part ?? undefined),
  }));
  return { ...rest, column_config: { ...known, ...named } };
};
export const tableConfiguration = chain(
  columnNames,
  fieldsOrAbsent({
    custom_root_fields: chain(mapOf(rootField), unless({})),
    column_config: chain(mapOf(fieldsOrAbsent({ custom_name: optional })), unless({})),
    custom_name: optional,
  }),
);

/**
 * `"integer"` is `{scalar: "integer"}`, to which the field's `nullable` belongs then; beside a type
 * that is a map, the server ignores it (`LogicalModelField` in `Hasura.LogicalModel.Types`).
 */
const logicalField: Rule = (value) => {
  const { type, nullable, ...rest } = asRecord(value) ?? {};
  if (!isRecord(value)) return value;
  return {
    ...rest,
    type: logicalType(typeof type === 'string' ? { scalar: type, nullable } : type),
  };
};
const logicalType = (type: unknown): unknown =>
  isRecord(type)
    ? mapFields(type, (part, key) =>
        key === 'nullable' ? part || undefined : key === 'array' ? logicalType(part) : part,
      )
    : type;
export const logicalFields = { fields: each(logicalField) };

export const customizedNames = fields({ namespace: optional, prefix: optional, suffix: optional });

export const remoteTypeNames = { prefix: optional, suffix: optional, mapping: unless({}) };

/** A query has no kind. */
export const actionKind: Rule = (value) => {
  const { kind, ...rest } = asRecord(value) ?? {};
  return rest['type'] === 'query' || kind === undefined ? (isRecord(value) ? rest : value) : value;
};

/** Since v2.43 (`Hasura.Authentication.Headers`). */
export const IGNORED_CLIENT_HEADERS = [
  ...['Content-Length', 'Content-MD5', 'User-Agent', 'Host', 'Origin', 'Referer', 'Accept'],
  ...['Accept-Encoding', 'Accept-Language', 'Accept-Datetime', 'Cache-Control', 'Connection'],
  ...['DNT', 'Content-Type'],
];

export const typeFields = { fields: each(fields({ arguments: optional })) };

export const limit = fields({ per_role: unless({}), state: notKept });
export const requestLimit = fields({
  unique_params: (value) => (asText(value)?.toLowerCase() === 'ip' ? 'IP' : (value ?? undefined)),
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
