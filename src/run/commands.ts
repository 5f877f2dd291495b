import type { Project } from '../project/project.js';
import type { Redactor } from '../redact/redactor.js';
import type { Settings } from '../settings/settings.js';
import type { Context } from './context.js';
import { check } from './reload.js';
import { type Found, foundBy, reloadAndRecover } from './reload-and-recover.js';

/** Carries out the command of a run, and gives what it found. */
export async function runCommand(
  context: Context,
  settings: Settings,
  { project, workspace }: { readonly project: Project | undefined; readonly workspace: string },
  redactor: Redactor,
): Promise<Found> {
  const { command, compareWith, failOnInconsistency, scope, validate } = settings;
  if (command === 'check') return foundBy(await check(context), 0);
  // What a reload does not need is loaded only if it is asked for, so that it starts fast.
  if (command === 'plan' && project) {
    const { plan } = await import('./plan.js');
    const asked = { project, workspace, validate, ...(compareWith && { compareWith }) };
    return plan(context, asked, redactor);
  }
  // If that is unknown, every inconsistency counts as new.
  const before = failOnInconsistency === 'new' ? await check(context) : undefined;
  const found =
    command === 'apply' && project
      ? await (await import('./apply-command.js')).runApply(context, settings, project, redactor)
      : (await reloadAndRecover(context, settings, scope)).found;
  return { ...found, ...(before?.outcome === 'verdict' && { objectsBefore: before.objects }) };
}
