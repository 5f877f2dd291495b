import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../tools/stand-in/types.js';
import { runAgainst } from '../support/against.js';
import { resultsIn } from '../support/sarif.js';

const MEGABYTE = 1024 * 1024;

/** Of the heap: six times what the answer takes. */
const MEMORY = { NODE_OPTIONS: '--max-old-space-size=256' };

/** Ten thousand objects with definitions of 4 KB each; of every ten, nine depend on the first. */
function manyObjects(): Record<string, unknown>[] {
  const filler = 'a column, and what is said of it; '.repeat(120);
  return Array.from({ length: 10_000 }, (_one, at) => {
    const table = { schema: 'public', name: `t${Math.floor(at / 10)}` };
    return at % 10 === 0
      ? {
          type: 'table',
          name: `table ${table.name} in source default`,
          definition: { ...table, comment: filler },
          reason: `Inconsistent object: no such table/view exists in source: "${table.name}"`,
        }
      : {
          type: 'select_permission',
          name: `select_permission role${at} in table ${table.name} in source default`,
          definition: { source: 'default', table, role: `role${at}`, comment: filler },
          reason: `Inconsistent object: table "${table.name}" does not exist`,
        };
  });
}

test("10,000 objects with 4 KB each stay within GitHub's limits and within memory", async () => {
  const inconsistentObjects = manyObjects();
  expect(JSON.stringify(inconsistentObjects).length).toBeGreaterThan(40 * MEGABYTE);
  const result = await runAgainst(
    { inconsistentObjects },
    { timeout: '60' },
    { env: MEMORY, asProcess: true },
  );
  expect(result.exitCode).toBe(1);
  expect(result.stderr).toBe('');
  expect(result.outputs['inconsistency-count']).toBe('10000');
  expect(result.report?.['inconsistency_count']).toBe(10_000);
  expect(result.report?.['causes']).toHaveLength(1000);

  expect(Buffer.byteLength(result.summary)).toBeLessThanOrEqual(MEGABYTE);
  expect(result.summary).toContain('| Cause | Why |');
  const outputs = Object.values(result.outputs).join('');
  expect(outputs.length * 2).toBeLessThanOrEqual(MEGABYTE);
  const errors = result.annotations.filter(({ command }) => command === 'error');
  expect(errors).toHaveLength(10);
  for (const { message } of result.annotations) expect(message.length).toBeLessThanOrEqual(4096);
  // A log that nobody can open helps nobody.
  expect(result.log.length).toBeLessThan(4 * MEGABYTE);
});

/** A text of 4,000 characters that hardly gets shorter when it is packed, in words. */
function incompressible(seed: number): string {
  const bytes = createHash('shake256', { outputLength: 2_600 }).update(String(seed)).digest();
  return bytes.toString('base64url').replace(/.{6}/g, '$& ');
}

test('the SARIF file of 5,100 causes is one that GitHub accepts, and the log says what is left out', async () => {
  const inconsistentObjects = Array.from({ length: 5_100 }, (_one, at) => ({
    type: 'cron_trigger',
    name: `cron_trigger t${at}`,
    definition: { name: `t${at}` },
    reason: `Inconsistent object: ${incompressible(at)}`,
  }));
  const { log, sarif } = await runAgainst({ inconsistentObjects }, { timeout: '60' });
  expect(resultsIn(sarif)).toHaveLength(5_000);
  expect(gzipSync(JSON.stringify(sarif)).length).toBeLessThan(10 * MEGABYTE);
  expect(log).toContain('The SARIF file has the first 5000 of 5100 results');
});

describe('an answer over 64 MB is refused, and says so', () => {
  const blanks = Buffer.alloc(65 * MEGABYTE, ' ');
  test.each<[what: string, fault: Fault]>([
    ['as it is', { status: 200, body: blanks }],
    ['unpacked', { status: 200, body: gzipSync(blanks), headers: { 'content-encoding': 'gzip' } }],
    ['with a status that is an error', { status: 500, body: blanks }],
  ])(
    '%s',
    async (_what, fault) => {
      const result = await runAgainst(
        { onRequest: ({ type }) => (type ? fault : undefined) },
        { timeout: '30' },
      );
      expect(result.exitCode).toBe(1);
      const errors = result.annotations.filter(({ command }) => command === 'error');
      expect(errors).toHaveLength(1);
      expect(errors[0]?.message).toMatch(
        /the answer is larger than 64 MB\. Fix what breaks most objects first/,
      );
      expect(result.stderr).toBe('');
    },
    60_000,
  );
});
