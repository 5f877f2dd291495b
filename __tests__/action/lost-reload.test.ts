import { describe, expect, test } from '@jest/globals';
import { startStandIn } from '../../tools/stand-in/server.js';
import type { Fault } from '../../tools/stand-in/types.js';
import { runAction } from '../support/action.js';

const BROKEN = { type: 'table', name: 'table a in source b', reason: 'Inconsistent object: gone' };

const LOST: readonly (readonly [what: string, fault: Fault])[] = [
  ['a 504', { status: 504, body: '<html></html>' }],
  ['a 408', { status: 408, body: '' }],
  ['a timeout', { hang: 'before-headers' }],
  ['an answer that was cut off', { reset: 'mid-body' }],
];

/** The answer to the reload is lost; `later` happens on the server after a while, if at all. */
async function loseReload(
  fault: Fault,
  later?: (standIn: Awaited<ReturnType<typeof startStandIn>>) => void,
) {
  const standIn = await startStandIn({ inconsistentObjects: [] });
  let timer: NodeJS.Timeout | undefined;
  standIn.onRequest = ({ type, ordinalOfKind }) => {
    // The reload shows once the version was asked for.
    if (type === 'export_metadata' && ordinalOfKind === 1 && later) {
      timer = setTimeout(() => later(standIn), 200);
    }
    return type === 'reload_metadata' ? fault : undefined;
  };
  const result = await runAction({ endpoint: standIn.url, timeout: '2.5', 'wait-timeout': '30' });
  clearTimeout(timer);
  await standIn.close();
  const asked = standIn.calls.flatMap(({ type }) => type ?? []);
  return { ...result, asked };
}

describe.each(LOST)('%s', (_what, fault) => {
  test('is not sent again; the verdict comes once the reload shows', async () => {
    const result = await loseReload(fault, (standIn) => {
      standIn.inconsistentObjects = [BROKEN];
      standIn.resourceVersion += 1;
    });
    expect(result.asked.filter((type) => type === 'reload_metadata')).toHaveLength(1);
    expect(result.asked.at(-1)).toBe('get_inconsistent_metadata');
    expect(result.exitCode).toBe(1);
    expect(result.outputs['inconsistency-count']).toBe('1');
    const remarks = result.annotations.filter(({ command }) => command === 'warning');
    expect(remarks.map(({ message }) => message)).toEqual([
      "The answer to the reload was lost; the verdict is the server's own afterwards.",
    ]);
    expect(result.report).toMatchObject({ may_be_stale: false });
    expect(result.summary).toContain('The answer to the reload was lost');
  }, 20_000);
});

test('a reload that never shows: what is consistent may be so from before, and that is said', async () => {
  const result = await loseReload({ status: 504, body: '' });
  expect(result.asked.filter((type) => type === 'reload_metadata')).toHaveLength(1);
  expect(result.report).toMatchObject({ may_be_stale: true });
  for (const way of [result.log, result.summary, JSON.stringify(result.report)]) {
    expect(way).toContain('may be from before it');
  }
  expect(result.summary).not.toContain('## ✅');
}, 20_000);
