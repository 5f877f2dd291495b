import { entryOf, type Fields, isRecord } from '../lib/json.js';
import { KINDS } from './kinds.js';
import { childrenOf, type MetadataObject } from './metadata-objects.js';
import { RULES } from './normal-rules.js';
import { type Context, mapFields, type Rule } from './normalize.js';

/**
 * The normal form of an object's entry without its key and its children; `undefined` if nothing is
 * left of it.
 */
export function ownForm({
  type,
  entry,
  context,
}: Pick<MetadataObject, 'type' | 'entry' | 'context'>): unknown {
  if (!isRecord(entry)) return entry;
  const own = mapFields(entry, (value, key) => valueForm(type, key, value, context));
  return Object.keys(own).length === 0 ? undefined : own;
}

/** The normal form of one value of an object's entry; `undefined` of a key, of children and at a default. */
export function valueForm(type: string, key: string, value: unknown, context: Context): unknown {
  const layout = LAYOUTS.get(type);
  if (layout?.apart.has(key)) return undefined;
  const inner = layout?.inner.get(key);
  const own =
    inner !== undefined && isRecord(value)
      ? mapFields(value, (item, name) => (name === inner ? undefined : item))
      : value;
  if (own !== value && Object.keys(own as Fields).length === 0) return undefined;
  const rule = entryOf(layout?.rules ?? {}, key);
  return (rule ? rule(own, context) : own) ?? undefined;
}

/** Which entries of an object are its own. */
interface Layout {
  /** Those that hold its key or its children. */
  readonly apart: ReadonlySet<string>;
  /** Those that hold its children under this key. */
  readonly inner: ReadonlyMap<string, string>;
  readonly rules: Readonly<Record<string, Rule>>;
}

const LAYOUTS = new Map<string, Layout>(
  [{ type: 'metadata', places: [] }, ...KINDS].map(({ type, places }) => {
    const paths = childrenOf(type).map(({ place }) => place.at);
    const keys = places.map(({ key }) => key);
    const layout = {
      apart: new Set([...paths.filter(({ length }) => length === 1).flat(), ...keys].map(String)),
      inner: new Map(paths.flatMap(([head, next]) => (head && next ? [[head, next]] : []))),
      rules: entryOf(RULES, type) ?? {},
    };
    return [type, layout];
  }),
);
