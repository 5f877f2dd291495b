import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as replacement from '../tools/build/undici.js';
import { builtAction } from './support/bundle.js';

const FOLDER = dirname(builtAction());

/** Texts of this length or more are unlikely to be in two packages. */
const TEXT = /"([\w :;,.()=/-]{24,})"|'([\w :;,.()=/-]{24,})'|`([\w :;,.()=/-]{24,})`/g;
/** One may be there by chance. */
const ENOUGH = 3;

/** How a module imports undici, and which names it imports. */
const UNDICI = /import\s+([^;'"]*?)\s*from\s*['"]undici['"]|(?:import|require)\s*\(?\s*['"]undici/g;

/** Returns the folders of all packages that may be bundled: those that are not for development. */
function candidates(): string[] {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean }>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev }]) => path.startsWith('node_modules/') && !dev)
    .map(([path]) => path)
    .filter((path) => existsSync(path));
}

function addTexts(code: string, texts: Set<string>): void {
  for (const [, double, single, back] of code.matchAll(TEXT)) {
    texts.add(double ?? single ?? back ?? '');
  }
}

function codeWithin(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[cm]?js$/.test(file) && !file.includes('node_modules'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
}

function textsWithin(folder: string): Set<string> {
  const texts = new Set<string>();
  for (const code of codeWithin(folder)) addTexts(code, texts);
  return texts;
}

test('the license of every package whose code is in the bundle is in licenses.txt', () => {
  const bundle = textsWithin(FOLDER);
  const licenses = readFileSync(join(FOLDER, 'licenses.txt'), 'utf8');
  const listed = new Set([...licenses.matchAll(/^(\S+) \d+\.\d+\.\d+$/gm)].map(([, name]) => name));
  const packages = candidates().map((folder) => ({
    name: folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
    texts: textsWithin(folder),
  }));
  const owners = new Map<string, number>();
  for (const { texts } of packages) {
    for (const text of texts) owners.set(text, (owners.get(text) ?? 0) + 1);
  }
  // Texts that are in one package only, and in the bundle, come from that package.
  const bundled = packages
    .filter(({ texts }) => {
      const own = [...texts].filter((text) => owners.get(text) === 1 && bundle.has(text));
      return own.length >= ENOUGH;
    })
    .map(({ name }) => name);
  expect(bundled).toEqual(
    expect.arrayContaining([
      '@actions/core',
      '@actions/http-client',
      'graphql',
      'js-yaml',
      'prom-client',
    ]),
  );
  // `tunnel` has too few texts to be recognized by them.
  expect([...bundled, 'tunnel'].filter((name) => !listed.has(name))).toEqual([]);
});

test('the bundle needs nothing from undici except the class that replaces it', () => {
  const imports = candidates()
    .filter((folder) => folder !== 'node_modules/undici')
    .flatMap(codeWithin)
    .flatMap((code) => [...code.matchAll(UNDICI)].map(([all, names]) => names ?? all));
  expect(imports).toEqual([`{ ${Object.keys(replacement).join(', ')} }`]);
  expect(() => new replacement.ProxyAgent()).toThrow('undici is not part of this bundle');
});

test('undici is not in the bundle', () => {
  expect(readFileSync(join(FOLDER, 'licenses.txt'), 'utf8')).not.toMatch(/^undici /m);
});

test('no bundled package runs a script when it is installed', () => {
  for (const folder of candidates()) {
    const { scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const hooks = Object.keys(scripts).filter((name) => /^(?:pre|post)?install$/.test(name));
    expect({ folder, hooks }).toEqual({ folder, hooks: [] });
  }
});
