import type {
  ConstDirectiveNode,
  DefinitionNode,
  EnumValueDefinitionNode,
  FieldDefinitionNode,
  InputValueDefinitionNode,
  StringValueNode,
  TypeNode,
} from 'graphql';
import { SyntaxProblem } from './format.js';

/** What `actions.graphql` says: how each action is called, and the types that takes. */
export interface Sdl {
  readonly actions: readonly SdlAction[];
  readonly types: readonly SdlType[];
  /** Where each argument, field and value stands. */
  readonly offsets: ReadonlyMap<object, number>;
}

/** A field of `Query` or `Mutation`, as the metadata has it. */
export interface SdlAction {
  readonly name: string;
  readonly definition: {
    readonly type: 'query' | 'mutation';
    /** `undefined` when there is none: the CLI leaves the key out then. */
    readonly arguments: readonly SdlField[] | undefined;
    readonly output_type: string;
  };
  readonly offset: number;
}

/** A custom type, and the list of the metadata that it belongs to. */
export interface SdlType {
  readonly list: CustomTypeList;
  readonly definition: Readonly<Record<string, unknown>> & { readonly name: string };
  readonly offset: number;
}

/** The four lists of `custom_types`. */
export const CUSTOM_TYPE_LISTS = ['scalars', 'enums', 'input_objects', 'objects'] as const;
export type CustomTypeList = (typeof CUSTOM_TYPE_LISTS)[number];

interface SdlField {
  readonly name: string;
  readonly type: string;
  readonly description: string | null;
}

/** Reads the SDL of a project's actions; throws a `SyntaxProblem` for what Hasura has no place for. */
export async function readSdl(text: string): Promise<Sdl> {
  // An empty file is what the CLI begins with, and no document to a GraphQL parser.
  if (text.replace(/#.*|[\s,]/g, '') === '') return new SdlReader([]);
  return new SdlReader(await parse(text));
}

async function parse(text: string): Promise<readonly DefinitionNode[]> {
  const { parse: parseGraphql } = await import('graphql/language/parser.js');
  try {
    return parseGraphql(text).definitions;
  } catch (cause) {
    const { message, positions } = cause as { message: string; positions?: readonly number[] };
    if (cause instanceof RangeError) throw new SyntaxProblem('it nests too deeply', 0);
    if (positions === undefined) throw cause;
    throw new SyntaxProblem(message.replace(/^Syntax Error: |\.$/g, ''), positions[0] ?? 0);
  }
}

const OPERATIONS: Readonly<Record<string, 'query' | 'mutation'>> = {
  Query: 'query',
  Mutation: 'mutation',
};

function operationOf(definition: DefinitionNode): 'query' | 'mutation' | undefined {
  const isObject =
    definition.kind === 'ObjectTypeDefinition' || definition.kind === 'ObjectTypeExtension';
  return isObject ? OPERATIONS[definition.name.value] : undefined;
}

class SdlReader implements Sdl {
  readonly actions: readonly SdlAction[];
  readonly types: readonly SdlType[];
  readonly offsets = new Map<object, number>();

  constructor(definitions: readonly DefinitionNode[]) {
    const isType = (definition: DefinitionNode) => operationOf(definition) === undefined;
    this.actions = definitions.flatMap((definition) => this.#actions(definition));
    this.types = definitions.filter(isType).map((definition) => this.#type(definition));
  }

  #actions(definition: DefinitionNode): SdlAction[] {
    const type = operationOf(definition);
    if (!type || !('fields' in definition)) return [];
    const fields = (definition.fields ?? []) as readonly FieldDefinitionNode[];
    return fields.map((field) => ({
      name: field.name.value,
      definition: {
        type,
        arguments: field.arguments?.length ? this.#fields(field.arguments) : undefined,
        output_type: printed(field.type),
      },
      offset: offsetOf(field.name),
    }));
  }

  #type(definition: DefinitionNode): SdlType {
    switch (definition.kind) {
      case 'ScalarTypeDefinition':
        return custom('scalars', definition, {});
      case 'EnumTypeDefinition':
        return custom('enums', definition, { values: this.#values(definition.values) });
      case 'InputObjectTypeDefinition':
        return custom('input_objects', definition, { fields: this.#fields(definition.fields) });
      case 'ObjectTypeDefinition':
        return custom('objects', definition, { fields: this.#fields(definition.fields) });
      default:
        throw new SyntaxProblem(
          `${described(definition)} has no place in Hasura's actions, which know scalars, enums, inputs and types only`,
          offsetOf(definition),
        );
    }
  }

  #fields(nodes: readonly (FieldDefinitionNode | InputValueDefinitionNode)[] = []): SdlField[] {
    return nodes.map((node) =>
      this.#noted(node, {
        name: node.name.value,
        type: printed(node.type),
        description: descriptionOf(node),
      }),
    );
  }

  #values(nodes: readonly EnumValueDefinitionNode[] = []): unknown[] {
    return nodes.map((node) =>
      this.#noted(node, { value: node.name.value, description: descriptionOf(node) }),
    );
  }

  #noted<T extends object>(node: Named, made: T): T {
    this.offsets.set(made, offsetOf(node.name));
    return made;
  }
}

type Named = { readonly name: { readonly value: string; readonly loc?: Located } };
type Located = DefinitionNode['loc'];

function custom(
  list: CustomTypeList,
  node: Named & Described,
  parts: Readonly<Record<string, unknown>>,
): SdlType {
  const description = descriptionOf(node);
  const definition = {
    name: node.name.value,
    ...(description === null ? {} : { description }),
    ...parts,
  };
  return { list, definition, offset: offsetOf(node.name) };
}

function described(definition: DefinitionNode): string {
  const words = definition.kind.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const name = 'name' in definition ? definition.name?.value : undefined;
  if (name !== undefined) return `${words} ${name}`;
  return `${/^[AEIOU]/.test(words) ? 'An' : 'A'} ${words.toLowerCase()}`;
}

type Described = {
  readonly description?: StringValueNode | undefined;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
};

function descriptionOf({ description }: Described): string | null {
  return description ? description.value.trim() : null;
}

function printed(type: TypeNode): string {
  if (type.kind === 'NamedType') return type.name.value;
  return type.kind === 'ListType' ? `[${printed(type.type)}]` : `${printed(type.type)}!`;
}

function offsetOf(node: { readonly loc?: Located }): number {
  return node.loc?.start ?? 0;
}
