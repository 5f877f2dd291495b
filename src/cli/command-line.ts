import { PROGRAM, readArguments } from './arguments.js';
import { helpText } from './help.js';
import { reload } from './reload.js';
import { UsageError } from './usage-error.js';
import { VERSION } from './version.js';

/** What a wrong command line exits with, as other tools do. */
const WRONG_USAGE = 2;

/** Runs the command line, `args` being all behind the program's name, and sets the exit code. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  // Whoever reads the log may go away, `head` say: the verdict is in the exit code as well.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  try {
    process.exitCode = await run(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const hint = [PROGRAM, error.command, '--help'].filter(Boolean).join(' ');
    process.stderr.write(`${error.problems.join('\n')}\nRun "${hint}" to see how it is used.\n`);
    process.exitCode = WRONG_USAGE;
  }
}

async function run(args: readonly string[]): Promise<number> {
  const request = readArguments(args);
  if (request.kind === 'help') return print(helpText(request.command));
  if (request.kind === 'version') return print(`${VERSION}\n`);
  if (request.command === 'reload') return reload(request.values, print);
  const { serve } = await import('../serve/serve.js');
  return serve(request.values, print);
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
