import { Kind, parse, print } from 'graphql';

/**
 * A schema as the server prints it: its own spacing, no comments.
 * @param {string} sdl
 */
export function printSdl(sdl) {
  try {
    return parse(sdl).definitions.map(printDefinition).join('\n\n');
  } catch {
    return sdl;
  }
}

/** @param {import('graphql').FieldDefinitionNode} field */
function withoutDescription({ description: _description, ...field }) {
  return field;
}

/** @param {import('graphql').DefinitionNode} node */
function printDefinition(node) {
  if (node.kind === Kind.SCHEMA_DEFINITION) {
    const roots = node.operationTypes.map(({ operation, type }) => `${operation}: ${print(type)}`);
    return `schema  { ${roots.join(' ')} }`;
  }
  if (node.kind === Kind.OBJECT_TYPE_DEFINITION) {
    const fields = (node.fields ?? []).map((field) => print(withoutDescription(field)));
    return `type ${node.name.value} { ${fields.join('\n  ')}\n}`;
  }
  return print(node);
}
