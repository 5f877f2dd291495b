/** @param {Record<string, unknown>} [more] of the table's keys */
function notes(more = {}) {
  return { table: { schema: 'public', name: 'notes' }, ...more };
}

const owners = { table: { schema: 'public', name: 'owners' } };

/**
 * Metadata with two tables in one source.
 * @param {{ notes?: Record<string, unknown>, remoteSchemas?: unknown[] }} [more]
 */
export function metadata({ notes: more = {}, remoteSchemas = [] } = {}) {
  return {
    version: 3,
    sources: [
      {
        name: 'default',
        kind: 'postgres',
        tables: [notes(more), owners],
        configuration: { connection_info: { database_url: { from_env: 'E2E_DATABASE_URL' } } },
      },
    ],
    ...(remoteSchemas.length > 0 && { remote_schemas: remoteSchemas }),
  };
}

/** @param {string[]} columns */
export function selectPermission(columns) {
  return {
    select_permissions: [{ role: 'reader', permission: { columns, filter: {} } }],
  };
}

/** @param {string} name */
export function eventTrigger(name) {
  return {
    event_triggers: [
      {
        name,
        definition: { enable_manual: false, insert: { columns: '*' } },
        retry_conf: { num_retries: 0, interval_sec: 10, timeout_sec: 60 },
        webhook: 'http://127.0.0.1:1/',
      },
    ],
  };
}

/** @param {string} url */
export function remoteSchema(url) {
  return { name: 'late', definition: { url, timeout_seconds: 10 } };
}
