import { sourceObject, tableMember } from './consistency/objects.js';
import { operationsOf } from './sql-triggers.js';

/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {import('./engine.js').Built} Built */
/** @typedef {import('./types.js').JsonObject} JsonObject */
/** @typedef {Map<string, { table: any, trigger: JsonObject }>} Triggers event triggers by name */

/**
 * Removes from the databases what the new metadata no longer has, before it is accepted, and returns
 * the server's warnings.
 * @param {Engine} engine
 * @param {Built} next
 * @returns {JsonObject[]}
 */
export function warnAndCleanUp(engine, next) {
  const after = triggersBySource(next.metadata);
  return [...triggersBySource(engine.built?.metadata ?? { sources: [] })].flatMap(
    ([source, before]) => {
      const now = after.get(source);
      return now === undefined
        ? dropSource(engine, source)
        : [
            ...illegalNames(source, before, now),
            ...dropTriggers(engine, next, source, before, now),
          ];
    },
  );
}

/** @param {string} source @param {Triggers} before @param {Triggers} now @returns {JsonObject[]} */
function illegalNames(source, before, now) {
  return [...now]
    .filter(([name]) => !before.has(name) && !/^[A-Za-z0-9_-]+$/.test(name))
    .map(([name, { table, trigger }]) => ({
      code: 'illegal-event-trigger-name',
      message: `The event trigger with name "${name}" may not work as expected, hasura suggests to use only alphanumeric, underscore and hyphens in an event trigger name`,
      name: tableMember(source, table, 'event_trigger', trigger).name,
      type: 'event_trigger',
    }));
}

/**
 * @param {Engine} engine
 * @param {Built} next
 * @param {string} source
 * @param {Triggers} before
 * @param {Triggers} now
 * @returns {JsonObject[]}
 */
function dropTriggers({ triggers }, next, source, before, now) {
  if (next.snapshots.sources.get(source)?.failure !== undefined) {
    return before.size === 0
      ? []
      : failedCleanup(
          source,
          `Could not drop SQL triggers present in the source '${source}' as it is inconsistent.`,
        );
  }
  triggers.drop(source, ({ event, operation }) => {
    const old = before.get(event);
    const left = now.get(event);
    return (
      old !== undefined &&
      (left === undefined ||
        (operationsOf(old.trigger).includes(operation) &&
          !operationsOf(left.trigger).includes(operation)))
    );
  });
  return [];
}

/** @param {Engine} engine @param {string} source @returns {JsonObject[]} */
function dropSource({ built, triggers }, source) {
  if (built?.snapshots.sources.get(source)?.failure !== undefined) {
    return failedCleanup(
      source,
      `Could not cleanup the source '${source}' while dropping it from the graphql-engine as it is inconsistent.`,
    );
  }
  triggers.catalogs.delete(source);
  return [];
}

/** @param {string} source @param {string} message */
function failedCleanup(source, message) {
  const { type, name } = sourceObject(source);
  return [{ code: 'source-cleanup-failed', message, name, type }];
}

/** @param {JsonObject} metadata @returns {Map<string, Triggers>} */
function triggersBySource({ sources }) {
  return new Map(
    sources.map((/** @type {JsonObject} */ { name, tables }) => [
      name,
      new Map(
        tables.flatMap((/** @type {JsonObject} */ { table, event_triggers: list = [] }) =>
          list.map((/** @type {JsonObject} */ trigger) => [trigger.name, { table, trigger }]),
        ),
      ),
    ]),
  );
}
