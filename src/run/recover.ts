import { messageOf, type ReloadScope, type Selection } from '../hasura/calls.js';
import { nextStep } from '../hasura/failures.js';
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

/** What is to recover, and how long it may take. */
export interface RecoverSettings {
  readonly objects: readonly InconsistentObject[];
  readonly retryTimeoutSeconds: number;
  readonly ignore: readonly IgnorePattern[];
  /** What the first reload was asked for; used again if a name is gone. */
  readonly scope: ReloadScope;
  /** How many reloads there were before. */
  readonly reloads: number;
}

/** What is inconsistent in the end, and what has recovered. */
export interface RecoverOutcome {
  readonly objects: readonly InconsistentObject[];
  readonly recovered: readonly Recovered[];
  readonly notes: readonly string[];
  /** All reloads that were sent, and how many of them the server has answered. */
  readonly reloads: number;
  readonly answered: number;
  /** Why there is no verdict; the objects are the last that are known. */
  readonly failure?: Extract<ReloadOutcome, { outcome: 'failed' }>['failure'];
}

/** What is known between two reloads. */
interface State extends RecoverOutcome {
  /** All that was failing at some time and can recover, by name. */
  readonly seen: ReadonlyMap<string, Cause>;
}

/**
 * Reloads what can recover, by name, until it has recovered or the time is up: GraphQL Engine never
 * tries again on its own. What cannot recover is not waited for.
 */
export async function recover(
  context: Context,
  settings: RecoverSettings,
): Promise<RecoverOutcome> {
  const { log, clock, signal } = context;
  const started = clock.now();
  const deadline = new Deadline(clock, settings.retryTimeoutSeconds);
  const { objects, reloads } = settings;
  let state: State = {
    objects,
    recovered: [],
    notes: [],
    reloads,
    answered: reloads,
    seen: new Map(),
  };
  for (let tries = 0; ; tries++) {
    const failing = failingCauses(state.objects, settings.ignore);
    if (failing.length === 0) break;
    const wait = Math.min(backoffSeconds(tries, clock), deadline.secondsLeft);
    if (wait < SHORTEST_REMAINDER_SECONDS) {
      if (settings.retryTimeoutSeconds > 0) {
        log.info(
          `Gave up on ${namesOf(failing)} after ${state.reloads} reloads: "retry-timeout" is ${settings.retryTimeoutSeconds} s.`,
        );
      }
      break;
    }
    log.info(
      `${namesOf(failing)} can recover: reloading in ${wait.toFixed(1)} s (attempt ${state.reloads + 1}).`,
    );
    await clock.sleep(wait, signal);
    state = await reloadFailing(context, settings, state, failing, started);
    if (state.failure) break;
  }
  const { seen: _, ...outcome } = state;
  return outcome;
}

function failingCauses(
  objects: readonly InconsistentObject[],
  ignore: readonly IgnorePattern[],
): Cause[] {
  // Most inconsistencies cannot recover: then there is no need to group them.
  if (!objects.some(canRecover)) return [];
  return recoverable(separateIgnored(groupByCause(objects), ignore).causes);
}

async function reloadFailing(
  context: Context,
  { scope }: RecoverSettings,
  state: State,
  failing: readonly Cause[],
  started: number,
): Promise<State> {
  let reloads = state.reloads + 1;
  let seen = new Map([
    ...state.seen,
    ...failing.map((cause) => [cause.object.name, cause] as const),
  ]);
  let outcome = await reload(context, scopeFor(failing, scope));
  if (outcome.outcome === 'failed' && outcome.failure.kind === 'not-exists') {
    context.log.info('A name is no longer in the metadata: reloading everything.');
    // What is gone may have been removed: that is not a recovery.
    seen = new Map();
    reloads++;
    outcome = await reload(context, scope);
  }
  const notes = [...state.notes, ...outcome.notes];
  if (outcome.outcome === 'failed') {
    // The first reload had a verdict, which a failure on the way to a better one does not undo.
    if (nextStep(outcome.failure, 'reload') !== 'repeat') {
      return { ...state, seen, reloads, notes, failure: outcome.failure };
    }
    context.log.warning(`${messageOf(outcome.failure)} Keeping the previous result.`);
    return { ...state, seen, reloads, notes };
  }
  const { objects } = outcome;
  const seconds = context.clock.now() - started;
  const recovered = recoveredOf(state.recovered, seen, objects, { attempt: reloads, seconds });
  for (const { object, attempt } of recovered) {
    if (attempt !== reloads) continue;
    context.log.info(`${plain(describeObject(object))} recovered at attempt ${attempt}.`);
  }
  return { objects, recovered, notes, reloads, answered: state.answered + 1, seen };
}

/** What came back and failed again has not recovered. */
function recoveredOf(
  before: readonly Recovered[],
  seen: ReadonlyMap<string, Cause>,
  objects: readonly InconsistentObject[],
  now: Pick<Recovered, 'attempt' | 'seconds'>,
): Recovered[] {
  const failing = new Set(objects.map(({ name }) => name));
  const kept = before.filter(({ object }) => !failing.has(object.name));
  const known = new Set(kept.map(({ object }) => object.name));
  const added = [...seen].flatMap(([name, { object, dependents }]) => {
    if (failing.has(name) || known.has(name)) return [];
    const others = dependents.filter((dependent) => !failing.has(dependent.object.name));
    return [{ object, dependents: others.length, ...now }];
  });
  return [...kept, ...added];
}

/**
 * The failing ones by name; all that was asked for if the server names none of them. With a source
 * come the data connectors that were asked for: if an agent cannot be reached, the server reports
 * the agent's sources only, and a reload of those alone does not try the agent again.
 */
export function scopeFor(failing: readonly Cause[], full: ReloadScope): ReloadScope {
  const named = (type: string, nameOf: (object: InconsistentObject) => string | undefined) => {
    const names = failing
      .filter((cause) => cause.object.type === type)
      .flatMap((cause) => nameOf(cause.object) ?? []);
    return names.length > 0 ? names : false;
  };
  const sources = named('source', ({ identity }) => identity.source);
  const remoteSchemas = named('remote_schema', ({ identity }) => identity.remoteSchema);
  const agents = named('data_connector_agent', ({ identity }) => identity.name);
  if (!sources && !remoteSchemas && !agents) return full;
  const dataConnectors = sources ? both(agents, full.dataConnectors) : agents;
  return { sources, remoteSchemas, dataConnectors, recreateEventTriggers: false };
}

function both(one: Selection, other: Selection): Selection {
  if (typeof one === 'boolean') return one || other;
  return typeof other === 'boolean' ? other || one : [...one, ...other];
}

/** The first few of them, for the log. */
export function namesOf(causes: readonly Cause[]): string {
  const shown = causes.slice(0, 5).map(({ object }) => plain(describeObject(object)));
  const more = causes.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/**
 * Reloads before metadata is applied again. The server still has its previous metadata, which may
 * lack some names; the next try decides.
 */
export async function reloadFor({ client, log }: Context, scope: ReloadScope): Promise<void> {
  let answer = await client.reloadMetadata(scope);
  if (!answer.ok && answer.failure.kind === 'not-exists') {
    answer = await client.reloadMetadata(EVERYTHING);
  }
  if (!answer.ok) log.warning(messageOf(answer.failure));
}

/** All that a reload can be about, except SQL triggers. */
export const EVERYTHING: ReloadScope = {
  sources: true,
  remoteSchemas: true,
  dataConnectors: true,
  recreateEventTriggers: false,
};

/** What a command adds to the findings of a run that has not done anything. */
export type Found = Partial<Findings>;

/** What reloading found, and how often the server has incremented its version for it. */
export interface Reloaded {
  readonly found: Found;
  /** `undefined` if that is not certain. */
  readonly increments?: number;
}

/** Reloads unless the verdict is `known`, and waits for what can recover. */
export async function reloadAndRecover(
  context: Context,
  settings: Settings,
  scope: ReloadScope | undefined,
  known?: ReloadOutcome,
): Promise<Reloaded> {
  if (scope) context.log.info('Reloading the metadata.');
  const reloads = scope ? 1 : 0;
  const first = known ?? (await (scope ? reload(context, scope) : check(context)));
  if (first.outcome === 'failed') return { found: foundBy(first, reloads) };
  const { failure, answered, ...later } = await recover(context, {
    objects: first.objects,
    retryTimeoutSeconds: settings.retryTimeoutSeconds,
    ignore: settings.ignore,
    scope: scope ?? settings.scope,
    reloads,
  });
  const notes = [...first.notes, ...later.notes];
  return {
    found: { ...later, notes, ...(failure && { failure: callFailure(failure) }) },
    ...(answered === later.reloads && notes.length === 0 && { increments: answered }),
  };
}

/** What a reload or a check without an attempt to recover found. */
export function foundBy(outcome: ReloadOutcome, reloads: number): Found {
  const { notes } = outcome;
  if (outcome.outcome === 'verdict') return { objects: outcome.objects, notes, reloads };
  return { failure: callFailure(outcome.failure), notes, reloads };
}
