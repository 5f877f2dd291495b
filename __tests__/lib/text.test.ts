import { expect, test } from '@jest/globals';
import { visible } from '../../src/lib/text.js';

test.each<[what: string, text: string, shown: string]>([
  ['plain text', 'ключ 🔑 = "é"\t|\n', 'ключ 🔑 = "é"\t|\n'],
  ['colours', '\u001b[1;31mred\u001b[0m', 'red'],
  ['colours of one byte', '\u009b31mred', 'red'],
  ['a cursor that goes back', 'a\u001b[2K\u001b[1Gb', 'ab'],
  ["a window's title", '\u001b]0;title\u0007text', 'text'],
  ['a link', '\u001b]8;;http://evil\u001b\\text\u001b]8;;\u001b\\', 'text'],
  ['a sequence that never ends', 'a\u001b]0;title', 'a'],
  ['a lone escape', 'a\u001b', 'a'],
  ['a sequence of two characters', 'a\u001bcb', 'ab'],
  ['line breaks of all kinds', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
  ['line breaks of Unicode', 'a\u2028b\u2029c\u0085d', 'abcd'],
  ['control characters', 'a\u0000\u0007\u0008\u007f\u009ab', 'ab'],
  ['text that turns its direction', 'a\u202eb\u2066c\u200fd\u061ce', 'abcde'],
  ['characters of no width', 'a\u200bb\ufeffc\u2060d', 'abcd'],
  ['half a character', 'a\ud83db\udd11', 'a\ufffdb\ufffd'],
])('%s', (_what, text, shown) => {
  expect(visible(text)).toBe(shown);
  expect(visible(shown)).toBe(shown);
});

test.each(
  [0x00, 0x08, 0x0b, 0x1f, 0x7f, 0x80, 0x9f, 0x61c, 0x200b, 0x200f, 0x2028, 0x202e, 0x2060, 0x2069]
    .concat([0xfeff, 0xfff9, 0xfffb])
    .map((code) => code.toString(16)),
)('U+%s is taken out of a text that is harmless otherwise', (code) => {
  expect(visible(`a${String.fromCodePoint(Number.parseInt(code, 16))}b`)).toBe('ab');
});
