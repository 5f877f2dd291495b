import { missingVariables, resolveHeaders } from '../environment.js';
import { ApiError } from '../errors.js';
import { actionObject, cronTriggerObject, customTypesObject, tableText } from './objects.js';
import { typeConflict } from './remote-schemas.js';
import { typeOf } from './root-fields.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('./sources.js').Table} Table */
/** @typedef {import('../types.js').JsonObject} JsonObject */

/** Scalars that need no definition: GraphQL's own, and the common ones of Postgres. */
const SCALARS = new Set(
  'Int Float String Boolean ID uuid json jsonb date time timetz timestamp timestamptz numeric bigint smallint int4 int8 float8 text varchar citext bytea inet interval'.split(
    ' ',
  ),
);

/**
 * Checks the custom types, and the actions that use them.
 * @param {Context} context
 * @param {Table[]} tables
 * @returns {JsonObject[]} the actions that are consistent
 * @throws {ApiError} if a name is that of a table's field or type: then there is no schema at all
 */
export function checkActions({ metadata, env, sources, fields, report }, tables) {
  const { custom_types: types = {}, actions = [] } = metadata;
  const names = [types.scalars, types.enums, types.objects, types.input_objects].flatMap((list) =>
    (list ?? []).map((/** @type {JsonObject} */ { name }) => name),
  );
  const problems = problemsOf(types, names, sources);
  if (problems.length > 0) {
    const list = problems.map((problem) => `  • ${problem}\n`).join('');
    const reasons =
      problems.length === 1 ? `because ${problems[0]}` : `for the following reasons:\n${list}`;
    report(customTypesObject(types), `validation for the given custom types failed ${reasons}`);
  }
  return actions.filter((/** @type {JsonObject} */ action) => {
    const reason = whyActionFails(env, action, names);
    if (problems.length > 0 || reason !== undefined) {
      const text = `in action "${action.name}"; ${reason}`;
      report(actionObject(action), problems.length > 0 ? 'custom types are inconsistent' : text);
      return false;
    }
    const root = action.definition.type === 'query' ? 'query_root' : 'mutation_root';
    const owner = fields[root].get(action.name);
    if (owner !== undefined) {
      const text = `Encountered conflicting definitions in the selection set for '${root}' for field '${action.name}' defined in [action ${action.name}, ${owner}]. Fields must not be defined more than once across all sources.`;
      throw new ApiError(500, 'unexpected', text, { path: '$.args' });
    }
    const output = baseType(action.definition.output_type);
    const table = tables.find((one) => typeOf(one) === output);
    if (table !== undefined) {
      const type = types.objects?.find((/** @type {JsonObject} */ { name }) => name === output);
      const own = type?.fields.map((/** @type {JsonObject} */ one) => `${one.name}: ${one.type}`);
      const former = `type ${output} { ${own?.join('\n  ')}\n}`;
      throw typeConflict(`${root}.${action.name}`, former, table);
    }
    return true;
  });
}

/**
 * Checks the webhooks and headers of the cron triggers.
 * @param {Context} context
 */
export function checkCronTriggers({ metadata, env, report }) {
  for (const trigger of metadata.cron_triggers ?? []) {
    const reason = whyNotResolved(env, trigger.webhook, trigger.headers);
    if (reason !== undefined) {
      report(cronTriggerObject(trigger), `in cron trigger ${trigger.name}: ${reason}`);
    }
  }
}

/** @param {JsonObject} types @param {string[]} names @param {Context['sources']} sources @returns {string[]} */
function problemsOf(types, names, sources) {
  return ['object', 'input object'].flatMap((what) =>
    (types[`${what.replace(' ', '_')}s`] ?? []).flatMap((/** @type {JsonObject} */ type) => [
      ...type.fields
        .filter((/** @type {JsonObject} */ field) => !isKnown(field.type, names))
        .map(
          (/** @type {JsonObject} */ field) =>
            // The server writes two blanks before "object type".
            `the type "${baseType(field.type)}" for field "${field.name}" in  ${what} type "${type.name}" does not exist`,
        ),
      ...(type.relationships ?? [])
        .map((/** @type {JsonObject} */ one) => ({ ...one, table: tableText(one.remote_table) }))
        .filter((/** @type {any} */ one) => !sources.get(one.source)?.has(one.table))
        .map(
          (/** @type {any} */ one) =>
            `the remote table "${one.table}" for relationship "${one.name}" of object type "${type.name}" does not exist`,
        ),
    ]),
  );
}

/** @param {Context['env']} env @param {JsonObject} action @param {string[]} names */
function whyActionFails(env, { definition }, names) {
  const { handler, headers, arguments: args = [], output_type: output } = definition;
  const unknown = args.find((/** @type {JsonObject} */ one) => !isKnown(one.type, names));
  if (unknown !== undefined) {
    return `the type: "${baseType(unknown.type)}" is not defined in custom types or it is not a scalar/enum/input_object`;
  }
  return isKnown(output, names)
    ? whyNotResolved(env, handler, headers)
    : `the type: "${baseType(output)}" is not an object or scalar type defined in custom types`;
}

/** @param {Context['env']} env @param {string} url @param {JsonObject[]} [headers] */
function whyNotResolved(env, url, headers) {
  const missing = missingVariables(env, url);
  if (missing.length > 0) return `Value for environment variables not found: ${missing.join(', ')}`;
  const resolved = resolveHeaders(env, headers);
  return 'failure' in resolved ? resolved.failure : undefined;
}

/** @param {unknown} type @param {string[]} names */
function isKnown(type, names) {
  return SCALARS.has(baseType(type)) || names.includes(baseType(type));
}

/** @param {unknown} type such as `[Foo!]!` */
function baseType(type) {
  return String(type).replaceAll(/[[\]!\s]/g, '');
}
