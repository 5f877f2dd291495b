import { asRecord, isRecord } from '../lib/json.js';
import {
  chain,
  each,
  fields,
  fieldsOrAbsent,
  mapOf,
  notKept,
  optional,
  type Rule,
  unless,
} from './normalize.js';

// Rules for how a source is connected.

/**
 * Without pool settings, SQL Server has no limit; with any, it has one of 50, and without a pool, it
 * has no other settings (`MSSQLPoolSettings` in `Hasura.Backends.MSSQL.Connection`).
 */
const poolSettings: Rule = (value, context) => {
  if (context.sourceKind !== 'mssql') {
    return chain(fields({ connection_lifetime: unless(600, 0) }), mapOf(optional))(value, context);
  }
  const { max_connections = 50, ...rest } = asRecord(value) ?? { max_connections: null };
  if (rest['enable'] === false) return { enable: false };
  return fieldsOrAbsent({
    enable: notKept,
    idle_timeout: unless(5),
    max_connections: optional,
    total_max_connections: optional,
  })({ ...rest, max_connections }, context);
};

/** SQL Server's connection string is a `database_url` as well, and that wins. */
const connectionString: Rule = (value, { sourceKind }) => {
  const { database_url: url, ...rest } = asRecord(value) ?? {};
  return sourceKind === 'mssql' && url !== undefined ? { ...rest, connection_string: url } : value;
};
const connection = chain(
  connectionString,
  fields({
    isolation_level: unless('read-committed'),
    use_prepared_statements: unless(false),
    pool_settings: poolSettings,
    ssl_configuration: mapOf(optional),
  }),
);

/** BigQuery's numbers are exported as texts: 5 as "5.0". */
const numberOrText: Rule = (value) => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return Number.isNaN(number) ? value : (number ?? undefined);
};
const nativeConfiguration = fields({
  connection_info: connection,
  read_replicas: each(connection),
  extensions_schema: unless('public'),
  connection_template: optional,
  connection_set: optional,
  global_select_limit: numberOrText,
  retry_base_delay: numberOrText,
  retry_limit: numberOrText,
});
const NATIVE_KINDS = ['postgres', 'pg', 'citus', 'cockroach', 'alloy', 'mssql', 'bigquery'];

/** Of a data connector, the whole configuration is the value unless it has a value of its own. */
export const sourceConfiguration: Rule = (value, context) => {
  if (NATIVE_KINDS.includes(context.sourceKind)) return nativeConfiguration(value, context);
  if (!isRecord(value)) return value ?? undefined;
  const { timeout } = value;
  const form = 'value' in value ? value : { value, timeout };
  return fields({ template: optional, timeout: optional })(form, context);
};
