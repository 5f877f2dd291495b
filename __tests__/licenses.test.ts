import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { BUNDLE } from './support/action.js';

const FOLDER = dirname(BUNDLE);

/** Texts of this length or more are unlikely to stand in two packages. */
const TEXT = /"([\w :;,.()=/-]{24,})"|'([\w :;,.()=/-]{24,})'|`([\w :;,.()=/-]{24,})`/g;
/** One may be there by chance. */
const ENOUGH = 3;

/** Folders of all packages that may be bundled: those that are no tools of development. */
function candidates(): string[] {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean; link?: boolean }>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev, link }]) => path.startsWith('node_modules/') && !dev && !link)
    .map(([path]) => path)
    .filter((path) => existsSync(path));
}

function addTexts(code: string, texts: Set<string>): void {
  for (const [, double, single, back] of code.matchAll(TEXT)) {
    texts.add(double ?? single ?? back ?? '');
  }
}

function textsWithin(folder: string): Set<string> {
  const texts = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const isCode = /\.[cm]?js$/.test(file) && !file.includes('node_modules');
    if (isCode) addTexts(readFileSync(join(folder, file), 'utf8'), texts);
  }
  return texts;
}

test('the licence of every package whose code is in the bundle lies beside it', () => {
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
  // Texts that only one package has, and the bundle too, came out of that package.
  const bundled = packages
    .filter(({ texts }) => {
      const own = [...texts].filter((text) => owners.get(text) === 1 && bundle.has(text));
      return own.length >= ENOUGH;
    })
    .map(({ name }) => name);
  expect(bundled).toEqual(
    expect.arrayContaining([
      '@actions/core',
      '@sentry/core',
      'graphql',
      'js-yaml',
      '@actions/http-client',
    ]),
  );
  // `tunnel` has too few texts to be told by them.
  expect([...bundled, 'tunnel'].filter((name) => !listed.has(name))).toEqual([]);
});

test('what is bundled needs no script to be installed', () => {
  for (const folder of candidates()) {
    const { scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const hooks = Object.keys(scripts).filter((name) => /^(?:pre|post)?install$/.test(name));
    expect({ folder, hooks }).toEqual({ folder, hooks: [] });
  }
});
