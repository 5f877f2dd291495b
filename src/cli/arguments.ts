import { parseArgs } from 'node:util';
import { visible } from '../lib/visible.js';
import type { Flag, FlagGroup } from './flags.js';
import { RELOAD_FLAGS, SERVE_FLAGS } from './flags.js';
import { UsageError } from './usage-error.js';

/** The name that the program goes by. */
export const PROGRAM = 'hasura-metadata-reloader';

/** The commands with their flags. */
export const COMMANDS = { reload: RELOAD_FLAGS, serve: SERVE_FLAGS } as const;

export type Command = keyof typeof COMMANDS;

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'help'; readonly command?: Command }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: Command; readonly values: FlagValues };

/** Values by the names of flags, as they were given; aliases are resolved. */
export type FlagValues = ReadonlyMap<string, string>;

/** The Go tool's name for the service. */
const OTHER_NAMES: Readonly<Record<string, Command>> = { server: 'serve' };

/** Reads a command line. Fails with a `UsageError` at the first thing that is wrong with it. */
export function readArguments(given: readonly string[]): Request {
  // Images without an entry point are started with the program's name in front.
  const args = /(?:^|\/)hasura-metadata-reloader$/.test(given[0] ?? '') ? given.slice(1) : given;
  const [first = '--help', ...rest] = args;
  if (first === '--help' || first === '-h') return { kind: 'help' };
  if (first === '--version' || first === '-v' || first === 'version') return { kind: 'version' };
  if (first === 'help') {
    return rest[0] === undefined ? { kind: 'help' } : { kind: 'help', command: commandOf(rest[0]) };
  }
  const command = commandOf(first);
  const values = readFlags(rest, command);
  if (values === 'help') return { kind: 'help', command };
  if (values === 'version') return { kind: 'version' };
  return { kind: 'run', command, values };
}

function commandOf(word: string): Command {
  const command = Object.hasOwn(OTHER_NAMES, word) ? OTHER_NAMES[word] : word;
  if (command !== undefined && Object.hasOwn(COMMANDS, command)) return command as Command;
  // What begins with a dash may be a flag with a secret behind it.
  throw new UsageError([
    word.startsWith('-')
      ? 'The first argument is a flag: expected a command before it, "reload" or "serve".'
      : `There is no command "${visible(word).slice(0, 40)}": expected "reload" or "serve".`,
  ]);
}

function readFlags(args: readonly string[], command: Command): FlagValues | 'help' | 'version' {
  const known = flagsByName(COMMANDS[command]);
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      [...known].map(([name, { kind }]) => [
        name,
        { type: kind === 'switch' ? 'boolean' : 'string' } as const,
      ]),
    ),
    // Not strict: its messages say less than ours, and quote what may be a secret.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const asked = tokens.find((token) => token.kind === 'option' && isAsked(token.rawName));
  if (asked?.kind === 'option') return asked.rawName === '--version' ? 'version' : 'help';

  const values = new Map<string, string>();
  // A switch that stands alone, which "true" or "false" may follow.
  let open: { readonly flag: Flag; readonly index: number } | undefined;
  for (const token of tokens) {
    if (token.kind === 'option') {
      const { flag, value } = readOption(token, known, command);
      give(values, flag, value);
      open =
        token.value === undefined && token.name === flag.name
          ? { flag, index: token.index }
          : undefined;
    } else if (token.kind === 'positional') {
      const flag = open?.index === token.index - 1 ? open.flag : undefined;
      if (!flag || !/^(?:true|false)$/i.test(token.value)) throw stray(token.index, flag, command);
      values.set(flag.name, token.value);
      open = undefined;
    }
  }
  return values;
}

function give(values: Map<string, string>, flag: Flag, value: string): void {
  const before = flag.kind === 'lines' ? values.get(flag.name) : undefined;
  values.set(flag.name, before === undefined ? value : `${before}\n${value}`);
}

function isAsked(rawName: string): boolean {
  return rawName === '--help' || rawName === '-h' || rawName === '--version';
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function readOption(
  { name, rawName, value, inlineValue }: OptionToken,
  known: ReadonlyMap<string, Flag>,
  command: Command,
): { flag: Flag; value: string } {
  const wrong = (problem: string) => new UsageError([problem], command);
  const flag = rawName.startsWith('--') ? known.get(name) : undefined;
  if (!flag) throw wrong(`There is no flag ${visible(rawName).slice(0, 40)} of "${command}".`);
  if (flag.kind === 'switch') {
    if (name === flag.name) return { flag, value: value ?? 'true' };
    if (value === undefined) return { flag, value: 'false' };
    throw wrong(`${rawName} has a value: expected ${rawName} alone, or --${flag.name}=false.`);
  }
  if (value === undefined) throw wrong(`${rawName} has no value: expected ${usageOf(flag)}.`);
  if (!inlineValue && value.startsWith('--')) {
    throw wrong(
      `${rawName} is followed by a flag: expected ${usageOf(flag)}, or ${rawName}=VALUE for a value that begins with two dashes.`,
    );
  }
  return { flag, value };
}

function stray(index: number, flag: Flag | undefined, command: Command): UsageError {
  return new UsageError(
    [
      flag
        ? `--${flag.name} is a switch: expected --${flag.name}, --no-${flag.name} or --${flag.name}=false.`
        : // The rest of a secret with a blank in it, say: it is not shown.
          `Argument ${index + 1} behind "${command}" belongs to no flag: expected flags only, values with blanks in quotes.`,
    ],
    command,
  );
}

/** The flag with what its value is called: `--timeout SECONDS`. */
export function usageOf(flag: Flag): string {
  if (flag.kind === 'switch') return `--${flag.name}`;
  return `--${flag.name} ${flag.value.includes(' ') ? `"${flag.value}"` : flag.value}`;
}

/** By every name that a flag goes by; a switch also by the one that turns it off. */
function flagsByName(groups: readonly FlagGroup[]): Map<string, Flag> {
  const all = groups.flatMap(({ flags }) => flags);
  return new Map(
    all.flatMap((flag) => [
      [flag.name, flag] as const,
      ...flag.aliases.map((alias) => [alias, flag] as const),
      ...(flag.kind === 'switch' ? [[`no-${flag.name}`, flag] as const] : []),
    ]),
  );
}
