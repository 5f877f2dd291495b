import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const FOLDER = resolve(process.env['BUNDLE'] ?? 'dist');
/** A build writes this file last. */
const LAST = join(FOLDER, 'licenses.txt');
const LOCK = resolve('.tmp', 'build.lock');
/** A lock that is older was left by a process that was killed. */
const LONGEST_BUILD_MS = 300_000;

let path: string | undefined;

/**
 * The path of the built action; BUNDLE names another folder than dist/. It is built first if it is
 * older than src. Tests in several processes wait for the one that builds.
 */
export function builtAction(): string {
  if (path !== undefined) return path;
  mkdirSync(dirname(LOCK), { recursive: true });
  while (isOutdated()) {
    if (!lock()) continue;
    try {
      if (isOutdated()) execFileSync('npm', ['run', 'build', '--', FOLDER], { stdio: 'pipe' });
    } finally {
      rmSync(LOCK, { recursive: true, force: true });
    }
  }
  path = join(FOLDER, 'index.js');
  return path;
}

function isOutdated(): boolean {
  const sources = readdirSync('src', { recursive: true }).map((file) => join('src', String(file)));
  const newest = Math.max(...['package-lock.json', ...sources].map(changedAt));
  return changedAt(LAST) < newest;
}

/** Whether this process has the lock now; if not, some time has passed. */
function lock(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    if (Date.now() - changedAt(LOCK) > LONGEST_BUILD_MS) rmSync(LOCK, { recursive: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    return false;
  }
}

/** 0 if there is no such file. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
