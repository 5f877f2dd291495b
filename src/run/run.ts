import { MetadataClient } from '../hasura/client.js';
import { HasuraError } from '../hasura/errors.js';
import { Deadline } from '../hasura/retry.js';
import type { Log } from '../lib/log.js';
import { visible } from '../lib/visible.js';
import { locateShown } from '../model/locate.js';
import type { Failure, Findings, Report } from '../model/report.js';
import { judge } from '../model/verdict.js';
import type { Project } from '../project/project.js';
import { createRedactor, type Redactor } from '../redact/redactor.js';
import type { Settings } from '../settings/settings.js';
import { apply } from './apply.js';
import { type Run, remark } from './context.js';
import { failureOf } from './failure.js';
import { heal } from './recover.js';
import { look, reload } from './reload.js';
import { waitForServer } from './wait.js';

/** What a run needs of the world around it. */
export interface Surroundings {
  readonly log: Log;
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal;
  /** Where the paths of projects count from. */
  readonly workspace: string;
}

/**
 * The way through: open the project, wait for the server, apply if asked, reload, heal what can
 * heal, judge. Never fails: what goes wrong is the report's failure, beside all that is known.
 */
export async function run(settings: Settings, around: Surroundings): Promise<Report> {
  const started = performance.now();
  const redactor = createRedactor(settings.secrets);
  const findings = newFindings(settings, redactor);
  // Ends what still waits, the version's answer say, when the run is over or cannot go on.
  const work = new AbortController();
  const signal = AbortSignal.any([around.signal, work.signal]);
  const visit: Run = {
    client: new MetadataClient(settings.server, redactor, signal),
    findings,
    log: around.log,
    signal,
    waitDeadline: new Deadline(settings.waitTimeoutSeconds),
    timeoutSeconds: settings.server.timeoutSeconds,
  };
  let project: Project | undefined;
  let failure: Failure | undefined;
  try {
    [project] = await Promise.all([open(settings, around), waitForServer(visit)]);
    askVersion(visit);
    await doTheWork(settings, visit, project);
  } catch (error) {
    failure = failureOf(error, redactor, around.signal);
    // Of a refusal only: the path of any other call's error leads into that call.
    const path = findings.applied === 'refused' && error instanceof HasuraError && error.path;
    const location = path ? await project?.locatePath(path) : undefined;
    if (location) failure = { ...failure, location };
  } finally {
    work.abort();
  }
  const seconds = (performance.now() - started) / 1000;
  const report = judge(findings, settings, failure, seconds);
  return project ? withLines(report, project, visit, redactor) : report;
}

/** The report with the lines of what it shows; what keeps it from some of them is remarked upon. */
async function withLines(
  report: Report,
  project: Project,
  visit: Run,
  redactor: Redactor,
): Promise<Report> {
  const located = await locateShown(report, (identity) => project.locate(identity));
  const [first, ...others] = project.troubles;
  if (first !== undefined) {
    const more = others.length > 0 ? ` There is more of this, ${others.length} times.` : '';
    const why = visible(redactor.text(first));
    remark(
      visit,
      `Lines may be missing here, since the project cannot be read in full. ${why}${more}`,
    );
  }
  return located;
}

async function doTheWork(
  settings: Settings,
  visit: Run,
  project: Project | undefined,
): Promise<void> {
  const { findings, log } = visit;
  const { ignore, retryTimeoutSeconds, scope } = settings;
  if (settings.apply && project) {
    const { allowInconsistentMetadata, failOnWarning } = settings;
    const metadata = await project.build();
    await apply(visit, {
      metadata,
      allowInconsistentMetadata,
      failOnWarning,
      retryTimeoutSeconds,
    });
    if (findings.applied !== 'applied') return;
  }
  if (!settings.reload) {
    await look(visit);
    return;
  }
  log.info('Reloading the metadata.');
  await reload(visit, scope);
  await heal(visit, { ignore, retryTimeoutSeconds, scope });
}

/** The report of a run that could not begin, since its inputs are no good. */
export function reportWithoutRun(error: unknown, secrets: readonly string[]): Report {
  const failure = failureOf(error, createRedactor(secrets), new AbortController().signal);
  const lenient = { ignore: [], failOnInconsistency: true, failOnWarning: false };
  return judge(nothingFound(), lenient, failure, 0);
}

/** Asked for beside the work and never waited for: without a version, nothing is lost. */
function askVersion({ client, findings, log }: Run): void {
  client.version().then(
    (version) => {
      if (version !== undefined) findings.serverVersion = version;
    },
    (error: unknown) => log.debug(`The server's version is not known: ${String(error)}`),
  );
}

/**
 * Loaded only where it is asked for, and built only to be applied: lines are looked for late, in
 * what has problems.
 */
async function open(settings: Settings, around: Surroundings): Promise<Project | undefined> {
  if (settings.project === undefined) return undefined;
  const { openProject } = await import('../project/project.js');
  const project = await openProject(settings.project, { workspace: around.workspace });
  if (settings.apply) await project.build();
  return project;
}

/** What is known before anything was done. */
function newFindings(settings: Settings, redactor: Redactor): Findings {
  return {
    ...nothingFound(),
    server: redactor.text(settings.server.endpoint).replace(/^https?:\/\//, ''),
    mode: settings.apply ? 'apply' : settings.reload ? 'reload' : 'look',
    applied: settings.apply ? 'not-applied' : 'not-asked',
  };
}

function nothingFound(): Findings {
  return {
    server: '',
    mode: 'look',
    recovered: [],
    warnings: [],
    applied: 'not-asked',
    attempts: 0,
    remarks: [],
    mayBeStale: false,
  };
}
