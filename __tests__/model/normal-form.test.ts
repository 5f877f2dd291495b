import { expect, test } from '@jest/globals';
import type { Fields } from '../../src/lib/json.js';
import { differences, isSame } from '../../src/model/difference.js';
import { normalSdlFor } from '../../src/model/sdl.js';
import { metadataWith, richMetadata } from './metadata.js';

type Row = [what: string, type: string, sent: Fields, exported: Fields, lookAlike: Fields];

const t = { schema: 'public', name: 't' };
const fk = (value: unknown) => ({ using: { foreign_key_constraint_on: value } });
const connection = (info: Fields) => ({ configuration: { connection_info: info } });
const permission = (value: Fields) => ({ permission: { filter: {}, ...value } });
const definition = (value: Fields) => ({ definition: value });
const IGNORED = [
  ...['Content-Length', 'Content-MD5', 'User-Agent', 'Host', 'Origin', 'Referer', 'Accept'],
  ...['Accept-Encoding', 'Accept-Language', 'Accept-Datetime', 'Cache-Control', 'Connection'],
  ...['DNT', 'Content-Type'],
];

const ROWS: readonly Row[] = [
  [
    'null, at any key that the server may leave out',
    'action',
    { a_key_of_a_newer_server: null, ...definition({ handler: 'h', another_one: null }) },
    definition({ handler: 'h' }),
    { a_key_of_a_newer_server: false, ...definition({ handler: 'h' }) },
  ],
  [
    'query templates of version 1',
    'metadata',
    { query_templates: [] },
    {},
    { a_key_of_a_newer_server: [] },
  ],
  [
    'empty lists at the top',
    'metadata',
    { actions: [], cron_triggers: null },
    {},
    { actions: [{ name: 'a' }] },
  ],
  [
    'empty maps at the top',
    'metadata',
    { network: {}, api_limits: {} },
    {},
    { network: { tls_allowlist: [{ host: 'h' }] } },
  ],
  [
    'an empty list of allowed hosts',
    'network',
    { tls_allowlist: [] },
    {},
    { tls_allowlist: [{ host: 'h' }] },
  ],
  [
    'parts of an allowed host',
    'network',
    { tls_allowlist: [{ host: 'h' }] },
    { tls_allowlist: [{ host: 'h', suffix: null, permissions: null }] },
    { tls_allowlist: [{ host: 'h', suffix: '1' }] },
  ],
  [
    'no pool settings of SQL Server',
    'source',
    { kind: 'mssql', ...connection({}) },
    {
      kind: 'mssql',
      ...connection({ pool_settings: { idle_timeout: 5, max_connections: null } }),
    },
    { kind: 'mssql', ...connection({ pool_settings: {} }) },
  ],
  [
    'pool settings of SQL Server in part',
    'source',
    { kind: 'mssql', ...connection({ pool_settings: { idle_timeout: 7 } }) },
    { kind: 'mssql', ...connection({ pool_settings: { idle_timeout: 7, max_connections: 50 } }) },
    { kind: 'mssql', ...connection({ pool_settings: { idle_timeout: 7, max_connections: 5 } }) },
  ],
  [
    'a pool of SQL Server that is enabled',
    'source',
    {
      kind: 'mssql',
      ...connection({
        pool_settings: { enable: true, max_connections: 5, total_max_connections: null },
      }),
    },
    { kind: 'mssql', ...connection({ pool_settings: { idle_timeout: 5, max_connections: 5 } }) },
    { kind: 'mssql', ...connection({ pool_settings: { enable: false } }) },
  ],
  [
    'SQL Server without a pool',
    'source',
    { kind: 'mssql', ...connection({ pool_settings: { enable: false, max_connections: 5 } }) },
    { kind: 'mssql', ...connection({ pool_settings: { enable: false } }) },
    { kind: 'mssql', ...connection({ pool_settings: { max_connections: 5 } }) },
  ],
  [
    'the database URL of SQL Server',
    'source',
    {
      kind: 'mssql',
      ...connection({ database_url: { from_env: 'A' }, connection_string: { from_env: 'B' } }),
    },
    { kind: 'mssql', ...connection({ connection_string: { from_env: 'A' } }) },
    { kind: 'mssql', ...connection({ connection_string: { from_env: 'B' } }) },
  ],
  [
    'a database URL of SQL Server that is null',
    'source',
    { kind: 'mssql', ...connection({ database_url: null, connection_string: 'A' }) },
    { kind: 'mssql', ...connection({ connection_string: 'A' }) },
    { kind: 'mssql', ...connection({ connection_string: 'B' }) },
  ],
  [
    'the configuration of a data connector',
    'source',
    { kind: 'sqlite', configuration: { db: 'x' } },
    { kind: 'sqlite', configuration: { value: { db: 'x' }, template: null, timeout: null } },
    { kind: 'sqlite', configuration: { value: { db: 'y' }, template: null, timeout: null } },
  ],
  [
    'the timeout of a data connector',
    'source',
    { kind: 'sqlite', configuration: { timeout: { seconds: 5 } } },
    {
      kind: 'sqlite',
      configuration: {
        value: { timeout: { seconds: 5 } },
        template: null,
        timeout: { seconds: 5 },
      },
    },
    { kind: 'sqlite', configuration: { value: {}, timeout: { seconds: 5 } } },
  ],
  [
    'a limit of BigQuery',
    'source',
    { kind: 'bigquery', configuration: { global_select_limit: 5 } },
    { kind: 'bigquery', configuration: { global_select_limit: '5.0' } },
    { kind: 'bigquery', configuration: { global_select_limit: '6.0' } },
  ],
  [
    'a limit of BigQuery from the environment',
    'source',
    {
      kind: 'bigquery',
      configuration: { global_select_limit: { from_env: 'A' }, datasets: ['d'] },
    },
    {
      kind: 'bigquery',
      configuration: { datasets: ['d'], global_select_limit: { from_env: 'A' }, retry_limit: null },
    },
    {
      kind: 'bigquery',
      configuration: { global_select_limit: { from_env: 'B' }, datasets: ['d'] },
    },
  ],
  [
    'retries of BigQuery',
    'source',
    { kind: 'bigquery', configuration: { retry_base_delay: 500000, retry_limit: 5 } },
    { kind: 'bigquery', configuration: { retry_base_delay: '500000.0', retry_limit: '5.0' } },
    { kind: 'bigquery', configuration: { retry_base_delay: '500000.0', retry_limit: '6.0' } },
  ],
  [
    'introspection',
    'graphql_schema_introspection',
    { disabled_for_roles: [] },
    {},
    { disabled_for_roles: ['a'] },
  ],
  [
    'introspection for a role that is named twice',
    'graphql_schema_introspection',
    { disabled_for_roles: ['b', 'a', 'b'] },
    { disabled_for_roles: ['a', 'b'] },
    { disabled_for_roles: ['b'] },
  ],
  [
    'metrics',
    'metrics_config',
    { analyze_query_variables: false, analyze_response_body: false },
    {},
    { analyze_response_body: true },
  ],
  [
    'OpenTelemetry',
    'open_telemetry',
    { status: 'enabled' },
    {
      status: 'enabled',
      data_types: [],
      exporter_otlp: {
        headers: [],
        resource_attributes: [],
        protocol: 'http/protobuf',
        traces_propagators: ['b3'],
      },
      batch_span_processor: { max_export_batch_size: 512 },
    },
    { status: 'enabled', exporter_otlp: { traces_propagators: ['tracecontext'] } },
  ],
  ['OpenTelemetry, disabled', 'open_telemetry', { status: 'disabled' }, {}, { status: 'enabled' }],
  [
    'data types of OpenTelemetry',
    'open_telemetry',
    { data_types: ['traces', 'metrics'] },
    { data_types: ['metrics', 'traces'] },
    { data_types: ['metrics'] },
  ],
  [
    'API limits',
    'api_limits',
    { depth_limit: { global: 5, state: 'x' }, node_limit: null },
    { disabled: false, depth_limit: { global: 5, per_role: {} } },
    { depth_limit: { global: 5, per_role: { a: 1 } } },
  ],
  [
    'a rate limit by address',
    'api_limits',
    { rate_limit: { global: { max_reqs_per_min: 1, unique_params: 'ip' } } },
    { rate_limit: { global: { max_reqs_per_min: 1, unique_params: 'IP' }, per_role: {} } },
    { rate_limit: { global: { max_reqs_per_min: 1 } } },
  ],
  ["a source's kind", 'source', { kind: null }, { kind: 'postgres' }, { kind: 'citus' }],
  ["a source's kind, short", 'source', { kind: 'pg' }, { kind: 'postgres' }, { kind: 'mssql' }],
  [
    'defaults of a connection',
    'source',
    connection({ database_url: 'u' }),
    connection({
      database_url: 'u',
      isolation_level: 'read-committed',
      use_prepared_statements: false,
    }),
    connection({ database_url: 'u', use_prepared_statements: true }),
  ],
  [
    'empty pool settings',
    'source',
    connection({ pool_settings: {} }),
    connection({ pool_settings: { connection_lifetime: 600 } }),
    connection({}),
  ],
  [
    'a lifetime of 0',
    'source',
    connection({ pool_settings: { connection_lifetime: 0, retries: null } }),
    connection({ pool_settings: { connection_lifetime: 600 } }),
    connection({ pool_settings: { connection_lifetime: 1 } }),
  ],
  [
    'the schema of extensions',
    'source',
    { configuration: { extensions_schema: 'public', read_replicas: null } },
    { configuration: {} },
    { configuration: { extensions_schema: 'ext' } },
  ],
  [
    'no customization',
    'source',
    { customization: {} },
    {},
    { customization: { naming_convention: 'hasura-default' } },
  ],
  [
    'customized names',
    'source',
    { customization: { root_fields: null, type_names: { prefix: null, suffix: 's' } } },
    { customization: { type_names: { suffix: 's' } } },
    { customization: { root_fields: {}, type_names: { suffix: 's' } } },
  ],
  [
    'query tags',
    'source',
    { query_tags: {} },
    { query_tags: { disabled: false, format: 'standard', omit_request_id: true } },
    { query_tags: { disabled: true } },
  ],
  [
    'a health check',
    'source',
    { health_check: { interval: 1 } },
    {
      health_check: {
        interval: 1,
        retries: 3,
        retry_interval: 10,
        timeout: 10,
        test: { sql: 'SELECT 1' },
      },
    },
    { health_check: { interval: 1, retries: 4 } },
  ],
  [
    'the test of a health check',
    'source',
    { health_check: { interval: 1, test: { sql: null } } },
    { health_check: { interval: 1, test: { sql: 'SELECT 1' } } },
    { health_check: { interval: 1, test: { sql: 'SELECT 2' } } },
  ],
  [
    'empty lists of a source',
    'source',
    { functions: [], logical_models: null },
    {},
    { functions: ['f'] },
  ],
  [
    'empty lists of a table',
    'table',
    { select_permissions: [], event_triggers: null },
    {},
    { select_permissions: [{ role: 'r' }] },
  ],
  [
    'an enum table',
    'table',
    { is_enum: false, apollo_federation_config: null },
    {},
    { is_enum: true },
  ],
  ['a table without a model', 'table', { logical_model: null }, {}, { logical_model: 'm' }],
  [
    'an empty configuration',
    'table',
    { configuration: { column_config: { a: {} }, custom_name: null } },
    {},
    { configuration: { custom_name: 'n' } },
  ],
  [
    'a configuration',
    'table',
    { configuration: { custom_name: 'n' } },
    {
      configuration: {
        custom_name: 'n',
        custom_root_fields: {},
        column_config: {},
        custom_column_names: {},
      },
    },
    { configuration: { custom_name: 'm' } },
  ],
  [
    'column names',
    'table',
    {
      configuration: {
        custom_column_names: { a: 'b', c: 'd' },
        column_config: { c: { custom_name: 'e' } },
      },
    },
    {
      configuration: {
        column_config: { a: { custom_name: 'b' }, c: { custom_name: 'e' } },
        custom_column_names: { a: 'b', c: 'e' },
        custom_root_fields: {},
      },
    },
    { configuration: { custom_column_names: { a: 'b', c: 'd' } } },
  ],
  [
    'root fields',
    'table',
    {
      configuration: {
        custom_root_fields: {
          select: { name: 's' },
          insert: { comment: 'c' },
          delete: {},
          update: null,
        },
      },
    },
    {
      configuration: { custom_root_fields: { select: 's', insert: { comment: 'c', name: null } } },
    },
    { configuration: { custom_root_fields: { select: 's', insert: 'c' } } },
  ],
  ['a foreign key as a list', 'object_relation', fk(['c']), fk('c'), fk(['c', 'd'])],
  [
    "another table's foreign key",
    'array_relation',
    fk({ table: 't', columns: ['c'] }),
    fk({ table: t, column: 'c' }),
    fk({ table: t, column: 'd' }),
  ],
  [
    'a manual relationship',
    'object_relation',
    { using: { manual_configuration: { remote_table: { name: 't' } } } },
    { using: { manual_configuration: { remote_table: t, insertion_order: null } } },
    { using: { manual_configuration: { remote_table: { schema: 's', name: 't' } } } },
  ],
  [
    'a computed field',
    'computed_field',
    definition({ function: 't', table_argument: null }),
    definition({ function: t }),
    definition({ function: t, session_argument: 's' }),
  ],
  [
    'a remote relationship',
    'remote_relationship',
    definition({
      to_remote_schema: {
        lhs_fields: ['b', 'a', 'a'],
        remote_field: { f: { arguments: {}, field: null } },
      },
    }),
    definition({
      to_remote_schema: { lhs_fields: ['a', 'b'], remote_field: { f: { arguments: {} } } },
    }),
    definition({ to_remote_schema: { lhs_fields: ['a'], remote_field: { f: { arguments: {} } } } }),
  ],
  [
    'defaults of a permission',
    'select_permission',
    permission({
      allow_aggregations: false,
      computed_fields: [],
      limit: null,
      query_root_fields: null,
    }),
    permission({}),
    permission({ query_root_fields: [] }),
  ],
  [
    'presets',
    'insert_permission',
    { permission: { check: {}, set: {}, backend_only: null, columns: null } },
    { permission: { check: {} } },
    { permission: { check: {}, columns: [] } },
  ],
  [
    'computed fields of an insert',
    'insert_permission',
    { permission: { check: {}, computed_fields: ['f'] } },
    { permission: { check: {} } },
    { permission: { check: {}, columns: ['f'] } },
  ],
  [
    'a check of an update',
    'update_permission',
    permission({}),
    permission({ check: null }),
    permission({ check: {} }),
  ],
  [
    'input validation',
    'insert_permission',
    { permission: { validate_input: definition({ url: 'u' }) } },
    {
      permission: {
        validate_input: definition({
          url: 'u',
          timeout: 10,
          headers: [],
          forward_client_headers: false,
        }),
      },
    },
    { permission: { validate_input: definition({ url: 'u', timeout: 11 }) } },
  ],
  [
    'operators of a filter',
    'delete_permission',
    { permission: { filter: { $and: [{ $or: [{ a: { $eq: 1 } }] }] } } },
    { permission: { filter: { _and: [{ _or: [{ a: { $eq: 1 } }] }] } } },
    { permission: { filter: { _and: [{ _or: [{ a: { _eq: 1 } }] }] } } },
  ],
  [
    'a table in a filter',
    'delete_permission',
    { permission: { filter: { _exists: { _table: 't', _where: {} } } } },
    { permission: { filter: { _exists: { _table: t, _where: {} } } } },
    { permission: { filter: { _exists: { _table: { schema: 's', name: 't' }, _where: {} } } } },
  ],
  [
    'root fields as a set',
    'select_permission',
    permission({ query_root_fields: ['select_by_pk', 'select'] }),
    permission({ query_root_fields: ['select', 'select_by_pk'] }),
    permission({ query_root_fields: ['select'] }),
  ],
  [
    'an event trigger',
    'event_trigger',
    {
      definition: { enable_manual: null, update: { columns: '*', payload: null } },
      headers: [],
      retry_conf: { timeout_sec: null },
      replace: true,
      trigger_on_replication: false,
    },
    { definition: { update: { columns: '*' } }, retry_conf: {} },
    { definition: { enable_manual: false, update: { columns: '*' } }, retry_conf: {} },
  ],
  [
    'a cleanup of events',
    'event_trigger',
    { cleanup_config: { paused: null } },
    {
      cleanup_config: {
        batch_size: 10000,
        timeout: 60,
        clean_invocation_logs: false,
        paused: false,
      },
    },
    { cleanup_config: { paused: true } },
  ],
  [
    'a transform of the body without a template',
    'event_trigger',
    { request_transform: { version: 2, body: { action: 'remove', template: null } } },
    { request_transform: { version: 2, body: { action: 'remove' } } },
    { request_transform: { version: 2, body: { action: 'transform' } } },
  ],
  [
    'a transform',
    'event_trigger',
    { request_transform: { method: null, request_headers: {} } },
    {
      request_transform: {
        version: 1,
        template_engine: 'Kriti',
        request_headers: { add_headers: {}, remove_headers: [] },
      },
    },
    { request_transform: { version: 2, request_headers: {} } },
  ],
  [
    'a content type of a transform',
    'action',
    definition({ request_transform: { content_type: 'application/json', method: 'POST' } }),
    definition({ request_transform: { version: 1, template_engine: 'Kriti', method: 'POST' } }),
    definition({ request_transform: { method: 'PUT' } }),
  ],
  [
    'a header from the environment',
    'remote_schema',
    definition({ headers: [{ name: 'n', value: null, value_from_env: 'A' }] }),
    definition({ headers: [{ name: 'n', value_from_env: 'A' }] }),
    definition({ headers: [{ name: 'n', value_from_env: 'B' }] }),
  ],
  [
    "a function's configuration",
    'function',
    { configuration: { custom_name: null, custom_root_fields: {} }, permissions: [] },
    {},
    { configuration: { custom_name: 'n' } },
  ],
  [
    'a logical field',
    'logical_model',
    {
      fields: [
        { name: 'a', type: 'int', nullable: true },
        { name: 'b', type: 'int' },
      ],
    },
    {
      fields: [
        { name: 'a', type: { scalar: 'int', nullable: true } },
        { name: 'b', type: { scalar: 'int', nullable: false } },
      ],
    },
    {
      fields: [
        { name: 'a', type: 'int' },
        { name: 'b', type: 'int' },
      ],
    },
  ],
  [
    "a logical field's nullable beside a type that has its own",
    'logical_model',
    { fields: [{ name: 'a', type: { scalar: 'int' }, nullable: true }] },
    { fields: [{ name: 'a', type: { scalar: 'int', nullable: false } }] },
    { fields: [{ name: 'a', type: 'int', nullable: true }] },
  ],
  [
    'a native query',
    'native_query',
    { type: null, code: ' c' },
    { arguments: {}, code: ' c' },
    { code: 'c' },
  ],
  [
    'an argument of a native query',
    'native_query',
    { arguments: { a: { type: 'int' } } },
    { arguments: { a: { type: 'int', nullable: false } } },
    { arguments: { a: { type: 'int', nullable: true } } },
  ],
  [
    'a remote schema',
    'remote_schema',
    {
      definition: {
        url: 'u',
        headers: [],
        forward_client_headers: false,
        timeout_seconds: null,
        customization: null,
      },
      permissions: [],
    },
    { definition: { url: 'u' } },
    { definition: { url: 'u', timeout_seconds: 60 } },
  ],
  [
    'customized type names',
    'remote_schema',
    definition({ customization: { type_names: { prefix: null } } }),
    definition({ customization: { type_names: { mapping: {} } } }),
    definition({ customization: { type_names: { mapping: { a: 'b' } } } }),
  ],
  [
    'types of a remote schema',
    'remote_schema_type',
    {},
    { relationships: [] },
    { relationships: [{ name: 'r' }] },
  ],
  [
    'an action',
    'action',
    definition({ handler: 'h', timeout: null, headers: [], arguments: [] }),
    definition({
      handler: 'h',
      type: 'mutation',
      kind: 'synchronous',
      timeout: 30,
      ignored_client_headers: IGNORED,
    }),
    definition({ handler: 'h', timeout: 0 }),
  ],
  [
    'ignored headers',
    'action',
    definition({}),
    definition({ ignored_client_headers: IGNORED }),
    definition({ ignored_client_headers: [] }),
  ],
  [
    'a query',
    'action',
    definition({ type: 'query', kind: '' }),
    definition({ type: 'query' }),
    definition({ type: 'mutation' }),
  ],
  [
    'the kind of a mutation',
    'action',
    definition({ kind: null }),
    definition({ kind: 'synchronous' }),
    definition({ kind: 'asynchronous' }),
  ],
  [
    'empty custom types',
    'custom_types',
    { scalars: [], objects: [] },
    {},
    { scalars: [{ name: 's' }] },
  ],
  [
    'values of an enum',
    'custom_enum',
    { values: [{ value: 'A' }] },
    { values: [{ value: 'A', description: null, is_deprecated: null }] },
    { values: [{ value: 'A', description: '' }] },
  ],
  [
    'a relationship of a type',
    'custom_object',
    { relationships: [{ name: 'r', remote_table: 't' }] },
    { relationships: [{ name: 'r', remote_table: t, source: 'default' }] },
    { relationships: [{ name: 'r', remote_table: t, source: 'other' }] },
  ],
  [
    'arguments of a field',
    'custom_object',
    { fields: [{ name: 'f', arguments: null }] },
    { fields: [{ name: 'f' }] },
    { fields: [{ name: 'f', arguments: [] }] },
  ],
  [
    'a schedule',
    'cron_trigger',
    { schedule: '@hourly', payload: null, headers: [] },
    { schedule: '0 * * * *' },
    { schedule: '1 * * * *' },
  ],
  [
    'a schedule with names of days and months',
    'cron_trigger',
    { schedule: '00 05 * JAN,feb MON-FRI' },
    { schedule: '0 5 * 1,2 1-5' },
    { schedule: '0 5 * 1,2 1-6' },
  ],
  [
    'a common schedule, in capitals',
    'cron_trigger',
    { schedule: '@Daily' },
    { schedule: '0 0 * * *' },
    { schedule: '0 0 * * 0' },
  ],
  [
    'retries of a cron trigger',
    'cron_trigger',
    { retry_conf: { num_retries: 1 } },
    {
      retry_conf: {
        num_retries: 1,
        retry_interval_seconds: 10,
        timeout_seconds: 60,
        tolerance_seconds: 21600,
      },
    },
    { retry_conf: { num_retries: 2 } },
  ],
  [
    'default retries of a cron trigger',
    'cron_trigger',
    { retry_conf: {} },
    {},
    { retry_conf: { timeout_seconds: 61 } },
  ],
  [
    'a scope',
    'allowlist_entry',
    {},
    { scope: { global: true } },
    { scope: { global: false, roles: ['a'] } },
  ],
  [
    'a REST endpoint',
    'rest_endpoint',
    { url: 'u' },
    { url: 'u', comment: null },
    { url: 'u', comment: '' },
  ],
  [
    'a set of roles',
    'inherited_role',
    { role_set: ['b', 'a', 'b'] },
    { role_set: ['a', 'b'] },
    { role_set: ['a'] },
  ],
];

test.each(ROWS)(
  '%s is the same as it was sent and as the server exports it',
  async (_what, type, sent, exported, lookAlike) => {
    const [a, b, other] = [sent, exported, lookAlike].map((entry) => metadataWith(type, entry)) as [
      Fields,
      Fields,
      Fields,
    ];
    expect(differences(a, b)).toEqual([]);
    expect(differences(b, a)).toEqual([]);
    expect(isSame(a, other)).toBe(false);
    expect(isSame(other, b)).toBe(false);
  },
);

test.each([
  ['postgres', true],
  ['citus', true],
  ['cockroach', true],
  ['bigquery', false],
  ['sqlite', false],
])('a bare table name in a %s source is in the schema "public": %s', (kind, isShort) => {
  const [short, long] = ['t', t].map((table) => metadataWith('table', { table }, kind)) as [
    Fields,
    Fields,
  ];
  expect(isSame(short, long)).toBe(isShort);
});

test('a bare table name in an MSSQL source is in the schema "dbo"', () => {
  const tables = ['t', { schema: 'dbo', name: 't' }, t];
  const [short, long, other] = tables.map((table) => metadataWith('table', { table }, 'mssql')) as [
    Fields,
    Fields,
    Fields,
  ];
  expect(isSame(short, long)).toBe(true);
  expect(isSame(short, other)).toBe(false);
});

test.each(['postgres', 'sqlite'])('null in the name of a table of %s is absent', (kind) => {
  const [short, long] = [{ name: 't' }, { name: 't', schema: null, dataset: null }].map((table) =>
    metadataWith('table', { table }, kind),
  ) as [Fields, Fields];
  expect(isSame(short, long)).toBe(true);
});

test('metadata of version 2 is the source "default" of version 3', () => {
  const exported = {
    version: 3,
    sources: [
      {
        name: 'default',
        kind: 'postgres',
        tables: [{ table: t }],
        configuration: {
          connection_info: {
            database_url: { from_env: 'HASURA_GRAPHQL_DATABASE_URL' },
            isolation_level: 'read-committed',
            use_prepared_statements: false,
          },
        },
      },
    ],
  };
  expect(differences({ version: 2, tables: [{ table: 't' }] }, exported)).toEqual([]);
});

test('a cron trigger that stays in the database is not exported', () => {
  const trigger = { name: 'x', schedule: '0 * * * *', include_in_metadata: false };
  expect(isSame({ sources: [], cron_triggers: [trigger] }, { sources: [] })).toBe(true);
});

const sdl = (schema: string) =>
  metadataWith('remote_schema_permission', { definition: { schema } });

test.each([
  [
    'white space and comments do not count',
    'type Query{a:Int}',
    '# c\ntype Query {\n  a: Int\n}',
    true,
  ],
  [
    'the order of definitions does not count',
    'type A{a:Int} schema{query:A}',
    'schema { query: A }\ntype A { a: Int }',
    true,
  ],
  [
    'the form of a description does not count',
    '"a" type Query{a:Int}',
    '"""a"""\ntype Query { a: Int }',
    true,
  ],
  ['another field is a difference', 'type Query{a:Int}', 'type Query { b: Int }', false],
  ['another description is a difference', '"a" type Query{a:Int}', '"b" type Query{a:Int}', false],
  ['text that does not parse is compared as text', 'type Query{', 'type Query{{', false],
])('SDL of a remote schema permission: %s', async (_what, a, b, same) => {
  const [left, right] = [sdl(a), sdl(b)];
  expect(isSame(left, right, await normalSdlFor(left, right))).toBe(same);
});

test('a comparison does not change what it compares', () => {
  const metadata = richMetadata();
  const copy = structuredClone(metadata);
  expect(differences(metadata, {}).length).toBeGreaterThan(0);
  expect(metadata).toEqual(copy);
});
