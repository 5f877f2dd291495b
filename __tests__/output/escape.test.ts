import { describe, expect, test } from '@jest/globals';
import {
  asCode,
  asCodeBlock,
  asLink,
  forHtml,
  forLog,
  forMarkdown,
  forSarif,
} from '../../src/output/escape.js';

describe('text for the log contains no workflow command', () => {
  test.each<[text: string, shown: string]>([
    ['plain: text :: here', 'plain: text :: here'],
    ['::error::stop', ': :error::stop'],
    ['a\n::error::stop', 'a\n: :error::stop'],
    ['  \t::add-mask::a', '  \t: :add-mask::a'],
    ['\u00a0::error::a', '\u00a0: :error::a'],
    ['a\r::error::b', 'a\n: :error::b'],
    ['\u001b[0m::error::a', ': :error::a'],
    ['\ufeff::error::a', ': :error::a'],
    ['::::a', ': :::a'],
    ['a ##[error]b', 'a # #[error]b'],
    ['###[error]', '## #[error]'],
    ['#\u200b#[error]', '# #[error]'],
    [': a', ': a'],
  ])('%j', (text, shown) => {
    expect(forLog(text)).toBe(shown);
  });
});

describe('text for SARIF contains no link and no placeholder', () => {
  test.each<[text: string, shown: string]>([
    ['[a](https://evil.example)', '[a] (https://evil.example)'],
    ['[a]]((1)', '[a]] ((1)'],
    ['[a]\u200b(1)', '[a] (1)'],
    ['{0} {12} {"a": {}}', '{ 0} { 12} {"a": {}}'],
    ['list[0] (a)', 'list[0] (a)'],
    ['\u001b[31mred\nline', 'red\nline'],
  ])('%j', (text, shown) => {
    expect(forSarif(text)).toBe(shown);
  });

  test('and not more than 1,000 characters', () => {
    expect(forSarif('x'.repeat(3_000))).toHaveLength(1_000);
  });
});

describe('text for HTML is one line without tags', () => {
  test.each<[text: string, shown: string]>([
    ['a & b', 'a &amp; b'],
    ['<b>"x"</b>', '&lt;b&gt;&quot;x&quot;&lt;/b&gt;'],
    ['&lt;', '&amp;lt;'],
    [' a\n \tb\r\nc ', 'a b c'],
    ['@acme and a@b.c', '@\u200bacme and a@\u200bb.c'],
    ['#12 and # 1', '#\u200b12 and # 1'],
  ])('%j', (text, shown) => {
    expect(forHtml(text)).toBe(shown);
  });
});

describe('text for Markdown is shown as it is', () => {
  test.each<[text: string, shown: string]>([
    ['plain text, (really) - yes!', 'plain text, (really) - yes!'],
    ['a|b', 'a\\|b'],
    ['a\\|b', 'a\\\\\\|b'],
    ['*a* _b_ `c` ~d~ $e$', '\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\$e\\$'],
    ['[x](y) ![x](y)', '\\[x\\](y) !\\[x\\](y)'],
    ['<b>&amp;', '&lt;b&gt;&amp;amp;'],
    ['# a', '\\# a'],
    ['- a\n+ b\n= c\n1. d\n2) e', '\\- a<br>\\+ b<br>\\= c<br>1\\. d<br>2\\) e'],
    ['a\n\n  b', 'a<br><br>b'],
    ['https://a.b www.a.b', 'https&#58;//a.b www&#46;a.b'],
    ['> a', '&gt; a'],
    ['@acme #1', '@\u200bacme \\#\u200b1'],
    ['\n a \n', 'a'],
    ['    code', 'code'],
  ])('%j', (text, shown) => {
    expect(forMarkdown(text)).toBe(shown);
  });
});

test.each<[text: string, shown: string]>([
  ['*legacy*', '<code>\\*legacy\\*</code>'],
  ['a|`b`', '<code>a\\|\\`b\\`</code>'],
  ['</code><script>', '<code>&lt;/code&gt;&lt;script&gt;</code>'],
  ['a\nb', '<code>a b</code>'],
])('text is shown as code: %j', (text, shown) => {
  expect(asCode(text)).toBe(shown);
});

test.each<[text: string, fence: string]>([
  ['{}', '```'],
  ['a `b` ``c``', '```'],
  ['```', '````'],
  ['a ````` b', '``````'],
])('a block of code has a longer fence than its text: %j', (text, fence) => {
  expect(asCodeBlock(text, 'json')).toBe(`${fence}json\n${text}\n${fence}`);
});

test('a block of code contains no control characters', () => {
  expect(asCodeBlock('a\u001b[31m\u202eb', 'json')).toBe('```json\nab\n```');
});

test.each<[url: string, target: string]>([
  ['https://a.b/c#L3', 'https://a.b/c#L3'],
  ['https://a.b/(c)', 'https://a.b/%28c%29'],
  ['https://a.b/ c\n<d>|\\', 'https://a.b/%20c%0A%3Cd%3E%7C%5C'],
  ['https://a.b/*_[c]_*', 'https://a.b/%2A%5F%5Bc%5D%5F%2A'],
  ['https://a.b/"\'`', 'https://a.b/%22%27%60'],
])('the target of a link is escaped: %j', (url, target) => {
  expect(asLink('text', url)).toBe(`[text](${target})`);
});
