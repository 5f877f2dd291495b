import type { Event } from 'js-yaml';

export type Yaml = typeof import('js-yaml');

/** What the parser finds in a text, and the text that it was given instead. */
export interface ReadEvents {
  readonly events: readonly Event[];
  /** The text in which some lines may be indented deeper. */
  readonly source: string;
  /** An offset in the text as it is in the file, from one in `source`. */
  readonly offsetIn: (offset: number) => number;
}

/** The parser's message for a line within brackets or quotes that is indented too little. */
const TOO_SHALLOW = 'deficient indentation';
const DEEPER = ' '.repeat(100);
/** Every such line is a reason to parse the file once more. */
const SHALLOW_LINES_MAX = 1_000;

/**
 * Parses YAML. Lines within brackets or quotes may be indented less than YAML 1.2 asks for, such as
 * a closing bracket below its key: the parser of Hasura's own CLI takes them. Throws the parser's
 * exception.
 */
export function readEvents(yaml: Yaml, text: string): ReadEvents {
  let source = text;
  const indented: number[] = [];
  const offsetIn = (offset: number) =>
    offset - DEEPER.length * indented.filter((start) => start < offset).length;
  for (;;) {
    try {
      return { events: yaml.parseEvents(source, {}), source, offsetIn };
    } catch (problem) {
      const isShallow = problem instanceof yaml.YAMLException && problem.reason === TOO_SHALLOW;
      // What is wrong after that is an effect of it, such as a bracket that is not closed.
      if (!isShallow || indented.length === SHALLOW_LINES_MAX) break;
      const start = source.lastIndexOf('\n', (problem.mark?.position ?? 0) - 1) + 1;
      source = `${source.slice(0, start)}${DEEPER}${source.slice(start)}`;
      indented.push(start);
    }
  }
  return { events: yaml.parseEvents(text, {}), source: text, offsetIn: (offset) => offset };
}
