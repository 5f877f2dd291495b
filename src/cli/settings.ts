import { visible } from '../lib/visible.js';
import { createRedactor } from '../redact/redactor.js';
import { findSecrets, InputError, readSettings, type Settings } from '../settings/settings.js';
import { COMMANDS, type Command, type FlagValues } from './arguments.js';
import type { LogFormat } from './run-log.js';
import { UsageError } from './usage-error.js';

/** What both commands are asked to do. */
export interface CommonSettings {
  readonly run: Settings;
  readonly logFormat: LogFormat;
  readonly debug: boolean;
}

/** A flag's value, else that of its environment variables, else its default; trimmed. */
export type ReadFlag = (name: string) => string;

/** Reads what one command has of its own; adds to `problems` what is wrong. */
export type ReadOwn<T> = (read: ReadFlag, problems: string[]) => T;

/**
 * Reads and checks everything that a command is asked to do: all inputs, and its own flags by
 * `readOwn`. Fails with a `UsageError` that has a line for each bad value, free of secrets.
 */
export function readCommandSettings<T>(
  command: Command,
  values: FlagValues,
  readOwn: ReadOwn<T>,
): CommonSettings & { readonly own: T } {
  const problems: string[] = [];
  const read = reader(command, values);
  const logFormat = readLogFormat(read('log-format'), problems);
  const debug = readSwitch('debug', read('debug'), problems);
  const own = readOwn(read, problems);
  const run = readInputs(read, problems);
  if (run === undefined || problems.length > 0) {
    const redactor = createRedactor(findSecrets(read));
    throw new UsageError(
      problems.map((problem) => visible(redactor.text(problem))),
      command,
    );
  }
  return { run, logFormat, debug, own };
}

/** As the action does, what is given but empty gives way to the environment. */
function reader(command: Command, values: FlagValues): ReadFlag {
  const flags = new Map(
    COMMANDS[command].flatMap((group) => group.flags.map((flag) => [flag.name, flag])),
  );
  return (name) => {
    const flag = flags.get(name);
    const given = [values.get(name), ...(flag?.env ?? []).map((variable) => process.env[variable])];
    return given.map((text) => text?.trim()).find(Boolean) ?? flag?.default ?? '';
  };
}

function readInputs(read: ReadFlag, problems: string[]): Settings | undefined {
  try {
    return readSettings(read);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

function readLogFormat(text: string, problems: string[]): LogFormat {
  if (text === '') return process.stdout.isTTY ? 'text' : 'json';
  if (text === 'text' || text === 'json') return text;
  problems.push(`--log-format is "${text.slice(0, 40)}": expected "text" or "json".`);
  return 'text';
}

function readSwitch(name: string, text: string, problems: string[]): boolean {
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  problems.push(`--${name} is "${text.slice(0, 40)}": expected "true" or "false".`);
  return false;
}
