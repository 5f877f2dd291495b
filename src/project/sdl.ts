import type {
  DefinitionNode,
  EnumValueDefinitionNode,
  FieldDefinitionNode,
  InputValueDefinitionNode,
  StringValueNode,
  TypeNode,
} from 'graphql';
import { SyntaxProblem } from './places.js';

/** What `actions.graphql` says: how each action is called, and the types for that. */
export interface Sdl {
  readonly actions: readonly SdlEntry[];
  readonly types: readonly (SdlEntry & { readonly list: CustomTypeList })[];
  /** Where each argument, field and enum value is, as characters counted from 0. */
  readonly offsets: ReadonlyMap<object, number>;
}

/** An action or a custom type: what the metadata has of it, and the character where it is. */
export interface SdlEntry {
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly offset: number;
}

/** The four lists of `custom_types`. */
export const CUSTOM_TYPE_LISTS = ['scalars', 'enums', 'input_objects', 'objects'] as const;
export type CustomTypeList = (typeof CUSTOM_TYPE_LISTS)[number];

const LIST_OF: Readonly<Record<string, CustomTypeList>> = {
  ScalarTypeDefinition: 'scalars',
  EnumTypeDefinition: 'enums',
  InputObjectTypeDefinition: 'input_objects',
  ObjectTypeDefinition: 'objects',
};

const OPERATIONS: Readonly<Record<string, string>> = { Query: 'query', Mutation: 'mutation' };

/** Reads the SDL of actions; throws a `SyntaxProblem`, also for what Hasura's actions do not have. */
export type ParseSdl = (text: string) => Sdl;

/** Loads the GraphQL parser. */
export async function loadSdlParser(): Promise<ParseSdl> {
  const { parse } = await import('graphql/language/parser.js');
  return (text) => {
    // The CLI begins with an empty file, which is not a document to a GraphQL parser.
    if (text.replace(/#.*|[\s,]/g, '') === '') return readDefinitions([]);
    try {
      return readDefinitions(parse(text).definitions);
    } catch (cause) {
      const { message, positions } = cause as { message: string; positions?: readonly number[] };
      if (cause instanceof RangeError) throw new SyntaxProblem('it is nested too deeply', 0);
      if (positions === undefined) throw cause;
      throw new SyntaxProblem(message.replace(/^Syntax Error: |\.$/g, ''), positions[0] ?? 0);
    }
  };
}

type Member = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode;

function readDefinitions(definitions: readonly DefinitionNode[]): Sdl {
  const offsets = new Map<object, number>();
  const membersOf = (nodes: readonly Member[] = []) =>
    nodes.map((node) => {
      const name = node.name.value;
      const own = 'type' in node ? { name, type: printed(node.type) } : { value: name };
      const member = { ...own, description: descriptionOf(node) };
      offsets.set(member, offsetOf(node.name));
      return member;
    });
  const actionsOf = (nodes: readonly FieldDefinitionNode[] = [], type: string) =>
    nodes.map((node) => {
      // The CLI leaves the key out when there are none.
      const args = node.arguments?.length ? membersOf(node.arguments) : undefined;
      const fields = { type, arguments: args, output_type: printed(node.type) };
      return { name: node.name.value, fields, offset: offsetOf(node.name) };
    });
  const sdl = { actions: [] as SdlEntry[], types: [] as Sdl['types'][number][], offsets };
  for (const node of definitions) {
    const isObject = node.kind === 'ObjectTypeDefinition' || node.kind === 'ObjectTypeExtension';
    const operation = isObject ? OPERATIONS[node.name.value] : undefined;
    const list = LIST_OF[node.kind];
    if (isObject && operation) sdl.actions.push(...actionsOf(node.fields, operation));
    else if (list && 'name' in node && node.name) {
      const name = node.name.value;
      const description = 'description' in node ? descriptionOf(node) : null;
      const fields = {
        name,
        ...(description !== null && { description }),
        ...('values' in node && { values: membersOf(node.values) }),
        ...('fields' in node && { fields: membersOf(node.fields) }),
      };
      sdl.types.push({ list, name, fields, offset: offsetOf(node.name) });
    } else if (node.kind !== 'InterfaceTypeDefinition') {
      // The CLI drops interfaces in silence (`getAllTypesFromSdl` in cli-ext), and fails for others.
      throw new SyntaxProblem(
        `${describe(node)} is not supported: Hasura's actions have scalars, enums, inputs and types only`,
        offsetOf(node),
      );
    }
  }
  return sdl;
}

function describe(node: DefinitionNode): string {
  const words = node.kind.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const name = 'name' in node ? node.name?.value : undefined;
  if (name !== undefined) return `${words} ${name}`;
  return `${/^[AEIOU]/.test(words) ? 'An' : 'A'} ${words.toLowerCase()}`;
}

function descriptionOf(node: { readonly description?: StringValueNode | undefined }) {
  return node.description ? node.description.value.trim() : null;
}

function printed(type: TypeNode): string {
  if (type.kind === 'NamedType') return type.name.value;
  return type.kind === 'ListType' ? `[${printed(type.type)}]` : `${printed(type.type)}!`;
}

function offsetOf(node: { readonly loc?: DefinitionNode['loc'] }): number {
  return node.loc?.start ?? 0;
}
