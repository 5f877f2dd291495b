import { describe, expect, test } from '@jest/globals';
import { readInconsistentObjects } from '../../src/hasura/inconsistent-objects.js';

const read = (object: unknown) => readInconsistentObjects([object])[0];

describe('what the server lists several times', () => {
  const entry = (reason: string, definition: unknown = { name: 'r' }) => ({
    type: 'remote_schema',
    name: 'remote_schema r',
    definition,
    reason: `Inconsistent object: ${reason}`,
  });

  test('has what each of its entries adds', () => {
    const said = { type: 'source', name: 'source default', definition: 'default', reason: 'down' };
    const objects = readInconsistentObjects([
      { ...said, message: 'no route to the primary' },
      { ...said, message: 'no route to the replica', hint: 'look there' },
    ]);
    expect(objects).toMatchObject([
      {
        reason: 'down',
        detail: 'no route to the primary\nno route to the replica',
        unforeseen: { hint: 'look there' },
      },
    ]);
  });

  test('is one object, with each reason once', () => {
    const list = [entry('field a clashes'), entry('field b clashes'), entry('field a clashes')];
    expect(readInconsistentObjects(list)).toEqual([
      {
        ...read(entry('')),
        reason: 'field a clashes\nfield b clashes',
        reasons: ['field a clashes', 'field b clashes'],
      },
    ]);
  });

  test('stays several if its definitions differ', () => {
    const list = [entry('x'), entry('x', { name: 'r', comment: 'another' })];
    expect(readInconsistentObjects(list)).toHaveLength(2);
  });

  test('stays several if the server does not say what it is', () => {
    expect(readInconsistentObjects([{}, {}])).toHaveLength(2);
  });

  test('is one object even when it is listed ten thousand times', () => {
    const list = Array.from({ length: 10_000 }, (_, index) => entry(`field ${index} clashes`));
    expect(readInconsistentObjects(list)).toHaveLength(1);
  });
});
