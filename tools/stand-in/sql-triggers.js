import { isDeepStrictEqual } from 'node:util';
import { tableMember, tableText } from './consistency/objects.js';
import { sqlError } from './consistency/sources.js';

/** @typedef {import('./consistency/check.js').Context} Context */
/** @typedef {import('./types.js').JsonObject} JsonObject */
/** @typedef {{ event: string, operation: string, table: string }} SqlTrigger of an event trigger, on a table */

const OPERATIONS = ['insert', 'update', 'delete'];

/** The SQL triggers that the server made in its databases, by source. */
export class SqlTriggers {
  /**
   * A source without an entry has no schema `hdb_catalog`, and so no event triggers can work.
   * @type {Map<string, SqlTrigger[]>}
   */
  catalogs = new Map();

  /**
   * Makes the SQL triggers that a build of the schema makes, accepted or not: those of event triggers
   * that are new or changed, and those that are missing.
   * @param {Context} context an event trigger that cannot be made is reported here
   * @param {{ readsSource: (name: string) => boolean, recreate: (name: string) => boolean,
   *   isKnown: (source: string, table: any, trigger: JsonObject) => boolean }} what
   */
  make(context, { readsSource, recreate, isKnown }) {
    for (const { source, table, trigger } of context.triggers) {
      const isDue = recreate(source) || !isKnown(source, table, trigger);
      if (!isDue && !readsSource(source)) continue;
      const own = operationsOf(trigger).map((operation) => ({
        event: trigger.name,
        operation,
        table: tableText(table),
      }));
      const catalog = this.catalogs.get(source);
      if (catalog === undefined) {
        const name = `notify_hasura_${trigger.name}_${own[0]?.operation}`;
        const statement = `CREATE OR REPLACE function hdb_catalog."${name}"() RETURNS trigger`;
        const message = sqlError('schema "hdb_catalog" does not exist', '3F000', statement);
        context.report(
          tableMember(source, table, 'event_trigger', trigger),
          'database query error',
          message,
        );
        continue;
      }
      for (const one of own) {
        // What exists is looked up by name: a trigger of that name may be on another table.
        const exists = catalog.some((other) =>
          isDue ? isDeepStrictEqual(other, one) : sqlName(other) === sqlName(one),
        );
        if (!exists) catalog.push(one);
      }
    }
  }

  /** @param {string} source @param {(trigger: SqlTrigger) => boolean} isDropped */
  drop(source, isDropped) {
    const left = (this.catalogs.get(source) ?? []).filter((trigger) => !isDropped(trigger));
    this.catalogs.set(source, left);
  }
}

/** The name in the database. @param {SqlTrigger} trigger */
export function sqlName({ event, operation }) {
  return `notify_hasura_${event}_${operation}`;
}

/** @param {JsonObject} trigger @returns {string[]} such as `INSERT` */
export function operationsOf({ definition }) {
  return OPERATIONS.filter((name) => definition[name] !== undefined).map((name) =>
    name.toUpperCase(),
  );
}
