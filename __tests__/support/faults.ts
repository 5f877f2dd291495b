import { expect } from '@jest/globals';
import type { InputName } from '../../src/settings/inputs.js';
import { startStandIn } from '../../tools/stand-in/server.js';
import type { Fault, StandInOptions } from '../../tools/stand-in/types.js';
import { type ActionResult, runAction, spawnAction } from './action.js';
import { STACK, shown, traces } from './traces.js';

/** Made up at run time, so that no scanner takes them for real. */
export const SECRETS = ['admin', 'header', 'password'].map((what) => `planted-0-${what}-secret`);
const [ADMIN_SECRET = '', HEADER_SECRET = '', PASSWORD = ''] = SECRETS;

/** How a run ends that meets a fault. */
export interface Ending {
  /** What came back, in the error. */
  readonly says: RegExp;
  /** What to do, in the error. */
  readonly remedy: RegExp;
}

export interface FaultyRun {
  /** Met by every call of the metadata API. */
  readonly fault?: Fault;
  readonly server?: StandInOptions;
  readonly inputs?: Partial<Record<InputName, string>>;
  readonly env?: Record<string, string>;
  /** The address, if it is not the server's own. */
  readonly endpoint?: (url: string) => string;
  /** For variables that Node reads when it starts. */
  readonly asProcess?: boolean;
}

/** Runs the action, with secrets in each of its inputs, against a server with the fault. */
export async function runInto({
  fault,
  server = {},
  inputs = {},
  env = {},
  endpoint = (url) => url,
  asProcess = false,
}: FaultyRun): Promise<ActionResult> {
  const standIn = await startStandIn({
    adminSecret: ADMIN_SECRET,
    onRequest: (call) => (call.path === '/v1/metadata' ? fault : undefined),
    ...server,
  });
  try {
    return await (asProcess ? spawnAction : runAction)(
      {
        endpoint: endpoint(standIn.url).replace('://', `://deployer:${PASSWORD}@`),
        'admin-secret': ADMIN_SECRET,
        headers: `X-Gateway-Key: ${HEADER_SECRET}`,
        timeout: '0.3',
        ...inputs,
      },
      { env },
    );
  } finally {
    await standIn.close();
  }
}

/** The run failed with one error that says what to do. */
export function expectFailure(result: ActionResult, { says, remedy }: Ending): void {
  const errors = result.annotations.filter(({ command }) => command === 'error');
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message).toMatch(says);
  expect(errors[0]?.message).toMatch(remedy);
  expect(result.exitCode).toBe(1);
  expect(result.outputs.consistent).toBe('false');
  expect(result.summary).toMatch(/^## ❌ /);
  expectQuiet(result);
}

/** No secret, no stack, and nothing that Node prints by itself. */
export function expectQuiet(result: ActionResult): void {
  const text = traces(result);
  expect(shown(text, SECRETS)).toEqual([]);
  expect(text).not.toMatch(STACK);
  expect(result.stderr).toBe('');
}
