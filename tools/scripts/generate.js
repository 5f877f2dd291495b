import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import { load } from 'js-yaml';

// Writes what follows from action.yml and from the table of failures: src/settings/inputs.generated.ts,
// and the tables of the documentation. With --check nothing is written, and a file that is not
// current is an error.

/** @typedef {{ description: string, default?: string }} Input */
/** @typedef {{ inputs: Record<string, Input>, outputs: Record<string, { description: string }> }} Action */

const action = /** @type {Action} */ (load(read('action.yml')));
const { FAILURES } = await importTypeScript('src/hasura/failures.ts');
const isCheck = process.argv.includes('--check');

/** @type {Record<string, string>} */
const files = {
  'src/settings/inputs.generated.ts': code(),
  'README.md': between(
    between(read('README.md'), 'inputs', inputTable()),
    'outputs',
    outputTable(),
  ),
  'docs/troubleshooting.md': between(read('docs/troubleshooting.md'), 'failures', failureTable()),
};
for (const [path, text] of Object.entries(files)) {
  if (!isCheck) {
    writeFileSync(absolute(path), text);
  } else if (read(path) !== text) {
    console.error(`${path} is not current. Run: npm run generate`);
    process.exitCode = 1;
  }
}

function code() {
  const inputs = Object.entries(action.inputs).map(
    ([name, { default: value = '', description }]) => {
      // The runner evaluates an expression. Elsewhere there is no default.
      const own = { default: value.startsWith('${{') ? '' : value, description };
      return `  ${JSON.stringify(name)}: ${JSON.stringify(own)},`;
    },
  );
  const outputs = Object.keys(action.outputs).map((name) => `  ${JSON.stringify(name)},`);
  return `// Generated from action.yml by "npm run generate". Do not edit.

/** Default (empty if there is none) and description of every input. */
export const INPUT_DEFINITIONS = {
${inputs.join('\n')}
} as const;

/** The names of all outputs. */
export const OUTPUTS = [
${outputs.join('\n')}
] as const;
`;
}

function inputTable() {
  return table(
    ['Input', 'Default', 'Description'],
    Object.entries(action.inputs).map(([name, { description, default: value }]) => [
      `\`${name}\``,
      value ? `\`${value}\`` : '',
      description,
    ]),
  );
}

function outputTable() {
  return table(
    ['Output', 'Description'],
    Object.entries(action.outputs).map(([name, { description }]) => [`\`${name}\``, description]),
  );
}

function failureTable() {
  return table(
    ['Kind', 'What it means', 'How to fix'],
    Object.entries(FAILURES).map(([kind, { meaning, fix }]) => [`\`${kind}\``, `${meaning}.`, fix]),
  );
}

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
function table(head, rows) {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/**
 * Replaces the text between two markers.
 * @param {string} text
 * @param {string} marker
 * @param {string} content
 */
function between(text, marker, content) {
  const [open, close] = [`<!-- ${marker} -->`, `<!-- /${marker} -->`];
  const start = text.indexOf(open);
  const end = text.indexOf(close);
  if (start < 0 || end < start) throw new Error(`There is no ${open} … ${close}.`);
  return `${text.slice(0, start + open.length)}\n\n${content}\n\n${text.slice(end)}`;
}

/**
 * Imports a module without imports of its own. Node 20 cannot read TypeScript.
 * @param {string} path of a file of the project
 * @returns {Promise<typeof import('../../src/hasura/failures.ts')>}
 */
function importTypeScript(path) {
  const { code } = transformSync(read(path), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

/** @param {string} path of a file of the project */
function read(path) {
  return readFileSync(absolute(path), 'utf8').replaceAll('\r\n', '\n');
}

/** @param {string} path of a file of the project */
function absolute(path) {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
