import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { licensesOf } from './licenses.js';

// Builds dist/, or the folder given, from src/.
const target = process.argv[2] ?? 'dist';
const root = fileURLToPath(new URL('../..', import.meta.url));

const scratch = mkdtempSync(join(tmpdir(), 'build-'));
const stats = join(scratch, 'stats.json');

rmSync(new URL(`../../${target}`, import.meta.url), { recursive: true, force: true });
execFileSync(
  process.execPath,
  [
    'node_modules/@vercel/ncc/dist/ncc/cli.js',
    'build',
    'src/index.ts',
    '--out',
    target,
    '--minify',
    '--stats-out',
    stats,
    '--quiet',
  ],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
);
writeFileSync(
  resolve(root, target, 'licenses.txt'),
  licensesOf(JSON.parse(readFileSync(stats, 'utf8')), root),
);
rmSync(scratch, { recursive: true });
