import type { Event } from 'js-yaml';
import { SyntaxProblem } from './error.js';
import { type ReadEvents, readEvents, type Yaml } from './yaml-events.js';

/** Keys that `<<` may copy in one file before that counts as an attack. */
const MERGED_KEYS_MAX = 1_000_000;

/** The value of a node that has the tag `!include`. */
export class IncludeTag {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
}

/**
 * Loads the YAML parser. The schema is YAML 1.2's core: `yes`, `on` and dates stay strings; `<<`
 * merges, as in Hasura's own CLI. The parser returns `undefined` for an empty text, and throws a
 * `SyntaxProblem`.
 */
export async function loadYamlParser(): Promise<(text: string) => unknown> {
  const yaml = await import('js-yaml');
  const schema = yaml.CORE_SCHEMA.withTags(
    yaml.mergeTag,
    exact(yaml.intCoreTag, Number.isSafeInteger),
    exact(yaml.floatCoreTag, Number.isFinite),
    yaml.defineScalarTag('!include', {
      resolve: (source) => new IncludeTag(source),
      identify: () => false,
    }),
  );
  return (text) => {
    let read: ReadEvents = { events: [], source: text, offsetIn: (offset) => offset };
    try {
      read = readEvents(yaml, text);
      const options = { source: read.source, schema, maxTotalMergeKeys: MERGED_KEYS_MAX };
      const documents = yaml.constructFromEvents(read.events as Event[], options);
      if (documents.length <= 1) return documents[0];
    } catch (cause) {
      throw problemOf(yaml, read, cause);
    }
    const message = 'a second YAML document begins here, and only one can be sent';
    throw new SyntaxProblem(message, text.lastIndexOf('\n---') + 1);
  };
}

/** A number that JavaScript would send as another number. */
class InexactNumber extends Error {}

function exact(tag: Yaml['intCoreTag'], fits: (value: number) => boolean): Yaml['intCoreTag'] {
  const resolve: Yaml['intCoreTag']['resolve'] = (source, isExplicit, tagName) => {
    const value = tag.resolve(source, isExplicit, tagName);
    if (typeof value === 'number' && !fits(value)) throw new InexactNumber(source);
    return value;
  };
  return { ...tag, resolve };
}

function problemOf(yaml: Yaml, { events, source, offsetIn }: ReadEvents, cause: unknown): unknown {
  if (cause instanceof InexactNumber) {
    const number = cause.message;
    for (const event of events) {
      if (event.type !== yaml.EVENT_ID.SCALAR || event.style !== yaml.SCALAR_STYLE.PLAIN) continue;
      if (yaml.getScalarValue(source, event) !== number) continue;
      const message = `the number ${number} cannot be sent exactly: put it in quotes`;
      return new SyntaxProblem(message, offsetIn(event.valueStart));
    }
  }
  if (!(cause instanceof yaml.YAMLException)) return cause;
  const offset = cause.mark?.position ?? 0;
  // The parser's own message depends on what is around a tab, and seldom names it.
  const isTab = /^ *\t/.test(source.slice(source.lastIndexOf('\n', offset - 1) + 1));
  const message = isTab ? 'indent by spaces, not by tabs' : explain(cause.reason);
  return new SyntaxProblem(message, offsetIn(offset));
}

/** The parser's message, except for mistakes that people make often. */
function explain(reason: string): string {
  if (reason.startsWith('duplicated mapping key')) {
    return 'this key occurs twice in its map, and only one of them can be sent';
  }
  const tag = /^unknown \w+ tag !<(.*)>$/s.exec(reason)?.[1];
  return tag === undefined ? reason : `the tag ${tag} is unknown`;
}
