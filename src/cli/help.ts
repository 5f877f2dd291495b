import { COMMANDS, type Command, PROGRAM, usageOf } from './arguments.js';
import type { Flag, FlagGroup } from './flags.js';

/** What --help prints: of a command, or of the program. */
export function helpText(command: Command | undefined): string {
  return command === undefined ? PROGRAM_HELP : commandHelp(command, COMMANDS[command]);
}

const PROGRAM_HELP = `Reload Hasura GraphQL Engine v2 metadata, and fail when it is inconsistent.

Usage:
  ${PROGRAM} reload --endpoint URL [flags]
  ${PROGRAM} serve --endpoint URL [flags]

Commands:
  reload   reload once and judge: exit 0 when the metadata is consistent, 1 when it is not
           or when there is no verdict, 2 when the command line is wrong
  serve    a web service that reloads on POST /reload_metadata

Flags:
  -h, --help      this text, or that of a command
  -v, --version   the version

Run "${PROGRAM} <command> --help" for the flags of a command.
`;

const INTRODUCTIONS: Readonly<Record<Command, string>> = {
  reload: `Reload the metadata once, and judge what the server says.

Exit code: 0 when the metadata is consistent, or inconsistent with --no-fail-on-inconsistency;
1 when it is inconsistent or when there is no verdict; 2 when the command line is wrong.`,
  serve: `Run a web service that reloads when it is called.

  POST /reload_metadata   reload, and answer with the report: 200 when the metadata is
                          consistent, 500 when it is not, 502 when Hasura gave no verdict;
                          calls that overlap share one reload
  GET /healthz            200 while it takes calls
  GET /metrics            for Prometheus`,
};

function commandHelp(command: Command, groups: readonly FlagGroup[]): string {
  const sections = groups.map(
    ({ heading, flags }) => `${heading}:\n${flags.map(flagHelp).join('\n')}`,
  );
  return `${INTRODUCTIONS[command]}

Usage:
  ${PROGRAM} ${command} --endpoint URL [flags]

${sections.join('\n\n')}

A switch is written --name, --no-name or --name=false.
`;
}

function flagHelp(flag: Flag): string {
  const asides = [
    flag.default !== '' && `default ${flag.default}`,
    flag.aliases.length > 0 && `also ${flag.aliases.map((alias) => `--${alias}`).join(', ')}`,
    flag.env.length > 0 && `environment ${flag.env.join(', ')}`,
  ].filter(Boolean);
  const aside = asides.length > 0 ? `\n        (${asides.join('; ')})` : '';
  return `  ${usageOf(flag)}\n        ${flag.help}${aside}`;
}
