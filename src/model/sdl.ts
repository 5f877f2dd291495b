import type { DefinitionNode } from 'graphql';
import { asList, asRecord, asText, type Fields } from '../lib/narrow.js';

/** Brings the SDL of a remote schema's permission to a form in which equal schemas are equal. */
export type NormalSdl = (sdl: string) => string;

/** Without white space, commas and comments. */
export const collapseSdl: NormalSdl = (sdl) =>
  (sdl.match(TOKEN) ?? []).filter((token) => !token.startsWith('#')).join(' ');

const TOKEN = /"""(?:\\"""|[\s\S])*?"""|"(?:\\.|[^"\\\n])*"|#.*|[\w.-]+|[^\s,\ufeff]/g;

/**
 * What compares the SDL of both: servers print it with its definitions in another order. The parser
 * is loaded only if texts differ in more than white space.
 */
export async function normalSdlFor(before: Fields, after: Fields): Promise<NormalSdl> {
  const known = new Set([...sdlIn(before)].map(collapseSdl));
  const differs = [...sdlIn(after)].some((sdl) => !known.has(collapseSdl(sdl)));
  return differs ? await loadNormalSdl() : collapseSdl;
}

function* sdlIn(metadata: Fields): Generator<string> {
  for (const schema of asList(metadata['remote_schemas'])) {
    for (const permission of asList(asRecord(schema)?.['permissions'])) {
      const sdl = asText(asRecord(asRecord(permission)?.['definition'])?.['schema']);
      if (sdl !== undefined) yield sdl;
    }
  }
}

async function loadNormalSdl(): Promise<NormalSdl> {
  const [{ parse }, { print }, { visit }] = await Promise.all([
    import('graphql/language/parser.js'),
    import('graphql/language/printer.js'),
    import('graphql/language/visitor.js'),
  ]);
  return (sdl) => {
    try {
      const { definitions } = visit(parse(sdl, { noLocation: true }), {
        StringValue: (node) => ({ ...node, block: false }),
      });
      const printed = definitions.map((each: DefinitionNode) => print(each));
      // Printed alike, and in a form that people can read if it differs.
      return printed.sort().join('\n\n');
    } catch {
      // The server refuses what does not parse: its text is all there is to compare.
      return collapseSdl(sdl);
    }
  };
}
