import type { Path } from './path.js';

/** Where a node of a YAML or JSON document begins, and its children's; offsets count from 0. */
export interface PositionNode {
  readonly offset: number;
  readonly entries?: ReadonlyMap<string, PositionEntry>;
  readonly items?: readonly PositionNode[];
  /** The node that an alias stands for. */
  readonly target?: PositionNode;
  /** What `<<` merges into a map, the first that has a key winning. */
  readonly merged?: readonly PositionNode[];
}

/** A map's entry: where its key begins, and its value. */
export interface PositionEntry {
  readonly offset: number;
  readonly value: PositionNode;
}

/** How far a path leads into a document, and where that is. */
export interface Reached {
  readonly offset: number;
  /** How many steps of the path exist. */
  readonly depth: number;
}

/**
 * Follows a path as far as it exists. A map's entry is where its key stands, since that is what one
 * looks for; a list's item is where the item itself begins.
 */
export function follow(root: PositionNode, path: Path): Reached {
  let node = root;
  let offset = root.offset;
  for (const [depth, step] of path.entries()) {
    const next = child(node, step);
    if (!next) return { offset, depth };
    offset = next.offset;
    node = next.value;
  }
  return { offset, depth: path.length };
}

function child(node: PositionNode, step: string | number): PositionEntry | undefined {
  const real = node.target ?? node;
  const item = typeof step === 'number' ? real.items?.[step] : undefined;
  if (item) return { offset: item.offset, value: item };
  const own = real.entries?.get(String(step));
  if (own) return own;
  for (const source of real.merged ?? []) {
    const found = child(source, step);
    if (found) return found;
  }
  return undefined;
}
