import { missingVariables, resolveHeaders, resolveValue } from '../environment.js';
import { actionPermission, customTypesObject, named } from './names.js';

/** @typedef {import('./check.js').Context} Context */
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
 */
export function checkActions(context) {
  const { metadata, findings } = context;
  const customTypes = metadata.custom_types ?? {};
  const problems = problemsOf(customTypes);
  if (problems.length > 0) {
    const reasons =
      problems.length === 1
        ? `because ${problems[0]}`
        : `for the following reasons:\n${problems.map((problem) => `  • ${problem}\n`).join('')}`;
    findings.inconsistent(
      customTypesObject(customTypes),
      `validation for the given custom types failed ${reasons}`,
    );
  }
  for (const action of metadata.actions ?? []) {
    const reason =
      problems.length > 0 ? 'custom types are inconsistent' : whyActionBreaks(context, action);
    if (reason === undefined) {
      continue;
    }
    findings.inconsistent(named('action', action), reason);
    for (const permission of action.permissions ?? []) {
      findings.inconsistent(
        actionPermission(action.name, permission),
        problems.length > 0 ? reason : `action "${action.name}" is not found`,
      );
    }
  }
}

/**
 * Checks the webhooks and headers of the cron triggers.
 * @param {Context} context
 */
export function checkCronTriggers({ metadata, env, findings }) {
  for (const trigger of metadata.cron_triggers ?? []) {
    const webhook = resolveValue(env, trigger.webhook, trigger.webhook?.from_env);
    const headers = resolveHeaders(env, trigger.headers);
    const failed = 'failure' in webhook ? webhook : headers;
    if ('failure' in failed) {
      findings.inconsistent(named('cron_trigger', trigger), failed.failure);
    }
  }
}

/** @param {JsonObject} customTypes @returns {string[]} */
function problemsOf(customTypes) {
  const { scalars, enums, objects, input_objects: inputs } = customTypes;
  const names = [scalars, enums, objects, inputs].flatMap((list) =>
    (list ?? []).map((/** @type {JsonObject} */ { name }) => name),
  );
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  const duplicates = twice.map((name) => `the type "${name}" is defined more than once`);
  const unknown = [
    ...unknownFieldTypes('object type', objects, names),
    ...unknownFieldTypes('input object type', inputs, names),
  ];
  return [...duplicates, ...unknown];
}

/** @param {string} what @param {JsonObject[] | undefined} types @param {string[]} names */
function unknownFieldTypes(what, types, names) {
  return (types ?? []).flatMap((type) =>
    (type.fields ?? [])
      .filter((/** @type {JsonObject} */ field) => !isKnown(field.type, names))
      .map(
        (/** @type {JsonObject} */ field) =>
          `the type "${baseType(field.type)}" for field "${field.name}" in ${what} "${type.name}" does not exist`,
      ),
  );
}

/** @param {Context} context @param {JsonObject} action */
function whyActionBreaks({ metadata, env }, action) {
  const { handler, headers, arguments: args, output_type: output } = action.definition ?? {};
  const missing = missingVariables(env, handler);
  if (missing.length > 0) {
    return `Value for environment variables not found: ${missing.join(', ')}`;
  }
  const resolved = resolveHeaders(env, headers);
  if ('failure' in resolved) {
    return resolved.failure;
  }
  const types = metadata.custom_types ?? {};
  const names = [types.scalars, types.enums, types.objects, types.input_objects].flatMap((list) =>
    (list ?? []).map((/** @type {JsonObject} */ { name }) => name),
  );
  const unknown = (args ?? []).find(
    (/** @type {JsonObject} */ argument) => !isKnown(argument.type, names),
  );
  if (unknown !== undefined) {
    return `the type "${baseType(unknown.type)}" of the argument "${unknown.name}" is not defined in custom types`;
  }
  return output === undefined || isKnown(output, names)
    ? undefined
    : `the type "${baseType(output)}" of the output is not defined in custom types`;
}

/** @param {unknown} type @param {string[]} names */
function isKnown(type, names) {
  return SCALARS.has(baseType(type)) || names.includes(baseType(type));
}

/** @param {unknown} type such as `[Foo!]!` */
function baseType(type) {
  return String(type).replaceAll(/[[\]!\s]/g, '');
}
