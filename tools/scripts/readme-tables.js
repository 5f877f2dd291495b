import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';

// Writes the README's tables of inputs and outputs, made from action.yml, between their markers.
// Usage: node tools/scripts/readme-tables.js [--check]; with --check nothing is written, and a README
// that differs is an error.

/** @typedef {{ description: string, default?: string }} Input */
/** @typedef {{ inputs: Record<string, Input>, outputs: Record<string, { description: string }> }} Action */

const actionFile = fileURLToPath(new URL('../../action.yml', import.meta.url));
const readmeFile = fileURLToPath(new URL('../../README.md', import.meta.url));

const action = /** @type {Action} */ (load(readFileSync(actionFile, 'utf8')));
const readme = readFileSync(readmeFile, 'utf8').replaceAll('\r\n', '\n');
const wanted = filled(filled(readme, 'inputs', inputTable()), 'outputs', outputTable());

if (!process.argv.includes('--check')) {
  writeFileSync(readmeFile, wanted);
} else if (readme !== wanted) {
  console.error("The README's tables differ from action.yml: run npm run docs:tables.");
  process.exitCode = 1;
}

function inputTable() {
  return table(
    ['Input', 'Default', 'What it does'],
    Object.entries(action.inputs).map(([name, { description, default: value }]) => [
      `\`${name}\``,
      value ? `\`${value}\`` : '',
      description,
    ]),
  );
}

function outputTable() {
  return table(
    ['Output', 'What it holds'],
    Object.entries(action.outputs).map(([name, { description }]) => [`\`${name}\``, description]),
  );
}

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
function table(head, rows) {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map(cell).join(' | ')} |`)
    .join('\n');
}

/** @param {string} text in Markdown, for one cell of a table */
function cell(text) {
  return text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');
}

/**
 * @param {string} text
 * @param {string} name of the markers
 * @param {string} content between them
 */
function filled(text, name, content) {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = text.indexOf(open);
  const end = text.indexOf(close);
  if (start < 0 || end < start) throw new Error(`The README has no ${open} … ${close}.`);
  return `${text.slice(0, start + open.length)}\n\n${content}\n\n${text.slice(end)}`;
}
