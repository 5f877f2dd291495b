import { describe, expect, test } from '@jest/globals';
import { namedIn, readable, readableConflict, why } from '../../src/model/readable.js';
import type { InconsistentObject } from '../../src/model/report.js';

function object(parts: Partial<InconsistentObject>): InconsistentObject {
  const type = parts.type ?? 'table';
  return {
    shape: 'object',
    type,
    name: `${type} x`,
    identity: { type },
    members: [],
    reason: 'broken',
    ...parts,
  };
}

const DEFINITIONS =
  '\nFormer has definition:\ntype authors { id: Int\n}\nLatter has definition:\ntype authors { id: Int! }';

describe('a text of the server is readable', () => {
  test.each<[what: string, text: string, shown: string]>([
    ['that needs nothing', 'no such table\nat all', 'no such table\nat all'],
    ['that ends with line breaks', 'Connection refused\n\n', 'Connection refused'],
    [
      'that is an SQL error',
      '{"arguments":[],"error":{"description":null,"exec_status":"FatalError","hint":null,"message":"relation \\"a\\" does not exist","status_code":"42P01"},"prepared":false,"statement":"SELECT 1"}',
      'relation "a" does not exist',
    ],
    [
      'that is an SQL error with a hint',
      '{"statement":"","error":{"message":"no","description":"since","hint":"try"}}',
      'no\nsince\nHint: try',
    ],
    ['that is other JSON', '{"error":"no"}', '{"error":"no"}'],
    ['that only starts like JSON', '{"error":', '{"error":'],
    [
      'about a host name that does not resolve',
      'Connection failure: Network.Socket.getAddrInfo (called with preferred socket type/protocol: AddrInfo {addrFlags = [], addrFamily = AF_UNSPEC, addrSocketType = Stream, addrProtocol = 6, addrAddress = 0.0.0.0:0, addrCanonName = Nothing}, host name: Just "nohost", service name: Just "80"): does not exist (Name or service not known)\n',
      'Connection failure: host name "nohost" does not resolve',
    ],
    [
      'about a host name that it does not give',
      'ConnectionFailure: getAddrInfo: Name or service not known',
      'ConnectionFailure: host name does not resolve',
    ],
    [
      'about two definitions of a type, in two texts that run into each other',
      `Found conflicting definitions for GraphQL typeFound conflicting definitions for GraphQL type 'authors'.  The definition at x differs from the definitions at [a, b, c, d.e].${DEFINITIONS}`,
      "GraphQL type 'authors' has two different definitions: at x and at a, b, c and 1 more",
    ],
    [
      'about two definitions of a type at two places',
      `Found conflicting definitions for GraphQL type 'User'.  The definition at 'user' differs from the definition at e.g. 'query_root.x'.${DEFINITIONS}`,
      "GraphQL type 'User' has two different definitions: at user and at query_root.x",
    ],
    [
      'about two fields with one name',
      "Encountered conflicting definitions in the selection set for 'mutation_root' for field 'insert_authors' defined in [action insert_authors, table authors in source default]. Fields must not be defined more than once across all sources.",
      "GraphQL field 'insert_authors' of 'mutation_root' is defined more than once: by action insert_authors and by table authors in source default",
    ],
  ])('%s', (_what, text, shown) => {
    expect(readable(text)).toBe(shown);
    expect(readable(shown)).toBe(shown);
  });

  test('and is a conflict only if it names both places', () => {
    expect(readableConflict('conflicting definitions for field "a"')).toBeUndefined();
  });
});

describe('the names in a reason', () => {
  test.each<[type: string, reason: string, names: string[]]>([
    [
      'select_permission',
      'in table "t": in permission for role "r": column "nope" does not exist',
      ['nope'],
    ],
    ['action', 'in action "a"; the type: "Nowhere" is not defined', ['Nowhere']],
    [
      'custom_types',
      'validation for the given custom types failed because the type "Nope" for field "id" in  object type "Out" does not exist',
      ['Nope', 'id', 'Out'],
    ],
    [
      'query_collections',
      'In query collection "c" the query "q" is invalid with the following error(s): "$.a: field \'a\' not found in object \'query_root\'"',
      ['a', 'query_root'],
    ],
    ['cron_trigger', 'Value for environment variables not found: HOOK', ['HOOK']],
    ['table', 'broken', []],
  ])('of a %s: %s', (type, reason, names) => {
    expect(namedIn(object({ type, reason }))).toEqual(names);
  });
});

describe('why, in a few words', () => {
  test.each<[expected: string, parts: Partial<InconsistentObject>]>([
    ['no such table', { reason: 'no such table' }],
    [
      'column "a" does not exist',
      { reason: 'in table "t": in permission for role "r": column "a" does not exist' },
    ],
    [
      "$.a: field 'a' not found in object 'query_root'",
      {
        type: 'query_collections',
        reason:
          'In query collection "c" the query "q" is invalid with the following error(s): "$.a: field \'a\' not found in object \'query_root\'". This query is in allowlist.',
      },
    ],
    ['first', { reason: 'first\nsecond' }],
    ['for these reasons: the type', { reason: 'for these reasons:\n  • the type\n  • more' }],
    ['connection error: no route', { reason: 'connection error', detail: 'no route\nat all' }],
    [
      'Connection refused: db:80',
      {
        host: 'db:80',
        reason: 'HTTP exception',
        detail: 'socket: does not exist (Connection refused)',
      },
    ],
    [
      'ResponseTimeout',
      { host: 'db:80', reason: 'HTTP exception', detail: 'ResponseTimeout\nmore' },
    ],
    [
      'ResponseTimeout (POST db:80/graphql)',
      { host: 'db:80', reason: 'HTTP exception', detail: 'ResponseTimeout (POST db:80/graphql)' },
    ],
    [
      'defined 3 times',
      { shape: 'duplicate', definition: [1, 2, 3], reason: 'Multiple definitions for: x' },
    ],
    [
      'the roles that it inherits from allow different things',
      { shape: 'inherited-permission', reason: 'Could not inherit' },
    ],
    [`${'a'.repeat(199)}…`, { reason: 'a'.repeat(201) }],
    ['a'.repeat(200), { reason: 'a'.repeat(200) }],
    [`${'a'.repeat(198)}\ufffd…`, { reason: `${'a'.repeat(198)}😀😀` }],
  ])('%s', (expected, parts) => {
    expect(why(object(parts))).toBe(expected);
  });
});
