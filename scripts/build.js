import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Builds dist/, or the folder given, from src/.
const target = process.argv[2] ?? 'dist';
const root = fileURLToPath(new URL('..', import.meta.url));

rmSync(new URL(`../${target}`, import.meta.url), { recursive: true, force: true });
execFileSync(
  process.execPath,
  [
    'node_modules/@vercel/ncc/dist/ncc/cli.js',
    'build',
    'src/index.ts',
    '--out',
    target,
    '--minify',
    '--license',
    'licenses.txt',
    '--quiet',
  ],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
);
