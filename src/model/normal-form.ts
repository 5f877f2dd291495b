import { entryOf } from '../lib/json.js';
import { KINDS } from './kinds.js';
import { childrenOf, type MetadataObject } from './metadata-objects.js';
import { RULES } from './normal-rules.js';
import { asItIs, type Context, chain, fieldsOrAbsent, notKept, type Rule } from './normalize.js';

/**
 * The normal form of an object's entry without its key and its children; `undefined` if nothing is
 * left of it.
 */
export function ownForm({
  type,
  entry,
  context,
}: Pick<MetadataObject, 'type' | 'entry' | 'context'>): unknown {
  return fieldsOrAbsent(OWN_RULES.get(type) ?? {})(entry, context);
}

/** The normal form of one value of an object's entry; `undefined` for a key, for children and at a default. */
export function valueForm(type: string, key: string, value: unknown, context: Context): unknown {
  const rule = entryOf(OWN_RULES.get(type) ?? {}, key) ?? asItIs;
  return rule(value, context) ?? undefined;
}

/** By kind of object, the rules for its entry, of which its key and its children are not kept. */
const OWN_RULES: ReadonlyMap<string, Readonly<Record<string, Rule>>> = new Map(
  [{ type: 'metadata', places: [] }, ...KINDS].map(({ type, places }) => {
    const rules: Record<string, Rule> = { ...RULES[type] };
    for (const { key } of places) if (key !== undefined) rules[key] = notKept;
    for (const { place } of childrenOf(type)) {
      const [list = '', inner] = place.at;
      rules[list] = inner
        ? chain(fieldsOrAbsent({ [inner]: notKept }), rules[list] ?? asItIs)
        : notKept;
    }
    return [type, rules];
  }),
);
