import type { Answer, CallFailure } from '../../src/hasura/calls.js';
import { MetadataClient } from '../../src/hasura/client.js';
import { type FailureKind, fixFor } from '../../src/hasura/failures.js';
import { Deadline } from '../../src/lib/world.js';
import { createRedactor } from '../../src/redact/redactor.js';
import type { Context } from '../../src/run/context.js';
import type { StandIn } from '../../tools/stand-in/types.js';

/** The methods of the client that use cases call. */
type Method = Exclude<keyof MetadataClient, 'version'>;

/** What the client answers to one call after another. */
type Script = { readonly [M in Method]?: readonly Awaited<ReturnType<MetadataClient[M]>>[] };

/** Settings of a context that differ from test to test. */
export interface ContextOptions {
  readonly waitTimeoutSeconds?: number;
  readonly version?: string | undefined;
  readonly signal?: AbortSignal;
  /** Called when the use case waits, instead of waiting. */
  readonly onSleep?: (seconds: number) => void | Promise<void>;
}

/** A context on whose clock waiting takes no time, and what a use case did with it. */
export interface TestContext {
  readonly context: Context;
  /** The waits, in seconds. */
  readonly waits: readonly number[];
  /** Everything that was logged, line by line. */
  readonly log: readonly string[];
}

function contextFor(client: MetadataClient, options: ContextOptions): TestContext {
  const { signal = new AbortController().signal, waitTimeoutSeconds = 60 } = options;
  const version = 'version' in options ? options.version : 'v2.48.16';
  const waits: number[] = [];
  const log: string[] = [];
  const write = (text: string) => void log.push(text);
  let now = 0;
  const clock = {
    now: () => now,
    sleep: async (seconds: number) => {
      waits.push(seconds);
      now += seconds;
      await options.onSleep?.(seconds);
    },
    random: () => 1,
  };
  const context: Context = {
    client,
    clock,
    log: { info: write, warning: write, debug: write },
    signal,
    workspace: '/nowhere',
    waitDeadline: new Deadline(clock, waitTimeoutSeconds),
    version: async () => version,
  };
  return { context, waits, log };
}

/** A context whose server answers as scripted, call by call; a call beyond the script is an error. */
export function scripted(
  script: Script,
  options: ContextOptions = {},
): TestContext & {
  /** The calls, each by its method. */
  readonly calls: readonly Method[];
  /** The arguments of the calls of a method. */
  sent(method: Method): unknown[];
} {
  const calls: { method: Method; argument: unknown }[] = [];
  const methodOf = (method: Method) => async (argument: unknown) => {
    const answer = script[method]?.[calls.filter((call) => call.method === method).length];
    calls.push({ method, argument });
    if (!answer) throw new Error(`The script has no answer for ${method}`);
    return answer;
  };
  const client: Record<Method, unknown> = {
    reloadMetadata: methodOf('reloadMetadata'),
    getInconsistentMetadata: methodOf('getInconsistentMetadata'),
    replaceMetadata: methodOf('replaceMetadata'),
    exportMetadata: methodOf('exportMetadata'),
    health: methodOf('health'),
    migrated: methodOf('migrated'),
  };
  return {
    ...contextFor(client as unknown as MetadataClient, options),
    get calls() {
      return calls.map(({ method }) => method);
    },
    sent: (method) => calls.filter((call) => call.method === method).map((call) => call.argument),
  };
}

/** A context with the real client for a stand-in. */
export function against({ url }: StandIn, options: ContextOptions = {}): TestContext {
  const { signal = new AbortController().signal } = options;
  const settings = { endpoint: url, adminSecret: '', headers: {}, timeoutSeconds: 5 };
  return contextFor(new MetadataClient(settings, createRedactor([]), signal), {
    ...options,
    signal,
  });
}

/** A successful answer. */
export function ok<T>(value: T): Answer<T> {
  return { ok: true, value };
}

/** A call that failed like this. */
export function failed(kind: FailureKind, more: Partial<CallFailure> = {}): Answer<never> {
  const failure = { kind, attempted: 'POST http://a', received: kind, fix: fixFor(kind), ...more };
  return { ok: false, failure };
}
