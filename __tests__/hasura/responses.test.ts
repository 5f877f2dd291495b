import { describe, expect, test } from '@jest/globals';
import { ShapeError } from '../../src/hasura/inconsistent-objects.js';
import {
  readExport,
  readReplaceVerdict,
  readVerdict,
  readWarnings,
} from '../../src/hasura/responses.js';

const OBJECT = { type: 'source', name: 'source a', definition: 'a', reason: 'x' };

describe('a verdict', () => {
  test.each<[names: string[] | undefined, answer: unknown]>([
    [[], { message: 'success', is_consistent: true }],
    [[], { is_consistent: true, inconsistent_objects: [] }],
    [['source a'], { is_consistent: false, inconsistent_objects: [OBJECT] }],
    [['source a'], { message: 'success', is_consistent: false, inconsistent_objects: [OBJECT] }],
    [undefined, { message: 'success' }],
  ])('%j: %j', (names, answer) => {
    expect(readVerdict(answer).objects?.map(({ name }) => name)).toEqual(names);
  });

  test.each<[what: string, answer: unknown]>([
    ['it is not an object', null],
    ['it is not an object', []],
    ['it is not an object', 'success'],
    ['it says nothing about consistency', {}],
    ['it says nothing about consistency', { message: 'fine' }],
    ['`is_consistent` is not a boolean', { is_consistent: 'true' }],
    ['`is_consistent` is not a boolean', { inconsistent_objects: [] }],
    ['`is_consistent` is not a boolean', { is_consistent: null, inconsistent_objects: [] }],
    ['`inconsistent_objects` is not a list', { is_consistent: false, inconsistent_objects: {} }],
    ['`inconsistent_objects` is not a list', { is_consistent: true, inconsistent_objects: null }],
    [
      'it calls itself consistent and lists inconsistent objects',
      { is_consistent: true, inconsistent_objects: [OBJECT] },
    ],
    ['it calls itself inconsistent and lists no object', { is_consistent: false }],
    [
      'it calls itself inconsistent and lists no object',
      { is_consistent: false, inconsistent_objects: [] },
    ],
    [
      'an inconsistent object is not an object',
      { is_consistent: false, inconsistent_objects: [1] },
    ],
  ])('is not understood: %s, %j', (what, answer) => {
    expect(() => readVerdict(answer)).toThrow(new ShapeError(what));
    expect(() => readVerdict(answer)).toThrow(ShapeError);
  });
});

describe('an answer to replace_metadata', () => {
  test.each<[objects: number | undefined, warnings: number, answer: unknown]>([
    [0, 0, { is_consistent: true, inconsistent_objects: [] }],
    [1, 0, { is_consistent: false, inconsistent_objects: [OBJECT] }],
    [0, 1, { is_consistent: true, inconsistent_objects: [], warnings: [{ message: 'odd' }] }],
    [undefined, 1, { message: 'success', warnings: [{ message: 'odd' }] }],
    [undefined, 0, { message: 'success' }],
  ])('has %s objects and %s warnings: %j', (objects, warnings, answer) => {
    const verdict = readReplaceVerdict(answer);
    expect(verdict.objects?.length).toBe(objects);
    expect(verdict.warnings).toHaveLength(warnings);
  });

  test('is not understood if its warnings are not a list', () => {
    const answer = { is_consistent: true, warnings: {} };
    expect(() => readReplaceVerdict(answer)).toThrow('`warnings` is not a list');
  });
});

describe('a warning', () => {
  const name = 'event_trigger odd name in table t in source s';
  const identity = {
    type: 'event_trigger',
    name: 'odd name',
    table: { text: 't' },
    source: 's',
  };
  test.each<[what: string, sent: unknown, read: object]>([
    [
      'with all its keys',
      { code: 'illegal-event-trigger-name', type: 'event_trigger', name, message: 'odd' },
      { code: 'illegal-event-trigger-name', name, message: 'odd', identity },
    ],
    [
      'without a code',
      { type: 'event_trigger', name, message: 'odd' },
      { name, message: 'odd', identity },
    ],
    [
      'without a type, which its name begins with',
      { name, message: 'odd' },
      { name, message: 'odd', identity },
    ],
    [
      "in the RFC's form",
      { path: '$.sources[0]', message: 'odd' },
      { name: '$.sources[0]', message: 'odd', identity: { type: 'unknown' } },
    ],
    ['with its message alone', { message: 'odd' }, { message: 'odd' }],
    ['without a message', { code: 'x' }, { code: 'x', message: '{"code":"x"}' }],
    ['that is a text', 'odd', { message: 'odd' }],
    ['that is null', null, { message: 'null' }],
    [
      'that cannot be shown',
      { message: 'a\u001b[31mb', code: 'c\u0000' },
      { message: 'ab', code: 'c' },
    ],
  ])('%s', (_what, sent, read) => {
    expect(readWarnings([sent])).toEqual([{ origin: 'server', ...read }]);
  });
});

describe('an export', () => {
  test('has the metadata and its version', () => {
    const answer = { resource_version: 7, metadata: { version: 3 } };
    expect(readExport(answer)).toEqual({ resourceVersion: 7, metadata: { version: 3 } });
  });

  test.each<[what: string, answer: unknown]>([
    ['it has no `metadata`', []],
    ['it has no `metadata`', { version: 2, tables: [] }],
    ['it has no `resource_version`', { metadata: { version: 3 } }],
    ['it has no `resource_version`', { resource_version: '7', metadata: { version: 3 } }],
  ])('is not understood: %s, %j', (what, answer) => {
    expect(() => readExport(answer)).toThrow(new ShapeError(what));
  });
});
