import { MetadataClient } from '../hasura/client.js';
import { Deadline, type Log, type World } from '../lib/world.js';
import type { Command, Findings, Report } from '../model/report.js';
import { judge } from '../model/verdict.js';
import type { Project } from '../project/project.js';
import { createRedactor, type Redactor } from '../redact/redactor.js';
import type { Settings } from '../settings/settings.js';
import type { Context } from './context.js';
import { bugFailure, callFailure, inputFailure, projectFailure } from './failure.js';
import { locateAll } from './locate.js';
import { type Found, reloadAndRecover } from './recover.js';
import { check } from './reload.js';

/**
 * Makes one run: opens the project, carries out the command, and judges what it found. It never
 * throws: what goes wrong is the report's failure, beside all that is known.
 */
export async function run(settings: Settings, world: World): Promise<Report> {
  const started = world.clock.now();
  const redactor = createRedactor(settings.secrets);
  const { findings, project } = await find(settings, world, redactor);
  const { command } = settings;
  // Built already, if it was applied or compared.
  const isBuilt = command === 'apply' || command === 'plan';
  const built = isBuilt ? await project?.build() : undefined;
  const verdict = judge(findings, settings, built?.ok ? built.value : undefined);
  const locations = project ? await locateAll(project, findings, verdict) : new Map();
  const notes = project ? notesOn(project, redactor, world.log) : [];
  return {
    ...verdict,
    findings: { ...findings, notes: [...findings.notes, ...notes] },
    locations,
    durationSeconds: world.clock.now() - started,
  };
}

async function find(
  settings: Settings,
  world: World,
  redactor: Redactor,
): Promise<{ findings: Findings; project?: Project | undefined }> {
  const nothing = nothingFound(settings.command, settings.server.endpoint, redactor);
  let project: Project | undefined;
  // Ends a request that is still under way when the run is over, such as the one for the version.
  const over = new AbortController();
  try {
    if (settings.project !== undefined) {
      // Loaded only if there is one. Of its metadata, nothing is parsed yet.
      const { openProject } = await import('../project/project.js');
      const opened = await openProject(settings.project, world);
      if (!opened.ok) {
        return { findings: { ...nothing, failure: projectFailure(opened.problem, redactor) } };
      }
      project = opened.value;
    }
    const context = createContext(settings, world, redactor, over.signal);
    const found = await runCommand(context, settings, project, redactor);
    const serverVersion = await context.version();
    if (serverVersion === undefined) world.log.debug('The server does not report its version.');
    return {
      findings: { ...nothing, ...found, ...(serverVersion !== undefined && { serverVersion }) },
      project,
    };
  } catch (error) {
    world.log.debug(redactor.text(error instanceof Error ? (error.stack ?? '') : ''));
    return { findings: { ...nothing, failure: bugFailure(error, redactor) }, project };
  } finally {
    over.abort();
  }
}

function createContext(
  settings: Settings,
  world: World,
  redactor: Redactor,
  over: AbortSignal,
): Context {
  const signal = AbortSignal.any([world.signal, over]);
  const client = new MetadataClient(settings.server, redactor, signal);
  // Asked for beside the first call, and once more if the server was not there yet.
  const isOffline = settings.compareWith !== undefined;
  const asked = isOffline ? Promise.resolve(undefined) : client.version();
  let again: Promise<string | undefined> | undefined;
  return {
    ...world,
    client,
    signal,
    waitDeadline: new Deadline(world.clock, settings.waitTimeoutSeconds),
    version: async () => {
      const version = await asked;
      if (version !== undefined || isOffline || signal.aborted) return version;
      again ??= client.version();
      return again;
    },
  };
}

/** What makes some lines unavailable, which does not keep a run from its verdict. */
function notesOn(project: Project, redactor: Redactor, log: Log): string[] {
  const [first, ...others] = project.unreadable;
  if (first === undefined) return [];
  const more = others.length > 0 ? ` (and ${others.length} more like this)` : '';
  const text = `Some lines may be missing, because the project cannot be read completely. ${redactor.text(first)}${more}`;
  log.warning(text);
  return [text];
}

/** The report of a run that could not begin because its inputs are not valid. */
export function reportInvalidInputs(
  problems: readonly string[],
  secrets: readonly string[],
): Report {
  const redactor = createRedactor(secrets);
  const failure = inputFailure(problems, redactor);
  const findings: Findings = { ...nothingFound('check', '', redactor), failure };
  const verdict = judge(findings, {
    ignore: [],
    failOnInconsistency: true,
    failOnWarning: false,
    failOnWiderAccess: false,
    failOnChanges: false,
  });
  return { ...verdict, findings, locations: new Map(), durationSeconds: 0 };
}

/** The findings of a run that has not done anything. */
function nothingFound(command: Command, endpoint: string, redactor: Redactor): Findings {
  return {
    server: redactor.text(endpoint).replace(/^https?:\/\//, ''),
    command,
    applied: command === 'apply' ? 'not-applied' : 'not-requested',
    recovered: [],
    warnings: [],
    notes: [],
    reloads: 0,
  };
}

/** Carries out the command of a run, and gives what it found. */
async function runCommand(
  context: Context,
  settings: Settings,
  project: Project | undefined,
  redactor: Redactor,
): Promise<Found> {
  const { command, failOnInconsistency, scope } = settings;
  if (command === 'check') {
    const now = await check(context);
    return now.outcome === 'verdict'
      ? { objects: now.objects }
      : { failure: callFailure(now.failure) };
  }
  // What a reload does not need is loaded only if it is asked for, so that it starts fast.
  if (command === 'plan' && project) {
    const { plan } = await import('./plan.js');
    return plan(context, settings, project, redactor);
  }
  // If that is unknown, every inconsistency counts as new.
  const before = failOnInconsistency === 'new' ? await check(context) : undefined;
  const found =
    command === 'apply' && project
      ? await (await import('./apply-command.js')).runApply(context, settings, project, redactor)
      : await reloadAndRecover(context, settings, scope);
  return { ...found, ...(before?.outcome === 'verdict' && { objectsBefore: before.objects }) };
}
