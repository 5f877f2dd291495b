/** A file of a metadata directory, and the key of the metadata that it is. */
export interface MetadataFile {
  /** Relative to the metadata directory, with `/`. */
  readonly file: string;
  readonly key: string;
  readonly shape: 'list' | 'map';
  /** What the CLI sends for a file without content; `undefined` when it leaves the key out. */
  readonly blank?: unknown;
  /** What it sends for an empty list or an empty map; the same. */
  readonly empty?: unknown;
}

// As the CLI, built from its source of May 2026, was seen to send each of these files. The server
// wants the sources, if only as an empty list, and refuses a metrics_config of {}, which is what
// an export writes.
const SENT_LIST = { blank: [], empty: [] };
const SENT_MAP = { blank: {}, empty: {} };
const LEFT_OUT = {};
const LEFT_OUT_IF_BLANK = { empty: {} };
const NO_ROLES = { disabled_for_roles: [] };

type Empties = Pick<MetadataFile, 'blank' | 'empty'>;
const list = (file: string, key: string, empties: Empties = SENT_LIST): MetadataFile => ({
  file,
  key,
  shape: 'list',
  ...empties,
});
const map = (file: string, key: string, empties: Empties): MetadataFile => ({
  file,
  key,
  shape: 'map',
  ...empties,
});

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
  map('network.yaml', 'network', SENT_MAP),
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
    list('rest_endpoints.yaml', 'rest_endpoints', LEFT_OUT),
    list('inherited_roles.yaml', 'inherited_roles'),
    map('api_limits.yaml', 'api_limits', SENT_MAP),
    map('graphql_schema_introspection.yaml', 'graphql_schema_introspection', {
      blank: NO_ROLES,
      empty: NO_ROLES,
    }),
    map('metrics_config.yaml', 'metrics_config', LEFT_OUT),
    map('opentelemetry.yaml', 'opentelemetry', LEFT_OUT_IF_BLANK),
    map('backend_configs.yaml', 'backend_configs', LEFT_OUT_IF_BLANK),
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
