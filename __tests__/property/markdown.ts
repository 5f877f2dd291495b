/** The commit of the summaries under test, to which all their links must lead. */
export const CONTEXT = {
  serverUrl: 'https://github.example',
  repository: 'acme/shop',
  sha: 'c0ffee',
};

/** Text without a character that means something in Markdown or HTML. */
const TEXT = /^(?:[^\\`*_[\]|~#$<>&]|\\[\\`*_[\]|~#$=+.)-]|&(?:amp|lt|gt|quot|nbsp|#58|#46);)*$/;
/** What GitHub turns into a link, a mention or a reference without any syntax. */
const AUTOMATIC = /@\w|:\/\/|www\.|(?<!&)#\d/i;
const LINK =
  /\[((?:[^\\[\]]|\\.)*)\]\(https:\/\/github\.example\/acme\/shop\/blob\/c0ffee\/[^\s()<>"'`|\\*_[\]]*\)/g;
const BLOCK = /^(?:\s{4}|\t|\s*(?:[-+*=]|\d{1,9}[.)])(?:\s|$)|\s*=+$)/;

/** What is wrong with a summary, in words; empty if nothing is. */
export function faultsOf(markdown: string): string[] {
  const faults: string[] = [];
  let depth = 0;
  let columns: number | undefined;
  for (const line of outsideCode(markdown.split('\n'), faults)) {
    if (line === '</details>') depth--;
    if (line.startsWith('<details>')) depth++;
    if (depth < 0 || depth > 1) faults.push('folds are not balanced');
    if (line.startsWith('|')) {
      const here = cellsOf(line);
      columns ??= here;
      if (here !== columns) faults.push(`has ${here} columns instead of ${columns}: ${line}`);
    } else {
      columns = undefined;
    }
    if (!isOurs(line)) faults.push(`not ours: ${line}`);
  }
  if (depth !== 0) faults.push('folds are not balanced');
  return faults;
}

/** All lines but those within blocks of code. */
function* outsideCode(lines: readonly string[], faults: string[]): Generator<string> {
  let fence: string | undefined;
  for (const line of lines) {
    if (fence === undefined) {
      fence = /^(`{3,})json$/.exec(line)?.[1];
      if (fence === undefined) yield line;
    } else if (line === fence) {
      fence = undefined;
    } else if (/^ {0,3}`{3,}\s*$/.test(line) && line.trim().length >= fence.length) {
      faults.push(`closes the code early: ${line}`);
    }
  }
  if (fence !== undefined) faults.push('a block of code has no end');
}

function isOurs(line: string): boolean {
  if (line === '</details>' || /^\|(?: --- \|)+$/.test(line)) return true;
  if (line.startsWith('<details>')) return isFold(line);
  if (line.startsWith('|')) return isRich(line.replaceAll(/(?<!\\)((?:\\\\)*)\|/g, '$1 '));
  return isProse(line);
}

function cellsOf(line: string): number {
  return [...line.matchAll(/(?<!\\)(?:\\\\)*\|/g)].length - 1;
}

/** Within a fold's heading there is HTML alone. */
function isFold(line: string): boolean {
  const inner = /^<details><summary>(.*)<\/summary>$/.exec(line)?.[1];
  const text = inner?.replaceAll(/<b>([^<>]*)<\/b>/g, '$1');
  return (
    text !== undefined && /^(?:[^<>&"]|&(?:amp|lt|gt|quot);)*$/.test(text) && !/@\w|#\d/.test(text)
  );
}

function isProse(line: string): boolean {
  const [, begin = '', rest = ''] = /^(#{2,3} |> (?:⚠️ )?|- (?:… )?)?(.*)$/s.exec(line) ?? [];
  if (begin !== '- ' && BLOCK.test(rest)) return false;
  const own = rest
    .replace(/^\*\*(?:How to fix|Definitions?|Also in the server's answer):\*\*/, '')
    .replace(/^<sub>(.*)<\/sub>$/, '$1');
  return isRich(own);
}

/** Text with our own marks in it, each closed. */
function isRich(text: string): boolean {
  const bare = text
    .replaceAll('<br>', ' ')
    .replaceAll(LINK, '$1')
    .replaceAll(/<(b|code)>([^<>]*)<\/\1>/g, '$2');
  return TEXT.test(bare) && !AUTOMATIC.test(bare);
}
