import type { Event } from 'js-yaml';
import { SyntaxProblem } from './error.js';

type Yaml = typeof import('js-yaml');

/** Keys that `<<` may copy in one file before that counts as an attack. */
const MERGED_KEYS_MAX = 1_000_000;

/** The parser's message for a line within brackets or quotes that is indented too little. */
const TOO_SHALLOW = 'deficient indentation';
const DEEPER = ' '.repeat(100);
/** Every such line is a reason to parse the file once more. */
const LOOSE_LINES_MAX = 1_000;

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
  return withLooseBrackets((text) => {
    let events: Event[] = [];
    try {
      // The same as `load`, which sorts its options: that costs small files a few per cent.
      events = yaml.parseEvents(text, {});
      const options = { source: text, schema, maxTotalMergeKeys: MERGED_KEYS_MAX };
      const documents = yaml.constructFromEvents(events, options);
      if (documents.length <= 1) return documents[0];
    } catch (cause) {
      throw problemOf(yaml, text, events, cause);
    }
    const message = 'a second YAML document begins here, and only one can be sent';
    throw new SyntaxProblem(message, text.lastIndexOf('\n---') + 1);
  });
}

/**
 * Lines within brackets or quotes may be indented less than YAML 1.2 asks for, such as a closing
 * bracket below its key: the parser of Hasura's own CLI takes them.
 */
function withLooseBrackets(parse: (text: string) => unknown): (text: string) => unknown {
  return (text) => {
    let indented = text;
    let first: unknown;
    for (let tries = 0; tries < LOOSE_LINES_MAX; tries += 1) {
      try {
        return parse(indented);
      } catch (problem) {
        // What is wrong after that is an effect of it, such as a bracket that is not closed.
        first ??= problem;
        if (!(problem instanceof SyntaxProblem) || problem.message !== TOO_SHALLOW) break;
        const start = indented.lastIndexOf('\n', problem.offset - 1) + 1;
        indented = `${indented.slice(0, start)}${DEEPER}${indented.slice(start)}`;
      }
    }
    throw first;
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

function problemOf(yaml: Yaml, text: string, events: readonly Event[], cause: unknown): unknown {
  if (cause instanceof InexactNumber) {
    const number = cause.message;
    for (const event of events) {
      if (event.type !== yaml.EVENT_ID.SCALAR || event.style !== yaml.SCALAR_STYLE.PLAIN) continue;
      if (yaml.getScalarValue(text, event) !== number) continue;
      const message = `the number ${number} cannot be sent exactly: put it in quotes`;
      return new SyntaxProblem(message, event.valueStart);
    }
  }
  if (!(cause instanceof yaml.YAMLException)) return cause;
  const offset = cause.mark?.position ?? 0;
  // The parser's own message depends on what is around a tab, and seldom names it.
  const isTab = /^ *\t/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1));
  return new SyntaxProblem(isTab ? 'indent by spaces, not by tabs' : explain(cause.reason), offset);
}

/** The parser's message, except for mistakes that people make often. */
function explain(reason: string): string {
  if (reason.startsWith('duplicated mapping key')) {
    return 'this key occurs twice in its map, and only one of them can be sent';
  }
  const tag = /^unknown \w+ tag !<(.*)>$/s.exec(reason)?.[1];
  return tag === undefined ? reason : `the tag ${tag} is unknown`;
}
