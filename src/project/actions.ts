import { asRecord, isRecord } from '../lib/json.js';
import { ACTIONS_SDL } from './layout.js';
import {
  type NodePlace,
  type Path,
  type Place,
  ProjectError,
  type SourceMap,
  unexpected,
} from './places.js';
import { CUSTOM_TYPE_LISTS, type SdlEntry } from './sdl.js';

/** What only the SDL decides about an action, and what only the YAML decides about a type. */
const KEYS_OF_SDL = ['type', 'arguments', 'output_type'];
const KEYS_OF_YAML = ['description', 'relationships'];

/** An entry of the SDL, and the item of the YAML that has its name. */
interface Pair extends SdlEntry {
  readonly overlay?: { readonly fields: Record<string, unknown>; readonly place: NodePlace };
}

/**
 * Makes `actions` and `custom_types` of the entries of `actions.graphql`, which says how actions are
 * called, with `actions.yaml`, which says how they are handled, laid over it by name.
 */
export function mergeActions(
  entries: readonly SdlEntry[],
  yaml: Record<string, unknown>,
  file: string,
  sources: SourceMap,
): Record<string, unknown> {
  const pairsIn = (list: string, items: unknown, pointer: Path) =>
    pairsOf(
      entries.filter((entry) => entry.list === list),
      items,
      { file, pointer },
    );
  const actions = pairsIn('actions', yaml['actions'], ['actions']);
  const written = yaml['custom_types'] ?? {};
  const top = { file, pointer: ['custom_types'] };
  if (!isRecord(written)) throw unexpected('a map of lists', written, top);
  const types = CUSTOM_TYPE_LISTS.map((list) => {
    const pairs = pairsIn(list, written[list], ['custom_types', list]);
    return [list, pairs.map((pair) => mergeType(pair, sources))];
  });
  const custom_types = Object.fromEntries(types);
  const firstType = entries.find(({ list }) => list !== 'actions');
  sources.note(custom_types, firstType?.place);
  return {
    ...(actions.length > 0 && { actions: actions.map((pair) => mergeAction(pair, sources)) }),
    ...(firstType && { custom_types }),
  };
}

function mergeAction({ name, fields, place, overlay }: Pair, sources: SourceMap): object {
  const handled = overlay?.fields['definition'] ?? {};
  const handledAt = overlay ? childPlace(overlay.place, 'definition') : place;
  if (!isRecord(handled)) throw unexpected('a map, the action’s definition', handled, handledAt);
  const definition = { kind: '', handler: '', ...handled, ...fields };
  const action = { name, ...overlay?.fields, definition };
  sources.note(action, overlay?.place ?? place);
  sources.note(definition, handledAt, { keys: KEYS_OF_SDL, place });
  return action;
}

function mergeType({ fields, place, overlay }: Pair, sources: SourceMap): object {
  const type: Record<string, unknown> = { ...fields };
  for (const key of overlay ? KEYS_OF_YAML : []) {
    const value = overlay?.fields[key];
    if (value !== undefined && value !== null) type[key] = value;
    // A description that the YAML lacks is erased.
    else delete type[key];
  }
  sources.note(type, place, overlay && { keys: KEYS_OF_YAML, place: overlay.place });
  return type;
}

function pairsOf(entries: readonly SdlEntry[], list: unknown, place: NodePlace): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  for (const entry of entries) {
    if (pairs.has(entry.name)) throw duplicate(entry.name, entry.place);
    pairs.set(entry.name, entry);
  }
  const items: unknown = list ?? [];
  if (!Array.isArray(items)) throw unexpected('a list', items, place);
  for (const [index, item] of items.entries()) {
    const itemPlace = childPlace(place, index);
    const fields = asRecord(item);
    const name = fields?.['name'];
    if (!fields || typeof name !== 'string') throw unexpected('a map with a name', item, itemPlace);
    const pair = pairs.get(name);
    if (!pair) {
      const message = `${JSON.stringify(name)} is not among the ${place.pointer.at(-1)} of ${ACTIONS_SDL}. Add it there, or remove it here.`;
      throw new ProjectError(message, itemPlace);
    }
    if (pair.overlay) throw duplicate(name, itemPlace);
    pairs.set(name, { ...pair, overlay: { fields, place: itemPlace } });
  }
  return [...pairs.values()];
}

function childPlace({ file, pointer }: NodePlace, step: string | number): NodePlace {
  return { file, pointer: [...pointer, step] };
}

function duplicate(name: string, place: Place): ProjectError {
  const message = `${JSON.stringify(name)} occurs twice here. Names must be unique, those of actions in Query and Mutation together.`;
  return new ProjectError(message, place);
}
