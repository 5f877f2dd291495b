import { messageOfError, visible } from '../lib/text.js';
import { abortedBySignals, type Clock, systemClock } from '../lib/world.js';
import type { Report } from '../model/report.js';
import { writeReportFile } from '../output/outputs.js';
import { createRedactor } from '../redact/redactor.js';
import { run } from '../run/run.js';
import { openSentry } from '../sentry/open.js';
import { INPUTS, textOrEnvironment } from '../settings/inputs.js';
import { findSecrets } from '../settings/secrets.js';
import { readSettings, type Settings } from '../settings/settings.js';
import { type Parsed, parseValues, type Values } from '../settings/values.js';
import { type FlagValues, type Request, readArguments } from './arguments.js';
import { type CliCommand, type Flags, type LOG_FLAGS, ONCE_FLAGS, SERVE_FLAGS } from './flags.js';
import { helpText, PROGRAM, VERSION } from './help.js';
import { openLog, type RunLog } from './log.js';

/** The exit code for an invalid command line, as in other tools. */
const WRONG_USAGE = 2;

/** What the web service is started with. */
export type ServiceRequest = ReturnType<typeof serviceRequest>;

/** Runs the web service until a signal stops it; returns the exit code. */
type Serve = (request: ServiceRequest) => Promise<number>;

/** What a command needs of the world around it. */
interface Terminal {
  readonly clock: Clock;
  /** Cancels a run; without it, signals to the process do. */
  readonly signal?: AbortSignal;
  /** Writes to standard output. */
  readonly print: (text: string) => unknown;
}

/** Runs the command line, without the program's name in `args`, and sets the exit code. */
export async function runCommandLine(
  args: readonly string[],
  serve: Serve,
  world: Partial<Terminal> = {},
): Promise<void> {
  // The reader of the log may be gone, as with `head`. The exit code still has the verdict.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  const terminal = { clock: systemClock, print: (text: string) => process.stdout.write(text) };
  process.exitCode = await answer(readArguments(args), serve, { ...terminal, ...world });
}

async function answer(request: Request, serve: Serve, world: Terminal): Promise<number> {
  switch (request.kind) {
    case 'help':
      world.print(helpText(request.command));
      return 0;
    case 'version':
      world.print(`${VERSION}\n`);
      return 0;
    case 'wrong-usage':
      return rejectUsage(request.problems, request.command);
    case 'run':
      return request.command === 'serve'
        ? startService(request.values, serve, world)
        : startRun(request.command, request.values, world);
  }
}

/** Makes one run; returns the exit code. */
async function startRun(command: CliCommand, given: FlagValues, world: Terminal): Promise<number> {
  const read = readCommandSettings(ONCE_FLAGS, new Map([...given, ['command', command]]));
  if (!read.ok) return rejectUsage(read.problems, command);
  const { settings, values } = read;
  const { clock, signal = abortedBySignals() } = world;
  const log = logFor(values, world);
  for (const note of settings.notes) log.info(note);
  try {
    const report = await makeRun(settings, log, clock, signal);
    const reportFile = values['report-file'];
    const isWritten = reportFile === '' || (await writeReport(reportFile, report, log));
    return report.failed || !isWritten ? 1 : 0;
  } catch (error) {
    // A run reports its failures, so this is a bug, and the state of the metadata is unknown.
    log.error(createRedactor(settings.secrets).text(String(error)));
    return 1;
  }
}

function startService(given: FlagValues, serve: Serve, world: Terminal): Promise<number> | number {
  const read = readCommandSettings(SERVE_FLAGS, given);
  if (!read.ok) return rejectUsage(read.problems, 'serve');
  const hasToken = given.has('token') || process.env['HASURA_RELOADER_TOKEN'] !== undefined;
  if (hasToken && read.values.token === '') {
    // Probably a mistake, which must not open the service to everybody.
    const problem =
      'The token is empty: set --token or HASURA_RELOADER_TOKEN, or remove both for a service that needs no token.';
    return rejectUsage([problem], 'serve');
  }
  return serve(serviceRequest(read, world));
}

function serviceRequest(
  { settings, values }: CommandSettings<typeof SERVE_FLAGS>,
  world: Terminal,
) {
  const { port, host, token, 'grace-period': gracePeriodSeconds } = values;
  const { notes } = settings;
  const log = logFor(values, world);
  const secrets = [...settings.secrets, token];
  const runOnce = (signal: AbortSignal) =>
    makeRun({ ...settings, secrets }, log, world.clock, signal);
  return { port, host, token, gracePeriodSeconds, secrets, notes, log, makeRun: runOnce };
}

function logFor(values: Values<typeof LOG_FLAGS>, { print }: Terminal): RunLog {
  const format = values['log-format'];
  const automatic = process.stdout.isTTY ? 'text' : 'json';
  return openLog(format === 'auto' ? automatic : format, values.debug, print);
}

function rejectUsage(problems: readonly string[], command?: CliCommand): number {
  const hint = [PROGRAM, command, '--help'].filter(Boolean).join(' ');
  process.stderr.write(`${problems.join('\n')}\nRun "${hint}" for help.\n`);
  return WRONG_USAGE;
}

/**
 * Makes one run, logs its report, sends it to Sentry and returns it. It ends within a second after
 * `signal` is aborted.
 */
async function makeRun(
  settings: Settings,
  log: RunLog,
  clock: Clock,
  signal: AbortSignal,
): Promise<Report> {
  // Loaded while the run is under way, and only with a DSN.
  const deliver = settings.sentry && openSentry(settings.sentry, signal);
  const report = await run(settings, { log, clock, signal, workspace: process.cwd() });
  const delivery = deliver?.(report);
  log.verdict(report);
  for (const warning of (await delivery) ?? []) log.warning(warning);
  return report;
}

/** Whether the report could be written; if not, the command fails, since an old file may be there. */
async function writeReport(path: string, report: Report, log: RunLog): Promise<boolean> {
  try {
    await writeReportFile(path, report);
    return true;
  } catch (error) {
    const reason = messageOfError(error);
    log.error(`The report could not be written to ${path}: ${reason}. Check --report-file.`);
    return false;
  }
}

/** Settings of a run and the values of other flags. */
type CommandSettings<D extends Flags> = {
  readonly settings: Settings;
  readonly values: Values<D>;
};

/**
 * Reads and checks all inputs and the flags in `own`. A flag comes before its environment variables,
 * unless it is blank. Problems are free of secrets.
 */
function readCommandSettings<D extends Flags>(
  own: D,
  given: FlagValues,
): Parsed<CommandSettings<D>> {
  const flags: Flags = { ...INPUTS, ...own };
  const text = (name: string): string => {
    const flag = flags[name];
    const variables = [...(flag?.env ?? []), ...(flag?.cliEnv ?? [])];
    return textOrEnvironment(given.get(name), variables) ?? flag?.default ?? '';
  };
  const parsed = parseValues(own, text, (name) => `--${name}`);
  const inputs = readSettings(text);
  if (parsed.ok && inputs.ok) return { ...inputs, ...parsed };
  const redactor = createRedactor(findSecrets(text));
  const problems = [parsed, inputs].flatMap((part) => (part.ok ? [] : part.problems));
  return { ok: false, problems: problems.map((problem) => visible(redactor.text(problem))) };
}
