import { asRecord, isRecord } from '../lib/json.js';
import { ACTIONS_SDL } from './layout.js';
import { type Path, type Place, ProjectError, type SourceMap, unexpected } from './places.js';
import { CUSTOM_TYPE_LISTS, type Sdl, type SdlEntry } from './sdl.js';

/** What only the SDL decides about an action, and what only the YAML decides about a type. */
const KEYS_OF_SDL = ['type', 'arguments', 'output_type'];
const KEYS_OF_YAML = ['description', 'relationships'];

/** An entry of the SDL, and the item of the YAML that has its name. */
interface Pair {
  readonly entry: SdlEntry;
  readonly inSdl: Place;
  readonly overlay: { readonly fields: Record<string, unknown>; readonly path: Path } | undefined;
}

/**
 * Makes `actions` and `custom_types` of `actions.graphql`, which says how actions are called, with
 * `actions.yaml`, which says how they are handled, laid over it by name.
 */
export class ActionsMerge {
  readonly #sdl: Sdl;
  readonly #yaml: Record<string, unknown>;
  readonly #files: { readonly sdl: string; readonly yaml: string };
  readonly #sources: SourceMap;

  /** Takes what the two files say, their paths, and where the sources of nodes are noted. */
  constructor(
    sdl: Sdl,
    yaml: Record<string, unknown>,
    files: { readonly sdl: string; readonly yaml: string },
    sources: SourceMap,
  ) {
    this.#sdl = sdl;
    this.#yaml = yaml;
    this.#files = files;
    this.#sources = sources;
  }

  merged(): Record<string, unknown> {
    for (const [node, offset] of this.#sdl.offsets) this.#sources.note(node, this.#inSdl(offset));
    const actions = this.#pairs(this.#sdl.actions, this.#yaml['actions'], ['actions']);
    const types = this.#types();
    return {
      ...(actions.length > 0 && { actions: actions.map((pair) => this.#action(pair)) }),
      ...(types && { custom_types: types }),
    };
  }

  #action({ entry, inSdl, overlay }: Pair): Record<string, unknown> {
    const place = overlay ? this.#inYaml([...overlay.path, 'definition']) : inSdl;
    const handled = overlay?.fields['definition'] ?? {};
    if (!isRecord(handled)) throw unexpected('a map, the action’s definition', handled, place);
    const definition = { kind: '', handler: '', ...handled, ...entry.fields };
    const action = { name: entry.name, ...overlay?.fields, definition };
    this.#sources.note(action, overlay ? this.#inYaml(overlay.path) : inSdl);
    this.#sources.note(definition, place, { keys: KEYS_OF_SDL, place: inSdl });
    return action;
  }

  #types(): Record<string, unknown> | undefined {
    const written = this.#yaml['custom_types'] ?? {};
    const top = ['custom_types'];
    if (!isRecord(written)) throw unexpected('a map of lists', written, this.#inYaml(top));
    const types: Record<string, unknown> = {};
    for (const list of CUSTOM_TYPE_LISTS) {
      const entries = this.#sdl.types.filter((type) => type.list === list);
      const pairs = this.#pairs(entries, written[list], [...top, list]);
      types[list] = pairs.map((pair) => this.#type(pair));
    }
    const [first] = this.#sdl.types;
    if (!first) return undefined;
    this.#sources.note(types, this.#inSdl(first.offset));
    return types;
  }

  #type({ entry, inSdl, overlay }: Pair): Record<string, unknown> {
    const type: Record<string, unknown> = { ...entry.fields };
    for (const key of overlay ? KEYS_OF_YAML : []) {
      const value = overlay?.fields[key];
      if (value !== undefined && value !== null) type[key] = value;
      // A description that the YAML lacks is erased.
      else delete type[key];
    }
    const parts = overlay && { keys: KEYS_OF_YAML, place: this.#inYaml(overlay.path) };
    this.#sources.note(type, inSdl, parts);
    return type;
  }

  #pairs(entries: readonly SdlEntry[], list: unknown, at: Path): readonly Pair[] {
    const pairs = new Map<string, Pair>();
    for (const entry of entries) {
      const inSdl = this.#inSdl(entry.offset);
      if (pairs.has(entry.name)) throw duplicate(entry.name, inSdl);
      pairs.set(entry.name, { entry, inSdl, overlay: undefined });
    }
    if (!Array.isArray(list ?? [])) throw unexpected('a list', list, this.#inYaml(at));
    for (const [index, item] of ((list ?? []) as unknown[]).entries()) {
      const path = [...at, index];
      const fields = asRecord(item);
      const name = fields?.['name'];
      if (!fields || typeof name !== 'string') {
        throw unexpected('a map with a name', item, this.#inYaml(path));
      }
      const pair = pairs.get(name);
      if (!pair) {
        const message = `${JSON.stringify(name)} is not among the ${at.at(-1)} of ${ACTIONS_SDL}. Add it there, or remove it here.`;
        throw new ProjectError(message, this.#inYaml(path));
      }
      if (pair.overlay) throw duplicate(name, this.#inYaml(path));
      pairs.set(name, { ...pair, overlay: { fields, path } });
    }
    return [...pairs.values()];
  }

  #inSdl(offset: number): Place {
    return { file: this.#files.sdl, offset };
  }

  #inYaml(pointer: Path): Place {
    return { file: this.#files.yaml, pointer };
  }
}

function duplicate(name: string, place: Place): ProjectError {
  const message = `${JSON.stringify(name)} occurs twice here. Names must be unique, those of actions in Query and Mutation together.`;
  return new ProjectError(message, place);
}
