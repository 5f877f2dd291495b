import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { BUNDLE } from './action.js';

/** A line of the log, as `--log-format json` writes it. */
export type LogLine = Readonly<Record<string, unknown>> & {
  readonly level: string;
  readonly message: string;
};

/** What a command line left behind. */
export interface CommandResult {
  readonly exitCode: number | null;
  /** The signal that ended it, where one did. */
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command line is run. */
export interface CommandOptions {
  /** More environment variables; nothing of this process's own goes along but PATH. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The program, with what stands before its arguments; the built bundle unless given. */
  readonly program?: readonly [string, ...string[]];
  /** Called with the process once it runs, to send it a signal, say. */
  readonly onSpawn?: (child: ChildProcess) => void;
}

/** Runs the built bundle as a command line, to its end. */
export async function runCommand(
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const running = startCommand(args, options);
  options.onSpawn?.(running.child);
  return running.ended;
}

/** A command line that is under way. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<CommandResult>;
  /** All lines of its JSON log so far. */
  lines(): LogLine[];
  /** Resolves with the first line of its JSON log that is like that; rejects when it ends before. */
  line(isIt: (line: LogLine) => boolean): Promise<LogLine>;
}

/** Starts the built bundle as a command line. */
export function startCommand(
  args: readonly string[],
  options: CommandOptions = {},
): RunningCommand {
  const [program, ...before] = options.program ?? [process.execPath, BUNDLE];
  const child = spawn(program, [...before, ...args], {
    cwd: options.cwd ?? tmpdir(),
    env: { PATH: process.env['PATH'], ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([exitCode, signal]) => ({
    exitCode: exitCode as number | null,
    signal: signal as NodeJS.Signals | null,
    stdout,
    stderr,
  }));
  return {
    child,
    ended,
    lines: () => logLines(stdout.slice(0, stdout.lastIndexOf('\n') + 1)),
    line: (isIt) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = logLines(stdout.slice(0, stdout.lastIndexOf('\n') + 1)).find(isIt);
          if (found) resolve(found);
        };
        child.stdout.on('data', look);
        child.once('close', () => reject(new Error(`It ended before:\n${stdout}${stderr}`)));
        look();
      }),
  };
}

/** Every line of a JSON log, parsed; throws where one is no JSON. */
export function logLines(stdout: string): LogLine[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** The line of the log that holds the verdict. */
export function verdictOf(stdout: string): LogLine {
  const verdict = logLines(stdout).find((line) => 'is_consistent' in line);
  if (!verdict) throw new Error(`There is no verdict in:\n${stdout}`);
  return verdict;
}
