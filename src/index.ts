import { runAction } from './action.js';

// A runner starts the action without arguments. Only a command line loads what it needs.
const args = process.argv.slice(2);
if (args.length === 0) {
  await runAction();
} else {
  const { runCommandLine } = await import('./cli/command-line.js');
  await runCommandLine(args, async (request) => (await import('./serve/serve.js')).serve(request));
}
