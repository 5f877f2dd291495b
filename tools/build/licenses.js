import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A module in webpack's statistics. A module that was joined from several lists them.
 * @typedef {{ name?: string, modules?: Module[] }} Module
 */

/**
 * Returns the licenses of all packages in a bundle, including its chunks. It takes the packages from
 * the statistics of the build, because the list that ncc writes is incomplete. Throws if a package
 * has no license.
 * @param {readonly Module[]} modules
 * @param {string} root the folder that the names of the modules are relative to
 */
export function licensesOf(modules, root) {
  const folders = bundledFiles(modules).flatMap(
    (file) => /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [],
  );
  return [...new Set(folders)]
    .map((folder) => licenseOf(join(root, folder)))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ name, version, license, text }) => `${name} ${version}\n${license}\n\n${text.trim()}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/**
 * Returns the paths of all files in a bundle, including those that webpack joined into one module.
 * @param {readonly Module[]} modules
 * @returns {string[]}
 */
export function bundledFiles(modules) {
  return modules.flatMap(({ name = '', modules: parts = [] }) => [name, ...bundledFiles(parts)]);
}

/** @param {string} folder */
function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice)/i.test(file));
  if (typeof license !== 'string' || files.length === 0) {
    throw new Error(`Found no license for the bundled package ${name} in ${folder}`);
  }
  const text = files
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  return { name, version, license, text };
}
