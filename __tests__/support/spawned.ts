import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Printed } from './in-process.js';

/** What a process is started with. */
export interface SpawnOptions {
  readonly cwd?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called with the process once it runs, to send it a signal, say. */
  readonly onSpawn?: (process: ChildProcess) => void;
  /** Called with each piece of output. */
  readonly onOutput?: (text: string) => void;
}

/** What a process left behind. */
export interface Ended extends Printed {
  /** The signal that ended it, if one did. */
  readonly signal: NodeJS.Signals | null;
}

/** A process that runs. */
export interface Spawned {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has printed to standard output so far. */
  stdout(): string;
}

/** Starts a program. */
export function start(program: string, args: readonly string[], options: SpawnOptions): Spawned {
  const { cwd, env, onSpawn, onOutput } = options;
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
      onOutput?.(text);
    });
  }
  onSpawn?.(child);
  const ended = once(child, 'close').then(([exitCode, signal]) => ({
    ...printed,
    exitCode: exitCode as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  return { child, ended, stdout: () => printed.stdout };
}
