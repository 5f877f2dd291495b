/**
 * An annotation in the log.
 * @typedef {{ file: string, line: number, title: string, message: string }} Annotation
 */

/** @typedef {'light' | 'dark'} Theme */

/**
 * Returns a page with a job summary. One cause is unfolded.
 * @param {string} html the rendered summary
 * @param {string} style GitHub's style sheet for Markdown
 * @param {Theme} theme
 */
export function summaryPage(html, style, theme) {
  const colors = COLORS[theme];
  return `<!doctype html><html><head><meta charset="utf-8"><style>${style}
body { margin: 0; padding: 24px 32px; background: ${colors.page}; }
.markdown-body { font-size: 14px; }
</style></head><body><article class="markdown-body">${withDiffs(html)}</article></body></html>`;
}

/**
 * Colors the lines of diffs by the classes that GitHub uses.
 * @param {string} html
 */
function withDiffs(html) {
  return html.replace(/<code class="language-diff">.*?<\/code>/gs, (code) =>
    code
      .replace(/(?<=^|>)-.*$/gm, '<span class="pl-md">$&</span>')
      .replace(/(?<=^|>)\+.*$/gm, '<span class="pl-mi1">$&</span>'),
  );
}

/** Lines of the file that are shown around the annotated one. */
const BEFORE = 4;
const AFTER = 10;

/**
 * Returns a page that looks like a pull request's diff with an annotation at its line.
 * @param {Annotation} annotation
 * @param {string[]} lines of the file
 * @param {Theme} theme
 */
export function diffPage(annotation, lines, theme) {
  const { file, line, title, message } = annotation;
  const colors = COLORS[theme];
  const first = Math.max(1, line - BEFORE);
  const last = Math.min(lines.length, line + AFTER);
  const end = endOfItem(lines, line);
  const rows = [];
  let old = first - 1;
  for (let number = first; number <= last; number++) {
    const added = number >= line && number <= end;
    if (!added) old++;
    const text = escaped(lines[number - 1] ?? '');
    rows.push(
      `<tr class="${added ? 'added' : ''}"><td class="n">${added ? '' : old}</td><td class="n">${number}</td><td class="code">${added ? '+' : ' '} ${text}</td></tr>`,
    );
    if (number === line) {
      rows.push(`<tr><td class="box" colspan="3"><div class="annotation">
<div class="where">✕&nbsp; Check failure on line ${line} in ${escaped(file)}</div>
<div class="title">${escaped(title)}</div><pre>${escaped(message)}</pre></div></td></tr>`);
    }
  }
  return `<!doctype html><html><head><meta charset="utf-8"><style>
body { margin: 0; padding: 16px; background: ${colors.page}; color: ${colors.text};
  font: 14px/1.5 "Noto Sans", "Liberation Sans", Arial, sans-serif; }
.file { border: 1px solid ${colors.line}; border-radius: 6px; overflow: hidden; }
.name, td, pre { font-family: "Liberation Mono", "DejaVu Sans Mono", monospace; font-size: 12px; }
.name { padding: 8px 12px; background: ${colors.bar}; border-bottom: 1px solid ${colors.line}; }
table { border-collapse: collapse; width: 100%; }
td { padding: 1px 8px; white-space: pre; }
td.n { width: 32px; text-align: right; color: ${colors.faint}; }
tr.added td { background: ${colors.added}; }
tr.added td.n { background: ${colors.addedNumber}; }
td.box { padding: 8px 12px; white-space: normal; border-block: 1px solid ${colors.line}; }
.annotation { border: 1px solid ${colors.line}; border-left: 3px solid ${colors.danger};
  border-radius: 6px; padding: 8px 12px;
  font: 14px/1.5 "Noto Sans", "Liberation Sans", Arial, sans-serif; }
.where { color: ${colors.danger}; font-size: 12px; }
.title { font-weight: 600; margin: 4px 0; }
pre { margin: 0; white-space: pre-wrap; }
</style></head><body><div class="file"><div class="name">${escaped(file)}</div>
<table>${rows.join('\n')}</table></div></body></html>`;
}

/**
 * Returns the last line of the list item that begins at a line: the pull request adds it.
 * @param {string[]} lines
 * @param {number} line
 */
function endOfItem(lines, line) {
  const indentOf = (/** @type {string} */ text) => text.search(/\S|$/);
  const start = lines[line - 1] ?? '';
  const after = lines.slice(line).findIndex((text) => indentOf(text) <= indentOf(start));
  return after < 0 ? lines.length : line + after;
}

const COLORS = {
  light: {
    page: '#ffffff',
    text: '#1f2328',
    faint: '#59636e',
    line: '#d1d9e0',
    bar: '#f6f8fa',
    added: '#dafbe1',
    addedNumber: '#aceebb',
    danger: '#d1242f',
  },
  dark: {
    page: '#0d1117',
    text: '#f0f6fc',
    faint: '#9198a1',
    line: '#3d444d',
    bar: '#151b23',
    added: '#12261e',
    addedNumber: '#1c4428',
    danger: '#f85149',
  },
};

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
