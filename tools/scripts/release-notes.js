import { readFileSync } from 'node:fs';

// Prints the changelog's section for a tag, as the notes of its release. Fails when the tag, the
// package and the changelog do not agree. Usage: node tools/scripts/release-notes.js v1.2.3

const tag = process.argv[2] ?? '';
const version = tag.replace(/^v/, '');
const read = (/** @type {string} */ file) =>
  readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

const { version: packaged } = JSON.parse(read('package.json'));
if (!/^v\d+\.\d+\.\d+$/.test(tag)) fail(`"${tag}" is no tag of a release: expected v1.2.3.`);
if (packaged !== version) fail(`The tag says ${version}, package.json ${packaged}.`);

const sections = read('CHANGELOG.md').split(/^## /m).slice(1);
const section = sections.find((text) => text.startsWith(`${version} - `));
if (section === undefined) fail(`CHANGELOG.md has no section "## ${version} - date".`);
const [heading = '', ...lines] = section.split('\n');
if (!/ - \d{4}-\d{2}-\d{2}$/.test(heading)) fail(`CHANGELOG.md has no date for ${version}.`);
const notes = lines.join('\n').trim();
if (/^Not yet tagged/m.test(notes)) fail(`CHANGELOG.md says that ${version} is not yet tagged.`);
console.log(notes);

/** @param {string} problem @returns {never} */
function fail(problem) {
  console.error(problem);
  process.exit(1);
}
