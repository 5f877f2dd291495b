import { resolveValue } from '../environment.js';
import { sourceMember, sourceObject, tableText } from './objects.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('../types.js').JsonObject} JsonObject */
/** @typedef {import('../types.js').SourceSnapshot} SourceSnapshot */

/**
 * A tracked table that exists.
 * @typedef {object} Table
 * @property {string} source
 * @property {string} text its name
 * @property {JsonObject} entry of the metadata
 * @property {Set<string> | undefined} columns undefined: every column exists
 * @property {Map<string, string | undefined>} relationships the consistent ones, with the table they
 *   lead to
 * @property {Set<string>} computed the computed fields that are consistent
 */

const NATIVE_KINDS = new Set(['postgres', 'citus', 'cockroach', 'alloy', 'mssql', 'bigquery']);
const REFUSED =
  'connection to server at "127.0.0.1", port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?\n';

/**
 * Asks a source's database what it holds.
 * @param {JsonObject} source
 * @param {import('../types.js').Databases | undefined} databases
 * @param {Record<string, string | undefined>} env
 * @returns {SourceSnapshot}
 */
export function snapshotSource(source, databases, env) {
  if (!NATIVE_KINDS.has(source.kind)) {
    const reason = `Data connector named "${source.kind}" was not found in the data connector backend info`;
    return { failure: { reason } };
  }
  const { database_url: url, connection_string: text } = source.configuration.connection_info ?? {};
  const variable = url?.from_env ?? text?.from_env;
  const resolved = variable === undefined ? { value: '' } : resolveValue(env, undefined, variable);
  if ('failure' in resolved) return { failure: { reason: resolved.failure } };
  if (databases === undefined) return {};
  const database = databases[source.name];
  const { reachable = database !== undefined, message = REFUSED } = database ?? {};
  if (database === undefined || !(typeof reachable === 'function' ? reachable() : reachable)) {
    return { failure: { reason: 'connection error', message } };
  }
  return {
    tables: new Map(
      Object.entries(database.tables).map(([table, columns]) => [table, new Set(columns)]),
    ),
    functions: new Set(database.functions ?? []),
    foreignKeys: { ...database.foreignKeys },
  };
}

/**
 * Checks that databases answer, and that tables, functions and native queries fit them. An
 * unreachable source is listed alone.
 * @param {Context} context
 */
export function checkSources(context) {
  for (const source of context.metadata.sources) {
    const snapshot = context.snapshots.sources.get(source.name) ?? {};
    if (snapshot.failure !== undefined) {
      const { reason, message } = snapshot.failure;
      context.report(sourceObject(source.name), reason, message);
      continue;
    }
    context.sources.set(source.name, existingTables(context, source, snapshot));
    for (const { function: name } of source.functions ?? []) {
      const text = tableText(name);
      if (snapshot.functions?.has(text) === false) {
        const reason = `in function "${text}": no such function exists: "${text}"`;
        context.report(sourceMember('function', source.name, name), reason);
      }
    }
    for (const query of source.native_queries ?? []) {
      const message = whyQueryFails(query, snapshot);
      if (message !== undefined) {
        const object = sourceMember('native_query', source.name, query);
        context.report(object, 'Failed to validate query', message);
      }
    }
  }
}

/** @param {Context} context @param {JsonObject} source @param {SourceSnapshot} snapshot */
function existingTables(context, source, { tables }) {
  /** @type {Map<string, Table>} */
  const existing = new Map();
  for (const entry of source.tables) {
    const text = tableText(entry.table);
    if (tables?.has(text) === false) {
      const reason = `no such table/view exists in source: "${text}"`;
      context.report(sourceMember('table', source.name, entry.table), reason);
    } else {
      const columns = tables?.get(text);
      const fields = { relationships: new Map(), computed: new Set() };
      existing.set(text, { source: source.name, text, entry, columns, ...fields });
    }
  }
  return existing;
}

/**
 * The database's error for a native query: only `SELECT column FROM table` is understood.
 * @param {JsonObject} query
 * @param {SourceSnapshot} snapshot
 */
function whyQueryFails({ code }, { tables }) {
  const [, column = '', table = ''] = /^SELECT (\w+) FROM (\w+)$/.exec(code) ?? [];
  if (tables?.get(table)?.has(column) !== false) return undefined;
  const statement = `PREPARE _logimo_vali_ AS WITH _cte_logimo_vali_ AS (\n${code}\n\n)\nSELECT "${column}"\nFROM _cte_logimo_vali_`;
  return sqlError(`column "${column}" does not exist`, '42703', statement);
}

/**
 * A database's error as the server shows it.
 * @param {string} message
 * @param {string} code of SQL
 * @param {string} statement
 */
export function sqlError(message, code, statement) {
  const error = { description: null, exec_status: 'FatalError', hint: null, message };
  return { arguments: [], error: { ...error, status_code: code }, prepared: false, statement };
}
