import packageJson from '../../package.json' with { type: 'json' };
import type { Input } from '../settings/inputs.js';
import { type CliCommand, flagsOf, usageOf } from './flags.js';

/** The name of the program. */
export const PROGRAM = 'hasura-metadata-reloader';

const SUMMARIES: Readonly<Record<CliCommand, string>> = {
  reload: 'reload the metadata once, and report what is inconsistent',
  apply: 'apply the metadata of --project, then reload',
  plan: 'report what applying --project would change, without changing anything',
  check: 'report what is inconsistent, without changing anything',
  serve: 'run a web service that reloads on POST /reload_metadata',
};

const EXIT_CODES = `Exit codes:
  0   the metadata is consistent, or what is wrong with it does not fail the run
  1   the metadata is inconsistent, was refused, or its state is unknown; or a --fail-on flag applies
  2   the command line is invalid`;

const PATHS = `Paths:
  POST /reload_metadata   reload, and answer with the report: 200 if the metadata is consistent,
                          500 if not, 502 if the state is unknown; concurrent calls share one run
  GET /healthz            200 while the service takes calls
  GET /metrics            metrics for Prometheus`;

/** The text of --help, of a command or of the program. */
export function helpText(command: CliCommand | undefined): string {
  return command === undefined ? programHelp() : commandHelp(command);
}

function programHelp(): string {
  const commands = Object.entries(SUMMARIES).map(([name, text]) => `  ${name.padEnd(9)}${text}`);
  return `Reload Hasura GraphQL Engine v2 metadata, and fail if it is inconsistent.

Usage:
  ${PROGRAM} <command> --endpoint URL [flags]

Commands:
${commands.join('\n')}

Flags:
  -h, --help      show this text, or that of a command
  -v, --version   show the version

${EXIT_CODES}

Run "${PROGRAM} <command> --help" for the flags of a command.
`;
}

function commandHelp(command: CliCommand): string {
  const groups = new Map<string, string[]>();
  for (const [name, flag] of Object.entries(flagsOf(command))) {
    groups.set(flag.group, [...(groups.get(flag.group) ?? []), flagHelp(name, flag)]);
  }
  const sections = [...groups].map(([heading, flags]) => `${heading}:\n${flags.join('\n')}`);
  const project = command === 'apply' || command === 'plan' ? ' --project PATH' : '';
  return `${PROGRAM} ${command}: ${SUMMARIES[command]}

Usage:
  ${PROGRAM} ${command} --endpoint URL${project} [flags]

${command === 'serve' ? PATHS : EXIT_CODES}

${sections.join('\n\n')}

A switch is written --name, --no-name or --name=false. Flags with lines or names may be repeated.
Other processes can read flags: pass secrets in environment variables.
`;
}

/** The flag, the first sentence of its description, and its default and other names. */
function flagHelp(name: string, flag: Input): string {
  const { description, aliases = [] } = flag;
  const [sentence = ''] = description.replaceAll('`', '').split(/\.(?:\s|$)/, 1);
  const env = [...(flag.env ?? []), ...(flag.cliEnv ?? [])];
  const notes = [
    flag.default !== '' && `default ${flag.default}`,
    aliases.length > 0 && `also ${aliases.map((alias) => `--${alias}`).join(', ')}`,
    env.length > 0 && `environment ${env.join(', ')}`,
  ].filter(Boolean);
  const note = notes.length > 0 ? `\n        (${notes.join('; ')})` : '';
  return `  ${usageOf(name, flag)}\n        ${sentence}${note}`;
}

/** The version of this program, which the build includes. */
export const VERSION: string = packageJson.version;
