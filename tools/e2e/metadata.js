/**
 * The addresses of the scenario's databases, as the server reaches them.
 * @typedef {object} Databases
 * @property {string} first
 * @property {string} second
 */

/**
 * What the scenario varies: keys of the two tables, and parts of the metadata.
 * @typedef {object} Options
 * @property {Record<string, unknown>} [notes]
 * @property {Record<string, unknown>} [owners]
 * @property {unknown[]} [remoteSchemas]
 * @property {unknown[]} [queries] of a collection
 * @property {unknown[]} [cronTriggers]
 * @property {boolean} [hasSecond] a second source, with an event trigger
 * @property {boolean} [isBroken] a table that does not exist
 */

/**
 * Metadata with two tables in one source.
 * @param {Databases} databases
 * @param {Options} options
 */
export function metadata(databases, options) {
  const { remoteSchemas = [], queries = [], cronTriggers = [] } = options;
  const tables = [
    { table: { schema: 'public', name: 'notes' }, ...options.notes },
    { table: { schema: 'public', name: 'owners' }, ...options.owners },
    ...(options.isBroken ? [{ table: { schema: 'public', name: 'no_such_table' } }] : []),
  ];
  return {
    version: 3,
    sources: [
      source('default', databases.first, tables),
      ...(options.hasSecond ? [source('second', databases.second, [entries])] : []),
    ],
    ...(remoteSchemas.length > 0 && { remote_schemas: remoteSchemas }),
    ...(queries.length > 0 && {
      query_collections: [{ name: 'saved', definition: { queries } }],
    }),
    ...(cronTriggers.length > 0 && { cron_triggers: cronTriggers }),
  };
}

const entries = { table: { schema: 'public', name: 'entries' }, ...eventTrigger('entry_added') };

/** @param {string} name @param {string} url @param {unknown[]} tables */
function source(name, url, tables) {
  return {
    name,
    kind: 'postgres',
    tables,
    configuration: { connection_info: { database_url: url } },
  };
}

/** @param {string[]} columns */
export function selectPermission(columns) {
  return {
    select_permissions: [{ role: 'reader', permission: { columns, filter: {} } }],
  };
}

/** @param {string} name @param {Record<string, unknown>} [operations] */
export function eventTrigger(name, operations = { insert: { columns: '*' } }) {
  return {
    event_triggers: [
      {
        name,
        definition: { enable_manual: false, ...operations },
        retry_conf: { num_retries: 0, interval_sec: 10, timeout_sec: 60 },
        webhook: 'http://127.0.0.1:1/',
      },
    ],
  };
}

/** @param {string} schedule */
export function cronTrigger(schedule) {
  return { name: 'yearly', webhook: 'http://127.0.0.1:1/', schedule, include_in_metadata: true };
}

/** @param {string} name @param {string} query */
export function savedQuery(name, query) {
  return { name, query };
}

/** @param {string} url */
export function remoteSchema(url) {
  return { name: 'late', definition: { url, timeout_seconds: 10 } };
}
