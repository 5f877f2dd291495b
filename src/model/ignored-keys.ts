import { asRecord, type Fields } from '../lib/json.js';
import { describe, plain } from './describe.js';
import {
  childrenOf,
  identityOf,
  type MetadataObject,
  objectsIn,
  pathOf,
  rootOf,
  valueAt,
} from './metadata-objects.js';
import type { Change, Identity, MetadataWarning } from './report.js';

/** The last minor version of GraphQL Engine whose source was read for the keys below. */
const LAST_MINOR = 48;

/** A map in the entries of a kind of object, and the keys of it that the server reads. */
interface KnownKeys {
  readonly at: readonly string[];
  readonly keys: readonly string[];
  /** The kinds of the sources that have these keys; without it, all. */
  readonly sourceKinds?: readonly string[];
}

/**
 * Where the server ignores all keys but these, by kind of object: its parsers are in
 * `Hasura.RQL.Types.Metadata.Common`, `.Action`, `.EventTrigger` and `.OpenTelemetry`, in
 * `Hasura.Table.Cache` and in `Hasura.Backends.Postgres.Connection.Settings`. An unknown key of a
 * table itself is refused.
 */
const KNOWN_KEYS: Readonly<Record<string, readonly KnownKeys[]>> = {
  metadata: [
    {
      at: [],
      keys: ['version', ...childrenOf('metadata').flatMap(({ place }) => place.at.slice(0, 1))],
    },
  ],
  source: [
    {
      at: [],
      keys: [
        ...['name', 'kind', 'tables', 'functions', 'native_queries', 'stored_procedures'],
        ...['logical_models', 'configuration', 'query_tags', 'customization', 'health_check'],
      ],
    },
    {
      at: ['configuration'],
      sourceKinds: ['postgres', 'citus', 'cockroach'],
      keys: [
        ...['connection_info', 'read_replicas', 'extensions_schema'],
        ...['connection_template', 'connection_set'],
      ],
    },
  ],
  table: [
    {
      at: ['configuration'],
      keys: [
        ...['custom_root_fields', 'column_config', 'custom_column_names', 'custom_name', 'comment'],
      ],
    },
  ],
  event_trigger: [
    {
      at: [],
      keys: [
        ...['name', 'definition', 'webhook', 'webhook_from_env', 'retry_conf', 'headers'],
        ...['replace', 'request_transform', 'response_transform', 'cleanup_config'],
        ...['trigger_on_replication'],
      ],
    },
  ],
  action: [
    {
      at: ['definition'],
      keys: [
        ...['arguments', 'output_type', 'headers', 'forward_client_headers', 'timeout', 'handler'],
        ...['ignored_client_headers', 'request_transform', 'response_transform', 'type', 'kind'],
      ],
    },
  ],
  open_telemetry: [
    { at: [], keys: ['status', 'data_types', 'exporter_otlp', 'batch_span_processor'] },
  ],
};

/** A key that the server ignores, and whose it is. */
interface IgnoredKey {
  readonly key: string;
  readonly path: Change['path'];
  readonly identity: Identity;
}

/** None of a newer server, which may read more keys, and of one that does not say its version. */
function ignoredKeys(metadata: Fields, serverVersion: string | undefined): IgnoredKey[] {
  const minor = minorOf(serverVersion);
  if (minor === undefined || minor > LAST_MINOR) return [];
  // Metadata of version 3 only.
  if (!Array.isArray(metadata['sources'])) return [];
  const root = rootOf(metadata);
  return [root, ...objectsWithin(root)].flatMap(ignoredKeysOf);
}

/** Also what the server merges into something else: it is in the project. */
function* objectsWithin(parent: MetadataObject): Generator<MetadataObject> {
  for (const object of objectsIn(parent, Object.keys(KNOWN_KEYS))) {
    for (const merged of object.merged) {
      yield merged;
      yield* objectsWithin(merged);
    }
    yield object;
  }
}

function ignoredKeysOf(object: MetadataObject): IgnoredKey[] {
  const { type, entry, context } = object;
  return (KNOWN_KEYS[type] ?? []).flatMap(({ at, keys, sourceKinds }) => {
    if (sourceKinds && !sourceKinds.includes(context.sourceKind)) return [];
    return Object.keys(asRecord(valueAt(entry, at)) ?? {})
      .filter((key) => !keys.includes(key))
      .map((key) => ({ key, path: [...pathOf(object), ...at, key], identity: identityOf(object) }));
  });
}

/** Metadata as a server keeps it. */
export interface KeptMetadata {
  /** Without the keys that the server ignores. */
  readonly kept: Fields;
  /** One for each of these keys, which are misspelled or out of place. */
  readonly warnings: readonly MetadataWarning[];
}

/** Separates what the server keeps from the keys that it ignores. The input is not changed. */
export function separateIgnoredKeys(
  metadata: Fields,
  serverVersion: string | undefined,
): KeptMetadata {
  const ignored = ignoredKeys(metadata, serverVersion);
  return {
    kept: ignored.length === 0 ? metadata : withoutKeys(metadata, ignored),
    warnings: ignored.map((one) => warningOf(one, serverVersion)),
  };
}

function withoutKeys(metadata: Fields, ignored: readonly IgnoredKey[]): Fields {
  const copy = structuredClone(metadata);
  for (const { key, path } of ignored) {
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((node, step) => (node as Record<string | number, unknown>)[step], copy);
    delete (parent as Record<string, unknown>)[key];
  }
  return copy;
}

function warningOf(
  { key, path, identity }: IgnoredKey,
  serverVersion: string | undefined,
): MetadataWarning {
  const name = identity.type === 'metadata' ? 'the metadata' : plain(describe(identity));
  return {
    message: `GraphQL Engine ${serverVersion} does not know the key "${key}" of ${name}, and ignores it.`,
    code: 'ignored-key-in-project',
    ...(identity.type !== 'metadata' && { name, identity }),
    origin: 'project',
    paths: [path],
    fix: 'Correct its spelling and its place, or remove it.',
  };
}

/** The minor version of a server of v2: 48 for `v2.48.16`; `undefined` of any other, and if it is unknown. */
export function minorOf(version: string | undefined): number | undefined {
  const minor = /^v2\.(\d+)\./.exec(version ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}
