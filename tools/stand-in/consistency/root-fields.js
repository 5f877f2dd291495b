import { tableText } from './objects.js';

/** @typedef {import('./check.js').Context} Context */
/** @typedef {import('./sources.js').Table} Table */
/** @typedef {Record<'query_root' | 'mutation_root' | 'subscription_root', Map<string, string>>} RootFields who
 *   defines a field, by its name */

/**
 * The type that a table becomes, and its first root field.
 * @param {Pick<Table, 'text' | 'entry'>} table
 * @returns {string}
 */
export function typeOf({ text, entry }) {
  return entry.configuration?.custom_name ?? text.replaceAll('.', '_');
}

/**
 * The root fields that the sources define.
 * @param {Context} context
 * @param {Table[]} tables
 * @returns {RootFields}
 */
export function rootFieldsOf({ metadata, snapshots, objects }, tables) {
  /** @type {RootFields} */
  const fields = { query_root: new Map(), mutation_root: new Map(), subscription_root: new Map() };
  for (const table of tables) {
    const type = typeOf(table);
    const owner = `table ${table.text} in source ${table.source}`;
    const custom = Object.values(table.entry.configuration?.custom_root_fields ?? {}).map(
      (field) => field.name ?? field,
    );
    const read = [type, `${type}_by_pk`, `${type}_aggregate`];
    const write = ['insert', 'update', 'delete'].map((verb) => `${verb}_${type}`);
    const own = {
      query_root: read,
      subscription_root: [...read, `${type}_stream`],
      mutation_root: [
        ...write,
        ...[`insert_${type}_one`, `update_${type}_by_pk`, `delete_${type}_by_pk`],
        `update_${type}_many`,
      ],
    };
    for (const [root, names] of Object.entries(own)) {
      for (const name of [...names, ...custom]) {
        fields[/** @type {keyof RootFields} */ (root)].set(name, owner);
      }
    }
  }
  const broken = new Set(objects.map(({ name }) => name));
  for (const { name: source, functions = [], native_queries: queries = [] } of metadata.sources) {
    if (snapshots.sources.get(source)?.failure !== undefined) continue;
    const names = [
      ...functions.map((/** @type {any} */ one) => [tableText(one.function), 'function']),
      ...queries.map((/** @type {any} */ one) => [one.root_field_name, 'native_query']),
    ];
    for (const [text, type] of names) {
      const owner = `${type} ${text} in source ${source}`;
      for (const suffix of broken.has(owner) ? [] : ['', '_aggregate']) {
        fields.query_root.set(`${text.replaceAll('.', '_')}${suffix}`, owner);
        fields.subscription_root.set(`${text.replaceAll('.', '_')}${suffix}`, owner);
      }
    }
  }
  return fields;
}
