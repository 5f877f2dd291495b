import { sourceConfiguration } from './normal-sources.js';
import {
  actionKind,
  customizedNames,
  headers,
  IGNORED_CLIENT_HEADERS,
  limit,
  logicalFields,
  mutationPermission,
  permission,
  qualified,
  qualifiedIn,
  relationship,
  remoteRelationship,
  remoteTypeNames,
  requestLimit,
  schedule,
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
  optional,
  type Rule,
  set,
  unless,
  unordered,
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
    customization: fieldsOrAbsent({
      root_fields: customizedNames,
      type_names: customizedNames,
      naming_convention: optional,
    }),
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
    apollo_federation_config: optional,
    logical_model: optional,
    configuration: tableConfiguration,
  },
  function: {
    function: qualified,
    configuration: fieldsOrAbsent({
      custom_root_fields: chain(mapOf(optional), unless({})),
      custom_name: optional,
      exposed_as: optional,
      session_argument: optional,
    }),
  },
  stored_procedure: { stored_procedure: qualified },
  native_query: {
    arguments: chain(mapOf(fields({ nullable: unless(false) })), unless({})),
    type: optional,
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
  computed_field: {
    definition: fields({
      function: qualified,
      table_argument: optional,
      session_argument: optional,
    }),
  },
  select_permission: permission,
  insert_permission: mutationPermission,
  update_permission: mutationPermission,
  delete_permission: mutationPermission,
  event_trigger: {
    definition: fields({
      enable_manual: optional,
      insert: optional,
      update: fields({ payload: optional }),
      delete: optional,
    }),
    retry_conf: fields({ timeout_sec: optional }),
    headers,
    webhook: optional,
    webhook_from_env: optional,
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
      url: optional,
      url_from_env: optional,
      headers,
      forward_client_headers: unless(false),
      timeout_seconds: optional,
      customization: fields({
        root_fields_namespace: optional,
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
        arguments: chain(each(fields({})), unless([])),
        forward_client_headers: unless(false),
        ignored_client_headers: unless(IGNORED_CLIENT_HEADERS),
        ...transforms,
      }),
    ),
  },
  custom_enum: { values: each(fields({ is_deprecated: optional })) },
  custom_input_object: typeFields,
  custom_object: {
    ...typeFields,
    relationships: chain(
      each(
        fields({
          source: unless('default'),
          remote_table: (table) => qualifiedIn('postgres', table),
        }),
      ),
      unless([]),
    ),
  },
  cron_trigger: {
    payload: optional,
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
  network: {
    tls_allowlist: chain(each(fields({ suffix: optional, permissions: optional })), unless([])),
  },
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
      otlp_traces_endpoint: optional,
      otlp_metrics_endpoint: optional,
      otlp_logs_endpoint: optional,
    }),
    batch_span_processor: fieldsOrAbsent({ max_export_batch_size: unless(512) }),
  },
};
