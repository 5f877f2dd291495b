import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { runAction as runSource } from '../../src/action.js';
import type { OUTPUTS } from '../../src/settings/inputs.generated.js';
import type { InputName } from '../../src/settings/inputs.js';
import { builtAction } from './bundle.js';
import { asProcess, type OnSleep, type Printed, skippingClock } from './in-process.js';
import { type SpawnOptions, start } from './spawned.js';

type Outputs = Partial<Record<(typeof OUTPUTS)[number], string>>;

/** What a run left behind, read as the runner would. */
export interface ActionResult {
  readonly exitCode: number | null;
  /** Everything it printed, standard output and standard error one after the other. */
  readonly log: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  readonly outputs: Outputs;
  /** The report file, parsed; `undefined` when there is none. */
  readonly report: Record<string, unknown> | undefined;
  /** The SARIF file, parsed; `undefined` when there is none. */
  readonly sarif: Log | undefined;
  readonly annotations: readonly WorkflowCommand[];
}

/** A command in the log: `::error title=…::message`, unescaped. */
export interface WorkflowCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

type Inputs = Partial<Record<InputName, string>>;

/** The surroundings of a run. */
export interface ActionOptions {
  /** More environment variables; of this process's own, only PATH is passed. */
  readonly env?: Readonly<Record<string, string>>;
  /** A folder of its own unless given. */
  readonly workspace?: string;
}

/** What may happen during a run in this process. */
export interface RunOptions extends ActionOptions {
  /** Called when the run waits, instead of waiting. */
  readonly onSleep?: OnSleep;
  /** Cancels the run when it is aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Runs the action from `src`, as a runner would: inputs as `INPUT_*`, files for outputs and summary,
 * a temporary folder of its own. Waiting takes no time. Waiting and retrying are off unless asked for.
 */
export function runAction(inputs: Inputs, options: RunOptions = {}): Promise<ActionResult> {
  const { signal = new AbortController().signal, onSleep } = options;
  return inFolder(inputs, options, (env) =>
    asProcess(env, () => runSource(skippingClock(onSleep), signal)),
  );
}

/** The same with the built action as a process: for what only a process shows. */
export function spawnAction(
  inputs: Inputs,
  options: ActionOptions & Pick<SpawnOptions, 'onSpawn' | 'onOutput'> = {},
): Promise<ActionResult> {
  const { onSpawn, onOutput } = options;
  return inFolder(inputs, options, (env, cwd) => {
    const hooks = { ...(onSpawn && { onSpawn }), ...(onOutput && { onOutput }) };
    return start(process.execPath, [builtAction()], { cwd, env, ...hooks }).ended;
  });
}

async function inFolder(
  inputs: Inputs,
  options: ActionOptions,
  run: (env: Record<string, string | undefined>, cwd: string) => Promise<Printed>,
): Promise<ActionResult> {
  const folder = await mkdtemp(join(tmpdir(), 'action-'));
  const files = { output: join(folder, 'output'), summary: join(folder, 'summary') };
  const temp = join(folder, 'temp');
  await mkdir(temp);
  await Promise.all(Object.values(files).map((file) => writeFile(file, '')));
  const given = { 'wait-timeout': '0', 'retry-timeout': '0', ...inputs };
  const workspace = options.workspace ?? folder;
  const { stdout, stderr, exitCode } = await run(
    {
      PATH: process.env['PATH'],
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: temp,
      ...Object.fromEntries(
        Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
      ...options.env,
    },
    workspace,
  );
  const outputs = parseOutputs(await readFile(files.output, 'utf8'));
  const summary = await readFile(files.summary, 'utf8');
  const parsed = async (path: string | undefined) =>
    path ? JSON.parse(await readFile(path, 'utf8')) : undefined;
  const report = await parsed(outputs['report-file']);
  const sarif = await parsed(outputs['sarif-file']);
  await rm(folder, { recursive: true, force: true });
  return {
    exitCode,
    log: stdout + stderr,
    stdout,
    stderr,
    summary,
    outputs,
    report,
    sarif,
    annotations: parseCommands(stdout).filter(({ command }) => LEVELS.has(command)),
  };
}

const LEVELS = new Set(['error', 'warning', 'notice']);

/** Every line that the runner takes as a command. */
export function parseCommands(log: string): WorkflowCommand[] {
  return log.split('\n').flatMap((line) => {
    const match = /^\s*::([a-z-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/.exec(line);
    if (!match?.[1]) return [];
    const properties = (match[2] ?? '').split(',').filter((pair) => pair.includes('='));
    return [
      {
        command: match[1],
        properties: Object.fromEntries(
          properties.map((pair) => {
            const at = pair.indexOf('=');
            return [pair.slice(0, at), unescaped(pair.slice(at + 1))];
          }),
        ),
        message: unescaped(match[3] ?? ''),
      },
    ];
  });
}

/** The file format of `GITHUB_OUTPUT`: `name<<delimiter`, lines, delimiter. */
function parseOutputs(text: string): Outputs {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const match = /^([^<]+)<<(.+)$/.exec(lines[at] ?? '');
    if (!match?.[1] || !match[2]) continue;
    const end = lines.indexOf(match[2], at + 1);
    outputs[match[1]] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return outputs;
}

function unescaped(text: string): string {
  return text
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%25', '%');
}
