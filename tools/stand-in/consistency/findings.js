/** @typedef {import('../types.js').MetadataObject} MetadataObject */
/** @typedef {import('../types.js').JsonObject} JsonObject */

/** What a check has found so far: the inconsistent objects in the server's shapes. */
export class Findings {
  /** @type {JsonObject[]} */
  objects = [];

  /** @type {Set<string>} */
  #broken = new Set();

  /**
   * Whether an object of that name is inconsistent, so that what depends on it is, too.
   * @param {MetadataObject} object
   */
  isBroken(object) {
    return this.#broken.has(object.name);
  }

  /**
   * One object on its own. An object is reported once: its first reason is its cause.
   * @param {MetadataObject} object
   * @param {string} reason
   * @param {unknown} [message]
   */
  inconsistent(object, reason, message) {
    this.#single(object, `Inconsistent object: ${reason}`, message);
  }

  /** @param {MetadataObject} object @param {string} url */
  duplicateVariables(object, url) {
    this.#single(object, `Duplicate variables found in endpoint path: ${url}`);
  }

  /** @param {MetadataObject} object @param {string} url */
  emptySegments(object, url) {
    this.#single(object, `Empty segments or unnamed variables are not allowed: ${url}`);
  }

  /** @param {MetadataObject[]} objects @param {string} reason */
  conflicting(objects, reason) {
    const fresh = objects.filter((object) => !this.isBroken(object));
    if (fresh.length < 2) {
      return;
    }
    this.#mark(fresh);
    this.objects.push({
      reason: `Conflicting objects: ${reason}`,
      objects: fresh.map(({ type, name, definition }) => ({ type, name, definition })),
    });
  }

  /** @param {MetadataObject} object @param {unknown[]} definitions */
  duplicates(object, definitions) {
    this.#mark([object]);
    this.objects.push({
      reason: `Multiple definitions for: ${object.name}`,
      type: object.type,
      definitions,
    });
  }

  /** @param {MetadataObject[]} endpoints @param {string[]} urls */
  ambiguousPaths(endpoints, urls) {
    this.#mark(endpoints);
    this.objects.push({
      reason: `Ambiguous URL paths: ${urls.join(', ')}`,
      conflicts: endpoints.map(({ definition }) => definition),
    });
  }

  /** @param {string} role @param {JsonObject} entity @param {string} entityText */
  notInherited(role, entity, entityText) {
    this.objects.push({
      reason: `Could not inherit permission for the role '${role}' for the entity: '${entityText}'`,
      name: role,
      type: 'inherited role permission inconsistency',
      entity,
    });
  }

  /** @param {MetadataObject} object @param {string} reason @param {unknown} [message] */
  #single(object, reason, message) {
    if (this.isBroken(object)) {
      return;
    }
    this.#mark([object]);
    const { type, name, definition } = object;
    this.objects.push({
      definition,
      reason,
      name,
      type,
      ...(message === undefined ? {} : { message }),
    });
  }

  /** @param {MetadataObject[]} objects */
  #mark(objects) {
    for (const { name } of objects) {
      this.#broken.add(name);
    }
  }
}
