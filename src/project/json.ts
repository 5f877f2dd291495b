import { SyntaxProblem } from './error.js';

/** Levels that a JSON document may be nested, as many as the YAML parser allows. */
const DEPTH_MAX = 100;

/** Parses JSON; `undefined` when the text is empty. Throws a `SyntaxProblem`. */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const { message } = cause as Error;
    // The rest of V8's message quotes the text, which may be a part of a secret.
    const [reason = ''] = message.split(/,? \.{0,3}"| in JSON| at position/);
    throw new SyntaxProblem(reason, errorOffset(text, message));
  }
  checkTokens(text);
  return value;
}

/** V8's message has the position of most errors; shorter and shorter beginnings show the others. */
function errorOffset(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  if (!message.startsWith('Unexpected token')) return text.length;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hasUnexpectedToken(text.slice(0, middle))) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

function hasUnexpectedToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (cause) {
    return (cause as Error).message.startsWith('Unexpected token');
  }
}

/** Refuses numbers that JavaScript would send as other numbers, and documents nested too deeply. */
function checkTokens(text: string): void {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(
    /"(?:[^"\\]+|\\.)*"|[[{]|[\]}]|-?\d[\d.eE+-]*/g,
  )) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    else if (!token.startsWith('"') && !isExact(token)) {
      throw new SyntaxProblem(
        `the number ${token} cannot be sent exactly: put it in quotes`,
        index,
      );
    }
    if (depth > DEPTH_MAX) {
      throw new SyntaxProblem(`this is nested deeper than ${DEPTH_MAX} levels`, index);
    }
  }
}

function isExact(token: string): boolean {
  const number = Number(token);
  return /^-?\d+$/.test(token) ? Number.isSafeInteger(number) : Number.isFinite(number);
}
