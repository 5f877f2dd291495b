import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minifySync } from '@swc/core';
import { bundledFiles, licensesOf } from './licenses.js';

// Builds dist/, or the folder given, from src/.
const root = fileURLToPath(new URL('../..', import.meta.url));
const target = resolve(root, process.argv[2] ?? 'dist');

/**
 * Functions stay apart as they are written. If the minifier puts those of the YAML parser into each
 * other, V8 optimizes them less, and reading 5,000 files takes 7% more CPU time.
 */
const KEEP_FUNCTIONS = /** @type {const} */ ({
  inline: 0,
  reduce_funcs: false,
  reduce_vars: false,
});

const scratch = mkdtempSync(join(tmpdir(), 'build-'));
const stats = join(scratch, 'stats.json');

rmSync(target, { recursive: true, force: true });
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
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // ncc resolves modules by the `paths` of this file, which replaces undici. __tests__/bundle.test.ts
    // checks that no package imports anything that the replacement does not export.
    env: { ...process.env, TS_NODE_PROJECT: join(root, 'tools/build/bundle.tsconfig.json') },
  },
);
// ncc minifies the first chunk only, and every chunk has to be parsed when it is loaded.
for (const chunk of readdirSync(target).filter((name) => name.endsWith('.index.js'))) {
  const path = join(target, chunk);
  const { code } = minifySync(readFileSync(path, 'utf8'), {
    module: true,
    compress: KEEP_FUNCTIONS,
  });
  writeFileSync(path, code);
}
const { modules } = JSON.parse(readFileSync(stats, 'utf8'));
rmSync(scratch, { recursive: true });

const undici = bundledFiles(modules).filter((file) => file.includes('node_modules/undici/'));
if (undici.length > 0) {
  throw new Error(`The bundle contains undici instead of tools/build/undici.js: ${undici[0]}`);
}
writeFileSync(join(target, 'licenses.txt'), licensesOf(modules, root));
