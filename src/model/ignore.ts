import { groupByCause } from './causes.js';
import { isTypeMissing } from './dependencies.js';
import { describeObject, plain } from './describe.js';
import type { Cause, IgnoredObject, InconsistentObject } from './report.js';

/** A line of the input `ignore`: `*` stands for any text, everything else for itself. */
export interface IgnorePattern {
  readonly text: string;
  matches(name: string): boolean;
}

/** Compiles patterns; they match a whole name, upper and lower case told apart as Hasura does. */
export function compileIgnorePatterns(lines: readonly string[]): IgnorePattern[] {
  return lines.map((text) => {
    const pieces = text.split('*');
    return { text, matches: (name) => matchesPieces(pieces, name) };
  });
}

/**
 * Takes ignored objects out of the causes. What an ignored cause drags along is ignored with it,
 * since it is broken by nothing else; a dependent that is ignored leaves its cause standing. What
 * may be broken by another fault, such as a type's name, counts.
 */
export function separateIgnored(
  causes: readonly Cause[],
  patterns: readonly IgnorePattern[],
): { causes: Cause[]; ignored: IgnoredObject[] } {
  if (patterns.length === 0) return { causes: [...causes], ignored: [] };
  const ignored: IgnoredObject[] = [];
  const counting: Cause[] = [];
  for (const cause of causes) {
    const pattern = patternFor(cause.object, patterns);
    if (pattern !== undefined) {
      ignored.push({ object: cause.object, pattern });
      const { sure, guessed } = separateGuessed(cause.dependents);
      for (const object of sure) {
        ignored.push({ object, pattern: patternFor(object, patterns) ?? pattern });
      }
      const rest = separateIgnored(guessed, patterns);
      counting.push(...rest.causes);
      ignored.push(...rest.ignored);
      continue;
    }
    const dependents = cause.dependents.filter((object) => {
      const own = patternFor(object, patterns);
      if (own !== undefined) ignored.push({ object, pattern: own });
      return own === undefined;
    });
    counting.push({ object: cause.object, dependents });
  }
  return { causes: counting, ignored };
}

/** What certainly rests on a cause, and the causes that only may. */
function separateGuessed(dependents: readonly InconsistentObject[]): {
  sure: readonly InconsistentObject[];
  guessed: readonly Cause[];
} {
  if (!dependents.some(isTypeMissing)) return { sure: dependents, guessed: [] };
  const causes = groupByCause(dependents);
  const sure = causes.filter(({ object }) => !isTypeMissing(object));
  return {
    sure: sure.flatMap(({ object, dependents }) => [object, ...dependents]),
    guessed: causes.filter(({ object }) => isTypeMissing(object)),
  };
}

/** By the server's name for it, or by the one that log and summary show. */
function patternFor(object: InconsistentObject, patterns: readonly IgnorePattern[]) {
  const shown = plain(describeObject(object));
  return patterns.find((pattern) => pattern.matches(object.name) || pattern.matches(shown))?.text;
}

/** Without regular expressions: `*a*a*a*b` over a long name must not take forever. */
function matchesPieces(pieces: readonly string[], name: string): boolean {
  const first = pieces[0] ?? '';
  const last = pieces[pieces.length - 1] ?? '';
  if (pieces.length === 1) return name === first;
  if (name.length < first.length + last.length) return false;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  const end = name.length - last.length;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
