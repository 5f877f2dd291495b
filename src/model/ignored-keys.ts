import { asList, asRecord, type Fields } from '../lib/json.js';
import { describe, plain } from './describe.js';
import { partOf } from './difference.js';
import { childrenOf } from './metadata-objects.js';
import type { Identity, MetadataWarning } from './report.js';

/** The last minor version of GraphQL Engine whose source was read for the keys below. */
const LAST_MINOR = 48;

/**
 * The keys that the server reads where it ignores all others: its parsers are in
 * `Hasura.RQL.Types.Metadata.Common`, `.Action`, `.EventTrigger` and `.OpenTelemetry`, in
 * `Hasura.Table.Cache` and in `Hasura.Backends.Postgres.Connection.Settings`. An unknown key of a
 * table itself is refused.
 */
const KEYS = {
  metadata: ['version', ...childrenOf(undefined).flatMap(({ place }) => place.at.slice(0, 1))],
  source: [
    ...['name', 'kind', 'tables', 'functions', 'native_queries', 'stored_procedures'],
    ...['logical_models', 'configuration', 'query_tags', 'customization', 'health_check'],
  ],
  postgresConfiguration: [
    ...['connection_info', 'read_replicas', 'extensions_schema'],
    ...['connection_template', 'connection_set'],
  ],
  tableConfiguration: [
    ...['custom_root_fields', 'column_config', 'custom_column_names', 'custom_name', 'comment'],
  ],
  eventTrigger: [
    ...['name', 'definition', 'webhook', 'webhook_from_env', 'retry_conf', 'headers', 'replace'],
    ...['request_transform', 'response_transform', 'cleanup_config', 'trigger_on_replication'],
  ],
  actionDefinition: [
    ...['arguments', 'output_type', 'headers', 'forward_client_headers', 'ignored_client_headers'],
    ...['timeout', 'handler', 'request_transform', 'response_transform', 'type', 'kind'],
  ],
  openTelemetry: ['status', 'data_types', 'exporter_otlp', 'batch_span_processor'],
} as const;

/** A map of the metadata, and what is known of it. */
interface Part {
  readonly value: unknown;
  readonly keys: readonly string[];
  readonly path: readonly (string | number)[];
  readonly identity: Identity;
}

/** The parts of metadata of version 3 whose unknown keys the server ignores. */
function* partsOf(metadata: Fields): Generator<Part> {
  if (!Array.isArray(metadata['sources'])) return;
  yield part(metadata, 'metadata', [], { type: 'metadata' });
  yield part(metadata['opentelemetry'], 'openTelemetry', ['opentelemetry'], {
    type: 'open_telemetry',
  });
  for (const [index, action] of itemsOf(metadata, 'actions')) {
    const identity = { type: 'action', ...partOf('action', action['name']) };
    const path = ['actions', index, 'definition'];
    yield part(action['definition'], 'actionDefinition', path, identity);
  }
  for (const [index, source] of itemsOf(metadata, 'sources')) {
    yield* partsOfSource(source, ['sources', index]);
  }
}

const POSTGRES = ['postgres', 'pg', 'citus', 'cockroach'];

function* partsOfSource(source: Fields, path: Part['path']): Generator<Part> {
  const parent = partOf('source', source['name']);
  const identity = { type: 'source', ...parent };
  yield part(source, 'source', path, identity);
  if (POSTGRES.includes(String(source['kind'] ?? 'postgres'))) {
    const { configuration } = source;
    yield part(configuration, 'postgresConfiguration', [...path, 'configuration'], identity);
  }
  for (const [index, table] of itemsOf(source, 'tables')) {
    const at = [...path, 'tables', index];
    const own = { ...parent, ...partOf('table', table['table']) };
    const type = { type: 'table', ...own };
    yield part(table['configuration'], 'tableConfiguration', [...at, 'configuration'], type);
    for (const [number, trigger] of itemsOf(table, 'event_triggers')) {
      const name = partOf('event_trigger', trigger['name']);
      const triggerPath = [...at, 'event_triggers', number];
      yield part(trigger, 'eventTrigger', triggerPath, { type: 'event_trigger', ...own, ...name });
    }
  }
}

const part = (
  value: unknown,
  keys: keyof typeof KEYS,
  path: Part['path'],
  identity: Identity,
): Part => ({ value, keys: KEYS[keys], path, identity });

const itemsOf = (value: Fields, key: string): [number, Fields][] =>
  asList(value[key]).map((item, index) => [index, asRecord(item) ?? {}]);

/** A key that the server ignores, and whose it is. */
interface IgnoredKey {
  readonly key: string;
  readonly path: Part['path'];
  readonly identity: Identity;
}

/** None of a newer server, which may read more keys, and of one that does not say its version. */
function ignoredKeys(metadata: Fields, serverVersion: string | undefined): IgnoredKey[] {
  const minor = minorOf(serverVersion);
  if (minor === undefined || minor > LAST_MINOR) return [];
  return [...partsOf(metadata)].flatMap(({ value, keys, path, identity }) =>
    Object.keys(asRecord(value) ?? {})
      .filter((key) => !keys.includes(key))
      .map((key) => ({ key, path: [...path, key], identity })),
  );
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
