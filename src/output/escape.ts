import { cut, visible } from '../lib/text.js';

/**
 * Text for the workflow's log, in which no line is a command. The runner recognizes `::` at the
 * start of a line, after any white space, and `##[` anywhere.
 */
export function forLog(text: string): string {
  return visible(text)
    .replace(/^([^\S\n]*):(?=:)/gm, '$1: ')
    .replaceAll('##[', '# #[');
}

/** Text as one line of HTML, for `<summary>` and `<b>`. */
export function forHtml(text: string): string {
  return withoutTags(disarm(oneLine(text))).replaceAll('"', '&quot;');
}

const LONGEST_SARIF_TEXT = 1_000;

/**
 * Text for a message of SARIF, in which nothing is a link, `[text](target)`, or a placeholder, `{0}`.
 * It is cut, so that 5,000 messages fit into a file that GitHub accepts.
 */
export function forSarif(text: string): string {
  return cut(visible(cut(text, LONGEST_SARIF_TEXT)), LONGEST_SARIF_TEXT)
    .replaceAll('](', '] (')
    .replace(/\{(?=\d+\})/g, '{ ');
}

/** Text for GitHub Flavored Markdown, in a paragraph or in the cell of a table. */
export function forMarkdown(text: string): string {
  return withoutTags(disarm(visible(text).trim()))
    .replace(/[\\`*_[\]|~#$]/g, '\\$&')
    .replace(/^([^\S\n]*)([-+=])/gm, '$1\\$2')
    .replace(/^([^\S\n]*\d{1,9})([.)])/gm, '$1\\$2')
    .replaceAll('://', '&#58;//')
    .replace(/(www)\./gi, '$1&#46;')
    .split('\n')
    .map((line) => line.trim())
    .join('<br>');
}

/** Text as code within a line; line breaks become spaces. */
export function asCode(text: string, escapeText = forMarkdown): string {
  // Between backticks, escapes do not work, and backticks of the text would end the code.
  return `<code>${escapeText(oneLine(text))}</code>`;
}

/** Text as a block of code, fenced by more backticks than the text has in a row. */
export function asCodeBlock(text: string, language: string): string {
  // First, since removing a character may join two rows of backticks.
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

function withoutTags(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Puts a zero-width space after `@` and `#`, so that GitHub finds no mentions and references. */
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
