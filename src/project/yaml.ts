import type { ScalarEvent } from 'js-yaml';
import { type Format, IncludeTag, SyntaxProblem } from './format.js';
import { eventOffset, readPositions } from './yaml-positions.js';

type Yaml = typeof import('js-yaml');

/** Keys that `<<` may copy in one file before that counts as an attack. */
const MERGED_KEYS_MAX = 1_000_000;

/**
 * Loads the YAML parser, once it is needed. The schema is YAML 1.2's core: `yes`, `on` and dates
 * stay strings; `<<` merges, as it does for Hasura's own CLI. Values and positions come from one
 * parser, so that both always agree on what a file says.
 */
export async function loadYaml(): Promise<Format> {
  const yaml = await import('js-yaml');
  const schema = yaml.CORE_SCHEMA.withTags(
    yaml.mergeTag,
    jsonNumber(yaml.intCoreTag, Number.isSafeInteger),
    jsonNumber(yaml.floatCoreTag, Number.isFinite),
    yaml.defineScalarTag('!include', {
      resolve: (source) => new IncludeTag(source),
      identify: () => false,
    }),
  );
  return {
    parse(text) {
      try {
        // What `load` does, which costs small files a few per cent more by sorting its options.
        const documents = yaml.constructFromEvents(yaml.parseEvents(text, {}), {
          source: text,
          schema,
          maxTotalMergeKeys: MERGED_KEYS_MAX,
        });
        if (documents.length > 1) throw severalDocuments(yaml, text);
        return documents[0];
      } catch (cause) {
        throw problemOf(yaml, text, cause);
      }
    },
    positions: (text) => readPositions(yaml, text),
  };
}

/** A number that JSON, as JavaScript writes it, would send as another one. */
class UnfitNumber extends Error {
  readonly source: string;
  constructor(source: string) {
    super(`${source} is no number that can be sent as it stands`);
    this.source = source;
  }
}

function jsonNumber(tag: Yaml['intCoreTag'], fits: (value: number) => boolean): Yaml['intCoreTag'] {
  const resolve: Yaml['intCoreTag']['resolve'] = (source, isExplicit, tagName) => {
    const value = tag.resolve(source, isExplicit, tagName);
    if (typeof value === 'number' && !fits(value)) throw new UnfitNumber(source);
    return value;
  };
  return { ...tag, resolve };
}

function problemOf(yaml: Yaml, text: string, cause: unknown): unknown {
  if (cause instanceof UnfitNumber) {
    const isIt = (event: ScalarEvent) => yaml.getScalarValue(text, event) === cause.source;
    const event = yaml
      .parseEvents(text, {})
      .find((each) => each.type === yaml.EVENT_ID.SCALAR && isIt(each));
    return new SyntaxProblem(
      `the number ${cause.source} cannot be sent exactly: write it in quotes`,
      (event && eventOffset(event)) ?? 0,
    );
  }
  if (!(cause instanceof yaml.YAMLException)) return cause;
  const offset = cause.mark?.position ?? 0;
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1);
  const reason = /^ *\t/.test(line) ? TAB : explained(cause.reason);
  return new SyntaxProblem(reason, offset);
}

/** What the parser makes of a tab depends on what stands around it, and seldom names the tab. */
const TAB = 'a tab indents this line, where YAML takes spaces only';

function severalDocuments(yaml: Yaml, text: string): SyntaxProblem {
  const events = yaml.parseEvents(text, {});
  const second = events.findLastIndex((event) => event.type === yaml.EVENT_ID.DOCUMENT);
  const first = events[second + 1];
  const offset = (first && eventOffset(first)) ?? text.lastIndexOf('\n---') + 1;
  return new SyntaxProblem('another YAML document begins here, and only one can be sent', offset);
}

/** The parser's words, with what to do about the mistakes that people make. */
function explained(reason: string): string {
  if (reason.startsWith('duplicated mapping key')) {
    return 'this key stands twice in its map, and only one of the two could be sent';
  }
  const tag = /^unknown \w+ tag !<(.*)>$/s.exec(reason)?.[1];
  return tag === undefined ? reason : `the tag ${tag} means nothing here`;
}
