import { describe, expect, test } from '@jest/globals';
import { failure, load } from './temporary-project.js';

/** What is wrong with JSON metadata, its text, where, and what the error says. */
const CASES: readonly [string, string, string, RegExp][] = [
  [
    'a comma too many',
    '{"version": 3,\n "sources": [1,]}',
    '2:16',
    /"\]" stands here, where a value/,
  ],
  ['a comma too few', '{"version": 3\n "sources": []}', '2:2', /where a comma or } is wanted/],
  ['an end too soon', '{"sources": [\n', '2:1', /the file ends here/],
  ['more after the end', '{"version": 3} x', '1:16', /where the end of the file is wanted/],
  ['a string that does not end', '{"version": "3', '1:13', /this string does not end/],
  ['a string that is none', '{"version": "\\x"}', '1:13', /this string is not JSON/],
  ['a key without quotes', '{version: 3}', '1:2', /a key in double quotes/],
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
    '1:106',
    /deeper than 100/,
  ],
  ['a list', '[]', '1:1', /A map belongs here/],
  [
    'a wrapper around nothing',
    '{"resource_version": 3,\n "metadata": null}',
    '2:2',
    /A map belongs here/,
  ],
  ['sources of version 1', '{"sources": [{"name": "a"}],\n "version": 1}', '2:2', /has version 3/],
];

describe('JSON that cannot be read is an error at its place', () => {
  test.each(CASES)('%s', async (_, text, place, message) => {
    const error = await failure(load({ 'metadata.json': text }, 'metadata.json'));
    expect(error.message).toMatch(message);
    const { location } = error;
    expect(location && `${location.line}:${location.column}`).toBe(place);
  });
});

test('a number of many digits within a string is no number', async () => {
  const text = '{"version": 3, "sources": [{"name": "a: 12345678901234567890"}]}';
  const { metadata } = await load({ 'metadata.json': text }, 'metadata.json');
  expect(metadata).toEqual(JSON.parse(text));
});
