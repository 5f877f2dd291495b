import type { MetadataClient } from '../hasura/client.js';
import type { HasuraError, HasuraErrorKind } from '../hasura/errors.js';
import { type Deadline, type RetryPolicy, withRetries } from '../hasura/retry.js';
import type { Log } from '../lib/log.js';
import type { Findings } from '../model/report.js';

/** What the steps of one run share. */
export interface Run {
  readonly client: MetadataClient;
  /** What is known so far; filled as the run goes on, so that a cancelled run can tell it. */
  readonly findings: Findings;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Until when a server that is not there yet is waited for. */
  readonly waitDeadline: Deadline;
  /** The input `timeout`. */
  readonly timeoutSeconds: number;
}

/** Whether the server says that it is of v2, and older than `v2.<minor>`. */
export function isBefore(minor: number, { findings }: Run): boolean {
  const own = /^v2\.(\d+)\./.exec(findings.serverVersion ?? '')?.[1];
  return own !== undefined && Number(own) < minor;
}

/** Calls, and tries again within `wait-timeout` what the server did not accept. */
export function patiently<T>(
  run: Run,
  call: () => Promise<T>,
  kinds: ReadonlySet<HasuraErrorKind>,
): Promise<T> {
  const policy: RetryPolicy = {
    kinds,
    deadline: run.waitDeadline,
    signal: run.signal,
    onRetry: (error: HasuraError, seconds) =>
      run.log.info(`${error.message} Trying again in ${seconds.toFixed(1)} s.`),
  };
  return withRetries(call, policy);
}

/** Adds what a reader must know about how the verdict came about; it is logged as well. */
export function remark(run: Run, text: string): void {
  run.findings.remarks.push(text);
  run.log.warning(text);
}
