import type { ConstDirectiveNode, DefinitionNode, FieldDefinitionNode } from 'graphql';
import { asList, asRecord, asText, type Fields } from '../lib/json.js';
import { type Access, accessFrom } from './access-permission.js';

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
  const known = new Set(sdlIn(before).map(collapseSdl));
  const differs = sdlIn(after).some((sdl) => !known.has(collapseSdl(sdl)));
  return differs ? await loadNormalSdl() : collapseSdl;
}

const sdlIn = (metadata: Fields): string[] =>
  asList(metadata['remote_schemas'])
    .flatMap((schema) => asList(asRecord(schema)?.['permissions']))
    .flatMap((item) => asText(asRecord(asRecord(item)?.['definition'])?.['schema']) ?? []);

/** Loads the GraphQL parser, which few runs need. */
async function loadGraphql() {
  const [{ parse }, { print }, { visit }] = await Promise.all([
    import('graphql/language/parser.js'),
    import('graphql/language/printer.js'),
    import('graphql/language/visitor.js'),
  ]);
  return { parse, print, visit };
}

async function loadNormalSdl(): Promise<NormalSdl> {
  const { parse, print, visit } = await loadGraphql();
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

/** The access of two schemas of a remote schema permission, as SDL. */
export type SdlAccess = (before: string, after: string) => Access | undefined;

/** What compares the SDL of remote schema permissions; it loads the GraphQL parser. */
export async function loadSdlAccess(): Promise<SdlAccess> {
  const { parse, print } = await loadGraphql();
  const partsOf = (sdl: string): ReadonlyMap<string, string> => {
    const { definitions } = parse(sdl, { noLocation: true });
    return new Map([DEFAULT_ROOT, ...definitions.flatMap((each) => partsIn(each, print))]);
  };
  return (before, after) => {
    try {
      return compareParts(partsOf(before), partsOf(after));
    } catch {
      // The server refuses what does not parse.
      return before === after ? undefined : 'different';
    }
  };
}

function compareParts(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Access | undefined {
  const gained = [...after].filter(([part]) => !before.has(part));
  const lost = [...before].filter(([part]) => !after.has(part));
  // An argument or input field with a preset is not for the role to set.
  const isPreset = ([part, value]: Part): boolean => {
    const owner = part.replace(/[.:]\w+$/, '');
    return /@preset\b/.test(value) && before.has(owner) && after.has(owner);
  };
  const isProven =
    [...after].every(([part, value]) => (before.get(part) ?? value) === value) &&
    ![...gained, ...lost].some(isPreset);
  return isProven ? accessFrom(gained.length > 0, lost.length > 0) : 'different';
}

/** What a schema consists of, `Type.field(argument)` for example, and how it is defined. */
type Part = [name: string, value: string];

/** Of a schema that does not name it (`getSchemaDocIntrospection`). */
const DEFAULT_ROOT: Part = ['schema.query', 'Query'];

type Print = typeof import('graphql/language/printer.js')['print'];
/** What types, fields, arguments and values have in common. */
type Member = Pick<FieldDefinitionNode, 'name'> &
  Partial<Pick<FieldDefinitionNode, 'type' | 'arguments'>> & {
    readonly directives?: readonly ConstDirectiveNode[];
    readonly defaultValue?: Parameters<Print>[0];
  };

function partsIn(definition: DefinitionNode, print: Print): Part[] {
  if (definition.kind === 'SchemaDefinition') {
    return definition.operationTypes.map(({ operation, type }) => [
      `schema.${operation}`,
      type.name.value,
    ]);
  }
  // Directives and extensions are compared as a whole.
  if (!definition.kind.endsWith('TypeDefinition')) return [[print(definition), '']];
  const type = definition as Member & {
    readonly fields?: readonly Member[];
    readonly values?: readonly Member[];
    readonly interfaces?: readonly Member[];
    readonly types?: readonly Member[];
  };
  const partOf = (prefix: string, { name, type, defaultValue, directives = [] }: Member): Part => [
    `${prefix}${name.value}`,
    [...(type ? [type] : []), ...(defaultValue ? [defaultValue] : []), ...directives]
      .map((each) => print(each))
      .join(' '),
  ];
  const own = type.name.value;
  const members = [...(type.fields ?? []), ...(type.values ?? [])];
  return [
    [own, [definition.kind, partOf('', type)[1]].join(' ')],
    ...members.map((each) => partOf(`${own}.`, each)),
    ...members.flatMap(({ name, arguments: all = [] }) =>
      all.map((each) => partOf(`${own}.${name.value}:`, each)),
    ),
    ...(type.interfaces ?? []).map(({ name }): Part => [`${own} implements ${name.value}`, '']),
    ...(type.types ?? []).map(({ name }): Part => [`${own} = ${name.value}`, '']),
  ];
}
