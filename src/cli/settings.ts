import { visible } from '../lib/visible.js';
import { createRedactor } from '../redact/redactor.js';
import { INPUTS, textOrEnvironment } from '../settings/inputs.js';
import { findSecrets } from '../settings/secrets.js';
import { readSettings, type Settings } from '../settings/settings.js';
import { parseValues, type Values } from '../settings/values.js';
import type { FlagValues } from './arguments.js';
import type { Flags } from './flags.js';

/** Settings of a run and the values of other flags, or all problems with them, free of secrets. */
export type CommandSettings<D extends Flags> =
  | {
      readonly ok: true;
      readonly settings: Settings;
      readonly values: Extract<Values<D>, { readonly ok: true }>['values'];
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads and checks all inputs and the flags in `own`. A flag comes before its environment variables,
 * unless it is blank.
 */
export function readCommandSettings<D extends Flags>(
  own: D,
  given: FlagValues,
): CommandSettings<D> {
  const flags: Flags = { ...INPUTS, ...own };
  const text = (name: string): string => {
    const flag = flags[name];
    const variables = [...(flag?.env ?? []), ...(flag?.cliEnv ?? [])];
    return textOrEnvironment(given.get(name), variables) ?? flag?.default ?? '';
  };
  const parsed = parseValues(own, text, (name) => `--${name}`);
  const inputs = readSettings(text);
  if (parsed.ok && inputs.ok) {
    return { ok: true, settings: inputs.settings, values: parsed.values };
  }
  const redactor = createRedactor(findSecrets(text));
  const problems = [...(parsed.ok ? [] : parsed.problems), ...(inputs.ok ? [] : inputs.problems)];
  return { ok: false, problems: problems.map((problem) => visible(redactor.text(problem))) };
}
