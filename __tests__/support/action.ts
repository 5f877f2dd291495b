import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { InputName, OutputName } from '../../src/settings/inputs.js';

/** The built action; BUNDLE names another folder than dist/. */
export const BUNDLE = resolve(process.env['BUNDLE'] ?? 'dist', 'index.js');

/** What a run left behind, read as the runner would. */
export interface ActionResult {
  readonly exitCode: number | null;
  /** Everything it printed, standard output and standard error one after the other. */
  readonly log: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  readonly outputs: Partial<Record<OutputName, string>>;
  /** The report file, parsed; `undefined` when there is none. */
  readonly report: Record<string, unknown> | undefined;
  readonly annotations: readonly WorkflowCommand[];
  readonly seconds: number;
}

/** A command in the log: `::error title=…::message`, unescaped. */
export interface WorkflowCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

export interface ActionOptions {
  /** More environment variables; nothing of this process's own goes along but PATH. */
  readonly env?: Readonly<Record<string, string>>;
  readonly workspace?: string;
  /** Called with the process once it runs, to send it a signal, say. */
  readonly onSpawn?: (process: {
    kill(signal: NodeJS.Signals): boolean;
    pid?: number | undefined;
  }) => void;
  /** Called with each piece of output. */
  readonly onOutput?: (text: string) => void;
}

/**
 * Runs the built action as a process, as a runner would: inputs as `INPUT_*`, files for outputs
 * and summary, a temporary folder of its own. Waiting and retrying are off unless asked for.
 */
export async function runAction(
  inputs: Partial<Record<InputName, string>>,
  options: ActionOptions = {},
): Promise<ActionResult> {
  const folder = await mkdtemp(join(tmpdir(), 'action-'));
  const files = { output: join(folder, 'output'), summary: join(folder, 'summary') };
  const temp = join(folder, 'temp');
  await mkdir(temp);
  await Promise.all(Object.values(files).map((file) => writeFile(file, '')));
  const given = { 'wait-timeout': '0', 'retry-timeout': '0', ...inputs };
  const started = performance.now();
  const child = spawn(process.execPath, [BUNDLE], {
    cwd: options.workspace ?? folder,
    env: {
      PATH: process.env['PATH'],
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      GITHUB_WORKSPACE: options.workspace ?? folder,
      RUNNER_TEMP: temp,
      ...Object.fromEntries(
        Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    options.onOutput?.(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    options.onOutput?.(text);
  });
  options.onSpawn?.(child);
  const exitCode = await new Promise<number | null>((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  });
  const seconds = (performance.now() - started) / 1000;
  const outputs = parseOutputs(await readFile(files.output, 'utf8'));
  const summary = await readFile(files.summary, 'utf8');
  const reportFile = outputs['report-file'];
  const report = reportFile ? JSON.parse(await readFile(reportFile, 'utf8')) : undefined;
  await rm(folder, { recursive: true, force: true });
  return {
    exitCode,
    log: stdout + stderr,
    stdout,
    stderr,
    summary,
    outputs,
    report,
    annotations: parseCommands(stdout).filter(({ command }) => LEVELS.has(command)),
    seconds,
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
function parseOutputs(text: string): Partial<Record<OutputName, string>> {
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
