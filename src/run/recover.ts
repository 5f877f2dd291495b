import { HasuraError } from '../hasura/errors.js';
import type { ReloadScope, Selection } from '../hasura/requests.js';
import { backoffSeconds, Deadline, SHORTEST_REMAINDER_SECONDS, sleep } from '../hasura/retry.js';
import { groupByCause } from '../model/causes.js';
import { describeObject, plain } from '../model/describe.js';
import { type IgnorePattern, separateIgnored } from '../model/ignore.js';
import { mayHeal } from '../model/recovery.js';
import type { Cause, InconsistentObject } from '../model/report.js';
import type { Run } from './context.js';
import { reload } from './reload.js';

/** What healing needs beside the run. */
export interface HealSettings {
  readonly retryTimeoutSeconds: number;
  readonly ignore: readonly IgnorePattern[];
  /** What the first reload was asked for; taken up again when a name has vanished. */
  readonly scope: ReloadScope;
}

/**
 * Reloads what may heal by itself, by name, until it has healed or the time is up: GraphQL Engine
 * never tries again on its own. What cannot heal is not waited for. Fills `findings`.
 */
export async function heal(run: Run, settings: HealSettings): Promise<void> {
  const started = performance.now();
  const deadline = new Deadline(settings.retryTimeoutSeconds);
  const { findings, log } = run;
  if (settings.retryTimeoutSeconds === 0) return;
  let sick = healable(findings.objects ?? [], settings.ignore);
  const everSick = new Map<string, Cause>();
  for (let tries = 0; sick.length > 0; tries++) {
    for (const cause of sick) everSick.set(cause.object.name, cause);
    const wait = Math.min(backoffSeconds(tries), deadline.secondsLeft);
    if (wait < SHORTEST_REMAINDER_SECONDS) break;
    log.info(
      `${namesOf(sick)} may heal: reloading in ${wait.toFixed(1)} s (attempt ${findings.attempts + 1}).`,
    );
    await sleep(wait, run.signal);
    const vanished = await reloadAgain(run, sick, settings.scope);
    // What is gone now may have been removed instead: that is no recovery.
    if (vanished) everSick.clear();
    const objects = findings.objects ?? [];
    noteRecovered(run, everSick, objects, (performance.now() - started) / 1000);
    sick = healable(objects, settings.ignore);
    if (sick.length > 0 && deadline.secondsLeft < SHORTEST_REMAINDER_SECONDS) break;
  }
  if (sick.length > 0) {
    log.info(
      `Gave up on ${namesOf(sick)} after ${findings.attempts} reloads: the input "retry-timeout" is ${settings.retryTimeoutSeconds} s.`,
    );
  }
}

function healable(
  objects: readonly InconsistentObject[],
  ignore: readonly IgnorePattern[],
): Cause[] {
  // Most inconsistencies cannot heal: then there is no need to know what drags along what.
  if (!objects.some(mayHeal)) return [];
  const { causes } = separateIgnored(groupByCause(objects), ignore);
  return causes.filter((cause) => mayHeal(cause.object));
}

/** Gives whether a name had vanished from the metadata, so that everything was reloaded. */
async function reloadAgain(run: Run, sick: readonly Cause[], full: ReloadScope): Promise<boolean> {
  try {
    await reload(run, scopeFor(run, sick, full));
  } catch (error) {
    if (!(error instanceof HasuraError) || error.kind === 'cancelled') throw error;
    if (error.kind === 'not-exists') {
      run.log.info('A name has vanished from the metadata meanwhile: reloading everything.');
      await reload(run, full);
      return true;
    }
    if (!TRANSIENT.has(error.kind)) throw error;
    run.log.warning(`${error.message} What was known before still stands.`);
  }
  return false;
}

/** All that a reload may be about, but for SQL triggers. */
export const EVERYTHING: ReloadScope = {
  sources: true,
  remoteSchemas: true,
  dataConnectors: true,
  recreateEventTriggers: false,
};

/** The first reload had a verdict: one of these on the way to a better one does not undo it. */
const TRANSIENT: ReadonlySet<string> = new Set([
  'connection-refused',
  'connection-reset',
  'name-not-found',
  'network-unreachable',
  'gateway',
  'too-many-requests',
  'conflict',
]);

/**
 * The failing ones by name; all that was asked for where the server names none of them, or takes no
 * names. With a source come the data connectors that were asked for: where no connection to an agent
 * comes about, the server reports the agent's sources only, and a reload of those alone does not try
 * the agent again.
 */
export function scopeFor(run: Run, sick: readonly Cause[], full: ReloadScope): ReloadScope {
  if (run.client.isVersion1) return full;
  const named = (type: string, nameOf: (object: InconsistentObject) => string | undefined) => {
    const names = sick
      .filter((cause) => cause.object.type === type)
      .flatMap((cause) => nameOf(cause.object) ?? []);
    return names.length > 0 ? names : false;
  };
  const sources = named('source', (object) => object.identity.source);
  const remoteSchemas = named('remote_schema', (object) => object.identity.remoteSchema);
  const agents = named('data_connector_agent', (object) => object.identity.name);
  if (!sources && !remoteSchemas && !agents) return full;
  const dataConnectors = sources ? both(agents, full.dataConnectors) : agents;
  return { sources, remoteSchemas, dataConnectors, recreateEventTriggers: false };
}

function both(one: Selection, other: Selection): Selection {
  if (typeof one === 'boolean') return one || other;
  return typeof other === 'boolean' ? other || one : [...one, ...other];
}

function noteRecovered(
  run: Run,
  everSick: ReadonlyMap<string, Cause>,
  objects: readonly InconsistentObject[],
  seconds: number,
): void {
  const { findings, log } = run;
  const still = new Set(objects.map((object) => object.name));
  // What came back and went again has not recovered.
  findings.recovered = findings.recovered.filter(({ object }) => !still.has(object.name));
  const known = new Set(findings.recovered.map(({ object }) => object.name));
  for (const [name, { object, dependents }] of everSick) {
    if (still.has(name) || known.has(name)) continue;
    findings.recovered.push({
      object,
      dependents: dependents.filter((dependent) => !still.has(dependent.name)).length,
      attempt: findings.attempts,
      seconds,
    });
    log.info(`${plain(describeObject(object))} recovered at attempt ${findings.attempts}.`);
  }
}

/** The first few of them, for the log. */
export function namesOf(causes: readonly Cause[]): string {
  const shown = causes.slice(0, 5).map(({ object }) => plain(describeObject(object)));
  const more = causes.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
