import type {
  DefinitionNode,
  EnumValueDefinitionNode,
  FieldDefinitionNode,
  InputValueDefinitionNode,
  StringValueNode,
  TypeNode,
} from 'graphql';
import { entryOf } from '../lib/json.js';
import { type Place, type SourceMap, syntaxError } from './places.js';

/** An action or a custom type of `actions.graphql`: how it is called, or what it is made of. */
export interface SdlEntry {
  /** The list of the metadata that it belongs to. */
  readonly list: 'actions' | CustomTypeList;
  readonly name: string;
  /** What the metadata has of it. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

const LIST_OF = {
  ScalarTypeDefinition: 'scalars',
  EnumTypeDefinition: 'enums',
  InputObjectTypeDefinition: 'input_objects',
  ObjectTypeDefinition: 'objects',
} as const;
type CustomTypeList = (typeof LIST_OF)[keyof typeof LIST_OF];
/** The four lists of `custom_types`. */
export const CUSTOM_TYPE_LISTS: readonly CustomTypeList[] = Object.values(LIST_OF);

const OPERATIONS: Readonly<Record<string, string>> = { Query: 'query', Mutation: 'mutation' };

/**
 * Reads the SDL of actions, and notes where arguments, fields and enum values are. Throws a
 * `ProjectError`, also for what Hasura's actions do not have.
 */
export type ParseSdl = (text: string, file: string, sources: SourceMap) => readonly SdlEntry[];

/** Loads the GraphQL parser. */
export async function loadSdlParser(): Promise<ParseSdl> {
  const { parse } = await import('graphql/language/parser.js');
  return (text, file, sources) => {
    // The CLI begins with an empty file, which is not a document to a GraphQL parser.
    if (text.replace(/#.*|[\s,]/g, '') === '') return [];
    let definitions: readonly DefinitionNode[];
    try {
      ({ definitions } = parse(text));
    } catch (cause) {
      const { message, positions } = cause as { message: string; positions?: readonly number[] };
      if (cause instanceof RangeError) throw syntaxError('it is nested too deeply', file, 0);
      if (positions === undefined) throw cause;
      throw syntaxError(message.replace(/^Syntax Error: |\.$/g, ''), file, positions[0] ?? 0);
    }
    return definitions.flatMap((node) => entriesOf(node, file, sources));
  };
}

function entriesOf(node: DefinitionNode, file: string, sources: SourceMap): readonly SdlEntry[] {
  const placeOf = ({ loc }: Pick<DefinitionNode, 'loc'>) => ({ file, offset: loc?.start ?? 0 });
  const membersOf = (nodes: readonly Member[] = []) =>
    nodes.map((each) => {
      const name = each.name.value;
      const own = 'type' in each ? { name, type: printed(each.type) } : { value: name };
      const member = { ...own, description: descriptionOf(each) };
      sources.note(member, placeOf(each.name));
      return member;
    });
  const isObject = node.kind === 'ObjectTypeDefinition' || node.kind === 'ObjectTypeExtension';
  const type = isObject ? entryOf(OPERATIONS, node.name.value) : undefined;
  if (isObject && type) {
    return (node.fields ?? []).map((action) => {
      // The CLI leaves the key out when there are none.
      const args = action.arguments?.length ? membersOf(action.arguments) : undefined;
      const fields = { type, arguments: args, output_type: printed(action.type) };
      return { list: 'actions', name: action.name.value, fields, place: placeOf(action.name) };
    });
  }
  const list = entryOf<CustomTypeList>(LIST_OF, node.kind);
  if (list && 'name' in node && node.name) {
    const name = node.name.value;
    const description = 'description' in node ? descriptionOf(node) : null;
    const fields = {
      name,
      ...(description !== null && { description }),
      ...('values' in node && { values: membersOf(node.values) }),
      ...('fields' in node && { fields: membersOf(node.fields) }),
    };
    return [{ list, name, fields, place: placeOf(node.name) }];
  }
  // The CLI drops interfaces in silence (`getAllTypesFromSdl` in cli-ext), and fails for others.
  if (node.kind === 'InterfaceTypeDefinition') return [];
  const problem = `${describe(node)} is not supported: Hasura's actions have scalars, enums, inputs and types only`;
  throw syntaxError(problem, file, node.loc?.start ?? 0);
}

type Member = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode;

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
