import { request } from 'node:http';
import { runCommandLine, type ServiceRequest } from '../../src/cli/command-line.js';
import { serve } from '../../src/serve/serve.js';
import { type LogLine, logLines, type RunningCommand, startCommand } from './command-line.js';
import { asProcess, skippingClock } from './in-process.js';

/** Where a service listens. */
interface Address {
  readonly url: string;
  readonly port: number;
}

/** A service in this process. */
export interface RunningService extends Address {
  /** All lines of its JSON log so far. */
  lines(): LogLine[];
  /** Stops it as a signal would; resolves with the exit code. */
  stop(): Promise<number>;
}

/** The service as a process. */
export interface SpawnedService extends Address, RunningCommand {}

/** Nothing is waited for in the runs of a service, which listens on a free port. */
const FLAGS = ['--host=127.0.0.1', '--port=0', '--wait-timeout=0', '--retry-timeout=0'];

/** Starts `serve` from `src`. */
export async function startService(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningService> {
  let log = '';
  let onListening: () => void = () => undefined;
  const listening = new Promise<void>((resolve) => {
    onListening = resolve;
  });
  const print = (text: string) => {
    log += text;
    if (text.includes('"Listening on')) onListening();
  };
  let request: ServiceRequest | undefined;
  const { stderr } = await asProcess({ PATH: process.env['PATH'], ...env }, () =>
    runCommandLine(
      ['serve', ...FLAGS, '--log-format=json', ...args],
      async (given) => {
        request = given;
        return 0;
      },
      { clock: skippingClock(), print },
    ),
  );
  if (!request) throw new Error(`The service did not start:\n${stderr}`);
  let signal: (name: string) => void = () => undefined;
  const signalled = new Promise<string>((resolve) => {
    signal = resolve;
  });
  const ended = serve(request, signalled);
  await Promise.race([listening, ended.then(() => Promise.reject(new Error(log)))]);
  return {
    ...addressIn(log),
    lines: () => logLines(log),
    stop: () => {
      signal('SIGTERM');
      return ended;
    },
  };
}

/** The same with the built bundle as a process: for what only a process shows. */
export async function spawnService(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<SpawnedService> {
  const command = startCommand(['serve', ...FLAGS, ...args], { env });
  const { message } = await command.line((line) => line.message.startsWith('Listening on'));
  return { ...command, ...addressIn(message) };
}

function addressIn(log: string): Address {
  const port = Number(/Listening on .*?port (\d+)/.exec(log)?.[1]);
  return { port, url: `http://127.0.0.1:${port}` };
}

/** What came back of a call. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** How to call; the method is POST unless given. */
export interface CallOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Calls a service, each time on a connection of its own. */
export function call(url: string, options: CallOptions = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { method = 'POST', headers = {}, body } = options;
    const outgoing = request(url, { method, headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        text += piece;
      });
      answer.once('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
      });
      answer.once('error', reject);
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

/** Samples in Prometheus' text format, by name and labels; throws where a line is none. */
export function parseMetrics(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line === '' || /^# (?:HELP|TYPE) [a-z_]+ \S/.test(line)) continue;
    const match = /^([a-z_]+(?:\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})?) (\S+)$/.exec(line);
    const value = Number(match?.[2]);
    if (!match?.[1] || Number.isNaN(value)) throw new Error(`No sample: ${line}`);
    samples.set(match[1], value);
  }
  return samples;
}
