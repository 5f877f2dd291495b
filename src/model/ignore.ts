import { groupByCause } from './causes.js';
import { describeObject, plain } from './describe.js';
import { kindOf } from './kinds.js';
import type { Cause, Dependent, IgnoredObject, InconsistentObject } from './report.js';

/** A line of the input `ignore`: `*` matches any text, everything else itself. */
export interface IgnorePattern {
  readonly text: string;
  matches(name: string): boolean;
}

/** Compiles patterns; they match a whole name, case-sensitive as in Hasura. */
export function compileIgnorePatterns(lines: readonly string[]): IgnorePattern[] {
  return lines.map((text) => {
    const pieces = text.split('*');
    return { text, matches: (name) => matchesPieces(pieces, name) };
  });
}

/**
 * Takes ignored objects out of the causes. The dependents of an ignored cause are ignored with it,
 * since nothing else is wrong with them; an ignored dependent leaves its cause in place. A kind says
 * whether that holds for a probable cause too: a type that is missing may also have a wrong name.
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
    if (pattern === undefined) {
      const dependents = cause.dependents.filter(({ object }) => {
        const own = patternFor(object, patterns);
        if (own !== undefined) ignored.push({ object, pattern: own });
        return own === undefined;
      });
      counting.push({ object: cause.object, dependents });
      continue;
    }
    ignored.push({ object: cause.object, pattern });
    for (const { object } of cause.dependents.filter(isIgnoredWithCause)) {
      ignored.push({ object, pattern: patternFor(object, patterns) ?? pattern });
    }
    const others = cause.dependents.filter((dependent) => !isIgnoredWithCause(dependent));
    const rest = separateIgnored(groupByCause(others.map(({ object }) => object)), patterns);
    counting.push(...rest.causes);
    ignored.push(...rest.ignored);
  }
  return { causes: counting, ignored };
}

function isIgnoredWithCause({ object, certain }: Dependent): boolean {
  return certain || kindOf(object.type).probableCauses?.isIgnoredWithCause === true;
}

/** By the server's name for it, or by the one that log and summary show. */
function patternFor(object: InconsistentObject, patterns: readonly IgnorePattern[]) {
  const shown = plain(describeObject(object));
  return patterns.find((pattern) => pattern.matches(object.name) || pattern.matches(shown))?.text;
}

/** Without regular expressions: `*a*a*a*b` over a long name must not take forever. */
function matchesPieces([first = '', ...others]: readonly string[], name: string): boolean {
  const last = others.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return name.length - at >= last.length && name.endsWith(last);
}
