import { runAction } from './action.js';

// A runner starts an action without arguments: what only a command line needs is not loaded there.
const args = process.argv.slice(2);
if (args.length === 0) await runAction();
else await (await import('./cli/command-line.js')).runCommandLine(args);
