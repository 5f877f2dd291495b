import { resolveValue } from '../environment.js';
import {
  functionObject,
  functionPermission,
  sourceObject,
  tableObject,
  tableText,
} from './names.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('../types.js').JsonObject} JsonObject */
/** @typedef {import('../types.js').SourceSnapshot} SourceSnapshot */

/**
 * Asks a source's database what it holds.
 * @param {JsonObject} source of the metadata
 * @param {import('../types.js').Databases | undefined} databases
 * @param {Record<string, string | undefined>} env
 * @returns {SourceSnapshot}
 */
export function snapshotSource(source, databases, env) {
  const variable = urlVariable(source.configuration);
  const url = variable === undefined ? { value: '' } : resolveValue(env, undefined, variable);
  if ('failure' in url) {
    return { failure: { reason: url.failure }, tables: undefined, functions: undefined };
  }
  if (databases === undefined) {
    return { failure: undefined, tables: undefined, functions: undefined };
  }
  const database = databases[source.name];
  const kind = database?.kind ?? source.kind;
  const reachable = database?.reachable ?? database !== undefined;
  if (database === undefined || !(typeof reachable === 'function' ? reachable() : reachable)) {
    return {
      failure: connectionFailure(kind, database?.message),
      tables: undefined,
      functions: undefined,
    };
  }
  return {
    failure: undefined,
    tables: new Map(
      Object.entries(database.tables).map(([table, columns]) => [table, new Set(columns)]),
    ),
    functions: new Set(database.functions ?? []),
  };
}

/**
 * Checks that databases answer, and that tables and functions exist.
 * @param {Context} context
 */
export function checkSources(context) {
  for (const source of context.metadata.sources ?? []) {
    checkSource(context, source);
  }
}

/** @param {Context} context @param {JsonObject} source */
function checkSource(context, source) {
  const { findings, snapshots } = context;
  const snapshot = snapshots.sources.get(source.name);
  const { tables, functions } = snapshot ?? {};
  const failure = agentFailure(snapshots, source.kind) ?? snapshot?.failure;
  if (failure !== undefined) {
    findings.inconsistent(sourceObject(source), failure.reason, failure.message);
  }
  const unreachable = failure === undefined ? undefined : `no such source exists: "${source.name}"`;
  for (const { table } of source.tables ?? []) {
    const text = tableText(table, source.kind);
    const missing = tables?.has(text) === false;
    if (unreachable !== undefined || missing) {
      const reason = unreachable ?? `no such table/view exists in source: "${text}"`;
      findings.inconsistent(tableObject(source, table), reason);
    }
  }
  for (const entry of source.functions ?? []) {
    const text = tableText(entry.function, source.kind);
    const missing = functions?.has(text) === false;
    if (unreachable !== undefined || missing) {
      const reason = unreachable ?? `no such function exists: "${text}"`;
      findings.inconsistent(functionObject(source, entry), reason);
      for (const { role } of entry.permissions ?? []) {
        const permission = functionPermission(source, entry.function, role);
        findings.inconsistent(permission, `function "${text}" is not tracked`);
      }
    }
  }
}

/**
 * @param {Context['snapshots']} snapshots
 * @param {string} kind of a source: the name of its agent, where it has one
 * @returns {SourceSnapshot['failure']}
 */
function agentFailure({ agents }, kind) {
  return agents.get(kind)?.failure === undefined
    ? undefined
    : {
        reason: `Data connector named "${kind}" was not found in the data connector backend info`,
      };
}

/** @param {any} configuration @returns {string | undefined} */
function urlVariable(configuration) {
  const { database_url: url, connection_string: text } = configuration?.connection_info ?? {};
  return url?.from_env ?? text?.from_env;
}

/** @param {string | undefined} kind @param {string | undefined} message */
function connectionFailure(kind, message) {
  if (kind === 'mssql') {
    return {
      reason: 'sql server exception',
      message: message ?? '[Microsoft][ODBC Driver 18 for SQL Server]Login timeout expired',
    };
  }
  return {
    reason: 'connection error',
    message:
      message ??
      'connection to server at "127.0.0.1", port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?\n',
  };
}
