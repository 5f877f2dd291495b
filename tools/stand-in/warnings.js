import { sourceObject, tableMember, tableObject } from './consistency/names.js';
import { inVersion3 } from './metadata-store.js';

/** @typedef {import('./metadata-calls.js').World} World */
/** @typedef {import('./metadata-store.js').Built} Built */
/** @typedef {import('./types.js').JsonObject} JsonObject */

const LEGAL_TRIGGER_NAME = /^[A-Za-z0-9_-]+$/;

/**
 * The warnings that replacing the store's metadata gives, as the server's version words them.
 * @param {World} world
 * @param {JsonObject} metadata the new one
 * @param {Built} built of it
 * @returns {JsonObject[]}
 */
export function warningsOf(world, metadata, built) {
  if (!world.features.warnings) {
    return [];
  }
  const warnings = [
    ...illegalNames(world.store.metadata, metadata),
    ...timeLimit(world, metadata),
    ...failedCleanups(world.store, metadata, built),
    ...world.warnings,
  ];
  return world.features.warningCodes
    ? warnings
    : warnings.map(({ code: _code, ...warning }) => warning);
}

/**
 * The event triggers of the old metadata whose SQL triggers go away with the new one.
 * @param {World['store']} store
 * @param {JsonObject} metadata the new one
 * @param {Built} built of it
 * @returns {Array<{ source: string, trigger: string }>}
 */
export function droppedTriggers(store, metadata, built) {
  return gone(store.metadata, metadata).flatMap(({ source, next, table, trigger }) => {
    const { failure } =
      (next === undefined ? store.built : built).snapshots.sources.get(source.name) ?? {};
    const tableIsLost = store.built.brokenTables.has(tableObject(source, table).name);
    return failure !== undefined || tableIsLost
      ? []
      : [{ source: source.name, trigger: trigger.name }];
  });
}

/** @param {JsonObject} before @param {JsonObject} metadata @returns {JsonObject[]} */
function illegalNames(before, metadata) {
  const known = new Map(triggersBySource(before));
  return triggersBySource(metadata).flatMap(([name, { source, triggers }]) => {
    const old = known.get(name);
    // A source that is new altogether is not looked at.
    if (old === undefined) {
      return [];
    }
    const oldNames = old.triggers.map(({ trigger }) => trigger.name);
    return triggers
      .filter(({ trigger }) => !oldNames.includes(trigger.name))
      .filter(({ trigger }) => !LEGAL_TRIGGER_NAME.test(trigger.name))
      .map(({ table, trigger }) => ({
        code: 'illegal-event-trigger-name',
        type: 'event_trigger',
        name: tableMember(source, table, 'event_trigger', trigger).name,
        message: `The event trigger with name "${trigger.name}" may not work as expected, hasura suggests to use only alphanumeric, underscore and hyphens in an event trigger name`,
      }));
  });
}

/** @param {World} world @param {JsonObject} metadata @returns {JsonObject[]} */
function timeLimit({ isCloud, systemTimeLimitSeconds: system }, metadata) {
  const limit = metadata.api_limits?.time_limit?.global;
  return isCloud && system !== undefined && limit > system
    ? [
        {
          code: 'time-limit-exceeded-system-limit',
          type: 'source',
          name: 'source default',
          message: `the configured time limit: ${limit} exceeds the project time limit: ${system}`,
        },
      ]
    : [];
}

/** @param {World['store']} store @param {JsonObject} metadata @param {Built} built */
function failedCleanups(store, metadata, built) {
  const dropped = droppedTriggers(store, metadata, built).map(
    ({ source, trigger }) => `${source}\n${trigger}`,
  );
  /** @type {Map<string, string[]>} */
  const kept = new Map();
  for (const { source, trigger } of gone(store.metadata, metadata)) {
    if (!dropped.includes(`${source.name}\n${trigger.name}`)) {
      kept.set(source.name, [...(kept.get(source.name) ?? []), trigger.name]);
    }
  }
  // An inconsistent source that stays is warned of even when no trigger of it goes.
  for (const [name, { triggers }] of triggersBySource(store.metadata)) {
    if (built.snapshots.sources.get(name)?.failure !== undefined && triggers.length > 0) {
      kept.set(name, kept.get(name) ?? []);
    }
  }
  return [...kept].map(([name, triggers]) => ({
    code: 'source-cleanup-failed',
    ...warnedSource(name),
    message:
      triggers.length === 0 || built.snapshots.sources.get(name)?.failure !== undefined
        ? `Could not drop SQL triggers present in the source '${name}' as it is inconsistent.`
        : `Could not drop the SQL triggers of ${triggers.map((trigger) => `"${trigger}"`).join(', ')} in the source '${name}'.`,
  }));
}

/** @param {string} name */
function warnedSource(name) {
  const { type, name: text } = sourceObject({ name });
  return { type, name: text };
}

/** @param {JsonObject} before @param {JsonObject} metadata */
function gone(before, metadata) {
  const now = new Map(triggersBySource(metadata));
  return triggersBySource(before).flatMap(([name, { source, triggers }]) => {
    const next = now.get(name);
    const names = next?.triggers.map(({ trigger }) => trigger.name) ?? [];
    return triggers
      .filter(({ trigger }) => !names.includes(trigger.name))
      .map((entry) => ({ ...entry, source, next }));
  });
}

/**
 * @param {JsonObject} metadata
 * @returns {Array<[string, { source: JsonObject, triggers: Array<{ table: any, trigger: JsonObject }> }]>}
 */
function triggersBySource(metadata) {
  return (inVersion3(metadata).sources ?? []).map((/** @type {JsonObject} */ source) => [
    source.name,
    {
      source,
      triggers: (source.tables ?? []).flatMap((/** @type {JsonObject} */ { table, ...entry }) =>
        (entry.event_triggers ?? []).map((/** @type {JsonObject} */ trigger) => ({
          table,
          trigger,
        })),
      ),
    },
  ]);
}
