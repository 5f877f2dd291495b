import { test } from '@jest/globals';
import { type BadInput, expectFailure } from './temporary-project.js';

const CASES: BadInput[] = [
  [
    'an action without SDL',
    {
      'metadata/actions.graphql': 'type Query { a: Int }\n',
      'metadata/actions.yaml': 'actions:\n  - name: a\n  - name: b\n',
    },
    'metadata/actions.yaml:3:5',
    /"b" is not among the actions of actions\.graphql/,
  ],
  [
    'an action without SDL, of which there is none',
    { 'metadata/actions.graphql': '# later\n', 'metadata/actions.yaml': 'actions: [name: a]\n' },
    'metadata/actions.yaml:1:11',
    /"a" is not among the actions of actions\.graphql/,
  ],
  [
    'a custom type without SDL',
    {
      'metadata/actions.graphql': 'type A { a: Int }\n',
      'metadata/actions.yaml': 'actions: []\ncustom_types:\n  enums:\n    - name: A\n',
    },
    'metadata/actions.yaml:4:7',
    /"A" is not among the enums of actions\.graphql/,
  ],
  [
    'an action that occurs twice',
    {
      'metadata/actions.graphql': 'type Query { a: Int }\nextend type Mutation {\n  a: Int\n}\n',
      'metadata/actions.yaml': 'actions: []\n',
    },
    'metadata/actions.graphql:3:3',
    /"a" occurs twice/,
  ],
  [
    'actions that are not a list',
    {
      'metadata/actions.graphql': 'type A { a: Int }\n',
      'metadata/actions.yaml': 'actions: {a: 1}\n',
    },
    'metadata/actions.yaml:1:1',
    /Expected a list, found a map/,
  ],
  ...(
    [
      ['type Query { a: }', '1:17', /does not parse: Expected Name, found "}"/],
      ['type A { a: Int }\nunion U = A', '2:1', /Union type definition U is not supported/],
      ['extend interface I { a: Int }', '1:1', /Interface type extension I is not supported/],
      ['schema { query: Q }', '1:1', /A schema definition is not supported/],
      ['extend type A { a: Int }', '1:1', /Object type extension A is not supported/],
      ['{ a }', '1:1', /An operation definition is not supported/],
    ] as const
  ).map(
    ([sdl, place, message]): BadInput => [
      `SDL like ${sdl}`,
      { 'metadata/actions.graphql': sdl, 'metadata/actions.yaml': 'actions: []\n' },
      `metadata/actions.graphql:${place}`,
      message,
    ],
  ),
];

test.each(CASES)('%s', async (...bad) => {
  await expectFailure(bad);
});
