import { visible } from '../lib/visible.js';

/**
 * Text for the workflow's log, so that no line of it is a command: the runner takes `::` at the
 * start of a line, whatever blanks stand before it, and `##[` anywhere.
 */
export function forLog(text: string): string {
  return visible(text)
    .replace(/^([^\S\n]*):(?=:)/gm, '$1: ')
    .replaceAll('##[', '# #[');
}

/** Text for one line of HTML: inside `<summary>` and `<b>`. */
export function forHtml(text: string): string {
  return disarm(oneLine(text))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Text for GitHub Flavored Markdown that stands where prose may: a paragraph, a table's cell. */
export function forMarkdown(text: string): string {
  return disarm(visible(text).trim())
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~#$]/g, '\\$&')
    .replace(/^([^\S\n]*)([-+=])/gm, '$1\\$2')
    .replace(/^([^\S\n]*\d{1,9})([.)])/gm, '$1\\$2')
    .replaceAll('://', '&#58;//')
    .replace(/(www)\./gi, '$1&#46;')
    .split('\n')
    .map((line) => line.trim())
    .join('<br>');
}

/** Text as a code span; blanks and line breaks become single blanks, as Markdown shows them. */
export function asCode(text: string): string {
  // Not between back ticks: those take no escapes, and end at the text's own.
  return `<code>${forMarkdown(oneLine(text))}</code>`;
}

/** Text as a block of code, fenced by more back ticks than it has anywhere in a row. */
export function asCodeBlock(text: string, language: string): string {
  // What is taken out may stand between back ticks that are a row without it.
  const shown = visible(text);
  let longest = 2;
  for (const [run] of shown.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${shown}\n${fence}`;
}

/** A link whose text is already escaped. */
export function asLink(escapedText: string, url: string): string {
  const target = url.replace(/[()<>\s\\|"'`*_[\]]/g, (char) =>
    encodeURIComponent(char).replace(/[()'*_]/g, percent),
  );
  return `[${escapedText}](${target})`;
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** A zero-width space behind `@` and `#`: GitHub finds mentions and references in what it renders. */
function disarm(text: string): string {
  return text.replace(/@(?=\w)/g, '@\u200b').replace(/#(?=\d)/g, '#\u200b');
}

function oneLine(text: string): string {
  return visible(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}
