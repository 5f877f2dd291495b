import type { Place } from './error.js';
import { childOf } from './lazy.js';
import type { Path } from './path.js';

/** Keys of a map that come from another place than the map itself. */
interface Parts {
  readonly keys: readonly string[];
  readonly place: Place;
}

/** Remembers which place in a file each part of the metadata was read from. */
export class SourceMap {
  readonly #sources = new Map<
    object,
    { readonly place: Place | undefined; readonly parts?: Parts }
  >();

  /** Notes the place of a map or a list; other values have no identity, and are passed over. */
  note(node: unknown, place: Place | undefined, parts?: Parts): void {
    if (typeof node !== 'object' || node === null) return;
    this.#sources.set(node, parts ? { place, parts } : { place });
  }

  /** Where a path from the top of the metadata leads; `undefined` when no file holds it. */
  placeOf(metadata: unknown, path: Path): Place | undefined {
    let node = metadata;
    let place = this.#place(node, path);
    for (const [depth, step] of path.entries()) {
      node = childOf(node, step);
      if (node === undefined) break;
      place = this.#place(node, path.slice(depth + 1)) ?? place;
    }
    return place;
  }

  #place(node: unknown, rest: Path): Place | undefined {
    const source = this.#sources.get(node as object);
    if (!source) return undefined;
    const isPart = source.parts?.keys.includes(String(rest[0]));
    const place = isPart ? source.parts?.place : source.place;
    if (!place || 'offset' in place) return place;
    return { file: place.file, pointer: [...place.pointer, ...rest] };
  }
}
