import * as core from '@actions/core';
import { entryOf } from './lib/json.js';
import { abortedBySignals, type Clock, type Log, systemClock } from './lib/world.js';
import { forLog } from './output/escape.js';
import { type Delivery, publish } from './output/workflow.js';
import { createRedactor, formsOfSecret } from './redact/redactor.js';
import { reportInvalidInputs, run } from './run/run.js';
import { openSentry } from './sentry/open.js';
import { INPUTS, type Input, type ReadInput, textOrEnvironment } from './settings/inputs.js';
import { findSecrets } from './settings/secrets.js';
import { readSettings } from './settings/settings.js';

/** Runs the action: reads its inputs, makes one run, publishes its report, and fails the step last. */
export async function runAction(
  clock: Clock = systemClock,
  signal: AbortSignal = abortedBySignals(),
): Promise<void> {
  const secrets = findSecrets(readInput);
  for (const secret of secrets.flatMap(formsOfSecret)) core.setSecret(secret);
  const failure = await runWithInputs(secrets, clock, signal);
  if (failure !== undefined) {
    core.setFailed(forLog(createRedactor(secrets).text(failure)));
  }
}

/** Returns why the step fails; `undefined` if it does not. */
async function runWithInputs(
  secrets: readonly string[],
  clock: Clock,
  signal: AbortSignal,
): Promise<string | undefined> {
  const inputs = readSettings(readInput);
  if (!inputs.ok) {
    const report = reportInvalidInputs(inputs.problems, secrets);
    return publish(report, { annotations: true, jobSummary: true, deliveries: [] });
  }
  const { settings } = inputs;
  const { annotations, comment, jobSummary } = settings;
  for (const note of settings.notes) core.info(forLog(note));
  // Loaded beside the run, and only with a DSN.
  const sentry = settings.sentry && openSentry(settings.sentry, signal);
  const workspace = process.env['GITHUB_WORKSPACE'] || process.cwd();
  const world = { log, clock, signal, workspace };
  const report = await run(settings, world);
  const deliveries: Delivery[] = [];
  if (sentry) deliveries.push({ title: 'Sentry', deliver: sentry });
  if (comment) {
    // Loaded only now, since most runs have no comment.
    const deliver = async () =>
      (await import('./github/deliver.js')).deliverComment(report, comment, world);
    deliveries.push({ title: 'Pull request comment', deliver });
  }
  return publish(report, { annotations, jobSummary, deliveries });
}

/** The text of an input as the runner passes it, or of its environment variables. */
const readInput: ReadInput = (name) =>
  textOrEnvironment(process.env[`INPUT_${name.toUpperCase()}`], entryOf<Input>(INPUTS, name)?.env);

/** GitHub shows few annotations per step, so progress goes into the log alone. */
const log: Log = {
  info: (text) => core.info(forLog(text)),
  warning: (text) => core.info(forLog(`Warning: ${text}`)),
  debug: (text) => core.debug(forLog(text)),
};
