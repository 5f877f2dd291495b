import { describe, expect, test } from '@jest/globals';
import { visible } from '../../src/lib/text.js';
import { asCode, asCodeBlock, forHtml, forLog, forMarkdown } from '../../src/output/escape.js';

const WAYS = {
  visible,
  forLog,
  forHtml,
  forMarkdown,
  asCode,
  code: (text: string) => asCodeBlock(text, 'json'),
};

/** What makes a careless pattern begin anew at every character. */
const UNITS = [
  '\n',
  ' ',
  '\t',
  ' \n',
  '::',
  '\u001b[',
  '\u009b',
  '\u001b]',
  '`',
  '1',
  '-',
  '&',
  '@',
  'www.',
  ':',
  '\u00a0',
];

describe.each(Object.entries(WAYS))('%s takes a time that grows with the text', (_name, way) => {
  test.each(UNITS)('%j', (unit) => {
    const started = performance.now();
    way(`a${unit.repeat(300_000 / unit.length)}b`);
    // Where the time grows with the square, it is a minute.
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
