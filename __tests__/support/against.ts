import type { InputName } from '../../src/settings/inputs.js';
import { startStandIn } from '../../tools/stand-in/server.js';
import type { Call, StandInOptions } from '../../tools/stand-in/types.js';
import { type ActionResult, type RunOptions, runAction, spawnAction } from './action.js';

/** A run, and what it asked of the server. */
export interface Visit extends ActionResult {
  readonly calls: readonly Call[];
  /** The types of its metadata calls, in their order. */
  readonly asked: readonly (string | undefined)[];
  readonly url: string;
}

type Inputs = Partial<Record<InputName, string>>;

/** Runs the action against a stand-in that ends with it. */
export async function runAgainst(
  server: StandInOptions,
  inputs: Inputs | ((url: string) => Inputs) = {},
  options: RunOptions & { readonly asProcess?: boolean } = {},
): Promise<Visit> {
  const standIn = await startStandIn(server);
  try {
    const given =
      typeof inputs === 'function' ? inputs(standIn.url) : { endpoint: standIn.url, ...inputs };
    const result = await (options.asProcess ? spawnAction : runAction)(given, options);
    const metadata = standIn.calls.filter(({ method }) => method === 'POST');
    const asked = metadata.map(({ type }) => type);
    return { ...result, calls: standIn.calls, asked, url: standIn.url };
  } finally {
    await standIn.close();
  }
}
