/** A signal that is aborted when the process is asked to stop, as a runner does to cancel a step. */
export function abortedBySignals(): AbortSignal {
  const cancelled = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => cancelled.abort());
  return cancelled.signal;
}
