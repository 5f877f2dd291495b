import { resolveHeaders, resolveValue } from '../environment.js';
import { tableMember, tableObject, tableText } from './names.js';
import { checkPermission } from './permissions.js';
import { whyRelationshipBreaks } from './relationships.js';
import { columnsOf, FIELD_LISTS, fieldsNamed, PERMISSION_LISTS } from './tables.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('../types.js').JsonObject} JsonObject */

/**
 * Checks what stands in the tables' entries: relationships, computed fields, permissions, triggers.
 * @param {Context} context whose sources are checked already, all of them: a relationship may lead to
 *   a table of another source
 */
export function checkTableMembers(context) {
  for (const source of context.metadata.sources ?? []) {
    for (const entry of source.tables ?? []) {
      checkMembers(context, source, entry);
    }
  }
}

/** @param {Context} context @param {JsonObject} source @param {JsonObject} entry */
function checkMembers(context, source, entry) {
  const { findings } = context;
  if (findings.isBroken(tableObject(source, entry.table))) {
    const text = tableText(entry.table, source.kind);
    for (const member of membersOf(source, entry)) {
      findings.inconsistent(member, `table "${text}" is not tracked`);
    }
    return;
  }
  checkFieldConflicts(context, source, entry);
  for (const [type, list] of Object.entries(FIELD_LISTS)) {
    for (const field of entry[list] ?? []) {
      checkField(context, source, entry, { type, field });
    }
  }
  // Permissions come last: they may name the fields above.
  for (const [type, list] of Object.entries(PERMISSION_LISTS)) {
    for (const permission of entry[list] ?? []) {
      checkPermission(context, source, entry, { type, permission });
    }
  }
  for (const trigger of entry.event_triggers ?? []) {
    checkTrigger(context, source, entry, trigger);
  }
}

/**
 * @param {Context} context
 * @param {JsonObject} source
 * @param {JsonObject} entry
 * @param {{ type: string, field: JsonObject }} field
 */
function checkField(context, source, entry, { type, field }) {
  const reason =
    type === 'computed_field'
      ? whyComputedFieldBreaks(context, source, entry, field)
      : whyRelationshipBreaks(context, source, entry, field);
  if (reason !== undefined) {
    context.findings.inconsistent(tableMember(source, entry.table, type, field), reason);
  }
}

/**
 * @param {Context} context
 * @param {JsonObject} source
 * @param {JsonObject} entry
 * @param {JsonObject} trigger
 */
function checkTrigger(context, source, entry, trigger) {
  const reason = whyTriggerBreaks(context, source, entry, trigger);
  if (reason !== undefined) {
    const text = tableText(entry.table, source.kind);
    context.findings.inconsistent(
      tableMember(source, entry.table, 'event_trigger', trigger),
      `in table "${text}": in event trigger "${trigger.name}": ${reason}`,
    );
  }
}

/** @param {JsonObject} source @param {JsonObject} entry */
function membersOf(source, entry) {
  return Object.entries({
    ...FIELD_LISTS,
    ...PERMISSION_LISTS,
    event_trigger: 'event_triggers',
  }).flatMap(([type, list]) =>
    (entry[list] ?? []).map((/** @type {JsonObject} */ member) =>
      tableMember(source, entry.table, type, member),
    ),
  );
}

/** @param {Context} context @param {JsonObject} source @param {JsonObject} entry */
function checkFieldConflicts({ findings }, source, entry) {
  const names = Object.values(FIELD_LISTS).flatMap((list) =>
    (entry[list] ?? []).map((/** @type {JsonObject} */ field) => field.name),
  );
  for (const name of new Set(names)) {
    const fields = fieldsNamed(source, entry, name);
    if (fields.length > 1) {
      findings.conflicting(fields, `conflicting definitions for field "${name}"`);
    }
  }
}

/**
 * @param {Context} context
 * @param {JsonObject} source
 * @param {JsonObject} entry
 * @param {JsonObject} field
 */
function whyComputedFieldBreaks({ snapshots }, source, entry, field) {
  const text = tableText(field.definition?.function, source.kind);
  return snapshots.sources.get(source.name)?.functions?.has(text) === false
    ? `in table "${tableText(entry.table, source.kind)}": in computed field "${field.name}": no such function exists: "${text}"`
    : undefined;
}

/**
 * @param {Context} context
 * @param {JsonObject} source
 * @param {JsonObject} entry
 * @param {JsonObject} trigger
 */
function whyTriggerBreaks(context, source, entry, trigger) {
  const webhook = resolveValue(context.env, trigger.webhook, trigger.webhook_from_env);
  const headers = resolveHeaders(context.env, trigger.headers);
  if ('failure' in webhook) {
    return webhook.failure;
  }
  if ('failure' in headers) {
    return headers.failure;
  }
  const columns = columnsOf(context, source, entry.table);
  const named = Object.values(trigger.definition ?? {}).flatMap((operation) =>
    [operation?.columns, operation?.payload].flatMap((list) => (Array.isArray(list) ? list : [])),
  );
  const missing = named.find((column) => columns?.has(column) === false);
  return missing === undefined ? undefined : `column "${missing}" does not exist`;
}
