/** A line of a diff. */
export interface Line {
  readonly sign: '+' | '-' | ' ';
  readonly text: string;
}

/** Longer values are shown on several lines. */
const LONGEST_VALUE = 80;
/** Lines around a difference that are shown to find it. */
const CONTEXT_LINES = 2;

/** A value of an object before and after: `-filter: {"id": 1}`, `+filter: {}`; `undefined` is absent. */
export function diffLines(path: string, before: unknown, after: unknown): Line[] {
  const [was, is] = [linesOf(path, before), linesOf(path, after)];
  let same = 0;
  while (same < Math.min(was.length, is.length) && was[same] === is[same]) same++;
  let sameAtEnd = 0;
  const most = Math.min(was.length, is.length) - same;
  while (sameAtEnd < most && was.at(-1 - sameAtEnd) === is.at(-1 - sameAtEnd)) sameAtEnd++;
  const between = (lines: readonly string[]) => lines.slice(same, lines.length - sameAtEnd);
  // The first line names the path.
  const above = [...new Set([0, ...lastOf(same, CONTEXT_LINES)])].filter((at) => at < same);
  return [
    ...above.map((at) => line(' ', was[at] ?? '')),
    ...between(was).map((text) => line('-', text)),
    ...between(is).map((text) => line('+', text)),
    ...was
      .slice(was.length - sameAtEnd)
      .slice(0, CONTEXT_LINES)
      .map((text) => line(' ', text)),
  ];
}

const lastOf = (count: number, most: number): number[] =>
  Array.from({ length: Math.min(count, most) }, (_, index) => Math.max(0, count - most) + index);

const line = (sign: Line['sign'], text: string): Line => ({ sign, text });

/** On one line if it is short; a text of several lines as it is. */
function linesOf(path: string, value: unknown): string[] {
  if (value === undefined) return [];
  const label = path === '' ? '' : `${path}: `;
  if (typeof value === 'string' && value.includes('\n')) {
    return [label.trimEnd(), ...value.split('\n').map((text) => `  ${text}`)];
  }
  const short = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
  if (short.length <= LONGEST_VALUE) return [`${label}${short}`];
  return `${label}${JSON.stringify(value, null, 2)}`.split('\n');
}
