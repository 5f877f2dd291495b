/** A file of a metadata directory, and the key of the metadata that it is. */
export interface MetadataFile {
  /** Relative to the metadata directory, with `/`. */
  readonly file: string;
  readonly key: string;
  readonly shape: 'list' | 'map';
}

const list = (file: string, key: string): MetadataFile => ({ file, key, shape: 'list' });
const map = (file: string, key: string): MetadataFile => ({ file, key, shape: 'map' });

/** Where the actions stand: the one says how they are called, the other how they are answered. */
export const ACTIONS_SDL = 'actions.graphql';
export const ACTIONS_YAML = 'actions.yaml';
/** The metadata's own version, in config v3. */
export const VERSION_YAML = 'version.yaml';

const COMMON = [
  list('remote_schemas.yaml', 'remote_schemas'),
  list('query_collections.yaml', 'query_collections'),
  list('allow_list.yaml', 'allowlist'),
  list('cron_triggers.yaml', 'cron_triggers'),
  map('network.yaml', 'network'),
];

/**
 * The files of a metadata directory by the version of the project's config. Version 2 knows one
 * database and no sources; the CLI sends nothing else of it.
 */
export const METADATA_FILES: Readonly<Record<2 | 3, readonly MetadataFile[]>> = {
  2: [list('tables.yaml', 'tables'), list('functions.yaml', 'functions'), ...COMMON],
  3: [
    list('databases/databases.yaml', 'sources'),
    ...COMMON,
    list('rest_endpoints.yaml', 'rest_endpoints'),
    list('inherited_roles.yaml', 'inherited_roles'),
    map('api_limits.yaml', 'api_limits'),
    map('graphql_schema_introspection.yaml', 'graphql_schema_introspection'),
    map('metrics_config.yaml', 'metrics_config'),
    map('opentelemetry.yaml', 'opentelemetry'),
    map('backend_configs.yaml', 'backend_configs'),
  ],
};

/** What tells a metadata directory from any other. */
export const SIGNS_OF_METADATA: readonly string[] = [
  VERSION_YAML,
  'databases',
  ACTIONS_YAML,
  ACTIONS_SDL,
  ...METADATA_FILES[3].map(({ file }) => file),
  ...METADATA_FILES[2].map(({ file }) => file),
];
