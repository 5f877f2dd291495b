import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What one process used: wall time and CPU time in milliseconds, peak memory in KiB. */
/** @typedef {{ wallMs: number, cpuMs: number, peakKiB: number }} Usage */

/** A command to measure. */
/** @typedef {{ script: string, args?: string[], env?: Record<string, string>, exitCode: number }} Command */

const USAGE = fileURLToPath(new URL('usage.cjs', import.meta.url));

/**
 * Runs a command as a process of its own and measures it from its start until its output has ended.
 * @param {Command} command
 * @returns {Promise<Usage>} rejects if the exit code is not the expected one
 */
export async function measure({ script, args = [], env = {}, exitCode }) {
  const started = performance.now();
  const child = spawn(process.execPath, ['--require', USAGE, script, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [, out, error, usage] = /** @type {import('node:stream').Readable[]} */ (child.stdio);
  let stderr = '';
  let used = '';
  out?.resume();
  error?.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  usage?.setEncoding('utf8').on('data', (text) => {
    used += text;
  });
  const code = await new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  });
  const wallMs = performance.now() - started;
  if (code !== exitCode) {
    throw new Error(`${script} ended with ${code} instead of ${exitCode}:\n${stderr}`);
  }
  return { wallMs, .../** @type {{ cpuMs: number, peakKiB: number }} */ (JSON.parse(used)) };
}

/**
 * Measures commands in turn, A B A B, after warming up.
 * @param {readonly Command[]} commands
 * @param {number} runs how often each
 * @returns {Promise<Usage[][]>} by command, then by run
 */
export async function measureInTurn(commands, runs) {
  /** @type {Usage[][]} */
  const usages = commands.map(() => []);
  for (let run = -WARM_UPS; run < runs; run++) {
    for (const [index, command] of commands.entries()) {
      const usage = await measure(command);
      if (run >= 0) usages[index]?.push(usage);
    }
  }
  return usages;
}

const WARM_UPS = 2;

/**
 * Returns the middle value, or the mean of the two in the middle.
 * @param {readonly number[]} values
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}
