/** A number with its noun: `1 warning`, `2 warnings`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Names in a row, at most so many, and the number of the others: `a, b and 3 more`. */
export function listed(names: readonly string[], most: number, total = names.length): string {
  const shown = names.slice(0, most);
  const more = total - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** The message of whatever was thrown. */
export function messageOfError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The text, or its beginning and an ellipsis: at most `longest` characters, and always well-formed. */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
}

/**
 * The text as it may be shown: terminal escapes and control characters gone, characters that turn
 * the direction of writing gone, halves of surrogate pairs replaced. Line breaks and tabs stay.
 */
export function visible(text: string): string {
  // Most texts are harmless, and one look is cheaper than five replacements.
  if (!HARMFUL.test(text)) return text;
  return text
    .toWellFormed()
    .replace(TERMINAL_ESCAPE, '')
    .replace(/\r\n?/g, '\n')
    .replace(CONTROL, '');
}

const HARMFUL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]/;

/** CSI, OSC and two-character sequences: colours, cursor movements, window titles, links. */
const TERMINAL_ESCAPE =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]/g;

const CONTROL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
