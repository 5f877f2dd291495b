/** @typedef {Record<string, string | undefined>} Env */

/**
 * The value of a literal or of an environment variable, as `url` and `url_from_env` give it.
 * @param {Env} env
 * @param {unknown} literal may hold `{{VARIABLE}}`
 * @param {unknown} variable
 * @returns {{ value: string } | { failure: string }}
 */
export function resolveValue(env, literal, variable) {
  if (typeof variable === 'string') {
    const value = env[variable];
    return value === undefined
      ? { failure: `environment variable '${variable}' not set` }
      : { value };
  }
  const missing = missingVariables(env, literal);
  if (missing.length > 0) {
    return { failure: `Value for environment variables not found: ${missing.join(', ')}` };
  }
  return { value: fill(env, String(literal ?? '')) };
}

/**
 * The variables that a `{{VARIABLE}}` template names and the environment lacks.
 * @param {Env} env
 * @param {unknown} template
 * @returns {string[]}
 */
export function missingVariables(env, template) {
  const names = [...String(template ?? '').matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(
    ([, name]) => name,
  );
  return [...new Set(names)].flatMap((name) =>
    name !== undefined && env[name] === undefined ? [name] : [],
  );
}

/**
 * Headers as they are sent, `value_from_env` looked up.
 * @param {Env} env
 * @param {Array<Record<string, any>>} [headers]
 * @returns {{ value: Record<string, string> } | { failure: string }}
 */
export function resolveHeaders(env, headers = []) {
  /** @type {Record<string, string>} */
  const value = {};
  for (const { name, value: literal, value_from_env: variable } of headers) {
    const resolved = resolveValue(env, literal, variable);
    if ('failure' in resolved) {
      return resolved;
    }
    value[name] = resolved.value;
  }
  return { value };
}

/** @param {Env} env @param {string} template */
function fill(env, template) {
  return template.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name) => env[name] ?? '');
}
