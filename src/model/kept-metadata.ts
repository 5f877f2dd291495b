import { asRecord, type Fields, valueAt } from '../lib/json.js';
import { describe, plain } from './describe.js';
import { KINDS } from './kinds.js';
import {
  childrenOf,
  identityOf,
  type MetadataObject,
  objectsIn,
  pathOf,
  rootOf,
} from './metadata-objects.js';
import type { Change, MetadataWarning } from './report.js';

/** The last minor version of GraphQL Engine whose source was read for the keys below. */
const LAST_MINOR = 48;

/** A map in the entries of a kind of object, and the keys of it that the server reads. */
interface KnownKeys {
  readonly type: string;
  /** Where the map is; without it, the entry itself. */
  readonly at?: readonly string[];
  /** The kinds of the sources that have these keys; without it, all. */
  readonly sourceKinds?: readonly string[];
  readonly keys: readonly string[];
}

/**
 * Where the server ignores all keys but these: its parsers are in `Hasura.RQL.Types.Metadata.Common`,
 * `.Action`, `.EventTrigger` and `.OpenTelemetry`, in `Hasura.Table.Cache` and in
 * `Hasura.Backends.Postgres.Connection.Settings`. An unknown key of a table itself is refused.
 */
const KNOWN_KEYS: readonly KnownKeys[] = [
  {
    type: 'metadata',
    keys: ['version', ...childrenOf('metadata').flatMap(({ place }) => place.at.slice(0, 1))],
  },
  {
    type: 'source',
    keys: [
      ...['name', 'kind', 'tables', 'functions', 'native_queries', 'stored_procedures'],
      ...['logical_models', 'configuration', 'query_tags', 'customization', 'health_check'],
    ],
  },
  {
    type: 'source',
    at: ['configuration'],
    sourceKinds: ['postgres', 'citus', 'cockroach'],
    keys: [
      ...['connection_info', 'read_replicas', 'extensions_schema'],
      ...['connection_template', 'connection_set'],
    ],
  },
  {
    type: 'table',
    at: ['configuration'],
    keys: [
      ...['custom_root_fields', 'column_config', 'custom_column_names', 'custom_name', 'comment'],
    ],
  },
  {
    type: 'event_trigger',
    keys: [
      ...['name', 'definition', 'webhook', 'webhook_from_env', 'retry_conf', 'headers', 'replace'],
      ...['request_transform', 'response_transform', 'cleanup_config', 'trigger_on_replication'],
    ],
  },
  {
    type: 'action',
    at: ['definition'],
    keys: [
      ...['arguments', 'output_type', 'headers', 'forward_client_headers', 'timeout', 'handler'],
      ...['ignored_client_headers', 'request_transform', 'response_transform', 'type', 'kind'],
    ],
  },
  {
    type: 'open_telemetry',
    keys: ['status', 'data_types', 'exporter_otlp', 'batch_span_processor'],
  },
];

/** What has such keys, and what the server merges silently if a project has it twice. */
const TYPES = [
  ...KNOWN_KEYS.map(({ type }) => type),
  ...KINDS.filter(({ traits }) => traits?.includes('merged')).map(({ type }) => type),
];

/** Metadata as a server keeps it. */
export interface KeptMetadata {
  /** Without the keys that the server ignores. */
  readonly kept: Fields;
  /** One for each of these keys, which are misspelled or out of place, and for each duplicate. */
  readonly warnings: readonly MetadataWarning[];
}

/**
 * What a server keeps of a project's metadata. The input is not changed. Nothing is known to be
 * ignored by a newer server, which may read more keys, by one that does not say its version, and in
 * metadata of version 1 and 2.
 */
export function keptMetadata(metadata: Fields, serverVersion: string | undefined): KeptMetadata {
  const root = rootOf(metadata);
  const objects = [...objectsIn(root, TYPES)];
  const duplicates = objects.filter(({ merged }) => merged.length > 0).map(duplicateWarning);
  const minor = minorOf(serverVersion) ?? Number.POSITIVE_INFINITY;
  if (minor > LAST_MINOR || !Array.isArray(metadata['sources'])) {
    return { kept: metadata, warnings: duplicates };
  }
  const ignored = [root, ...withMerged(objects)].flatMap((object) =>
    ignoredPaths(object).map((path) => ({ object, path })),
  );
  const unknown = ignored.map(({ object, path }) => unknownKeyWarning(object, path, serverVersion));
  return {
    kept: ignored.length === 0 ? metadata : withoutPaths(metadata, ignored),
    warnings: [...duplicates, ...unknown],
  };
}

function duplicateWarning(object: MetadataObject): MetadataWarning {
  const identity = identityOf(object);
  const name = plain(describe(identity));
  const paths = [...object.merged, object].map(pathOf);
  return {
    message: `The project has the ${name} ${paths.length === 2 ? 'twice' : `${paths.length} times`}: the server keeps only the last one, without the permissions and other parts of the others.`,
    code: 'duplicate-in-project',
    name,
    identity,
    origin: 'project',
    paths,
    fix: 'Merge the entries into one, or remove all but one.',
  };
}

/** Also what the server merges into something else: it is in the project. */
function* withMerged(objects: Iterable<MetadataObject>): Generator<MetadataObject> {
  for (const object of objects) {
    for (const merged of object.merged) {
      yield merged;
      yield* withMerged(objectsIn(merged, TYPES));
    }
    yield object;
  }
}

/** The paths of the keys of an object that the server ignores, children aside. */
function ignoredPaths(object: MetadataObject): Change['path'][] {
  const { type, entry, context } = object;
  return KNOWN_KEYS.filter((row) => row.type === type).flatMap(({ at = [], keys, sourceKinds }) => {
    if (sourceKinds && !sourceKinds.includes(context.sourceKind)) return [];
    return Object.keys(asRecord(valueAt(entry, at)) ?? {})
      .filter((key) => !keys.includes(key))
      .map((key) => [...pathOf(object), ...at, key]);
  });
}

function withoutPaths(
  metadata: Fields,
  ignored: readonly { readonly path: Change['path'] }[],
): Fields {
  const copy = structuredClone(metadata);
  for (const { path } of ignored) {
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((node, step) => (node as Record<string | number, unknown>)[step], copy);
    delete (parent as Record<string | number, unknown>)[path.at(-1) ?? ''];
  }
  return copy;
}

function unknownKeyWarning(
  object: MetadataObject,
  path: Change['path'],
  serverVersion: string | undefined,
): MetadataWarning {
  const identity = identityOf(object);
  const isWhole = identity.type === 'metadata';
  const name = isWhole ? 'the metadata' : plain(describe(identity));
  return {
    message: `GraphQL Engine ${serverVersion} does not know the key "${path.at(-1)}" of ${name}, and ignores it.`,
    code: 'ignored-key-in-project',
    ...(!isWhole && { name, identity }),
    origin: 'project',
    paths: [path],
    fix: 'Correct its spelling and its place, or remove it.',
  };
}

/** The minor version of a server of v2: 48 for `v2.48.16`; `undefined` for any other, and if it is unknown. */
export function minorOf(version: string | undefined): number | undefined {
  const minor = /^v2\.(\d+)\./.exec(version ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}
