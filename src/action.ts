import * as core from '@actions/core';
import type { Log } from './lib/log.js';
import { forLog } from './output/escape.js';
import { tell } from './output/workflow.js';
import { createRedactor, formsOfSecret } from './redact/redactor.js';
import { reportWithoutRun, run } from './run/run.js';
import { openSentry } from './sentry/open.js';
import { INPUTS, type InputDefinition, type InputName } from './settings/inputs.js';
import { findSecrets, readSettings, type Settings } from './settings/settings.js';

/** Runs the action: reads its inputs, makes one run, tells of it, and fails the step last. */
export async function runAction(): Promise<void> {
  const secrets = findSecrets(readInput);
  for (const secret of secrets.flatMap(formsOfSecret)) core.setSecret(secret);
  const redactor = createRedactor(secrets);
  const cancelled = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => cancelled.abort());

  let failure: string | undefined;
  try {
    failure = await runWith(secrets, cancelled.signal);
  } catch (error) {
    core.debug(forLog(redactor.text(error instanceof Error ? (error.stack ?? '') : '')));
    failure = error instanceof Error ? error.message : String(error);
  }
  if (failure !== undefined) core.setFailed(forLog(redactor.text(failure)));
}

/** Gives why the step fails; `undefined` when it does not. */
async function runWith(
  secrets: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  let settings: Settings;
  try {
    settings = readSettings(readInput);
  } catch (error) {
    return tell(reportWithoutRun(error, secrets), { annotations: true, jobSummary: true });
  }
  for (const note of settings.notes) core.info(forLog(note));
  // Loaded beside the run, and only with a DSN.
  const sentry = settings.sentry && openSentry(settings.sentry);
  const workspace = process.env['GITHUB_WORKSPACE'] || process.cwd();
  const report = await run(settings, { log, signal, workspace });
  const { annotations, jobSummary } = settings;
  return tell(report, { annotations, jobSummary, cancelled: signal.aborted }, await sentry);
}

/** An input as the runner hands it over, else the environment variable that stands in for it. */
function readInput(name: InputName): string | undefined {
  const given = process.env[`INPUT_${name.toUpperCase()}`]?.trim();
  if (given) return given;
  const { env = [] }: InputDefinition = INPUTS[name];
  return env.map((variable) => process.env[variable]?.trim()).find(Boolean);
}

/** The runner's own annotations are few: progress goes into the log alone. */
const log: Log = {
  info: (text) => core.info(forLog(text)),
  warning: (text) => core.info(forLog(`Warning: ${text}`)),
  debug: (text) => core.debug(forLog(text)),
};
