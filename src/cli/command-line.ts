import { type Clock, systemClock } from '../lib/clock.js';
import { abortedBySignals } from '../lib/signals.js';
import { type FlagValues, readArguments, type WrongUsage } from './arguments.js';
import { type CliCommand, type Flags, ONCE_FLAGS, SERVE_FLAGS } from './flags.js';
import { helpText, PROGRAM } from './help.js';
import { type LogFormat, openLog, type RunLog } from './run-log.js';
import { makeRun, runOnce } from './runs.js';
import { type CommandSettings, readCommandSettings } from './settings.js';
import { VERSION } from './version.js';

/** The exit code for an invalid command line, as in other tools. */
const WRONG_USAGE = 2;

type Read<D extends Flags> = Extract<CommandSettings<D>, { readonly ok: true }>;

/** What the web service is started with. */
export type ServiceRequest = ReturnType<typeof serviceRequest>;

/** Runs the web service until a signal stops it; returns the exit code. */
export type Serve = (request: ServiceRequest) => Promise<number>;

/** What a command needs of the world around it. */
interface World {
  readonly clock: Clock;
  /** Cancels a run; without it, signals to the process do. */
  readonly signal?: AbortSignal;
  /** Writes to standard output. */
  readonly print: (text: string) => unknown;
}

const PROCESS: World = { clock: systemClock, print: (text) => process.stdout.write(text) };

/** Runs the command line, without the program's name in `args`, and sets the exit code. */
export async function runCommandLine(
  args: readonly string[],
  serve: Serve,
  world: Partial<World> = {},
): Promise<void> {
  // The reader of the log may be gone, as with `head`. The exit code still has the verdict.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  const request = readArguments(args);
  process.exitCode = await answer(request, serve, { ...PROCESS, ...world });
}

async function answer(
  request: ReturnType<typeof readArguments>,
  serve: Serve,
  world: World,
): Promise<number> {
  switch (request.kind) {
    case 'help':
      world.print(helpText(request.command));
      return 0;
    case 'version':
      world.print(`${VERSION}\n`);
      return 0;
    case 'wrong-usage':
      return rejectUsage(request);
    case 'run':
      return request.command === 'serve'
        ? startService(request.values, serve, world)
        : startRun(request.command, request.values, world);
  }
}

function startRun(
  command: CliCommand,
  given: FlagValues,
  { clock, print, signal = abortedBySignals() }: World,
): Promise<number> | number {
  const read = readCommandSettings(ONCE_FLAGS, new Map([...given, ['command', command]]));
  if (!read.ok) return rejectUsage({ ...read, command });
  const { settings, values } = read;
  const log = logFor(values['log-format'], values.debug, print);
  return runOnce(settings, log, values['report-file'], clock, signal);
}

function startService(given: FlagValues, serve: Serve, world: World): Promise<number> | number {
  const read = readCommandSettings(SERVE_FLAGS, given);
  if (!read.ok) return rejectUsage({ ...read, command: 'serve' });
  const hasToken = given.has('token') || process.env['HASURA_RELOADER_TOKEN'] !== undefined;
  if (hasToken && read.values.token === '') {
    // Probably a mistake, which must not open the service to everybody.
    const problem =
      'The token is empty: set --token or HASURA_RELOADER_TOKEN, or remove both for a service that needs no token.';
    return rejectUsage({ problems: [problem], command: 'serve' });
  }
  return serve(serviceRequest(read, world));
}

function serviceRequest({ settings, values }: Read<typeof SERVE_FLAGS>, { clock, print }: World) {
  const log = logFor(values['log-format'], values.debug, print);
  const secrets = values.token === '' ? settings.secrets : [...settings.secrets, values.token];
  return {
    port: values.port,
    host: values.host,
    token: values.token,
    gracePeriodSeconds: values['grace-period'],
    secrets,
    notes: settings.notes,
    log,
    makeRun: (signal: AbortSignal) => makeRun({ ...settings, secrets }, log, clock, signal),
  };
}

function logFor(format: LogFormat | 'auto', debug: boolean, print: World['print']): RunLog {
  const automatic = process.stdout.isTTY ? 'text' : 'json';
  return openLog(format === 'auto' ? automatic : format, debug, print);
}

function rejectUsage({ problems, command }: Omit<WrongUsage, 'kind'>): number {
  const hint = [PROGRAM, command, '--help'].filter(Boolean).join(' ');
  process.stderr.write(`${problems.join('\n')}\nRun "${hint}" for help.\n`);
  return WRONG_USAGE;
}
