import type { Event, ScalarEvent } from 'js-yaml';
import { readEvents, type Yaml } from './parsers.js';
import type { Path } from './places.js';

/** Positions take many times a file's size of memory. */
const CHARACTERS_MAX = 30_000_000;

/**
 * Follows a path as far as it exists: the character where that is, from 0, and the number of its
 * steps that exist. `undefined` when the document is empty.
 */
export type Positions = (path: Path) => { offset: number; depth: number } | undefined;

/** A node, and where it begins, its tag included; `undefined` where nothing is written. */
interface Node {
  readonly start: number | undefined;
  /** The items of a list; the keys and values of a map, in turn. */
  readonly children: (Node | undefined)[];
  readonly isMap?: boolean;
  readonly scalar?: ScalarEvent;
}

type Child = readonly [node: Node | undefined, begin: Node] | undefined;

/**
 * Parses the text of a YAML or JSON file for the lines of its nodes. A map's entry is where its key
 * is, since that is what one looks for; a list's item is where the item itself begins.
 */
export async function parsePositions(text: string): Promise<Positions> {
  const yaml = await import('js-yaml');
  if (text.length > CHARACTERS_MAX) return () => undefined;
  // If the text does not parse, that is reported when its value is read.
  const { events, source, offsetIn } = readEvents(yaml, text);
  const root = readTree(yaml, source, events);
  const isKey = (node: Node | undefined, name: string): boolean =>
    node?.scalar !== undefined && yaml.getScalarValue(source, node.scalar) === name;
  const isMerge = (key: Node | undefined): boolean =>
    isKey(key, '<<') && key?.scalar?.style === yaml.SCALAR_STYLE.PLAIN;

  /** A node's child, and the node where it begins: its key, or itself. */
  function child(node: Node | undefined, step: string | number, seen: Set<unknown>): Child {
    // A map may be merged into itself.
    if (!node || seen.has(node.children)) return undefined;
    const { children, isMap } = node;
    if (!isMap) {
      const item = typeof step === 'number' ? children[step] : undefined;
      return item && [item, item];
    }
    seen.add(children);
    const own = children.findLastIndex((key, at) => at % 2 === 0 && isKey(key, String(step)));
    if (children[own]) return [children[own + 1], children[own]];
    const merged = children.filter((_, at) => at % 2 === 1 && isMerge(children[at - 1]));
    for (const source of merged.flatMap((value) => (value?.isMap ? value : value?.children))) {
      const found = child(source, String(step), seen);
      if (found) return found;
    }
    return undefined;
  }

  return (path) => {
    let node: Node | undefined = root;
    let offset = root?.start;
    if (offset === undefined) return undefined;
    let depth = 0;
    for (; depth < path.length; depth++) {
      const next = child(node, path[depth] ?? 0, new Set());
      if (!next) break;
      node = next[0];
      offset = next[1].start ?? offset;
    }
    return { offset: offsetIn(offset), depth };
  };
}

/** The first document; `undefined` if it is empty. */
function readTree(yaml: Yaml, text: string, events: readonly Event[]): Node | undefined {
  const { ALIAS, DOCUMENT, POP, SCALAR } = yaml.EVENT_ID;
  const anchors = new Map<string, Node>();
  const open: Node[] = [{ start: 0, children: [] }];
  for (const event of events) {
    if (event.type === DOCUMENT) continue;
    if (event.type === POP) {
      if (open.length === 1) break;
      open.pop();
      continue;
    }
    const anchor = text.slice(event.anchorStart, event.anchorEnd);
    if (event.type === ALIAS) {
      const target = anchors.get(anchor);
      open.at(-1)?.children.push(target && { ...target, start: event.anchorStart - 1 });
      continue;
    }
    const node: Node =
      event.type === SCALAR
        ? { start: startOf(yaml, event), children: [], scalar: event }
        : {
            start: event.tagStart < 0 ? event.start : event.tagStart,
            children: [],
            isMap: event.type === yaml.EVENT_ID.MAPPING,
          };
    open.at(-1)?.children.push(node);
    if (event.anchorStart >= 0) anchors.set(anchor, node);
    if (event.type !== SCALAR) open.push(node);
  }
  return open[0]?.children[0];
}

function startOf({ SCALAR_STYLE }: Yaml, event: ScalarEvent): number | undefined {
  if (event.tagStart >= 0) return event.tagStart;
  if (event.valueStart < 0) return undefined;
  const { DOUBLE_QUOTED, SINGLE_QUOTED } = SCALAR_STYLE;
  const isQuoted = event.style === DOUBLE_QUOTED || event.style === SINGLE_QUOTED;
  return event.valueStart - (isQuoted ? 1 : 0);
}
