import type { Clock } from '../../src/lib/world.js';

/** Called when a run waits, with the seconds that it would wait. */
export type OnSleep = (seconds: number) => void | Promise<void>;

/** A clock on which waiting takes no time: a wait moves it ahead. */
export function skippingClock(onSleep: OnSleep = () => undefined): Clock {
  let skipped = 0;
  return {
    now: () => performance.now() / 1000 + skipped,
    sleep: async (seconds, signal) => {
      if (signal.aborted) return;
      skipped += seconds;
      await onSleep(seconds);
    },
    random: () => 1,
  };
}

/** What a piece of code printed and exited with, run as if it were a process of its own. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  /** `null` if a signal ended it. */
  readonly exitCode: number | null;
}

let queue: Promise<unknown> = Promise.resolve();

/**
 * Runs code with this environment and in this folder, and gives what it printed. One run at a time, since the
 * environment and the streams belong to the process.
 */
export function asProcess(
  env: Readonly<Record<string, string | undefined>>,
  run: () => Promise<void>,
  cwd = process.cwd(),
): Promise<Printed> {
  const result = queue.then(() => isolated(env, run, cwd));
  queue = result.catch(() => undefined);
  return result;
}

async function isolated(
  env: Readonly<Record<string, string | undefined>>,
  run: () => Promise<void>,
  cwd: string,
): Promise<Printed> {
  const before = { env: process.env, exitCode: process.exitCode, cwd: process.cwd() };
  const printed = { stdout: '', stderr: '' };
  const restore = (['stdout', 'stderr'] as const).map((name) => {
    const { write } = process[name];
    const listeners = process[name].listeners('error');
    process[name].write = (text: string | Uint8Array) => {
      printed[name] += typeof text === 'string' ? text : Buffer.from(text).toString();
      return true;
    };
    return () => {
      process[name].write = write;
      for (const listener of process[name].listeners('error')) {
        if (!listeners.includes(listener)) process[name].off('error', listener as () => void);
      }
    };
  });
  process.env = { ...env };
  process.exitCode = 0;
  process.chdir(cwd);
  try {
    await run();
    return { ...printed, exitCode: Number(process.exitCode ?? 0) };
  } finally {
    for (const one of restore) one();
    process.env = before.env;
    process.exitCode = before.exitCode;
    process.chdir(before.cwd);
  }
}
