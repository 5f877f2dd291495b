import type { Location } from '../model/report.js';
import { ProjectError } from './error.js';

/** Characters of JSON that metadata may grow to where its parts repeat, by anchors or includes. */
const REPEATED_SIZE_MAX = 100_000_000;

/**
 * An error when metadata would fill memory once it is written out: an anchor's node is held once,
 * and written wherever an alias means it, so that a few lines may stand for billions.
 */
export function assertFiniteSize(metadata: unknown, location: Location | undefined): void {
  const sizes = new Map<object, number>();
  const size = (node: unknown): number => {
    if (typeof node === 'string') return node.length + 3;
    if (typeof node !== 'object' || node === null) return 6;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    // A node met again before it has a size lies within itself.
    sizes.set(node, Number.POSITIVE_INFINITY);
    let sum = 2;
    for (const [key, child] of Object.entries(node)) sum += key.length + 4 + size(child);
    sizes.set(node, sum);
    return sum;
  };
  if (size(metadata) <= REPEATED_SIZE_MAX) return;
  throw new ProjectError(
    `Written out, this metadata would have more than ${REPEATED_SIZE_MAX} characters, or no end: its anchors and includes repeat too much of it.`,
    location,
  );
}
