import { request } from 'node:http';
import { type RunningCommand, startCommand } from './command-line.js';

/** The service as a process. */
export interface RunningService extends RunningCommand {
  readonly url: string;
  readonly port: number;
}

/** Starts `serve` on a free port and waits until it listens; nothing is waited for in its runs. */
export async function startService(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningService> {
  const all = ['--host=127.0.0.1', '--port=0', '--wait-timeout=0', '--retry-timeout=0', ...args];
  const command = startCommand(['serve', ...all], { env });
  const { message } = await command.line((line) => line.message.startsWith('Listening on'));
  const port = Number(/port (\d+)/.exec(message)?.[1]);
  return { ...command, port, url: `http://127.0.0.1:${port}` };
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
