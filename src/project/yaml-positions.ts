import type { Event, ScalarEvent } from 'js-yaml';
import type { PositionEntry, PositionNode } from './positions.js';

type Yaml = typeof import('js-yaml');

/** Finds out where the nodes of a YAML text stand; `undefined` when it holds no document. */
export function readPositions(yaml: Yaml, text: string): PositionNode | undefined {
  const events = yaml.parseEvents(text, {});
  return events.length === 0 ? undefined : new PositionReader(yaml, text, events).root();
}

/** Where an event's node begins, its anchor and tag aside; `undefined` when it is empty. */
export function eventOffset(event: Event): number | undefined {
  if ('start' in event) return event.start;
  if ('valueStart' in event) {
    if (event.tagStart >= 0) return event.tagStart;
    return event.valueStart < 0 ? undefined : event.valueStart - (isQuoted(event) ? 1 : 0);
  }
  return 'anchorStart' in event ? event.anchorStart - 1 : undefined;
}

function isQuoted(event: ScalarEvent): boolean {
  return event.style === SINGLE_QUOTED || event.style === DOUBLE_QUOTED;
}

/** The parser's constants, which a type-only import does not bring along. */
const PLAIN = 1;
const SINGLE_QUOTED = 2;
const DOUBLE_QUOTED = 3;

/** Makes a tree of the parser's flat list, which closes each map and list by a POP. */
class PositionReader {
  readonly #yaml: Yaml;
  readonly #text: string;
  readonly #events: readonly Event[];
  readonly #anchors = new Map<string, PositionNode>();
  #at = 0;

  constructor(yaml: Yaml, text: string, events: readonly Event[]) {
    this.#yaml = yaml;
    this.#text = text;
    this.#events = events;
  }

  root(): PositionNode {
    this.#at = 1; // behind the event that begins the document
    return this.#node(0);
  }

  /** The next node; an empty one stands where its parent or key does. */
  #node(emptyOffset: number): PositionNode {
    const event = this.#events[this.#at++];
    const { ALIAS, MAPPING, SEQUENCE } = this.#yaml.EVENT_ID;
    const offset = (event && eventOffset(event)) ?? emptyOffset;
    if (event?.type === ALIAS) {
      const target = this.#anchors.get(this.#text.slice(event.anchorStart, event.anchorEnd));
      return target ? { offset, target } : { offset };
    }
    const node: { -readonly [K in keyof PositionNode]: PositionNode[K] } = { offset };
    // Before its children, since an alias among them may mean the node itself.
    this.#remember(event, node);
    if (event?.type === SEQUENCE) node.items = this.#items(offset);
    if (event?.type === MAPPING) Object.assign(node, this.#entries());
    return node;
  }

  #items(offset: number): PositionNode[] {
    const items: PositionNode[] = [];
    while (!this.#popped()) items.push(this.#node(items.at(-1)?.offset ?? offset));
    return items;
  }

  #entries(): Pick<PositionNode, 'entries' | 'merged'> {
    const entries = new Map<string, PositionEntry>();
    const merged: PositionNode[] = [];
    while (!this.#popped()) {
      const key = this.#events[this.#at];
      const { offset } = this.#node(0);
      const value = this.#node(offset);
      if (key?.type !== this.#yaml.EVENT_ID.SCALAR) continue;
      const name = this.#yaml.getScalarValue(this.#text, key);
      if (name !== '<<' || key.style !== PLAIN) entries.set(name, { offset, value });
      else merged.push(...((value.target ?? value).items ?? [value]));
    }
    return merged.length > 0 ? { entries, merged } : { entries };
  }

  #popped(): boolean {
    const ends = this.#events[this.#at]?.type ?? this.#yaml.EVENT_ID.POP;
    if (ends !== this.#yaml.EVENT_ID.POP) return false;
    this.#at++;
    return true;
  }

  #remember(event: Event | undefined, node: PositionNode): void {
    if (!event || !('anchorStart' in event) || event.anchorStart < 0) return;
    this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), node);
  }
}
