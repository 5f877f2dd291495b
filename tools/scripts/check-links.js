import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { marked } from 'marked';

// Checks the links of all Markdown: a relative one leads to a file that git knows, an anchor to a
// heading. Links to other hosts are not asked for. Usage: node tools/scripts/check-links.js [folder]

const root = resolve(process.argv[2] ?? fileURLToPath(new URL('../..', import.meta.url)));
const problems = markdownFiles().flatMap(problemsOf);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

/** @returns {string[]} absolute paths */
function markdownFiles() {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', '*.md'],
    { cwd: root, encoding: 'utf8' },
  );
  return [...new Set(listed.split('\0'))]
    .filter((file) => file !== '' && !file.includes('__'))
    .map((file) => join(root, file))
    .filter((file) => existsSync(file));
}

/** @param {string} file */
function problemsOf(file) {
  const name = relative(root, file);
  return linksIn(readFileSync(file, 'utf8')).flatMap((link) => {
    const why = fault(file, link);
    return why === undefined ? [] : [`${name}: ${link}: ${why}`];
  });
}

/**
 * @param {string} file that has the link
 * @param {string} link
 * @returns {string | undefined} what is wrong with it
 */
function fault(file, link) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(link) || link.startsWith('//')) return undefined;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : resolve(dirname(file), decodeURIComponent(path));
  if (relative(root, target).startsWith('..')) return 'it leads out of the repository';
  if (!existsSync(target)) return 'there is no such file';
  if (anchor === undefined || anchor === '') return undefined;
  if (statSync(target).isDirectory() || !target.endsWith('.md')) return undefined;
  return anchorsIn(readFileSync(target, 'utf8')).has(anchor)
    ? undefined
    : 'there is no such heading';
}

/** @param {string} markdown @returns {string[]} */
function linksIn(markdown) {
  /** @type {string[]} */
  const links = [];
  marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type === 'link' || token.type === 'image') links.push(token['href']);
    if (token.type === 'html') {
      for (const [, url = ''] of token.raw.matchAll(/(?:href|src|srcset)="([^"]+)"/g)) {
        links.push(url);
      }
    }
  });
  return links;
}

/** The anchors that GitHub gives to headings. @param {string} markdown @returns {Set<string>} */
function anchorsIn(markdown) {
  /** @type {Set<string>} */
  const anchors = new Set();
  marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type !== 'heading') return;
    const base = token['text']
      .replace(/<[^>]*>|[`*]/g, '')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-');
    let anchor = base;
    for (let number = 1; anchors.has(anchor); number++) anchor = `${base}-${number}`;
    anchors.add(anchor);
  });
  return anchors;
}
