import type { Path } from './path.js';

/** Positions take fifty times a file's size of memory. */
const CHARACTERS_MAX = 30_000_000;

/** How far a path leads into a document, and where that is, counted from 1. */
export interface Reached {
  readonly line: number;
  readonly column: number;
  /** How many steps of the path exist. */
  readonly depth: number;
}

/** Follows a path as far as it exists; `undefined` when the document is empty. */
export type Positions = (path: Path) => Reached | undefined;

/**
 * Parses the text of a YAML or JSON file for the lines of its nodes. A map's entry is where its key
 * is, since that is what one looks for; a list's item is where the item itself begins.
 */
export async function parsePositions(text: string): Promise<Positions> {
  const { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } = await import(
    'yaml'
  );
  if (text.length > CHARACTERS_MAX) return () => undefined;
  const lineCounter = new LineCounter();
  const options = { schema: 'failsafe', uniqueKeys: false, lineCounter } as const;
  const document = parseDocument(text, options);
  const resolve = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);

  /** A node's child, and the node where it begins: its key, or itself. */
  function child(node: unknown, step: string | number, seen: Set<unknown>): unknown[] | undefined {
    const real = resolve(node);
    if (isSeq(real) && typeof step === 'number') return [real.items[step], real.items[step]];
    if (!isMap(real) || seen.has(real)) return undefined;
    seen.add(real);
    const own = real.items.findLast(({ key }) => isScalar(key) && key.value === String(step));
    if (own) return [own.value, own.key];
    const merged = real.items
      .filter(({ key }) => isScalar(key) && key.value === '<<' && key.type === 'PLAIN')
      .map(({ value }) => resolve(value))
      .flatMap((source) => (isSeq(source) ? source.items : [source]));
    for (const source of merged) {
      const found = child(source, step, seen);
      if (found) return found;
    }
    return undefined;
  }

  /** Where a node begins, its tag included and its anchor not. */
  function start(node: unknown): number | undefined {
    const offset = isNode(node) ? node.range?.[0] : undefined;
    if (offset === undefined) return undefined;
    const tag = /![^\s,[\]{}]*\s+$/.exec(text.slice(Math.max(0, offset - 200), offset));
    return offset - (tag?.[0].length ?? 0);
  }

  return (path) => {
    let node: unknown = document.contents;
    let offset = start(node);
    if (offset === undefined) return undefined;
    let depth = 0;
    for (; depth < path.length; depth++) {
      const [next, begin] = child(node, path[depth] ?? 0, new Set()) ?? [];
      if (begin === undefined) break;
      offset = start(begin) ?? offset;
      node = next;
    }
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col, depth };
  };
}
