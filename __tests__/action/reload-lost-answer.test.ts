import { describe, expect, test } from '@jest/globals';
import type { Fault, StandInOptions } from '../../tools/stand-in/types.js';
import { runAgainst } from '../support/against.js';

const BROKEN = { type: 'table', name: 'table a in source b', reason: 'Inconsistent object: gone' };
const PAGE = '<html><head><title>Sign in</title></head></html>';

const LOST: readonly (readonly [what: string, fault: Fault])[] = [
  ['a 504', { status: 504, body: PAGE }],
  ['a 408', { status: 408, body: '' }],
  ['a timeout', { hang: 'before-headers' }],
  ['an answer that was cut', { reset: 'mid-body' }],
  ['a page', { status: 200, body: PAGE }],
];

/** Loses the answer to the reload. */
const loseReload = (fault: Fault, server: StandInOptions = {}) =>
  runAgainst(
    {
      ...server,
      onRequest: (call) => (call.type === 'reload_metadata' ? fault : server.onRequest?.(call)),
    },
    { timeout: '0.3', 'wait-timeout': '30' },
  );

describe('if the answer to a reload is lost', () => {
  test.each(LOST)(
    'after %s, one more call has the verdict, and the report says so',
    async (_what, fault) => {
      const result = await loseReload(fault, { inconsistentObjects: [BROKEN] });
      expect(result.asked).toEqual(['reload_metadata', 'get_inconsistent_metadata']);
      expect(result.exitCode).toBe(1);
      expect(result.outputs['inconsistency-count']).toBe('1');
      const note = expect.stringMatching(
        /^The answer to the reload was lost \(.+\)\. The verdict is from get_inconsistent_metadata, which the server answers after the reload\. If several servers share a load balancer, another one may have answered\.$/,
      );
      const warnings = result.annotations.filter(({ command }) => command === 'warning');
      expect(warnings.map(({ message }) => message)).toEqual([note]);
      expect(result.report?.['notes']).toEqual([note]);
      expect(result.summary).toContain('The answer to the reload was lost');
    },
  );
});

test('a consistent server is green although the answer to the reload was lost', async () => {
  const result = await loseReload({ status: 504, body: '' });
  expect(result).toMatchObject({ exitCode: 0, outputs: { consistent: 'true' } });
});

test.each([
  ['v2.23.0', 2],
  ['v2.24.0', 1],
])(
  'on %s, whose waiting call may read the previous state or not, it asks %d times',
  async (version, times) => {
    const result = await loseReload({ status: 504, body: '' }, { version });
    const asked = Array.from({ length: times }, () => 'get_inconsistent_metadata');
    expect(result.asked).toEqual(['reload_metadata', ...asked]);
  },
);

test('if the verdict cannot be read either, the step fails for the answer that was lost', async () => {
  const result = await loseReload(
    { status: 504, body: '' },
    {
      onRequest: ({ type }) =>
        type === 'get_inconsistent_metadata' ? { status: 403, body: '' } : undefined,
    },
  );
  expect(result.exitCode).toBe(1);
  expect(result.report).toMatchObject({ failure: { kind: 'gateway-timeout' } });
});
