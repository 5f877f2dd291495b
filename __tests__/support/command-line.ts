import { tmpdir } from 'node:os';
import { runCommandLine } from '../../src/cli/command-line.js';
import { builtAction } from './bundle.js';
import { asProcess, type OnSleep, type Printed, skippingClock } from './in-process.js';
import { type Ended, type Spawned, type SpawnOptions, start } from './spawned.js';

/** A line of the log, as `--log-format json` writes it. */
export type LogLine = Readonly<Record<string, unknown>> & {
  readonly level: string;
  readonly message: string;
};

/** What a command line left behind. */
export type CommandResult = Printed;

/** How a command line is run. */
export interface CommandOptions extends Partial<SpawnOptions> {
  /** More environment variables; of this process's own, only PATH is passed. */
  readonly env?: Readonly<Record<string, string>>;
  /** The program, and what comes before its arguments; the built bundle unless given. */
  readonly program?: readonly [string, ...string[]];
}

/** Runs the command line from `src`, to its end. Waiting takes no time. */
export function runCommand(
  args: readonly string[],
  options: Pick<CommandOptions, 'env' | 'cwd'> & {
    /** Called when the run waits, instead of waiting. */
    readonly onSleep?: OnSleep;
    /** Cancels the run when it is aborted. */
    readonly signal?: AbortSignal;
  } = {},
): Promise<CommandResult> {
  const { env, cwd = tmpdir(), onSleep, signal = new AbortController().signal } = options;
  const noService = () => Promise.reject(new Error('A service needs a process.'));
  return asProcess(
    { PATH: process.env['PATH'], ...env },
    () => runCommandLine(args, noService, { clock: skippingClock(onSleep), signal }),
    cwd,
  );
}

/** The same with the built bundle as a process: for what only a process shows. */
export function spawnCommand(
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Ended> {
  return startCommand(args, options).ended;
}

/** A command line that runs. */
export interface RunningCommand extends Omit<Spawned, 'stdout'> {
  /** All lines of its JSON log so far. */
  lines(): LogLine[];
  /** Resolves with the first line of its JSON log that matches; rejects if it ends before that. */
  line(isIt: (line: LogLine) => boolean): Promise<LogLine>;
}

/** Starts the built bundle as a command line. */
export function startCommand(
  args: readonly string[],
  { program: given, ...options }: CommandOptions = {},
): RunningCommand {
  const [program, ...before] = given ?? [process.execPath, builtAction()];
  const { child, ended, stdout } = start(program, [...before, ...args], {
    cwd: tmpdir(),
    ...options,
    env: { PATH: process.env['PATH'], ...options.env },
  });
  const lines = () => logLines(stdout().slice(0, stdout().lastIndexOf('\n') + 1));
  return {
    child,
    ended,
    lines,
    line: (isIt) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines().find(isIt);
          if (found) resolve(found);
        };
        child.stdout?.on('data', look);
        ended.then((all) => reject(new Error(`It ended before:\n${all.stdout}${all.stderr}`)));
        look();
      }),
  };
}

/** Every line of a JSON log, parsed; throws if one is not JSON. */
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
