/** An error as the server answers it: a status and `{path, error, code, internal?}`. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} error
   * @param {{ path?: string, internal?: unknown }} [more]
   */
  constructor(status, code, error, more = {}) {
    super(error);
    this.status = status;
    this.code = code;
    this.path = more.path ?? '$';
    this.internal = more.internal;
  }

  /** The body, its keys in the server's order. */
  toJSON() {
    return {
      ...(this.internal === undefined ? {} : { internal: this.internal }),
      path: this.path,
      error: this.message,
      code: this.code,
    };
  }
}

/**
 * One step of a JSON path: keys of other than letters, digits, `_` and `-` are quoted,
 * `$.args["$set"]`.
 * @param {string} path
 * @param {string | number} key
 */
export function pathTo(path, key) {
  if (typeof key === 'number') {
    return `${path}[${key}]`;
  }
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key)
    ? `${path}.${key}`
    : `${path}[${JSON.stringify(key)}]`;
}
