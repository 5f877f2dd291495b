import type { Location } from '../model/report.js';
import type { Documents } from './documents.js';
import { childOf } from './late.js';
import type { Path } from './path.js';

/** The way to the top of a file, one for all the thousands that begin there. */
export const NO_STEPS: Path = [];

/** A place in a file that is no YAML, by its character, counted from 0. */
export interface Spot {
  readonly path: string;
  readonly offset: number;
}

/** Where a node of the metadata comes from. */
export interface Origin {
  readonly path: string;
  /** The way to it in that file. */
  readonly at: Path;
  /** Where the rest of it stands, if two files make up one node: the SDL of an action. */
  readonly besides?: Spot;
  /** The only one of its keys that the file holds, if others hold the rest. */
  readonly only?: string;
}

/** Remembers which file each part of the metadata came from, so that one need parse only that. */
export class Origins {
  readonly #origins = new Map<object, Origin | Spot>();

  /** Notes the origin of a map or a list, or its very spot; other values have no identity. */
  note(node: unknown, origin: Origin | Spot): void {
    if (typeof node === 'object' && node !== null) this.#origins.set(node, origin);
  }

  /**
   * Where a path through the metadata leads; when it is not `exact`, the deepest node on it that
   * exists will do.
   */
  locate(
    metadata: unknown,
    path: Path,
    documents: Documents,
    exact: boolean,
  ): Location | undefined {
    let node = metadata;
    let best = this.#of(node, path[0]);
    let rest = path;
    for (const [depth, step] of path.entries()) {
      const next = childOf(node, step);
      if (next === undefined) break;
      node = next;
      const origin = this.#of(node, path[depth + 1]);
      if (!origin) continue;
      best = origin;
      rest = path.slice(depth + 1);
    }
    if (!best || 'offset' in best) return best && documents.placeOf(best);
    const reached = documents.reach(best.path, [...best.at, ...rest]);
    // Nothing of the way stands in this file, so that the other one has it.
    if (best.besides && rest.length > 0 && reached?.depth === best.at.length)
      return documents.placeOf(best.besides);
    if (exact && reached?.depth !== best.at.length + rest.length) return undefined;
    return reached?.location;
  }

  #of(node: unknown, next: string | number | undefined): Origin | Spot | undefined {
    if (typeof node !== 'object' || node === null) return undefined;
    const origin = this.#origins.get(node);
    return origin && 'only' in origin && origin.only !== next ? undefined : origin;
  }
}
