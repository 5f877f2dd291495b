import { parseArgs } from 'node:util';
import { entryOf } from '../lib/json.js';
import { visible } from '../lib/text.js';
import { type Input, REMOVED_INPUTS } from '../settings/inputs.js';
import { COMMANDS, quotedList } from '../settings/values.js';
import { CLI_COMMANDS, type CliCommand, type Flags, flagsOf, isSwitch, usageOf } from './flags.js';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'help'; readonly command?: CliCommand }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: CliCommand; readonly values: FlagValues }
  | WrongUsage;

/** An invalid command line: sentences that never show a value, since it may be a secret. */
export interface WrongUsage {
  readonly kind: 'wrong-usage';
  readonly problems: readonly string[];
  /** The command whose --help explains more; absent if the command is unknown. */
  readonly command?: CliCommand;
}

/** The texts of flags by name, as they were given; aliases are resolved. */
export type FlagValues = ReadonlyMap<string, string>;

/** `server` is the Go tool's name of the service. */
const COMMAND_NAMES: Readonly<Record<string, CliCommand>> = {
  ...Object.fromEntries(CLI_COMMANDS.map((command) => [command, command])),
  server: 'serve',
};

/** Reads the arguments of a command line. */
export function readArguments(given: readonly string[]): Request {
  // An image without an entry point gets the program's name as the first argument.
  const args = /(?:^|\/)hasura-metadata-reloader$/.test(given[0] ?? '') ? given.slice(1) : given;
  const [first = '--help', ...rest] = args;
  if (first === '--version' || first === '-v' || first === 'version') return { kind: 'version' };
  const isHelp = first === '--help' || first === '-h' || first === 'help';
  if (isHelp && rest[0] === undefined) return { kind: 'help' };
  const word = isHelp ? (rest[0] ?? '') : first;
  const command = entryOf(COMMAND_NAMES, word);
  if (command === undefined) return unknownCommand(word);
  if (isHelp || rest.includes('--help') || rest.includes('-h')) return { kind: 'help', command };
  return rest.includes('--version') ? { kind: 'version' } : readFlags(rest, command);
}

function unknownCommand(word: string): WrongUsage {
  // A flag may contain a secret.
  const problem = word.startsWith('-')
    ? 'The first argument is a flag'
    : `Unknown command "${visible(word).slice(0, 40)}"`;
  const expected = `expected a command, ${quotedList(CLI_COMMANDS)}`;
  return { kind: 'wrong-usage', problems: [`${problem}: ${expected}.`] };
}

/** A flag and its name. */
interface Spelling {
  readonly name: string;
  readonly flag: Input;
}

/** Flags by all that can follow the two dashes: the name, aliases, and `no-` with the name. */
type Spellings = ReadonlyMap<string, Spelling>;

function readFlags(args: readonly string[], command: CliCommand): Request {
  const spellings = spellingsOf(flagsOf(command));
  const options = [...spellings].map(([spelling, { flag }]) => [
    spelling,
    { type: isSwitch(flag) ? ('boolean' as const) : ('string' as const) },
  ]);
  const { tokens } = parseArgs({
    args: joinSwitchValues(args, spellings),
    options: Object.fromEntries(options),
    // The messages of strict mode show values, which may be secrets.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string>();
  let last = `"${command}"`;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    const read =
      token.kind === 'option'
        ? readOption(token, spellings, command)
        : `Unexpected argument after ${last}: expected a flag. A value that contains spaces needs quotes.`;
    if (typeof read === 'string') return { kind: 'wrong-usage', problems: [read], command };
    const earlier = isRepeatable(read.flag) ? values.get(read.name) : undefined;
    values.set(read.name, earlier === undefined ? read.value : `${earlier}\n${read.value}`);
    last = `--${read.name}`;
  }
  return { kind: 'run', command, values };
}

/** Turns `--name true` into `--name=true`, for switches only. */
function joinSwitchValues(args: readonly string[], spellings: Spellings): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1) ?? '';
    const name = before.startsWith('--') ? before.slice(2) : '';
    const spelling = spellings.get(name);
    const takesIt = spelling && isSwitch(spelling.flag) && spelling.name === name;
    if (takesIt && /^(?:true|false|new)$/i.test(arg)) joined.splice(-1, 1, `${before}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

function unknownFlag(rawName: string, command: CliCommand): string {
  const removed = REMOVED_INPUTS.some(
    (name) => rawName === `--${name}` || rawName === `--no-${name}`,
  );
  return removed
    ? `${rawName} has been removed: use the command ${quotedList(COMMANDS)}.`
    : `Unknown flag ${visible(rawName).slice(0, 40)} of "${command}".`;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/** The value of a flag, or the problem with it. */
function readOption(
  { name: spelling, rawName, value, inlineValue }: OptionToken,
  spellings: Spellings,
  command: CliCommand,
): (Spelling & { readonly value: string }) | string {
  const known = rawName.startsWith('--') ? spellings.get(spelling) : undefined;
  if (!known) return unknownFlag(rawName, command);
  const { name, flag } = known;
  if (isSwitch(flag)) {
    const isOff = spelling !== name;
    return isOff && value !== undefined
      ? `${rawName} has a value: expected ${rawName} alone, or --${name}=false.`
      : { ...known, value: value ?? String(!isOff) };
  }
  const usage = usageOf(name, flag);
  if (value === undefined) return `${rawName} has no value: expected ${usage}.`;
  return !inlineValue && value.startsWith('--')
    ? `${rawName} is followed by a flag: expected ${usage}, or ${rawName}=VALUE if the value begins with two dashes.`
    : { ...known, value };
}

/** Given several times, the values of such a flag add up; otherwise the last one counts. */
function isRepeatable({ kind }: Input): boolean {
  return kind === 'lines' || kind === 'names';
}

function spellingsOf(flags: Flags): Spellings {
  return new Map(
    Object.entries(flags).flatMap(([name, flag]) =>
      [name, ...(flag.aliases ?? []), ...(isSwitch(flag) ? [`no-${name}`] : [])].map(
        (spelling) => [spelling, { name, flag }] as const,
      ),
    ),
  );
}
