import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A module of webpack's statistics; one that was made of several lists them.
 * @typedef {{ name?: string, modules?: Module[] }} Module
 */

/**
 * Gives the licences of all packages that went into a bundle, chunks included, by the statistics of
 * its build: what ncc lists by itself is not all. Throws where a package has no licence to be found.
 * @param {{ modules: Module[] }} stats
 * @param {string} root what the modules' names are relative to
 */
export function licensesOf(stats, root) {
  const folders = [...new Set(packageFolders(stats.modules))];
  return folders
    .map((folder) => licenseOf(join(root, folder)))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ name, version, license, text }) => `${name} ${version}\n${license}\n\n${text.trim()}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/**
 * @param {readonly Module[]} modules
 * @returns {Generator<string>}
 */
function* packageFolders(modules) {
  for (const { name = '', modules: parts = [] } of modules) {
    const folder = /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1];
    if (folder) yield folder;
    yield* packageFolders(parts);
  }
}

/** @param {string} folder */
function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice)/i.test(file));
  if (typeof license !== 'string' || files.length === 0) {
    throw new Error(`${name} is bundled, and has no licence to be found in ${folder}`);
  }
  const text = files
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  return { name, version, license, text };
}
