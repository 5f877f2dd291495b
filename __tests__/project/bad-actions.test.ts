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
    /action "b" is not in actions\.graphql/,
  ],
  [
    'an action without SDL, of which there is none',
    { 'metadata/actions.graphql': '# later\n', 'metadata/actions.yaml': 'actions: [name: a]\n' },
    'metadata/actions.yaml:1:11',
    /action "a" is not in actions\.graphql/,
  ],
  [
    'a custom type without SDL',
    {
      'metadata/actions.graphql': 'type A { a: Int }\n',
      'metadata/actions.yaml': 'actions: []\ncustom_types:\n  enums:\n    - name: A\n',
    },
    'metadata/actions.yaml:4:7',
    /custom type "A" is not among the enums/,
  ],
  [
    'an action that stands twice',
    {
      'metadata/actions.graphql': 'type Query { a: Int }\nextend type Mutation {\n  a: Int\n}\n',
      'metadata/actions.yaml': 'actions: []\n',
    },
    'metadata/actions.graphql:3:3',
    /"a" stands twice/,
  ],
  [
    'actions that are no list',
    {
      'metadata/actions.graphql': 'type A { a: Int }\n',
      'metadata/actions.yaml': 'actions: {a: 1}\n',
    },
    'metadata/actions.yaml:1:1',
    /A list belongs here/,
  ],
  ...(
    [
      ['type Query { a: }', '1:17', /does not parse: Expected Name, found "}"/],
      ['type A { a: Int }\nunion U = A', '2:1', /Union type definition U has no place/],
      ['interface I { a: Int }', '1:1', /Interface type definition I has no place/],
      ['schema { query: Q }', '1:1', /A schema definition has no place/],
      ['extend type A { a: Int }', '1:1', /Object type extension A has no place/],
      ['{ a }', '1:1', /An operation definition has no place/],
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
