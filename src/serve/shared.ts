/** Work that is shared by all who ask for it while it is under way. */
export interface Shared<T> {
  /** The result of the work that is under way, else of work that begins now. */
  join(): Promise<T>;
  /** Resolves, never rejects, when nothing is under way. */
  settled(): Promise<unknown>;
}

/** Makes calls that overlap share one piece of work; who calls after its end begins anew. */
export function shared<T>(work: () => Promise<T>): Shared<T> {
  let current: Promise<T> | undefined;
  return {
    join: () => {
      current ??= work().finally(() => {
        current = undefined;
      });
      return current;
    },
    settled: () => Promise.allSettled([current]),
  };
}
