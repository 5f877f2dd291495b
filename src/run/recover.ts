import { messageOf, type ReloadScope, type Selection } from '../hasura/calls.js';
import { nextStep } from '../hasura/failures.js';
import { listed } from '../lib/text.js';
import { backoffSeconds, Deadline, SHORTEST_REMAINDER_SECONDS } from '../lib/world.js';
import { groupByCause } from '../model/causes.js';
import { describeObject, plain } from '../model/describe.js';
import { type IgnorePattern, separateIgnored } from '../model/ignore.js';
import { canRecover, recoverable } from '../model/recovery.js';
import type { Cause, Findings, InconsistentObject, Recovered } from '../model/report.js';
import type { Settings } from '../settings/settings.js';
import type { Context } from './context.js';
import { callFailure } from './failure.js';
import { check, type ReloadOutcome, reload } from './reload.js';

/** What is to recover, and how long it may take. If a name is gone, the `scope` is reloaded again. */
export interface RecoverSettings
  extends Pick<Settings, 'retryTimeoutSeconds' | 'ignore' | 'scope'> {
  readonly objects: readonly InconsistentObject[];
  /** How many reloads there were before. */
  readonly reloads: number;
}

/** What is inconsistent in the end, and what has recovered. */
interface RecoverOutcome extends Pick<Findings, 'recovered' | 'notes' | 'reloads' | 'failure'> {
  /** The last that are known if there is a failure. */
  readonly objects: readonly InconsistentObject[];
  /** How many of the reloads the server has answered. */
  readonly answered: number;
}

/**
 * Reloads what can recover, by name, until it has recovered or the time is up: GraphQL Engine never
 * tries again on its own. What cannot recover is not waited for.
 */
export async function recover(
  context: Context,
  { objects, reloads, scope, ignore, retryTimeoutSeconds }: RecoverSettings,
): Promise<RecoverOutcome> {
  const { log, clock, signal } = context;
  const started = clock.now();
  const deadline = new Deadline(clock, retryTimeoutSeconds);
  // All that was failing at some time and can recover, by name.
  const seen = new Map<string, Cause>();
  let state: RecoverOutcome = { objects, recovered: [], notes: [], reloads, answered: reloads };
  for (let tries = 0; ; tries++) {
    const failing = failingCauses(state.objects, ignore);
    if (failing.length === 0 || retryTimeoutSeconds === 0) return state;
    const wait = Math.min(backoffSeconds(tries, clock), deadline.secondsLeft);
    if (wait < SHORTEST_REMAINDER_SECONDS) {
      log.info(
        `Gave up on ${namesOf(failing)} after ${state.reloads} reloads: "retry-timeout" is ${retryTimeoutSeconds} s.`,
      );
      return state;
    }
    log.info(
      `${namesOf(failing)} can recover: reloading in ${wait.toFixed(1)} s (attempt ${state.reloads + 1}).`,
    );
    await clock.sleep(wait, signal);
    for (const cause of failing) seen.set(cause.object.name, cause);
    const { sent, ...outcome } = await reloadByName(context, failing, scope, seen);
    const attempt = state.reloads + sent;
    state = { ...state, reloads: attempt, notes: [...state.notes, ...outcome.notes] };
    if (outcome.outcome === 'verdict') {
      const { objects } = outcome;
      const now = { attempt, seconds: clock.now() - started };
      const recovered = recoveredOf(context, state.recovered, seen, objects, now);
      state = { ...state, objects, recovered, answered: state.answered + 1 };
    } else if (nextStep(outcome.failure, 'reload') === 'repeat') {
      // The first reload had a verdict, which a failure on the way to a better one does not undo.
      log.warning(`${messageOf(outcome.failure)} Keeping the previous result.`);
    } else return { ...state, failure: callFailure(outcome.failure) };
  }
}

function failingCauses(
  objects: readonly InconsistentObject[],
  ignore: readonly IgnorePattern[],
): Cause[] {
  // Most inconsistencies cannot recover: then there is no need to group them.
  if (!objects.some(canRecover)) return [];
  return recoverable(separateIgnored(groupByCause(objects), ignore).causes);
}

/** Reloads what is failing, and everything if one of the names is gone. */
async function reloadByName(
  context: Context,
  failing: readonly Cause[],
  scope: ReloadScope,
  seen: Map<string, Cause>,
): Promise<ReloadOutcome & { readonly sent: number }> {
  const outcome = await reload(context, scopeFor(failing, scope));
  if (outcome.outcome === 'verdict' || outcome.failure.kind !== 'not-exists') {
    return { ...outcome, sent: 1 };
  }
  context.log.info('A name is no longer in the metadata: reloading everything.');
  // What is gone may have been removed: that is not a recovery.
  seen.clear();
  return { ...(await reload(context, scope)), sent: 2 };
}

/** What has recovered until now; what came back and failed again has not. */
function recoveredOf(
  { log }: Context,
  before: readonly Recovered[],
  seen: ReadonlyMap<string, Cause>,
  objects: readonly InconsistentObject[],
  now: Pick<Recovered, 'attempt' | 'seconds'>,
): Recovered[] {
  const failing = new Set(objects.map(({ name }) => name));
  const recovered = before.filter(({ object }) => !failing.has(object.name));
  const known = new Set(recovered.map(({ object }) => object.name));
  for (const [name, { object, dependents }] of seen) {
    if (failing.has(name) || known.has(name)) continue;
    const others = dependents.filter((dependent) => !failing.has(dependent.object.name));
    recovered.push({ object, dependents: others.length, ...now });
    log.info(`${plain(describeObject(object))} recovered at attempt ${now.attempt}.`);
  }
  return recovered;
}

/**
 * The failing ones by name; all that was asked for if the server names none of them. With a source
 * come the data connectors that were asked for: if an agent cannot be reached, the server reports
 * the agent's sources only, and a reload of those alone does not try the agent again.
 */
export function scopeFor(failing: readonly Cause[], full: ReloadScope): ReloadScope {
  const named = (wanted: string, part: 'source' | 'remoteSchema' | 'name') => {
    const names = failing.flatMap(({ object: { type, identity } }) =>
      type === wanted ? (identity[part] ?? []) : [],
    );
    return names.length > 0 ? names : false;
  };
  const sources = named('source', 'source');
  const remoteSchemas = named('remote_schema', 'remoteSchema');
  const agents = named('data_connector_agent', 'name');
  if (!sources && !remoteSchemas && !agents) return full;
  const dataConnectors = sources ? both(agents, full.dataConnectors) : agents;
  return { sources, remoteSchemas, dataConnectors, recreateEventTriggers: false };
}

function both(names: readonly string[] | false, asked: Selection): Selection {
  if (!names || asked === true) return asked;
  return [...names, ...(asked || [])];
}

const MOST_NAMES = 5;

/** The first few of them, for the log. */
export function namesOf(causes: readonly Cause[]): string {
  const first = causes.slice(0, MOST_NAMES).map(({ object }) => plain(describeObject(object)));
  return listed(first, MOST_NAMES, causes.length);
}

/** What a command adds to the findings of a run that has not done anything. */
export type Found = Partial<Findings>;

/**
 * Reloads, and waits for what can recover; adds what it finds to what was found before. Without a
 * scope, what is inconsistent is only asked for, and only if it is unknown.
 */
export async function reloadAndRecover(
  context: Context,
  settings: Settings,
  scope: ReloadScope | undefined,
  { resourceVersion, notes = [], reloads = 0, ...before }: Found = {},
): Promise<Found> {
  if (scope) context.log.info('Reloading the metadata.');
  const { objects } = before;
  const known: ReloadOutcome | undefined = objects && { outcome: 'verdict', objects, notes: [] };
  const first = scope ? await reload(context, scope) : (known ?? (await check(context)));
  const sent = scope ? 1 : 0;
  if (first.outcome === 'failed') {
    return { ...before, notes, reloads: reloads + sent, failure: callFailure(first.failure) };
  }
  const { answered, ...found } = await recover(context, {
    ...settings,
    objects: first.objects,
    scope: scope ?? settings.scope,
    reloads: sent,
  });
  const added = [...first.notes, ...found.notes];
  const isCertain = answered === found.reloads && added.length === 0;
  return {
    ...before,
    ...found,
    notes: [...notes, ...added],
    reloads: reloads + found.reloads,
    // The server increments its version with each reload.
    ...(isCertain &&
      resourceVersion !== undefined && { resourceVersion: resourceVersion + answered }),
  };
}
