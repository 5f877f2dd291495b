import { describe, expect, test } from '@jest/globals';
import { groupByCause } from '../../src/model/causes.js';
import { compileIgnorePatterns, separateIgnored } from '../../src/model/ignore.js';
import { member, type Raw, raw, read, source, table } from './server-objects.js';

/** A query in a collection that uses fields which the schema does not have. */
function query(...fields: readonly (readonly [field: string, object?: string])[]): Raw {
  const errors = fields.map(
    ([field, object = 'query_root']) =>
      `"$.${field}: field '${field}' not found in object '${object}'"`,
  );
  return raw(
    'query_collections',
    'q in c',
    { name: 'q', query: '' },
    `In query collection "c" the query "q" is invalid with the following error(s): ${errors.join(', ')}. This query is in allowlist.`,
  );
}

const endpoint = raw('rest_endpoint', 'r', {
  name: 'r',
  definition: { query: { collection_name: 'c', query_name: 'q' } },
});

const remoteSchema = (name: string, root_fields_namespace?: string) =>
  raw('remote_schema', name, {
    name,
    definition: { url: 'http://x', customization: { root_fields_namespace } },
  });

/** The cause that the query is attributed to, if any, and whether that is certain. */
function causeOf(objects: readonly Raw[], metadata?: Raw): string | undefined {
  for (const { object, dependents } of groupByCause(read(...objects), metadata)) {
    const found = dependents.find((dependent) => dependent.object.type === 'query_collections');
    if (found) return `${found.certain ? '' : '? '}${object.name}`;
  }
  return undefined;
}

const items = raw('table', 'inventory.items in source default', {
  schema: 'inventory',
  name: 'items',
});
const ITEMS = String(items['name']);
const staff = remoteSchema('staff');

describe('a query is unavailable because of', () => {
  test.each<[what: string, cause: string | undefined, objects: readonly Raw[]]>([
    ['nothing else', undefined, [query(['people'])]],
    ['a table', ITEMS, [items, query(['inventory_items'])]],
    ['a table by its primary key', ITEMS, [items, query(['inventory_items_by_pk'])]],
    ['a table in the other naming convention', ITEMS, [items, query(['inventoryItemsAggregate'])]],
    [
      'a table to insert into',
      ITEMS,
      [items, query(['insert_inventory_items_one', 'mutation_root'])],
    ],
    ['no table of a similar name', undefined, [items, query(['inventory_item'])]],
    ['no table in another schema', undefined, [items, query(['items'])]],
    [
      'a function',
      'function search in source default',
      [raw('function', 'search in source default', { name: 'search' }), query(['search'])],
    ],
    [
      'a native query',
      'native_query numbers in source default',
      [raw('native_query', 'numbers in source default', {}), query(['numbers'])],
    ],
    ['an action', 'action go', [raw('action', 'go', { name: 'go' }), query(['go'])]],
    [
      'a relationship',
      'array_relation lines in table orders in source default',
      [member('array_relation', 'lines', 'orders'), query(['lines_aggregate', 'orders'])],
    ],
    [
      'no relationship of another table',
      undefined,
      [member('array_relation', 'lines', 'orders'), query(['lines', 'bills'])],
    ],
    [
      'two tables, the first of them',
      ITEMS,
      [items, table('b'), query(['inventory_items'], ['b'])],
    ],
    ['a table, but not only', undefined, [items, query(['inventory_items'], ['people'])]],
    ['a remote schema, probably', '? remote_schema staff', [staff, query(['people'])]],
    ['a source, probably', '? source default', [source('default'), query(['people'])]],
    [
      'a remote schema rather than a source',
      '? remote_schema staff',
      [source('default'), staff, query(['people'])],
    ],
    ['a table rather than a remote schema', ITEMS, [staff, items, query(['inventory_items'])]],
    [
      'a remote schema with a namespace',
      'remote_schema staff',
      [remoteSchema('other', 'other'), remoteSchema('staff', 'people'), query(['people'])],
    ],
    ['no remote schema with another namespace', undefined, [remoteSchema('a', 'a'), query(['b'])]],
  ])('%s', (_what, cause, objects) => {
    expect(causeOf(objects)).toBe(cause);
    expect(causeOf(objects.toReversed())).toBe(cause);
  });

  test('takes the REST endpoint that runs it with it, as certainly as itself', () => {
    const [cause] = groupByCause(read(endpoint, query(['people']), staff));
    expect(cause?.dependents.map(({ object, certain }) => [object.type, certain])).toEqual([
      ['rest_endpoint', false],
      ['query_collections', false],
    ]);
  });
});

describe('the metadata says which object a field comes from:', () => {
  const metadata = {
    version: 3,
    sources: [
      {
        name: 'default',
        tables: [
          { table: 'orders', configuration: { custom_name: 'Purchase' } },
          {
            table: 'lines',
            configuration: { custom_root_fields: { select: 'allLines', insert: { name: 'add' } } },
            array_relationships: [{ name: 'bills', using: {} }],
          },
        ],
      },
      {
        name: 'shop',
        customization: { root_fields: { namespace: 'shop', prefix: 'shop_', suffix: '_x' } },
        tables: [{ table: 'goods' }],
        functions: [{ function: 'find' }],
        native_queries: [{ root_field_name: 'sales' }],
      },
    ],
    actions: [{ name: 'go' }],
    remote_schemas: [{ name: 'staff' }],
  };

  test.each<[field: string, object: string, cause: string | undefined, objects: readonly Raw[]]>([
    ['Purchase_by_pk', 'query_root', 'table orders in source default', [table('orders')]],
    ['allLines', 'query_root', 'table lines in source default', [table('lines')]],
    ['add', 'mutation_root', 'table lines in source default', [table('lines')]],
    ['shop_goods_x', 'query_root', 'table goods in source shop', [table('goods', 'shop')]],
    ['shop_goods_x', 'query_root', 'source shop', [source('shop')]],
    ['shop_find_x', 'query_root', 'source shop', [source('shop')]],
    ['shop_sales_x', 'query_root', 'source shop', [source('shop')]],
    ['shop', 'query_root', 'source shop', [source('shop')]],
    ['shop_goods_x', 'query_root', undefined, [source('default')]],
    ['typo', 'query_root', undefined, [source('default')]],
    ['typo', 'query_root', '? source unlisted', [source('default'), source('unlisted')]],
    ['typo', 'query_root', '? remote_schema staff', [source('default'), staff]],
    ['bills', 'lines', 'source default', [source('default')]],
    ['go', 'mutation_root', 'action go', [raw('action', 'go', { name: 'go' })]],
  ])('%s of %s is unavailable because of %s', (field, object, cause, objects) => {
    expect(causeOf([...objects, query([field, object])], metadata)).toBe(cause);
  });
});

test('metadata of version 2, which has no sources, says which table a field comes from', () => {
  const tables = [{ table: 'orders', configuration: { custom_name: 'Purchase' } }];
  const objects = [table('orders'), query(['Purchase'])];
  expect(causeOf(objects, { version: 2, tables })).toBe('table orders in source default');
});

test('a query is ignored with the cause that it probably has', () => {
  const { causes, ignored } = separateIgnored(
    groupByCause(read(staff, query(['people']), endpoint)),
    compileIgnorePatterns(['remote_schema staff']),
  );
  expect(causes).toEqual([]);
  expect(ignored.map(({ object }) => object.type)).toEqual([
    'remote_schema',
    'query_collections',
    'rest_endpoint',
  ]);
});
