import { asCode, forHtml, forMarkdown } from './escape.js';
import { renderWords, type Words } from './words.js';

/** Words as Markdown: `select permission <b>clerk</b> on <b>orders</b>`. */
export function wordsAsMarkdown(words: Words): string {
  return renderWords(words, (word) => {
    if (typeof word === 'string') return forMarkdown(word);
    return 'name' in word ? `<b>${forMarkdown(word.name)}</b>` : asCode(word.code);
  });
}

/** Words as one line of HTML. */
export function wordsAsHtml(words: Words): string {
  return renderWords(words, (word) => {
    if (typeof word === 'string') return forHtml(word);
    return 'name' in word ? `<b>${forHtml(word.name)}</b>` : `<code>${forHtml(word.code)}</code>`;
  });
}

/** A column of a table: its heading, and its cells as Markdown. */
export type Column = readonly [heading: string, cells: readonly string[]];

/** A table; columns without any text are left out. */
export function table(columns: readonly Column[]): string {
  const filled = columns.filter(([, cells]) => cells.some((cell) => cell !== ''));
  const rows = filled[0]?.[1].map((_cell, index) => filled.map(([, cells]) => cells[index] ?? ''));
  return [filled.map(([heading]) => heading), filled.map(() => '---'), ...(rows ?? [])]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** What a list or a table leaves out, below it; empty for nothing. */
export function moreThan(count: number): string {
  return count > 0 ? `\n\n… and ${count} more.` : '';
}

/** A section that is folded until a reader opens it. */
export function fold(html: string, blocks: readonly string[]): string {
  return [`<details><summary>${html}</summary>`, ...blocks, '</details>'].join('\n\n');
}
