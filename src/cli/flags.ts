import { ACTION_GROUP, INPUTS, type Input } from '../settings/inputs.js';
import { COMMANDS, KINDS } from '../settings/values.js';

/** The commands of the command line. */
export const CLI_COMMANDS = [...COMMANDS, 'serve'] as const;

/** A command of the command line. */
export type CliCommand = (typeof CLI_COMMANDS)[number];

/** Flags by name. Most inputs are flags; the others are described in the same way. */
export type Flags = Readonly<Record<string, Input>>;

/** Flags of all commands about their log. */
export const LOG_FLAGS = {
  'log-format': {
    kind: KINDS['log-format'],
    default: 'auto',
    group: 'Log',
    description: '"auto" writes text to a terminal and JSON lines elsewhere.',
  },
  debug: {
    kind: KINDS.switch,
    default: 'false',
    group: 'Log',
    description: 'Whether to log details for troubleshooting.',
  },
} as const satisfies Flags;

/** Flags of the commands that run once, beside the inputs. */
export const ONCE_FLAGS = {
  ...LOG_FLAGS,
  'report-file': {
    kind: KINDS.text,
    default: '',
    group: 'Log',
    placeholder: 'PATH',
    description: 'File to write the whole report to, as JSON.',
  },
} as const satisfies Flags;

/** Flags of the command `serve`, beside the inputs. */
export const SERVE_FLAGS = {
  port: {
    kind: KINDS.port,
    default: '8080',
    group: 'Service',
    env: ['PORT'],
    description: 'Port to listen on; 0 picks a free one.',
  },
  host: {
    kind: KINDS.text,
    default: '',
    group: 'Service',
    placeholder: 'HOST',
    description: 'Address to listen on; all of them by default.',
  },
  token: {
    kind: KINDS.token,
    default: '',
    group: 'Service',
    placeholder: 'TOKEN',
    env: ['HASURA_RELOADER_TOKEN'],
    description: 'Bearer token that callers of /reload_metadata must send.',
  },
  'grace-period': {
    kind: KINDS.seconds,
    default: '25',
    group: 'Service',
    description: 'Seconds to finish pending calls after a signal to stop.',
  },
  ...LOG_FLAGS,
} as const satisfies Flags;

/** All flags of a command. Only `serve` has --command: the others are one themselves. */
export function flagsOf(command: CliCommand): Flags {
  const own: Flags = command === 'serve' ? SERVE_FLAGS : ONCE_FLAGS;
  const inputs = Object.entries<Input>(INPUTS).filter(
    ([name, { group }]) => group !== ACTION_GROUP && (name !== 'command' || command === 'serve'),
  );
  return { ...Object.fromEntries(inputs), ...own };
}

/** How a flag is written, with a placeholder for its value: `--timeout SECONDS`. */
export function usageOf(name: string, { kind, placeholder }: Input): string {
  if (kind.isSwitch) return `--${name}`;
  const value = placeholder ?? kind.placeholder ?? 'TEXT';
  return `--${name} ${value.includes(' ') ? `"${value}"` : value}`;
}
