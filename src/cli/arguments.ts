import { visible } from '../lib/text.js';
import { type Input, REMOVED_INPUTS } from '../settings/inputs.js';
import { COMMANDS, quotedList } from '../settings/values.js';
import { CLI_COMMANDS, type CliCommand, flagsOf, usageOf } from './flags.js';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'help'; readonly command?: CliCommand }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: CliCommand; readonly values: FlagValues }
  | {
      readonly kind: 'wrong-usage';
      /** Sentences that never show a value, since it may be a secret. */
      readonly problems: readonly string[];
      /** The command whose --help explains more; absent if the command is unknown. */
      readonly command?: CliCommand;
    };

/** The texts of flags by name, as they were given; aliases are resolved. */
export type FlagValues = ReadonlyMap<string, string>;

/** Reads the arguments of a command line. */
export function readArguments(given: readonly string[]): Request {
  // An image without an entry point gets the program's name as the first argument.
  const args = /(?:^|\/)hasura-metadata-reloader$/.test(given[0] ?? '') ? given.slice(1) : given;
  const [first = '--help', ...rest] = args;
  if (first === '--version' || first === '-v' || first === 'version') return { kind: 'version' };
  const isHelp = first === '--help' || first === '-h' || first === 'help';
  const word = isHelp ? rest[0] : first;
  if (word === undefined) return { kind: 'help' };
  // The Go tool calls the service `server`.
  const name = word === 'server' ? 'serve' : word;
  const command = CLI_COMMANDS.find((one) => one === name);
  if (command === undefined) return unknownCommand(word);
  if (isHelp || rest.includes('--help') || rest.includes('-h')) return { kind: 'help', command };
  return rest.includes('--version') ? { kind: 'version' } : readFlags(rest, command);
}

function wrongUsage(problem: string, command?: CliCommand): Request {
  return { kind: 'wrong-usage', problems: [problem], ...(command && { command }) };
}

function unknownCommand(word: string): Request {
  // A flag may contain a secret.
  const problem = word.startsWith('-')
    ? 'The first argument is a flag'
    : `Unknown command "${visible(word).slice(0, 40)}"`;
  return wrongUsage(`${problem}: expected a command, ${quotedList(CLI_COMMANDS)}.`);
}

/**
 * Reads what follows the command. `parseArgs` of Node does not fit: its messages show values, which
 * may be secrets, and its switches take no `true` or `false`.
 */
function readFlags(args: readonly string[], command: CliCommand): Request {
  const flags = flagsBySpelling(command);
  const values = new Map<string, string>();
  const rest = [...args];
  let last = `"${command}"`;
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    // The end of flags; nothing may follow it.
    if (arg === '--' && rest.length === 0) break;
    const [, spelling, inline] = /^(--[^=]+|-[^-])(?:=(.*))?/s.exec(arg) ?? [];
    if (spelling === undefined) {
      return wrongUsage(
        `Unexpected argument after ${last}: expected a flag. A value that contains spaces needs quotes.`,
        command,
      );
    }
    const flag = flags.get(spelling);
    if (!flag) return wrongUsage(unknownFlag(spelling, command), command);
    const read = takeValue(spelling, flag, inline, rest);
    if ('problem' in read) return wrongUsage(read.problem, command);
    const { name, kind } = flag;
    // Given several times, lists add up; of everything else, the last one counts.
    const earlier = kind.isList ? values.get(name) : undefined;
    values.set(name, earlier === undefined ? read.value : `${earlier}\n${read.value}`);
    last = `--${name}`;
  }
  return { kind: 'run', command, values };
}

interface Flag extends Input {
  readonly name: string;
}

/** Flags by all that they can begin with: `--` and the name, an alias, or `no-` with the name. */
function flagsBySpelling(command: CliCommand): ReadonlyMap<string, Flag> {
  return new Map(
    Object.entries(flagsOf(command)).flatMap(([name, flag]) =>
      [name, ...(flag.aliases ?? []), ...(flag.kind.isSwitch ? [`no-${name}`] : [])].map(
        (spelling) => [`--${spelling}`, { name, ...flag }] as const,
      ),
    ),
  );
}

function unknownFlag(spelling: string, command: CliCommand): string {
  return REMOVED_INPUTS.some((name) => [`--${name}`, `--no-${name}`].includes(spelling))
    ? `${spelling} has been removed: use the command ${quotedList(COMMANDS)}.`
    : `Unknown flag ${visible(spelling).slice(0, 40)} of "${command}".`;
}

/** The value of a flag, which is taken from `rest` if it follows; or the problem with it. */
function takeValue(
  spelling: string,
  flag: Flag,
  inline: string | undefined,
  rest: string[],
): { readonly value: string } | { readonly problem: string } {
  if (flag.kind.isSwitch) {
    const on = `--${flag.name}`;
    if (spelling === on) {
      const isNext = inline === undefined && /^(?:true|false|new)$/i.test(rest[0] ?? '');
      return { value: (isNext ? rest.shift() : inline) ?? 'true' };
    }
    return inline === undefined
      ? { value: 'false' }
      : { problem: `${spelling} has a value: expected ${spelling} alone, or ${on}=false.` };
  }
  const usage = usageOf(flag.name, flag);
  const value = inline ?? rest.shift();
  if (value === undefined) return { problem: `${spelling} has no value: expected ${usage}.` };
  return inline === undefined && value.startsWith('--')
    ? {
        problem: `${spelling} is followed by a flag: expected ${usage}, or ${spelling}=VALUE if the value begins with two dashes.`,
      }
    : { value };
}
