/** A file of a metadata directory, and the key of the metadata that it holds. */
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
// requires sources, if only as an empty list, and refuses a metrics_config of {}, which is what an
// export writes.
const row = (
  shape: MetadataFile['shape'],
  file: string,
  key: string,
  blank?: unknown,
  empty = blank,
): MetadataFile => ({ file, key, shape, blank, empty });

/** The two files of actions: how each is called, and what handles it. */
export const ACTIONS_SDL = 'actions.graphql';
export const ACTIONS_FILE = row('map', 'actions.yaml', 'actions');
/** The metadata's own version, in config v3. */
export const VERSION_FILE = row('map', 'version.yaml', 'version');

const COMMON = [
  row('list', 'remote_schemas.yaml', 'remote_schemas', []),
  row('list', 'query_collections.yaml', 'query_collections', []),
  row('list', 'allow_list.yaml', 'allowlist', []),
  row('list', 'cron_triggers.yaml', 'cron_triggers', []),
  row('map', 'network.yaml', 'network', {}),
];

/**
 * The files of a metadata directory by the version of the project's config, actions aside. Version
 * 2 knows one database and no sources; the CLI sends nothing else of it.
 */
export const METADATA_FILES: Readonly<Record<2 | 3, readonly MetadataFile[]>> = {
  2: [
    row('list', 'tables.yaml', 'tables', []),
    row('list', 'functions.yaml', 'functions', []),
    ...COMMON,
  ],
  3: [
    VERSION_FILE,
    row('list', 'databases/databases.yaml', 'sources', []),
    ...COMMON,
    row('list', 'rest_endpoints.yaml', 'rest_endpoints'),
    row('list', 'inherited_roles.yaml', 'inherited_roles', []),
    row('map', 'api_limits.yaml', 'api_limits', {}),
    row('map', 'graphql_schema_introspection.yaml', 'graphql_schema_introspection', {
      disabled_for_roles: [],
    }),
    row('map', 'metrics_config.yaml', 'metrics_config'),
    row('map', 'opentelemetry.yaml', 'opentelemetry', undefined, {}),
    row('map', 'backend_configs.yaml', 'backend_configs', undefined, {}),
  ],
};

/** Each of these in a directory means that it is a metadata directory. */
export const SIGNS_OF_METADATA: readonly string[] = [
  'databases',
  ACTIONS_SDL,
  ACTIONS_FILE.file,
  ...[...METADATA_FILES[3], ...METADATA_FILES[2]].map(({ file }) => file),
];
