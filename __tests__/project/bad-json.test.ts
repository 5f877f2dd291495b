import { describe, expect, test } from '@jest/globals';
import { load, problemWith } from './temporary-project.js';

/** What is wrong with JSON metadata, its text, where, and what the error says. */
const CASES: readonly [string, string, string, RegExp][] = [
  ['a comma too many', '{"version": 3,\n "sources": [1,]}', '2:16', /Unexpected token '\]'/],
  ['a comma too few', '{"version": 3\n "sources": []}', '2:2', /Expected ',' or '}'/],
  ['an end too soon', '{"sources": [\n', '2:1', /Unexpected end/],
  ['more after the end', '{"version": 3} x', '1:16', /Unexpected non-whitespace character/],
  ['a string that does not end', '{"version": "3', '1:15', /Unterminated string/],
  ['a string with an unknown escape', '{"version": "\\x"}', '1:15', /Bad escaped character/],
  ['a key without quotes', '{version: 3}', '1:2', /Expected property name/],
  [
    'a number too large',
    '{"sources": [], "a": [1, 12345678901234567890]}',
    '1:26',
    /cannot be sent exactly/,
  ],
  ['a number without end', '{"sources": [], "a": 1e999}', '1:22', /cannot be sent exactly/],
  [
    'nesting without end',
    `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    '1:105',
    /nested deeper than 100/,
  ],
  ['a list', '[]', '1:1', /Expected a map of metadata, found a list/],
  [
    'a wrapper around nothing',
    '{"resource_version": 3,\n "metadata": null}',
    '2:2',
    /Expected a map of metadata, found nothing/,
  ],
  [
    'sources of version 1',
    '{"sources": [{"name": "a"}],\n "version": 1}',
    '2:2',
    /must have version 3/,
  ],
];

describe('JSON that cannot be read is an error at its place', () => {
  test.each(CASES)('%s', async (_, text, place, message) => {
    const problem = await problemWith({ 'metadata.json': text }, 'metadata.json');
    expect(problem.message).toMatch(message);
    const { location } = problem;
    expect(location && `${location.line}:${location.column}`).toBe(place);
  });
});

test('a number of many digits within a string is no number', async () => {
  const text = '{"version": 3, "sources": [{"name": "a: 12345678901234567890"}]}';
  const { metadata } = await load({ 'metadata.json': text }, 'metadata.json');
  expect(metadata).toEqual(JSON.parse(text));
});
