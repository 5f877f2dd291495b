import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../tools/stand-in/types.js';
import { runAgainst } from '../support/against.js';

const ORDERS = { schema: 'public', name: 'orders' };
const field = (type: string) => ({
  type,
  name: `${type} total in table orders in source default`,
  definition: { source: 'default', table: ORDERS, name: 'total' },
});

interface Case {
  readonly sent: JsonObject;
  readonly shape: string;
  readonly name: string;
  /** In words, as annotations and log have it. */
  readonly words: string;
  /** As the summary's table has it. */
  readonly row: string;
  readonly message: RegExp;
}

const CASES: Readonly<Record<string, Case>> = {
  'one object': {
    sent: {
      type: 'remote_schema',
      name: 'remote_schema payments',
      definition: { name: 'payments', definition: { url: 'http://payments' } },
      reason: 'Inconsistent object: HTTP exception occurred while sending the request',
      message: {
        type: 'http_exception',
        message: 'does not exist (Connection refused)',
        request: { host: 'payments', port: 80, method: 'POST', path: '/graphql' },
      },
    },
    shape: 'object',
    name: 'remote_schema payments',
    words: 'remote schema payments',
    row: '| remote schema <b>payments</b> | Connection refused: payments:80 |',
    message:
      /^HTTP exception occurred while sending the request\ndoes not exist \(Connection refused\) \(POST payments:80\/graphql\)\nHow to fix: Start the service behind it/,
  },
  'conflicting objects': {
    sent: {
      reason: 'Conflicting objects: conflicting definitions for field "total"',
      objects: [field('object_relation'), field('computed_field')],
    },
    shape: 'conflict',
    name: 'object_relation total in table orders in source default, computed_field total in table orders in source default',
    words:
      'conflict of object relationship total on orders in default and computed field total on orders in default',
    row: '| conflict of object relationship <b>total</b> on <b>orders</b> in <b>default</b> and computed field <b>total</b> on <b>orders</b> in <b>default</b> | conflicting definitions for field "total" |',
    message: /^conflicting definitions for field "total"\nHow to fix: Rename one of them/,
  },
  duplicates: {
    sent: {
      type: 'table',
      reason: 'Multiple definitions for: table orders in source default',
      definitions: [ORDERS, ORDERS],
    },
    shape: 'duplicate',
    name: 'table orders in source default',
    words: 'duplicate table orders in default',
    row: '| duplicate table <b>orders</b> in <b>default</b> | defined 2 times |',
    message:
      /^Multiple definitions for: table orders in source default\nHow to fix: Remove all definitions/,
  },
  "a REST endpoint's path": {
    sent: {
      type: 'rest_endpoint',
      name: 'rest_endpoint order',
      definition: { name: 'order', url: 'orders/:id/:id' },
      reason: 'Duplicate variables found in endpoint path: orders/:id/:id',
    },
    shape: 'endpoint-path',
    name: 'rest_endpoint order',
    words: 'REST endpoint order',
    row: '| REST endpoint <b>order</b> | Duplicate variables found in endpoint path: orders/:id/:id |',
    message:
      /^Duplicate variables found in endpoint path: orders\/:id\/:id\nHow to fix: Correct the endpoint's/,
  },
  'ambiguous REST endpoints': {
    sent: {
      reason: 'Ambiguous URL paths: orders/:id, orders/latest',
      conflicts: [{ name: 'one' }, { name: 'latest' }],
    },
    shape: 'ambiguous-endpoints',
    name: 'rest_endpoint orders/:id, orders/latest',
    words: 'ambiguous REST endpoint one and REST endpoint latest',
    row: '| ambiguous REST endpoint <b>one</b> and REST endpoint <b>latest</b> | Ambiguous URL paths: orders/:id, orders/latest |',
    message: /^Ambiguous URL paths: orders\/:id, orders\/latest\nHow to fix: Change the URL of one/,
  },
  'a permission that could not be inherited': {
    sent: {
      type: 'inherited role permission inconsistency',
      name: 'boss',
      entity: { table: 'orders', source: 'default', permission_type: 'insert' },
      reason: "Could not inherit permission for the role 'boss' for the entity: '…'",
    },
    shape: 'inherited-permission',
    name: 'boss',
    words: 'inherited insert permission of role boss on orders in default',
    row: '| inherited insert permission of role <b>boss</b> on <b>orders</b> in <b>default</b> | the roles that it inherits from allow different things |',
    message:
      /^Could not inherit permission for the role 'boss'.*\nHow to fix: The parent roles allow/,
  },
  'an object of an unknown type': {
    sent: {
      type: 'vector_index',
      name: 'vector_index by_meaning in table orders in source default',
      reason: 'Something new: no such extension',
      hint: 'CREATE EXTENSION vector',
    },
    shape: 'object',
    name: 'vector_index by_meaning in table orders in source default',
    words: 'vector index by_meaning on orders in default',
    row: '| vector index <b>by\\_meaning</b> on <b>orders</b> in <b>default</b> | Something new: no such extension |',
    message: /^Something new: no such extension\nHow to fix: Correct its definition/,
  },
  'an object without a name and a reason': {
    sent: { severity: 'high' },
    shape: 'unknown',
    name: 'object',
    words: 'object',
    row: '| <b>object</b> | the server gives no reason |',
    message: /^the server gives no reason\nHow to fix: Correct its definition/,
  },
};

describe('the action reports', () => {
  test.each(Object.entries(CASES))('%s', async (_what, one) => {
    const result = await runAgainst({ inconsistentObjects: [one.sent] });
    expect(result.exitCode).toBe(1);
    expect(result.annotations).toEqual([
      {
        command: 'error',
        properties: { title: `Inconsistent: ${one.words}` },
        message: expect.stringMatching(one.message),
      },
      {
        command: 'error',
        properties: {},
        message: `Hasura metadata is inconsistent: 1 object is unavailable, ${one.words}`,
      },
    ]);
    expect(result.summary).toContain(one.row);
    const { shape, name } = one;
    expect(JSON.parse(result.outputs.inconsistencies ?? '')).toEqual([
      expect.objectContaining({ shape, name, description: one.words, cause: null }),
    ]);
    expect(result.log).toContain(`::group::${one.words}: `);
  });

  test.each([
    ['hint', CASES['an object of an unknown type'], '"hint": "CREATE EXTENSION vector"'],
    ['severity', CASES['an object without a name and a reason'], '"severity": "high"'],
  ])('a key of the answer that is unknown: %s', async (key, one, shown) => {
    const result = await runAgainst({ inconsistentObjects: [one?.sent] });
    expect(result.summary).toContain(shown);
    expect(result.report?.['causes']).toEqual([expect.objectContaining({ [key]: one?.sent[key] })]);
  });
});
