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
