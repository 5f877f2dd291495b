import {
  actionKind,
  headers,
  IGNORED_CLIENT_HEADERS,
  limit,
  logicalFields,
  mutationPermission,
  permission,
  qualified,
  relationship,
  remoteRelationship,
  remoteTypeNames,
  requestLimit,
  schedule,
  sourceConfiguration,
  tableConfiguration,
  transforms,
  typeFields,
} from './normal-values.js';
import {
  chain,
  each,
  fields,
  fieldsOrAbsent,
  mapOf,
  notKept,
  type Rule,
  set,
  unless,
  unordered,
  withoutNulls,
} from './normalize.js';

/**
 * How GraphQL Engine prints metadata anew, seen on v2.48.16, by kind of object, its children aside:
 * each rule undoes what the server fills in or leaves out. What has no rule is compared as it is.
 */
export const RULES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  metadata: {
    // Of metadata of version 1.
    query_templates: notKept,
  },
  source: {
    kind: unless('postgres', 'pg'),
    configuration: sourceConfiguration,
    customization: fieldsOrAbsent({ root_fields: withoutNulls, type_names: withoutNulls }),
    query_tags: fields({
      disabled: unless(false),
      format: unless('standard'),
      omit_request_id: unless(true),
    }),
    health_check: fields({
      retries: unless(3),
      retry_interval: unless(10),
      timeout: unless(10),
      test: fieldsOrAbsent({ sql: unless('SELECT 1') }),
    }),
  },
  table: {
    table: qualified,
    is_enum: unless(false),
    configuration: tableConfiguration,
  },
  function: {
    function: qualified,
    configuration: fieldsOrAbsent({ custom_root_fields: fieldsOrAbsent({}) }),
  },
  stored_procedure: { stored_procedure: qualified },
  native_query: {
    arguments: chain(mapOf(fields({ nullable: unless(false) })), unless({})),
    returns: fields({
      ...logicalFields,
      select_permissions: chain(each(fields(permission)), unless([])),
    }),
  },
  logical_model: logicalFields,
  object_relation: relationship,
  array_relation: relationship,
  remote_relationship: remoteRelationship,
  remote_schema_remote_relationship: remoteRelationship,
  computed_field: { definition: fields({ function: qualified }) },
  select_permission: permission,
  insert_permission: mutationPermission,
  update_permission: mutationPermission,
  delete_permission: mutationPermission,
  event_trigger: {
    definition: fields({ update: withoutNulls }),
    retry_conf: withoutNulls,
    headers,
    ...transforms,
    cleanup_config: fields({
      batch_size: unless(10000),
      timeout: unless(60),
      clean_invocation_logs: unless(false),
      paused: unless(false),
    }),
    trigger_on_replication: unless(false),
    replace: notKept,
  },
  remote_schema: {
    definition: fields({
      headers,
      forward_client_headers: unless(false),
      customization: fields({
        type_names: fields(remoteTypeNames),
        field_names: each(fields(remoteTypeNames)),
      }),
    }),
  },
  remote_schema_permission: {
    definition: fields({
      schema: (sdl, { normalSdl }) => (typeof sdl === 'string' ? normalSdl(sdl) : sdl),
    }),
  },
  action: {
    definition: chain(
      actionKind,
      fields({
        type: unless('mutation'),
        kind: unless('synchronous'),
        timeout: unless(30),
        headers,
        arguments: chain(each(withoutNulls), unless([])),
        forward_client_headers: unless(false),
        ignored_client_headers: unless(IGNORED_CLIENT_HEADERS),
        ...transforms,
      }),
    ),
  },
  custom_enum: { values: each(withoutNulls) },
  custom_input_object: typeFields,
  custom_object: {
    ...typeFields,
    relationships: chain(
      each(
        fields({
          source: unless('default'),
          remote_table: (table, context) =>
            qualified(table, { ...context, sourceKind: 'postgres' }),
        }),
      ),
      unless([]),
    ),
  },
  cron_trigger: {
    headers,
    ...transforms,
    schedule,
    retry_conf: fieldsOrAbsent({
      num_retries: unless(0),
      retry_interval_seconds: unless(10),
      timeout_seconds: unless(60),
      tolerance_seconds: unless(21600),
    }),
  },
  rest_endpoint: { methods: unordered },
  allowlist_entry: { scope: chain(fields({ roles: unordered }), unless({ global: true })) },
  inherited_role: { role_set: set },
  network: { tls_allowlist: chain(each(withoutNulls), unless([])) },
  api_limits: {
    disabled: unless(false),
    depth_limit: limit,
    node_limit: limit,
    time_limit: limit,
    batch_limit: limit,
    rate_limit: chain(limit, fields({ global: requestLimit, per_role: mapOf(requestLimit) })),
  },
  graphql_schema_introspection: { disabled_for_roles: chain(set, unless([])) },
  metrics_config: {
    analyze_query_variables: unless(false),
    analyze_response_body: unless(false),
  },
  open_telemetry: {
    status: unless('disabled'),
    data_types: chain(set, unless([])),
    exporter_otlp: fieldsOrAbsent({
      headers,
      resource_attributes: unless([]),
      protocol: unless('http/protobuf'),
      traces_propagators: unless(['b3']),
    }),
    batch_span_processor: fieldsOrAbsent({ max_export_batch_size: unless(512) }),
  },
};
