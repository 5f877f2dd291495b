import { readdirSync, readFileSync } from 'node:fs';
import type { Fields } from '../../src/lib/json.js';
import { KINDS } from '../../src/model/kinds.js';

/** Metadata of version 3 with one object of a kind, and what has to contain it. */
export function metadataWith(type: string, entry: Fields, sourceKind = 'postgres'): Fields {
  if (type === 'metadata') return { version: 3, sources: [], ...entry };
  const place = KINDS.find((kind) => kind.type === type)?.places[0];
  if (!place) throw new Error(`No kind ${type}`);
  const name = place.key === 'table' || place.key === 'function' ? { schema: 's', name: 'x' } : 'x';
  const kind = type === 'source' ? { kind: sourceKind } : {};
  const item = place.key === undefined ? entry : { [place.key]: name, ...kind, ...entry };
  const value = place.key === undefined ? item : [item];
  const parent = place.at.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Fields;
  return metadataWith(place.parent ?? 'metadata', parent, sourceKind);
}

/** The metadata of the project `library`, as `npm test` finds it. */
export const library = (): Fields =>
  JSON.parse(readFileSync('__tests__/__fixtures__/projects/library/metadata.json', 'utf8'));

/** Library metadata with the optional fields that the project has not, at values other than the default. */
export function richMetadata(): Fields {
  const rich = library() as unknown as { sources: Record<string, unknown>[] };
  for (const [type, entry] of RICH) {
    const more = metadataWith(type, entry) as Record<string, unknown>;
    for (const [key, value] of Object.entries(more)) {
      const known = (rich as unknown as Record<string, unknown>)[key];
      if (Array.isArray(value)) {
        const named = value.map((item) => ({ ...item, ...unique(item, `${type} ${key}`) }));
        (rich as unknown as Record<string, unknown>)[key] = [...((known as []) ?? []), ...named];
      }
    }
  }
  return rich;
}

const unique = (item: Fields, text: string): Fields =>
  'name' in item ? { name: `${item['name']} ${text} ${count++}` } : {};
let count = 0;

const transform = {
  version: 2,
  template_engine: 'Kriti',
  method: 'POST',
  url: 'http://h',
  body: { action: 'transform', template: '{}' },
  query_params: { a: 'b' },
  request_headers: { add_headers: { a: 'b' }, remove_headers: ['c'] },
};

const RICH: readonly [string, Fields][] = [
  [
    'source',
    {
      configuration: {
        extensions_schema: 'ext',
        connection_info: {
          database_url: 'postgres://x',
          isolation_level: 'serializable',
          use_prepared_statements: true,
          pool_settings: { connection_lifetime: 100, max_connections: 5, retries: 1 },
          ssl_configuration: { sslmode: 'verify-ca', sslrootcert: { from_env: 'C' } },
        },
        read_replicas: [{ database_url: { from_env: 'R' }, isolation_level: 'serializable' }],
      },
      customization: {
        root_fields: { namespace: 'n', prefix: 'p', suffix: 's' },
        type_names: { prefix: 'p', suffix: 's' },
        naming_convention: 'graphql-default',
      },
      query_tags: { disabled: true, format: 'sqlcommenter', omit_request_id: false },
      health_check: {
        interval: 30,
        retries: 4,
        retry_interval: 11,
        timeout: 12,
        test: { sql: 'S' },
      },
    },
  ],
  [
    'table',
    {
      is_enum: true,
      apollo_federation_config: { enable: 'v1' },
      configuration: {
        custom_name: 'n',
        comment: 'c',
        custom_root_fields: { select: 's', insert: { name: 'i', comment: 'c' } },
        column_config: { id: { custom_name: 'theId', comment: 'c' } },
      },
    },
  ],
  [
    'event_trigger',
    {
      definition: {
        enable_manual: true,
        insert: { columns: '*', payload: ['a'] },
        update: { columns: ['a', 'b'], payload: '*' },
        delete: { columns: '*' },
      },
      retry_conf: { num_retries: 1, interval_sec: 2, timeout_sec: 3 },
      webhook: 'http://h',
      headers: [{ name: 'a', value: 'b' }],
      request_transform: transform,
      response_transform: { version: 1, template_engine: 'Kriti', body: 'b' },
      cleanup_config: {
        schedule: '0 0 * * *',
        clear_older_than: 1,
        batch_size: 1,
        timeout: 1,
        clean_invocation_logs: true,
        paused: true,
      },
      trigger_on_replication: true,
    },
  ],
  [
    'select_permission',
    {
      permission: {
        columns: ['a', 'b'],
        computed_fields: ['c'],
        filter: { _and: [{ a: { _eq: 1 } }, { _not: { b: { _is_null: true } } }] },
        limit: 3,
        allow_aggregations: true,
        query_root_fields: ['select'],
        subscription_root_fields: ['select_stream'],
      },
      comment: 'c',
    },
  ],
  [
    'insert_permission',
    {
      permission: {
        check: { _exists: { _table: { schema: 's', name: 't' }, _where: { a: { _eq: 1 } } } },
        columns: ['a'],
        set: { b: 'X-Hasura-User-Id' },
        backend_only: true,
        validate_input: {
          type: 'http',
          definition: { url: 'u', headers: [{ name: 'a', value: 'b' }], timeout: 5 },
        },
      },
    },
  ],
  ['function', { configuration: { exposed_as: 'query', custom_name: 'n', session_argument: 's' } }],
  [
    'remote_schema',
    {
      definition: {
        url: 'http://h',
        headers: [{ name: 'a', value: 'b' }],
        forward_client_headers: true,
        timeout_seconds: 10,
        customization: {
          root_fields_namespace: 'n',
          type_names: { prefix: 'p', suffix: 's', mapping: { A: 'B' } },
          field_names: [{ parent_type: 'Q', prefix: 'p', mapping: { a: 'b' } }],
        },
      },
      comment: 'c',
    },
  ],
  [
    'action',
    {
      definition: {
        handler: 'http://h',
        kind: 'asynchronous',
        type: 'mutation',
        output_type: 'Shelf',
        timeout: 60,
        ignored_client_headers: ['A'],
        request_transform: transform,
      },
    },
  ],
  [
    'cron_trigger',
    {
      webhook: 'http://h',
      schedule: '0 * * * *',
      include_in_metadata: true,
      payload: { a: [1] },
      headers: [{ name: 'a', value: 'b' }],
      retry_conf: {
        num_retries: 1,
        retry_interval_seconds: 2,
        timeout_seconds: 3,
        tolerance_seconds: 4,
      },
    },
  ],
  ['rest_endpoint', { url: 'u/:id', methods: ['GET', 'POST'], comment: 'c', definition: {} }],
];

interface Exchange {
  readonly step?: string;
  readonly request?: { readonly body?: { readonly type?: string; readonly args?: Fields } };
  readonly response?: { readonly status: number; readonly body?: Fields };
}

/** What a recorded server was sent, and what it exported next, one pair for each export. */
export function recordedPairs(folder: string): { name: string; sent: Fields; exported: Fields }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const { exchanges } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
      const pairs: { name: string; sent: Fields; exported: Fields }[] = [];
      let sent: Fields | undefined;
      for (const { step, request, response } of exchanges as Exchange[]) {
        if (response?.status !== 200) continue;
        const { type, args } = request?.body ?? {};
        if (type === 'replace_metadata') sent = args?.['metadata'] as Fields;
        const exported = response.body?.['metadata'] as Fields | undefined;
        if (type !== 'export_metadata' || !sent || !exported) continue;
        pairs.push({ name: `${file}: ${step}`, sent, exported });
      }
      return pairs;
    });
}
